/* What each user sets for themselves: password, language, look. */
#include "base/mem.h"
#include "base/str.h"
#include "panel.h"
#include "tpl/users/password.h"
#include "urls.h"
#include "user_view.h"
#include "web/page.h"

/* --- Password ------------------------------------------------------------------------------ */

static enum rc show_password(struct request *rq, const char *problem)
{
	struct tpl *t = page_open(rq, TPL_USERS_PASSWORD, _("Change password"));

	tpl_set(t, T_LOGIN, rq->session->login);
	tpl_set_shown(t, T_PROBLEM, problem, T_IF_PROBLEM);
	if (!str_empty(problem))
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_password(struct request *rq, struct err *e)
{
	(void)e;
	return show_password(rq, rq->method == POST ? _("Fill in every field.") : NULL);
}

/* The current password is checked as a login is, so guessing it is slowed down the same way. */
static enum rc check_current(struct request *rq, struct user *user, struct err *e)
{
	const struct login_try try = {
	    .login = rq->session->login,
	    .password = form_text(rq->form, "current"),
	    .ip = rq->ip,
	    .slots = panel_of(rq)->slots,
	};

	return user_login(rq->db, rq, &try, user, e);
}

static enum rc refuse_current(struct request *rq, struct err *e)
{
	bool wrong = e->rc == RC_DENIED;

	if (!wrong && !e->retry_after_s)
		return e->rc;
	err_clear(e);
	return show_password(rq, wrong ? _("The current password is not right.")
				       : _("Too many failed attempts. Wait a moment."));
}

/* Moving the generation ends every session of this user; this one begins anew. */
static enum rc set_password(struct request *rq, struct user *user, struct err *e)
{
	const char *hash =
	    user_hash_password(rq, panel_of(rq)->slots, form_text(rq->form, "password"));

	if (user_set_password(rq->db, user->id, hash, user->login, e) ||
	    user_load(rq->db, rq, user->id, user, e) ||
	    session_start(rq, user->id, user->generation, e))
		return e->rc;
	return flash(rq, _("The password is changed. Other sessions of yours have ended."), e);
}

enum rc do_password(struct request *rq, struct err *e)
{
	const char *problem = password_fault_text(
	    form_text(rq->form, "password"), form_text(rq->form, "repeat"), rq->session->login);
	struct user user;

	if (!str_empty(problem))
		return show_password(rq, problem);
	if (check_current(rq, &user, e))
		return refuse_current(rq, e);
	if (set_password(rq, &user, e))
		return e->rc;
	return redirect(rq, url_settings_password());
}

/* --- Language and look --------------------------------------------------------------------- */

enum rc do_language(struct request *rq, struct err *e)
{
	(void)e;
	response_cookie(rq, "lang", form_text(rq->form, "lang"), COOKIE_YEAR);
	return redirect(rq, req_back(rq, url_root()));
}

enum rc do_theme(struct request *rq, struct err *e)
{
	(void)e;
	response_cookie(rq, "theme", form_text(rq->form, "theme"), COOKIE_YEAR);
	return redirect(rq, req_back(rq, url_root()));
}
