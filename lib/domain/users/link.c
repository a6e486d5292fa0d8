/* One-time links: making, looking, using up. */
#include "domain/users/link.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "db/tx.h"
#include "domain/users/user_store.h"

enum { TOKEN_BYTES = 32 };

static const struct {
	const char *name; /* in the database */
	const char *path; /* of the page that takes the token */
} purposes[LINK_PURPOSES] = {
    [LINK_SETUP] = {"setup", "/setup"},
    [LINK_INVITE] = {"invite", "/invitation"},
    [LINK_RESET] = {"reset", "/invitation"},
    [LINK_LOGIN] = {"login", "/login/once"},
};

static struct bytes hash_of(void *owner, const char *token)
{
	uint8_t *hash = mem_array(owner, uint8_t, SECRET_HASH_BYTES);

	secret_hash(token, hash);
	return (struct bytes){hash, SECRET_HASH_BYTES};
}

char *link_address(void *owner, const char *base_url, enum link_purpose purpose, const char *token)
{
	return mem_printf(owner, "%s%s?token=%s", base_url, purposes[purpose].path, token);
}

/* --- Making -------------------------------------------------------------------------------- */

struct link_request {
	enum link_purpose purpose;
	uint64_t user_id;
	const char *actor;
	struct bytes token_hash;
};

static enum rc create_body(struct db *db, void *arg, struct err *e)
{
	const struct link_request *w = arg;
	const char *name = purposes[w->purpose].name;

	if (link_sweep(db, e) || link_insert(db, w->token_hash, name, w->user_id, w->actor, e))
		return e->rc;
	return user_audit(
	    db, w->user_id,
	    (struct audit_entry){.actor = w->actor, .action = "user.link", .after = name}, e);
}

enum rc link_create(struct db *db, void *owner, enum link_purpose purpose, uint64_t user_id,
		    const char *actor, char **token, struct err *e)
{
	struct link_request w = {.purpose = purpose, .user_id = user_id, .actor = actor};

	*token = secret_random_text(owner, TOKEN_BYTES);
	w.token_hash = hash_of(owner, *token);
	return tx_run(db, create_body, &w, e);
}

/* --- Looking ------------------------------------------------------------------------------- */

enum rc link_find(struct db *db, void *owner, const char *token, struct link *out, struct err *e)
{
	struct link_row row = {0};

	if (link_find_row(db, owner, hash_of(owner, token), &row, e))
		return e->rc;
	out->user_id = row.user_id;
	out->expires_at = row.expires_at;
	for (int p = 0; p < LINK_PURPOSES; p++) {
		if (str_eq(purposes[p].name, row.purpose))
			out->purpose = (enum link_purpose)p;
	}
	return RC_OK;
}

/* --- Using up ------------------------------------------------------------------------------ */

struct use {
	void *owner;
	struct bytes token_hash;
	struct link link;
	const char *password_hash;
	const struct user_draft *draft;
	struct user *out;
};

static enum rc begin_use(struct db *db, void *owner, const char *token, struct use *u,
			 struct err *e)
{
	u->owner = owner;
	u->token_hash = hash_of(owner, token);
	return link_find(db, owner, token, &u->link, e);
}

static enum rc login_body(struct db *db, void *arg, struct err *e)
{
	const struct use *u = arg;

	if (link_use(db, u->token_hash, purposes[LINK_LOGIN].name, e) ||
	    user_load(db, u->owner, u->link.user_id, u->out, e))
		return e->rc;
	if (!user_is_enabled(u->out))
		return err_set(e, RC_DENIED, "user %s is disabled", u->out->login);
	if (user_update_login_time(db, u->out->id, e))
		return e->rc;
	return user_audit(db, u->out->id,
			  (struct audit_entry){.actor = u->out->login,
					       .action = "user.login",
					       .after = purposes[LINK_LOGIN].name},
			  e);
}

enum rc link_login(struct db *db, void *owner, const char *token, struct user *out, struct err *e)
{
	struct use u = {.out = out};

	if (begin_use(db, owner, token, &u, e))
		return e->rc;
	return tx_run(db, login_body, &u, e);
}

static enum rc password_body(struct db *db, void *arg, struct err *e)
{
	const struct use *u = arg;
	const char *name = purposes[u->link.purpose].name;

	if (link_use(db, u->token_hash, name, e) ||
	    user_update_password(db, u->link.user_id, u->password_hash, e) ||
	    user_load(db, u->owner, u->link.user_id, u->out, e))
		return e->rc;
	if (!user_is_enabled(u->out))
		return err_set(e, RC_DENIED, "user %s is disabled", u->out->login);
	return user_audit(
	    db, u->out->id,
	    (struct audit_entry){.actor = u->out->login, .action = "user.password", .after = name},
	    e);
}

enum rc link_set_password(struct db *db, void *owner, const char *token, const char *password_hash,
			  struct user *out, struct err *e)
{
	struct use u = {.out = out, .password_hash = password_hash};

	if (begin_use(db, owner, token, &u, e))
		return e->rc;
	if (u.link.purpose != LINK_INVITE && u.link.purpose != LINK_RESET)
		return err_set(e, RC_NOT_FOUND, "the link is for something else");
	return tx_run(db, password_body, &u, e);
}

static enum rc setup_body(struct db *db, void *arg, struct err *e)
{
	const struct use *u = arg;
	uint64_t id;
	int64_t users;

	if (link_use(db, u->token_hash, purposes[LINK_SETUP].name, e) || user_count(db, &users, e))
		return e->rc;
	if (users)
		return err_set(e, RC_CONFLICT, "there is a user already");
	if (user_insert(db, u->draft, &id, e) ||
	    user_audit(db, id,
		       (struct audit_entry){.actor = u->draft->login,
					    .action = "user.created",
					    .after = "setup, administrator"},
		       e))
		return e->rc;
	return user_load(db, u->owner, id, u->out, e);
}

enum rc link_setup(struct db *db, void *owner, const char *token, const struct user_draft *first,
		   struct user *out, struct err *e)
{
	struct use u = {.out = out, .draft = first};

	if (begin_use(db, owner, token, &u, e))
		return e->rc;
	return tx_run(db, setup_body, &u, e);
}
