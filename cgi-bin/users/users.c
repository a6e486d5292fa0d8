/* Users and their roles, for administrators. */
#include "users/users.h"
#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/users/link.h"
#include "common/settings_nav.h"
#include "tpl/users/link.h"
#include "tpl/users/list.h"
#include "urls.h"
#include "users/user_view.h"
#include "web/page.h"

/* --- The list ------------------------------------------------------------------------------ */

static void fill_row(struct request *rq, struct tpl *row, const struct user *u)
{
	const char *id = mem_printf(rq, "%" PRIu64, u->id);

	tpl_set(row, T_LOGIN, u->login);
	tpl_set(row, T_NAME, u->name);
	tpl_set(row, T_URL_ROLE, url_settings_users_id_role(rq, id));
	tpl_set(row, T_URL_RESET, url_settings_users_id_reset(rq, id));
	role_options(row, T_ROLE_OPTION, u->role);
	tpl_show(row, u->id == rq->session->user_id ? T_IF_SELF : T_IF_OTHER);
	if (!user_is_enabled(u)) {
		tpl_show(row, T_IF_DISABLED);
		tpl_set_shown(row, T_URL_ENABLE, url_settings_users_id_enable(rq, id), T_IF_ENABLE);
	} else if (u->id != rq->session->user_id) {
		tpl_set_shown(row, T_URL_DISABLE, url_settings_users_id_disable(rq, id),
			      T_IF_DISABLE);
	}
	if (!u->password_hash)
		tpl_show(row, T_IF_INVITED);
}

static enum rc show_users(struct request *rq, const char *problem, struct err *e)
{
	struct user *users;
	size_t n;

	if (user_list(rq->db, rq, &users, &n, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_USERS_LIST, _("Users"));
	settings_nav(t, T_NAV, SETTINGS_USERS);
	for (size_t i = 0; i < n; i++)
		fill_row(rq, tpl_add(t, T_ROW), &users[i]);
	role_options(t, T_INVITE_OPTION, role_name(ROLE_PACKER));
	tpl_set_shown(t, T_PROBLEM, problem, T_IF_PROBLEM);
	if (rq->method == POST) {
		tpl_set(t, T_INVITE_LOGIN, form_text(rq->form, "login"));
		tpl_set(t, T_INVITE_NAME, form_text(rq->form, "name"));
		page_status(rq, 422);
	}
	return RC_OK;
}

enum rc pg_users(struct request *rq, struct err *e)
{
	return show_users(rq, rq->method == POST ? _("Fill in every field.") : NULL, e);
}

/* --- Links: shown once, on the answer itself, because nothing keeps the token --------------- */

static enum rc show_link(struct request *rq, enum link_purpose purpose, const struct user *user,
			 struct err *e)
{
	char *token;

	if (link_create(rq->db, rq, purpose, user->id, rq->session->login, &token, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_USERS_LINK, _("One-time link"));
	tpl_set(t, T_NAME, user->name);
	tpl_set(t, T_LINK, link_address(rq, rq->conf->base_url, purpose, token));
	return RC_OK;
}

enum rc do_user_invite(struct request *rq, struct err *e)
{
	struct user_draft draft = {0};
	struct user user;
	uint64_t id;

	form_into(rq->form, &draft);
	if (!login_is_valid(draft.login))
		return show_users(
		    rq, _("A login may have only letters, digits and . _ - @ +, no spaces."), e);
	if (user_create(rq->db, &draft, rq->session->login, &id, e)) {
		if (e->rc != RC_CONFLICT)
			return e->rc;
		err_clear(e);
		return show_users(rq, _("This login is taken. Choose another."), e);
	}
	if (user_load(rq->db, rq, id, &user, e))
		return e->rc;
	return show_link(rq, LINK_INVITE, &user, e);
}

/* --- Changes ------------------------------------------------------------------------------- */

static enum rc load_user(struct request *rq, struct user *user, struct err *e)
{
	uint64_t id;

	return req_id(rq, "id", &id, e) ? e->rc : user_load(rq->db, rq, id, user, e);
}

static enum rc done(struct request *rq, enum rc rc, struct err *e)
{
	if (rc)
		return page_conflict(rq,
				     _("This is the last administrator who can sign in. Make "
				       "someone else an administrator first."),
				     e);
	if (flash(rq, _("Saved."), e))
		return e->rc;
	return redirect(rq, url_settings_users());
}

enum rc do_user_role(struct request *rq, struct err *e)
{
	struct user user;

	if (load_user(rq, &user, e))
		return e->rc;
	return done(
	    rq, user_set_role(rq->db, user.id, form_text(rq->form, "role"), rq->session->login, e),
	    e);
}

enum rc do_user_disable(struct request *rq, struct err *e)
{
	struct user user;

	if (load_user(rq, &user, e))
		return e->rc;
	return done(rq, user_disable(rq->db, user.id, rq->session->login, e), e);
}

enum rc do_user_enable(struct request *rq, struct err *e)
{
	struct user user;

	if (load_user(rq, &user, e))
		return e->rc;
	return done(rq, user_enable(rq->db, user.id, rq->session->login, e), e);
}

enum rc do_user_reset(struct request *rq, struct err *e)
{
	struct user user;

	if (load_user(rq, &user, e))
		return e->rc;
	return show_link(rq, user.password_hash ? LINK_RESET : LINK_INVITE, &user, e);
}
