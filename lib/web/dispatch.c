/* The steps every request goes through, one function each. */
#include "web/dispatch.h"

#include <inttypes.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "web/csrf.h"
#include "web/page.h"
#include "web/route.h"
#include "web/server.h"
#include "web/upload.h"
#include "web/url.h"

/* --- Steps --------------------------------------------------------------------------------- */

static enum rc step_language(struct request *rq, struct err *e)
{
	(void)e;
	char *wanted = cookie_find(rq, req_env(rq, "HTTP_COOKIE"), "lang");

	rq->lang = lang_from_code(wanted);
	if (rq->lang == LANG_COUNT)
		rq->lang = lang_negotiate(req_env(rq, "HTTP_ACCEPT_LANGUAGE"));
	i18n_use(rq->lang);
	return RC_OK;
}

static bool route_has(const struct request *rq, unsigned flag)
{
	return rq->route && (rq->route->flags & flag);
}

/* Only looks: a wrong address is refused after the session is known, on a page of that user. */
static enum rc step_match(struct request *rq, struct err *e)
{
	const struct web_def *def = rq->web->def;

	rq->match = route_match(rq, def->routes, rq->method, rq->path, &rq->route, rq->params);
	if (rq->method == POST && rq->is_multipart && !route_has(rq, ROUTE_UPLOAD))
		return request_refuse(rq, 415, RC_INVALID, e, "the body is not a form");
	return RC_OK;
}

static enum rc use_database(struct request *rq, struct err *e)
{
	if (!web_database(rq->web, e))
		return RC_OK;
	rq->db = NULL;
	rq->res->status = 503;
	return e->rc;
}

/* The query of a session tells whether a known connection lives; without one it is asked. */
static enum rc step_database(struct request *rq, struct err *e)
{
	if (route_has(rq, ROUTE_NO_DB))
		rq->db = NULL;
	bool asks = !route_has(rq, ROUTE_MACHINE) && session_is_named(rq);
	if (!rq->db || (asks && web_database_is_known(rq->web)))
		return RC_OK;
	return use_database(rq, e);
}

/* Nothing has been done yet, so a connection lost since the last request is made anew. */
static enum rc step_session(struct request *rq, struct err *e)
{
	if (!rq->db || route_has(rq, ROUTE_MACHINE))
		return RC_OK;
	if (session_load(rq, e) != RC_RETRY)
		return e->rc;
	err_clear(e);
	return use_database(rq, e) ? e->rc : session_load(rq, e);
}

static enum rc step_require_route(struct request *rq, struct err *e)
{
	if (rq->match == ROUTE_FOUND)
		return RC_OK;
	if (rq->match == ROUTE_OTHER_METHOD)
		return request_refuse(rq, 405, RC_INVALID, e, "the address has another method");
	return request_refuse(rq, 404, RC_NOT_FOUND, e, "no route");
}

/* Where to go on afterwards. */
static const char *with_next(struct request *rq, const char *path)
{
	const char *here = req_here(rq);
	const struct url_arg next = {"next", here};

	return !here || str_eq(here, "/") ? path : url_with(rq, path, &next, 1);
}

/* htmx would put that page into the fragment: it is told to leave this one instead. */
static enum rc send_to(struct request *rq, const char *path)
{
	rq->answered = true;
	if (!rq->hx)
		return redirect(rq, with_next(rq, path));
	response_header(rq->res, "HX-Redirect", with_next(rq, path));
	return respond_text(rq, 401, "text/plain; charset=utf-8", "");
}

static enum rc step_require_login(struct request *rq, struct err *e)
{
	(void)e;
	if (rq->route->role == ROLE_NONE || rq->session->user_id)
		return RC_OK;
	return send_to(rq, rq->web->def->login_path);
}

static enum rc step_require_role(struct request *rq, struct err *e)
{
	if (rq->session->role >= rq->route->role)
		return RC_OK;
	return err_set(e, RC_DENIED, "role %s is needed, this user has %s",
		       role_name(rq->route->role), role_name(rq->session->role));
}

/* A large body is read for nobody else. */
static enum rc step_upload(struct request *rq, struct err *e)
{
	return rq->method == POST && rq->is_multipart ? upload_read(rq, e) : RC_OK;
}

static enum rc step_require_token(struct request *rq, struct err *e)
{
	if (rq->method != POST || route_has(rq, ROUTE_NO_CSRF))
		return RC_OK;
	return csrf_check(rq, e);
}

