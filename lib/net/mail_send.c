/* Sending: compose, then one of two ways out. */
#include "net/mail_send.h"

#include "base/mem.h"

#include <stdio.h>

enum rc mail_unknown(struct err *e, const char *why)
{
	(void)err_set(e, RC_RETRY, "nobody knows whether the mail was sent: %s", why);
	(void)snprintf(e->code, sizeof(e->code), "%s", MAIL_UNKNOWN);
	return e->rc;
}

void mail_reply_keep(char *out, size_t max, const char *said, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len && n + 1 < max && said[i] != '\n'; i++)
		if (said[i] >= ' ' && said[i] <= '~')
			out[n++] = said[i];
	out[n] = '\0';
}

enum rc mail_send(const struct mail_route *route, const struct mail_message *m, struct err *e)
{
	void *scratch = mem_context(NULL, "mail");
	const char *text;
	enum rc rc;

	if (route->transport == MAIL_OFF)
		rc = err_set(e, RC_INVALID, "mail-transport is off in the configuration");
	else if (!(rc = mail_compose(scratch, route, m, &text, e)))
		rc = route->transport == MAIL_SMTP ? mail_smtp(route, text, e)
						   : mail_sendmail(route, text, e);
	mem_free(scratch);
	return rc;
}
