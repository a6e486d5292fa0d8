/* kramctl: does mail work? */
#include <stdio.h>

#include "base/host.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/alarms/alarm_mail.h"
#include "kramctl.h"
#include "net/mail.h"

static const char *recipients(struct ctl *ctl, const struct mail_route *route)
{
	struct str s;

	str_init(&s, ctl->mem, MAIL_TO_MAX * (MAIL_ADDRESS_MAX + 2));
	for (size_t i = 0; route->to[i]; i++)
		str_addf(&s, "%s%s", i ? ", " : "", route->to[i]);
	return s.text;
}

enum rc ctl_mail_test(struct ctl *ctl, struct err *e)
{
	char host[HOST_NAME_SIZE];
	char id[37];
	struct mail_route route;

	alarm_mail_speak(ctl->conf);
	host_name(host);
	str_uuid(id);
	const struct alarm_mail_opts opts = {
	    .actor = mem_printf(ctl->mem, "kramctl@%s", host),
	    .status_url = ctl->conf->base_url,
	};
	struct alarm_message message = alarm_message_test(ctl->mem, &opts);
	const struct mail_message m = {id, message.subject, message.body, time_now_ms()};
	if (mail_route(ctl->mem, ctl->conf, &route, e) || mail_send(&route, &m, e))
		return e->rc;
	(void)printf("sent to: %s\n", recipients(ctl, &route));
	return RC_OK;
}
