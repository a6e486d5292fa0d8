/* Login and the changes to users, each in one transaction with its entry in the trail. */
#include "domain/users/user.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/users/user_store.h"

const char *const user_roles[] = {"viewer", "packer", "seller", "administrator", NULL};

static const char administrator[] = "administrator";

bool user_is_enabled(const struct user *u)
{
	return u->disabled_at == TIME_NONE;
}

bool login_is_valid(const char *login)
{
	static const char allowed[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@+";
	size_t n = strlen(login);

	return n >= LOGIN_MIN && n <= LOGIN_MAX && strspn(login, allowed) == n;
}

static bool is_role(const char *role)
{
	for (const char *const *r = user_roles; *r; r++) {
		if (str_eq(*r, role))
			return true;
	}
	return false;
}

/* --- Changes ------------------------------------------------------------------------------- */

struct change {
	void *mem;
	uint64_t id;
	const char *actor;
	const char *role;
	const char *hash;
	const struct user_draft *draft;
};

enum rc user_audit(struct db *db, uint64_t id, struct audit_entry entry, struct err *e)
{
	char *subject = audit_subject(db, "user", id);

	entry.subject = subject;
	enum rc rc = audit_add(db, &entry, e);
	mem_free(subject);
	return rc;
}

/* Memory of a change lives as long as its transaction. */
static enum rc run_change(struct db *db, tx_body body, struct change *c, struct err *e)
{
	c->mem = mem_context(db, "change of a user");
	enum rc rc = tx_run(db, body, c, e);
	mem_free(c->mem);
	return rc;
}

static enum rc create_body(struct db *db, void *arg, struct err *e)
{
	struct change *c = arg;

	if (user_insert(db, c->draft, &c->id, e))
		return e->rc;
	return user_audit(
	    db, c->id,
	    (struct audit_entry){.actor = c->actor,
				 .action = "user.created",
				 .after =
				     mem_printf(c->mem, "%s, %s", c->draft->login, c->draft->role)},
	    e);
}

enum rc user_create(struct db *db, const struct user_draft *draft, const char *actor, uint64_t *id,
		    struct err *e)
{
	struct change c = {.draft = draft, .actor = actor};

	if (!login_is_valid(draft->login))
		return err_set(e, RC_INVALID,
			       "a login is %d to %d letters, digits and . _ - @ +; \"%s\" is not",
			       LOGIN_MIN, LOGIN_MAX, draft->login);
	if (!is_role(draft->role))
		return err_set(e, RC_INVALID, "there is no role \"%s\"", draft->role);
	if (run_change(db, create_body, &c, e))
		return err_wrap(e, "creating user %s", draft->login);
	*id = c.id;
	return RC_OK;
}

static enum rc keep_an_administrator(struct db *db, uint64_t id, struct err *e)
{
	int64_t others;

	if (user_lock_other_administrators(db, id, &others, e))
		return e->rc;
	if (others > 0)
		return RC_OK;
	return err_set(e, RC_CONFLICT, "this is the last administrator who can log in");
}

static enum rc role_body(struct db *db, void *arg, struct err *e)
{
	const struct change *c = arg;
	struct user was;

	if (!str_eq(c->role, administrator) && keep_an_administrator(db, c->id, e))
		return e->rc;
	if (user_load(db, c->mem, c->id, &was, e) || user_update_role(db, c->id, c->role, e))
		return e->rc;
	return user_audit(
	    db, c->id,
	    (struct audit_entry){
		.actor = c->actor, .action = "user.role", .before = was.role, .after = c->role},
	    e);
}

enum rc user_set_role(struct db *db, uint64_t id, const char *role, const char *actor,
		      struct err *e)
{
	struct change c = {.id = id, .role = role, .actor = actor};

	if (!is_role(role))
		return err_set(e, RC_INVALID, "there is no role \"%s\"", role);
	return run_change(db, role_body, &c, e);
}

static enum rc disable_body(struct db *db, void *arg, struct err *e)
{
	const struct change *c = arg;

	if (keep_an_administrator(db, c->id, e) ||
	    user_update_disabled(db, c->id, time_now_ms(), e))
		return e->rc;
	return user_audit(db, c->id,
			  (struct audit_entry){.actor = c->actor, .action = "user.disabled"}, e);
}

enum rc user_disable(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	return run_change(db, disable_body, &(struct change){.id = id, .actor = actor}, e);
}

static enum rc enable_body(struct db *db, void *arg, struct err *e)
{
	const struct change *c = arg;

	if (user_update_disabled(db, c->id, TIME_NONE, e))
		return e->rc;
	return user_audit(db, c->id,
			  (struct audit_entry){.actor = c->actor, .action = "user.enabled"}, e);
}

enum rc user_enable(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	return run_change(db, enable_body, &(struct change){.id = id, .actor = actor}, e);
}

static enum rc password_body(struct db *db, void *arg, struct err *e)
{
	const struct change *c = arg;

	if (user_update_password(db, c->id, c->hash, e))
		return e->rc;
	return user_audit(db, c->id,
			  (struct audit_entry){.actor = c->actor, .action = "user.password"}, e);
}

enum rc user_set_password(struct db *db, uint64_t id, const char *hash, const char *actor,
			  struct err *e)
{
	return run_change(db, password_body,
			  &(struct change){.id = id, .hash = hash, .actor = actor}, e);
}
