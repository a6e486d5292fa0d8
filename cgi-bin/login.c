/* Coming in and going out. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/users/link.h"
#include "panel.h"
#include "tpl/login/login.h"
#include "tpl/login/once.h"
#include "urls.h"
#include "web/page.h"

/* Both the query of the page and the form sent back name where to go on. */
static const struct form *fields_of(const struct request *rq)
{
	return rq->method == POST ? rq->form : rq->query;
}

static const char *next_of(struct request *rq)
{
	const struct form *f = fields_of(rq);

	return req_next(rq, form_text(f, "next"), form_text(f, "next_id"));
}

static struct tpl *open_login(struct request *rq)
{
	const struct form *f = fields_of(rq);
	struct tpl *t = page_open(rq, TPL_LOGIN_LOGIN, _("Sign in"));

	tpl_set(t, T_NEXT, form_text(f, "next"));
	tpl_set(t, T_NEXT_ID, form_text(f, "next_id"));
	if (rq->method == POST)
		tpl_set(t, T_LOGIN, form_text(f, "login"));
	return t;
}

static enum rc say_again(struct request *rq, int status, const char *problem)
{
	tpl_set_shown(open_login(rq), T_PROBLEM, problem, T_IF_PROBLEM);
	page_status(rq, status);
	return RC_OK;
}

enum rc pg_login(struct request *rq, struct err *e)
{
	(void)e;
	if (rq->method == POST)
		return say_again(rq, 422, _("Enter your login and your password."));
	if (rq->session->user_id)
		return redirect(rq, next_of(rq));
	(void)open_login(rq);
	return RC_OK;
}

static enum rc refuse_login(struct request *rq, struct err *e)
{
	int wait = e->retry_after_s;

	if (e->rc == RC_DENIED) {
		err_clear(e);
		return say_again(rq, 422, _("Login and password do not belong together."));
	}
	if (e->rc != RC_RETRY || !wait)
		return e->rc;
	err_clear(e);
	response_header(rq->res, "Retry-After", mem_printf(rq, "%d", wait));
	return say_again(rq, 429,
			 mem_printf(rq,
				    ngettext("Too many failed attempts. Try again in %d second.",
					     "Too many failed attempts. Try again in %d seconds.",
					     (unsigned long)wait),
				    wait));
}

enum rc do_login(struct request *rq, struct err *e)
{
	const struct login_try try = {
	    .login = form_text(rq->form, "login"),
	    .password = form_text(rq->form, "password"),
	    .ip = rq->ip,
	    .slots = panel_of(rq)->slots,
	};
	struct user user;

	if (user_login(rq->db, rq, &try, &user, e))
		return refuse_login(rq, e);
	if (session_start(rq, user.id, user.generation, e))
		return e->rc;
	return redirect(rq, next_of(rq));
}

enum rc do_logout(struct request *rq, struct err *e)
{
	if (session_end(rq, e))
		return e->rc;
	return redirect(rq, url_login());
}

/* --- One-time login ------------------------------------------------------------------------ */

static enum rc say_used(struct request *rq)
{
	return page_refuse(rq, 404,
			   _("This link was used already or is older than 24 hours. Ask for a new "
			     "one."));
}

/* The link itself changes nothing: previews and prefetching must not use it up. */
enum rc pg_login_once(struct request *rq, struct err *e)
{
	const char *token = form_text(rq->query, "token");
	struct link link;
	struct user user;

	if (link_find(rq->db, rq, token, &link, e) || link.purpose != LINK_LOGIN) {
		if (e->rc && e->rc != RC_NOT_FOUND)
			return e->rc;
		err_clear(e);
		return say_used(rq);
	}
	if (user_load(rq->db, rq, link.user_id, &user, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_LOGIN_ONCE, _("Sign in"));
	tpl_set(t, T_TOKEN, token);
	tpl_set(t, T_NAME, user.name);
	return RC_OK;
}

enum rc do_login_once(struct request *rq, struct err *e)
{
	struct user user;
	enum rc rc = link_login(rq->db, rq, form_text(rq->form, "token"), &user, e);

	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		return say_used(rq);
	}
	if (rc || session_start(rq, user.id, user.generation, e))
		return e->rc;
	return redirect(rq, url_root());
}
