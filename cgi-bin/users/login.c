/* Coming in and going out. */
#include "users/users.h"
#include "base/mem.h"
#include "base/str.h"
#include "users/device.h"
#include "domain/users/link.h"
#include "tpl/login/confirm.h"
#include "tpl/login/login.h"
#include "tpl/login/once.h"
#include "urls.h"
#include "users/roles.h"
#include "web/page.h"

/* Both the query of the page and the form sent back name where to go on. */
static const struct form *fields_of(const struct request *rq)
{
	return rq->method == POST ? rq->form : rq->query;
}

static const char *next_of(struct request *rq, enum role role)
{
	return req_next(rq, form_text(fields_of(rq), "next"), role_home(role));
}

static struct tpl *open_login(struct request *rq)
{
	const struct form *f = fields_of(rq);
	struct tpl *t = page_open(rq, TPL_LOGIN_LOGIN, _("Sign in"));

	tpl_set(t, T_NEXT, form_text(f, "next"));
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
	int64_t users;

	if (rq->method == POST)
		return say_again(rq, 422, _("Enter your login and your password."));
	if (rq->session->user_id)
		return redirect(rq, next_of(rq, rq->session->role));
	if (user_count(rq->db, &users, e))
		return e->rc;
	if (!users) /* a form nobody could fill in */
		return redirect(rq, url_setup());
	(void)open_login(rq);
	return RC_OK;
}

/* Why user_login() said no, in the user's language; NULL when it was no refusal but an error. */
static const char *refusal(struct request *rq, struct err *e, int *status)
{
	int wait = e->retry_after_s;

	*status = e->rc == RC_DENIED ? 422 : 429;
	if (e->rc == RC_DENIED) {
		err_clear(e);
		return _("Wrong login or password.");
	}
	if (e->rc != RC_RETRY || !wait)
		return NULL;
	err_clear(e);
	response_header(rq->res, "Retry-After", mem_printf(rq, "%d", wait));
	return mem_printf(rq,
			  ngettext("Too many failed attempts. Try again in %d second.",
				   "Too many failed attempts. Try again in %d seconds.",
				   (unsigned long)wait),
			  wait);
}

static enum rc check(struct request *rq, const char *login, struct user *user, struct err *e)
{
	const struct login_try try = device_try(rq, login, form_text(rq->form, "password"));

	return user_login(rq->db, rq, &try, user, e);
}

/* A new session id, and on to where the browser wanted to go. */
static enum rc enter(struct request *rq, const struct user *user, struct err *e)
{
	if (device_enter(rq, user, e))
		return e->rc;
	return redirect(rq, next_of(rq, role_from_name(user->role)));
}

enum rc do_login(struct request *rq, struct err *e)
{
	struct user user;
	int status;

	if (!check(rq, form_text(rq->form, "login"), &user, e))
		return enter(rq, &user, e);
	const char *problem = refusal(rq, e, &status);
	return problem ? say_again(rq, status, problem) : e->rc;
}

/* --- The password again, before what is hard to undo ---------------------------------------- */

static enum rc show_confirm(struct request *rq, int status, const char *problem)
{
	const struct form *f = fields_of(rq);
	struct tpl *t = page_open(rq, TPL_LOGIN_CONFIRM, _("Confirm it is you"));

	tpl_set(t, T_LOGIN, rq->session->login);
	tpl_set(t, T_NEXT, form_text(f, "next"));
	tpl_set_shown(t, T_PROBLEM, problem, T_IF_PROBLEM);
	page_status(rq, status);
	return RC_OK;
}

/* Who came in by a one-time link has no password to confirm with: first comes setting one. */
enum rc pg_confirm(struct request *rq, struct err *e)
{
	struct user user;

	if (user_load(rq->db, rq, rq->session->user_id, &user, e))
		return e->rc;
	if (!user.password_hash)
		return redirect(rq, url_settings_password());
	if (rq->method == POST)
		return show_confirm(rq, 422, _("Enter your password."));
	return show_confirm(rq, 200, NULL);
}

enum rc do_confirm(struct request *rq, struct err *e)
{
	struct user user;
	int status;

	if (!check(rq, rq->session->login, &user, e))
		return enter(rq, &user, e);
	const char *problem = refusal(rq, e, &status);
	return problem ? show_confirm(rq, status, problem) : e->rc;
}

enum rc do_logout(struct request *rq, struct err *e)
{
	if (session_end(rq, e))
		return e->rc;
	return redirect(rq, url_login());
}

/* --- One-time login ------------------------------------------------------------------------ */

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
		return page_refuse(rq, 410, NULL);
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
		return page_refuse(rq, 410, NULL);
	}
	if (rc || device_enter(rq, &user, e))
		return e->rc;
	return redirect(rq, role_home(role_from_name(user.role)));
}
