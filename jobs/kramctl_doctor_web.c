/* kramctl doctor: does what a browser asks for answer? As nginx serves it, asked on this machine.
 */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "kramctl.h"
#include "net/http.h"

enum { ANSWER_MAX = 1024 * 1024, ADDRESS_MAX = 200, STATUS_OK = 200, STATUS_FORBIDDEN = 403 };

static enum rc get(struct ctl *ctl, const char *path, struct http_response *out, struct err *e)
{
	const struct conf *conf = ctl->conf;
	const struct http_opts opts = {
	    .ca_bundle = conf->ca_bundle, .user_agent = "kramctl doctor", .at_home = true};
	const struct http_request ask = {
	    .base = conf->base_url, .path = path, .max_bytes = ANSWER_MAX};
	struct http *http;

	if (http_check_base(conf->base_url, e))
		return err_wrap(e, "base-url");
	if (http_open(ctl->mem, &opts, &http, e) || http_perform(http, ctl->mem, &ask, out, e))
		return err_wrap(e, str_eq(e->code, "connect")
				       ? "on this machine (run: systemctl status nginx)"
				       : "on this machine");
	return RC_OK;
}

static enum rc pool_answers(struct ctl *ctl, const char *pool, const char *path, struct err *e)
{
	struct http_response answer;

	if (get(ctl, path, &answer, e))
		return e->rc;
	if (answer.status == STATUS_OK && str_eq(answer.body, "ok\n"))
		return RC_OK;
	if (answer.status == STATUS_FORBIDDEN)
		return err_set(e, RC_IO,
			       "nginx refuses %s to this machine; it allows 127.0.0.1 in "
			       "nginx.conf.example",
			       path);
	return err_set(e, RC_IO, "%s: %d; run: systemctl status kram-%s.socket 'kram-%s@*'", path,
		       answer.status, pool, pool);
}

enum rc check_panel(struct ctl *ctl, struct err *e)
{
	return pool_answers(ctl, "panel", "/healthz", e);
}

enum rc check_gateway(struct ctl *ctl, struct err *e)
{
	return pool_answers(ctl, "gateway", "/connect/healthz", e);
}

static enum rc file_is_there(struct ctl *ctl, const char *address, struct err *e)
{
	struct http_response answer;

	if (get(ctl, address, &answer, e))
		return e->rc;
	if (answer.status == STATUS_OK && answer.len)
		return RC_OK;
	return err_set(e, RC_IO,
		       "%s: %d; run: make install, and look at the line \"root\" of nginx", address,
		       answer.status);
}

/* The css, js and pictures of a page that anybody gets at any time: no such link. */
enum rc check_assets(struct ctl *ctl, struct err *e)
{
	static const char mark[] = "\"/static/";
	static const char no_link[] = "/login/once";
	struct http_response page;
	size_t n = 0;

	if (get(ctl, no_link, &page, e))
		return e->rc;
	for (const char *at = page.body; (at = strstr(at, mark)); n++) {
		size_t len = strcspn(++at, "\"?#");
		if (len < ADDRESS_MAX && file_is_there(ctl, mem_strndup(ctl->mem, at, len), e))
			return e->rc;
	}
	return n ? RC_OK
		 : err_set(e, RC_IO, "%s: %d, a page without css; run: make install", no_link,
			   page.status);
}
