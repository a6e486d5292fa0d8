/* What each user sets for themselves: password, language, look. */
#include "users/users.h"
#include "base/mem.h"
#include "base/str.h"
#include "users/device.h"
#include "tpl/users/password.h"
#include "urls.h"
#include "users/user_view.h"
#include "web/page.h"

/* --- Password ------------------------------------------------------------------------------ */

/* Who came in by a one-time link has no password yet: that session is all there is to ask for. */
static enum rc load_me(struct request *rq, struct user *me, struct err *e)
{
	return user_load(rq->db, rq, rq->session->user_id, me, e);
}

static enum rc show_password(struct request *rq, const struct user *me, const char *problem)
{
	const char *title = me->password_hash ? _("Change password") : _("Choose a password");
	struct tpl *t = page_open(rq, TPL_USERS_PASSWORD, title);

	tpl_set(t, T_LOGIN, me->login);
	tpl_set_shown(t, T_PROBLEM, problem, T_IF_PROBLEM);
	tpl_show(t, me->password_hash ? T_IF_CURRENT : T_IF_FIRST);
	if (!str_empty(problem))
		page_status(rq, 422);
	return RC_OK;
}

enum rc pg_password(struct request *rq, struct err *e)
{
	struct user me;

	if (load_me(rq, &me, e))
		return e->rc;
	return show_password(rq, &me, rq->method == POST ? _("Fill in every field.") : NULL);
}

/* The current password is checked as a login is, so guessing it is slowed down the same way. */
static enum rc check_current(struct request *rq, struct user *me, struct err *e)
{
	const struct login_try try = device_try(rq, me->login, form_text(rq->form, "current"));

	return me->password_hash ? user_login(rq->db, rq, &try, me, e) : RC_OK;
}

static enum rc refuse_current(struct request *rq, const struct user *me, struct err *e)
{
	bool wrong = e->rc == RC_DENIED;

	if (!wrong && !e->retry_after_s)
		return e->rc;
	err_clear(e);
	return show_password(rq, me,
			     wrong ? _("The current password is wrong.")
				   : _("Too many failed attempts. Wait a moment."));
}

/* Moving the generation ends every session of this user; this one begins anew. */
static enum rc set_password(struct request *rq, struct user *user, struct err *e)
{
	if (user_set_password(rq->db, user->id, new_password_hash(rq), user->login, e) ||
	    user_load(rq->db, rq, user->id, user, e) || device_enter(rq, user, e))
		return e->rc;
	return flash(rq, _("Password changed. Your other sessions have ended."), e);
}

enum rc do_password(struct request *rq, struct err *e)
{
	struct user me;

	if (load_me(rq, &me, e))
		return e->rc;
	const char *problem = new_password_fault(rq, me.login);
	if (!str_empty(problem))
		return show_password(rq, &me, problem);
	if (check_current(rq, &me, e))
		return refuse_current(rq, &me, e);
	if (set_password(rq, &me, e))
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

enum rc do_density(struct request *rq, struct err *e)
{
	(void)e;
	response_cookie(rq, "density", form_text(rq->form, "density"), COOKIE_YEAR);
	return redirect(rq, req_back(rq, url_root()));
}
