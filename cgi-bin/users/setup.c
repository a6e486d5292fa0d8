/* The first administrator, and the first password of the invited. */
#include "users/users.h"
#include "base/mem.h"
#include "base/str.h"
#include "users/device.h"
#include "domain/users/link.h"
#include "tpl/setup/invitation.h"
#include "tpl/setup/setup.h"
#include "tpl/setup/start.h"
#include "urls.h"
#include "users/roles.h"
#include "users/user_view.h"
#include "web/page.h"

/* What came in as "token", from the address or from the form shown again. */
static const char *token_of(const struct request *rq)
{
	return form_text(rq->method == POST ? rq->form : rq->query, "token");
}

/* RC_NOT_FOUND for a link of another purpose as well: nobody learns what it is. */
static enum rc find_link(struct request *rq, enum link_purpose a, enum link_purpose b,
			 struct link *link, struct err *e)
{
	if (link_find(rq->db, rq, token_of(rq), link, e))
		return e->rc;
	if (link->purpose != a && link->purpose != b)
		return err_set(e, RC_NOT_FOUND, "the link is for something else");
	return RC_OK;
}

static enum rc say_used(struct request *rq, struct err *e)
{
	if (e->rc != RC_NOT_FOUND)
		return e->rc;
	err_clear(e);
	return page_refuse(rq, 410, NULL);
}

static enum rc log_in(struct request *rq, const struct user *user, struct err *e)
{
	if (device_enter(rq, user, e))
		return e->rc;
	return redirect(rq, role_home(role_from_name(user->role)));
}

/* --- The first administrator --------------------------------------------------------------- */

/* Without a link: how to get one, or that it is too late for one. */
static enum rc explain(struct request *rq, struct err *e)
{
	int64_t users;

	if (user_count(rq->db, &users, e))
		return e->rc;
	if (users)
		return redirect(rq, url_login());
	(void)page_open(rq, TPL_SETUP_START, _("Set up Kram"));
	return RC_OK;
}

static struct tpl *open_setup(struct request *rq)
{
	struct tpl *t = page_open(rq, TPL_SETUP_SETUP, _("First administrator"));

	tpl_set(t, T_TOKEN, token_of(rq));
	if (rq->method == POST) {
		tpl_set(t, T_LOGIN, form_text(rq->form, "login"));
		tpl_set(t, T_NAME, form_text(rq->form, "name"));
	}
	return t;
}

enum rc pg_setup(struct request *rq, struct err *e)
{
	struct link link;

	if (str_empty(token_of(rq)))
		return explain(rq, e);
	if (find_link(rq, LINK_SETUP, LINK_SETUP, &link, e))
		return say_used(rq, e);
	(void)open_setup(rq);
	return RC_OK;
}

static enum rc setup_again(struct request *rq, const char *problem)
{
	tpl_set_shown(open_setup(rq), T_PROBLEM, problem, T_IF_PROBLEM);
	page_status(rq, 422);
	return RC_OK;
}

enum rc pg_setup_again(struct request *rq, struct err *e)
{
	(void)e;
	return setup_again(rq, _("Fill in every field."));
}

static const char *setup_problem(const struct request *rq)
{
	const char *login = form_text(rq->form, "login");

	if (!login_is_valid(login))
		return _("A login may have only letters, digits and . _ - @ +, no spaces.");
	return new_password_fault(rq, login);
}

enum rc do_setup(struct request *rq, struct err *e)
{
	struct user_draft first = {.role = role_name(ROLE_ADMINISTRATOR)};
	const char *problem = setup_problem(rq);
	struct link link;
	struct user user;

	form_into(rq->form, &first);
	if (!str_empty(problem))
		return setup_again(rq, problem);
	if (find_link(rq, LINK_SETUP, LINK_SETUP, &link, e))
		return say_used(rq, e);
	first.password_hash = new_password_hash(rq);
	if (link_setup(rq->db, rq, token_of(rq), &first, &user, e))
		return say_used(rq, e);
	return log_in(rq, &user, e);
}

/* --- Invitations and forgotten passwords --------------------------------------------------- */

static enum rc open_invitation(struct request *rq, const struct user *user, const char *problem)
{
	struct tpl *t = page_open(rq, TPL_SETUP_INVITATION, _("Choose a password"));

	tpl_set(t, T_TOKEN, token_of(rq));
	tpl_set(t, T_LOGIN, user->login);
	tpl_set(t, T_NAME, user->name);
	tpl_set_shown(t, T_PROBLEM, problem, T_IF_PROBLEM);
	return RC_OK;
}

static enum rc find_invited(struct request *rq, struct user *user, struct err *e)
{
	struct link link;

	if (find_link(rq, LINK_INVITE, LINK_RESET, &link, e))
		return e->rc;
	return user_load(rq->db, rq, link.user_id, user, e);
}

enum rc pg_invitation(struct request *rq, struct err *e)
{
	struct user user;

	if (find_invited(rq, &user, e))
		return say_used(rq, e);
	return open_invitation(rq, &user, NULL);
}

static enum rc invitation_again(struct request *rq, const struct user *user, const char *problem)
{
	page_status(rq, 422);
	return open_invitation(rq, user, problem);
}

enum rc pg_invitation_again(struct request *rq, struct err *e)
{
	struct user user;

	if (find_invited(rq, &user, e))
		return say_used(rq, e);
	return invitation_again(rq, &user, _("Fill in every field."));
}

enum rc do_invitation(struct request *rq, struct err *e)
{
	struct user user;

	if (find_invited(rq, &user, e))
		return say_used(rq, e);
	const char *problem = new_password_fault(rq, user.login);
	if (!str_empty(problem))
		return invitation_again(rq, &user, problem);
	if (link_set_password(rq->db, rq, token_of(rq), new_password_hash(rq), &user, e))
		return say_used(rq, e);
	return log_in(rq, &user, e);
}
