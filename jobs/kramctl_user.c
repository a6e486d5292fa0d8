/* kramctl: users and their one-time links. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "domain/users/link.h"
#include "domain/users/user.h"
#include "kramctl.h"

static const char actor[] = "kramctl";
static const char default_login[] = "administrator";
static const char default_role[] = "administrator";

const struct ctl_param user_login_params[] = {
    {"LOGIN", CTL_ARGUMENT, CTL_REQUIRED},
    {0},
};
const struct ctl_param user_add_params[] = {
    {"LOGIN", CTL_ARGUMENT, CTL_REQUIRED},
    {"--role", CTL_VALUE, CTL_REQUIRED},
    {"--password-file", CTL_VALUE, CTL_REQUIRED},
    {"--name", CTL_VALUE, 0},
    {0},
};
const struct ctl_param user_invite_params[] = {
    {"LOGIN", CTL_ARGUMENT, CTL_REQUIRED},
    {"--role", CTL_VALUE, CTL_REQUIRED},
    {"--name", CTL_VALUE, 0},
    {0},
};
const struct ctl_param user_role_params[] = {
    {"LOGIN", CTL_ARGUMENT, CTL_REQUIRED},
    {"ROLE", CTL_ARGUMENT, CTL_REQUIRED},
    {0},
};
const struct ctl_param user_login_link_params[] = {
    {"LOGIN", CTL_ARGUMENT, 0},
    {"--role", CTL_VALUE, 0},
    {"--name", CTL_VALUE, 0},
    {0},
};

static enum rc find(struct ctl *ctl, struct user *user, struct err *e)
{
	const char *login = str_or(ctl_get(ctl, "LOGIN"), default_login);

	if (user_find(ctl->db, ctl->mem, login, user, e))
		return err_wrap(e, "user %s", login);
	return RC_OK;
}

static enum rc print_link(struct ctl *ctl, enum link_purpose purpose, uint64_t user_id,
			  struct err *e)
{
	char *token;

	if (link_create(ctl->db, ctl->mem, purpose, user_id, actor, &token, e))
		return e->rc;
	(void)printf("%s\n", link_address(ctl->mem, ctl->conf->base_url, purpose, token));
	return RC_OK;
}

enum rc ctl_user_setup(struct ctl *ctl, struct err *e)
{
	int64_t users;

	if (user_count(ctl->db, &users, e))
		return e->rc;
	if (users)
		return err_set(e, RC_CONFLICT, "a user already exists; use: kramctl user invite");
	return print_link(ctl, LINK_SETUP, 0, e);
}

/* --- Making -------------------------------------------------------------------------------- */

static enum rc create(struct ctl *ctl, const char *hash, uint64_t *id, struct err *e)
{
	const char *login = str_or(ctl_get(ctl, "LOGIN"), default_login);
	const struct user_draft draft = {
	    .login = login,
	    .name = str_or(ctl_get(ctl, "--name"), login),
	    .role = str_or(ctl_get(ctl, "--role"), default_role),
	    .password_hash = hash,
	};

	return user_create(ctl->db, &draft, actor, id, e);
}

static const char *const faults[] = {
    [PASSWORD_GOOD] = "",
    [PASSWORD_SHORT] = "it is shorter than 12 characters",
    [PASSWORD_LONG] = "it is longer than 128 characters",
    [PASSWORD_COMMON] = "it is on the lists attackers try first",
    [PASSWORD_LOGIN] = "it is the login",
};

static enum rc read_password(struct ctl *ctl, char **hash, struct err *e)
{
	const char *path = ctl_get(ctl, "--password-file");
	struct secret *password;

	if (secret_read_file(ctl->mem, path, &password, e))
		return e->rc;
	enum password_fault fault = password_judge(secret_text(password), ctl_get(ctl, "LOGIN"));
	if (fault)
		return err_set(e, RC_INVALID, "the password is refused: %s", faults[fault]);
	*hash = password_hash(ctl->mem, secret_text(password));
	return RC_OK;
}

enum rc ctl_user_add(struct ctl *ctl, struct err *e)
{
	char *hash = NULL;
	uint64_t id;

	if (read_password(ctl, &hash, e))
		return e->rc;
	return create(ctl, hash, &id, e);
}

enum rc ctl_user_invite(struct ctl *ctl, struct err *e)
{
	uint64_t id;

	if (create(ctl, NULL, &id, e))
		return e->rc;
	return print_link(ctl, LINK_INVITE, id, e);
}

/* For a first start: whoever can run this may do everything anyway. */
enum rc ctl_user_login_link(struct ctl *ctl, struct err *e)
{
	struct user user;

	if (!find(ctl, &user, e))
		return print_link(ctl, LINK_LOGIN, user.id, e);
	if (e->rc != RC_NOT_FOUND)
		return e->rc;
	err_clear(e);
	if (create(ctl, NULL, &user.id, e))
		return e->rc;
	return print_link(ctl, LINK_LOGIN, user.id, e);
}

/* --- Changing ------------------------------------------------------------------------------ */

enum rc ctl_user_reset(struct ctl *ctl, struct err *e)
{
	struct user user;

	if (find(ctl, &user, e))
		return e->rc;
	return print_link(ctl, LINK_RESET, user.id, e);
}

enum rc ctl_user_role(struct ctl *ctl, struct err *e)
{
	struct user user;

	if (find(ctl, &user, e))
		return e->rc;
	return user_set_role(ctl->db, user.id, ctl_get(ctl, "ROLE"), actor, e);
}

enum rc ctl_user_disable(struct ctl *ctl, struct err *e)
{
	struct user user;

	if (find(ctl, &user, e))
		return e->rc;
	return user_disable(ctl->db, user.id, actor, e);
}

enum rc ctl_user_enable(struct ctl *ctl, struct err *e)
{
	struct user user;

	if (find(ctl, &user, e))
		return e->rc;
	return user_enable(ctl->db, user.id, actor, e);
}

enum rc ctl_user_list(struct ctl *ctl, struct err *e)
{
	struct user *users;
	size_t n;

	if (user_list(ctl->db, ctl->mem, &users, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		(void)printf("%s\t%s\t%s\t%s\n", users[i].login, users[i].role,
			     user_is_enabled(&users[i]) ? "enabled" : "disabled", users[i].name);
	return RC_OK;
}
