/*
 * SMTP by libcurl: one connection a mail. Plain only towards this machine; otherwise TLS is a
 * condition, and the password never leaves without it.
 */
#include "net/mail_send.h"
#include "net/transfer.h"

#include "base/mem.h"
#include "base/str.h"
#include "net/easy.h"

#include <string.h>

enum {
	REPLY_MAX = 160,
	SMTP_GO_AHEAD = 354, /* last reply before the message: without a later one nobody knows */
};

struct upload {
	const char *text;
	size_t len;
	size_t at;
	bool whole; /* the end was handed over */
	char reply[REPLY_MAX];
	char detail[CURL_ERROR_SIZE];
};

static size_t on_read(char *room, size_t size, size_t n, void *arg)
{
	struct upload *u = arg;
	size_t len = u->len - u->at < size * n ? u->len - u->at : size * n;

	memcpy(room, u->text + u->at, len);
	u->at += len;
	u->whole = len == 0;
	return len;
}

/* The server's lines; the last refusal is what it has to say (its farewell is not). */
static size_t on_reply(char *data, size_t size, size_t n, void *arg)
{
	struct upload *u = arg;

	if (size * n > 0 && (data[0] == '4' || data[0] == '5'))
		mail_reply_keep(u->reply, sizeof(u->reply), data, size * n);
	return size * n;
}

/* Host of a url with nothing in it but scheme, host and port; "" when it is none. */
static const char *host_of(void *owner, const char *url)
{
	CURLU *u = curl_url();
	char *host = NULL;
	char *path = NULL;
	char *user = NULL;
	const char *out = "";

	if (!u)
		mem_exhausted();
	if (curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    (str_starts(url, "smtp://") || str_starts(url, "smtps://")) &&
	    curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_PATH, &path, 0) == CURLUE_OK && str_eq(path, "/") &&
	    curl_url_get(u, CURLUPART_USER, &user, 0) == CURLUE_NO_USER)
		out = mem_strdup(owner, host);
	curl_free(host);
	curl_free(path);
	curl_free(user);
	curl_url_cleanup(u);
	return out;
}

static void set_limits(CURL *c)
{
	easy_must(curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)MAIL_CONNECT_S));
	easy_must(curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)MAIL_TOTAL_S));
	easy_must(curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps"));
}

static void set_security(CURL *c, const struct mail_route *route, const char *host)
{
	bool here = url_is_loopback(host);

	easy_must(curl_easy_setopt(c, CURLOPT_USE_SSL,
				   here ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL));
	easy_guard(c, route->ca_bundle);
	if (!route->smtp_user)
		return;
	easy_must(curl_easy_setopt(c, CURLOPT_USERNAME, route->smtp_user));
	easy_must(curl_easy_setopt(c, CURLOPT_PASSWORD, secret_text(route->smtp_password)));
}

static void set_callbacks(CURL *c, struct upload *u)
{
	easy_must(curl_easy_setopt(c, CURLOPT_UPLOAD, 1L));
	easy_must(curl_easy_setopt(c, CURLOPT_READFUNCTION, on_read));
	easy_must(curl_easy_setopt(c, CURLOPT_READDATA, u));
	easy_must(curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_reply));
	easy_must(curl_easy_setopt(c, CURLOPT_HEADERDATA, u));
	easy_must(curl_easy_setopt(c, CURLOPT_ERRORBUFFER, u->detail));
}

static struct curl_slist *set_envelope(CURL *c, const struct mail_route *route)
{
	struct curl_slist *to = NULL;

	for (size_t i = 0; route->to[i]; i++) {
		struct curl_slist *more = curl_slist_append(to, route->to[i]);
		if (!more)
			mem_exhausted();
		to = more;
	}
	easy_must(curl_easy_setopt(c, CURLOPT_URL, route->smtp_url));
	easy_must(curl_easy_setopt(c, CURLOPT_MAIL_FROM, route->from));
	easy_must(curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to));
	/* One address that is refused must not keep the alarm from the others. */
	easy_must(curl_easy_setopt(c, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L));
	return to;
}

/* What a failed transfer means. */
static enum rc judge(CURL *c, CURLcode code, const struct upload *u, struct err *e)
{
	long reply = 0;

	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &reply);
	const char *why = u->detail[0] ? u->detail : curl_easy_strerror(code);
	if (u->whole && reply == SMTP_GO_AHEAD)
		return mail_unknown(e, why);
	if (reply >= 400 && reply < 600)
		return err_set(e, reply < 500 ? RC_RETRY : RC_REMOTE, "the mail server refused: %s",
			       u->reply);
	if (code == CURLE_USE_SSL_FAILED)
		return err_set(e, RC_REMOTE,
			       "the mail server offers no TLS, and without it nothing is sent");
	return err_set(e, RC_RETRY, "the mail server cannot be used: %s", why);
}

enum rc mail_smtp(const struct mail_route *route, const char *text, struct err *e)
{
	struct upload u = {.text = text, .len = strlen(text)};
	void *scratch = mem_context(NULL, "smtp");
	const char *host = host_of(scratch, route->smtp_url);
	enum rc rc = RC_OK;

	if (!host[0] || (route->smtp_user && !route->smtp_password)) {
		mem_free(scratch);
		return err_set(e, RC_INVALID,
			       host[0] ? "smtp-user has no password"
				       : "smtp-url must be smtp://host:port or "
					 "smtps://host:port");
	}
	CURL *c = curl_easy_init();
	if (!c)
		mem_exhausted();
	set_limits(c);
	set_security(c, route, host);
	set_callbacks(c, &u);
	struct curl_slist *to = set_envelope(c, route);
	CURLcode code = curl_easy_perform(c);
	if (code != CURLE_OK)
		rc = judge(c, code, &u, e);
	curl_easy_cleanup(c);
	curl_slist_free_all(to);
	mem_free(scratch);
	return rc;
}