/* A session left open on a desk must not be enough for what is hard to undo. */
static enum rc step_require_fresh(struct request *rq, struct err *e)
{
	(void)e;
	int64_t age = time_now_ms() - rq->session->authenticated_at;

	if (!route_has(rq, ROUTE_FRESH) || age < SESSION_FRESH_MS)
		return RC_OK;
	return send_to(rq, rq->web->def->confirm_path);
}

/* A form without a script sends every field it has; an address holds what is set. */
static enum rc step_address(struct request *rq, struct err *e)
{
	const char *query = str_or(req_env(rq, "QUERY_STRING"), "");

	(void)e;
	if (rq->method != GET || rq->hx || route_has(rq, ROUTE_MACHINE))
		return RC_OK;
	const char *set = url_without_empty(rq, query);
	if (strlen(set) == strlen(query))
		return RC_OK;
	rq->answered = true;
	return redirect(rq, *set ? mem_printf(rq, "%s?%s", rq->path, set) : rq->path);
}

static enum rc step_query(struct request *rq, struct err *e)
{
	rq->query = rq->raw_query;
	return form_check(rq->raw_query, rq->route->query, e);
}

static enum rc show_form_again(struct request *rq, struct err *e)
{
	err_clear(e);
	rq->answered = true;
	if (rq->route->invalid(rq, e))
		return e->rc;
	page_status(rq, 422);
	return RC_OK;
}

/* A wrong field leads to the form again where the route has one, else to error 400. */
static enum rc step_form(struct request *rq, struct err *e)
{
	rq->form = rq->raw_form;
	if (form_refuse_foreign(rq->raw_form, rq->route->form, e))
		return e->rc;
	if (!form_check(rq->raw_form, rq->route->form, e))
		return RC_OK;
	return rq->route->invalid ? show_form_again(rq, e) : e->rc;
}

static enum rc step_handler(struct request *rq, struct err *e)
{
	return rq->route->handler(rq, e);
}

static enum rc (*const steps[])(struct request *rq, struct err *e) = {
    step_language,	request_read,	    step_match,	       step_database, step_session,
    step_require_route, step_require_login, step_require_role, step_upload,   step_require_token,
    step_require_fresh, step_address,	    step_query,	       step_form,     step_handler,
};

/* --- The boundary -------------------------------------------------------------------------- */

static const int rc_status[RC_COUNT] = {
    [RC_NOT_FOUND] = 404, [RC_INVALID] = 400, [RC_DENIED] = 403,
    [RC_CONFLICT] = 409,  [RC_RETRY] = 503,
};

/* A step that knows better has put its status into the response. */
static int status_of(const struct request *rq, enum rc rc)
{
	if (rq->res->status >= 400)
		return rq->res->status;
	return rc_status[rc] ? rc_status[rc] : 500;
}

static void log_failure(const struct request *rq, int status, const struct err *e)
{
	enum log_level level = status >= 500   ? LOG_LEVEL_ERROR
			       : status == 403 ? LOG_LEVEL_WARN
					       : LOG_LEVEL_INFO;

	log_err(level, e, "%s", rq->path);
}

static void fail(struct request *rq, const struct err *e)
{
	int status = status_of(rq, e->rc);

	log_failure(rq, status, e);
	if (!rq->res->begun)
		page_error(rq, status);
}

static void log_answer(const struct request *rq)
{
	static const char *const methods[] = {[METHOD_OTHER] = "?", [GET] = "GET", [POST] = "POST"};

	log_info("%s %s status=%d user=%" PRIu64 " bytes=%zu ms=%" PRId64, methods[rq->method],
		 rq->route ? rq->route->pattern : rq->path, rq->res->status, rq->session->user_id,
		 rq->res->body.len, mono_ms() - rq->started_ms);
}

static enum rc run_steps(struct request *rq, struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(steps) && !rq->answered; i++) {
		if (steps[i](rq, e))
			return e->rc;
	}
	return rq->page ? page_render(rq, e) : RC_OK;
}

void dispatch(struct request *rq)
{
	struct err e = {0};

	log_unit("req", rq->id);
	if (run_steps(rq, &e))
		fail(rq, &e);
	response_send(rq);
	log_answer(rq);
	log_unit("req", NULL);
}
