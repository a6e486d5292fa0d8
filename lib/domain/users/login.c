/* Login: throttled by login and by address, in the same time for users there are and are not. */
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/users/login_rule.h"
#include "domain/users/user.h"
#include "domain/users/user_store.h"

/* Who is counted: the login and the address, both as hashes. */
struct subjects {
	uint8_t hash[THROTTLE_KINDS][SECRET_HASH_BYTES];
};

static struct bytes subject(const struct subjects *s, enum throttle_kind kind)
{
	return (struct bytes){s->hash[kind], SECRET_HASH_BYTES};
}

/* Upper and lower case are one login, so they share one count. */
static void hash_login(void *owner, const char *login, uint8_t out[SECRET_HASH_BYTES])
{
	char *lower = mem_strdup(owner, login);

	for (char *p = lower; *p; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	secret_hash(lower, out);
}

static enum rc refuse_blocked(struct db *db, void *owner, const struct subjects *s, struct err *e)
{
	for (enum throttle_kind k = THROTTLE_USER; k < THROTTLE_KINDS; k++) {
		struct throttle_row row = {0};
		enum rc rc = throttle_find(db, owner, throttle_name(k), subject(s, k), &row, e);
		if (rc && rc != RC_NOT_FOUND)
			return rc;
		err_clear(e);
		if (rc || row.wait_ms <= 0)
			continue;
		(void)err_set(e, RC_RETRY, "too many failed logins");
		e->retry_after_s = (int)(row.wait_ms / TIME_SECOND_MS) + 1;
		return RC_RETRY;
	}
	return RC_OK;
}

/* Counted before the password is looked at: many tries at once cannot slip through. */
static enum rc count_try(struct db *db, void *owner, const struct subjects *s, struct err *e)
{
	for (enum throttle_kind k = THROTTLE_USER; k < THROTTLE_KINDS; k++) {
		struct throttle_row row;
		const char *name = throttle_name(k);
		if (throttle_count(db, name, subject(s, k), LOGIN_QUIET_S, e) ||
		    throttle_find(db, owner, name, subject(s, k), &row, e) ||
		    throttle_block(db, name, subject(s, k), login_delay_s(k, row.failures), e))
			return e->rc;
	}
	return RC_OK;
}

/* The address keeps its older failures: one good account must not open the door for guessing. */
static enum rc welcome(struct db *db, const struct subjects *s, const struct user *u, struct err *e)
{
	if (throttle_forget(db, throttle_name(THROTTLE_USER), subject(s, THROTTLE_USER), e) ||
	    throttle_uncount(db, throttle_name(THROTTLE_IP), subject(s, THROTTLE_IP), e) ||
	    throttle_sweep(db, LOGIN_QUIET_S, e))
		return e->rc;
	return user_update_login_time(db, u->id, e);
}

/* The one moment at which the password itself is here: what was hashed at an older cost moves up.
 */
static enum rc renew_hash(struct db *db, void *owner, const struct login_try *t,
			  const struct user *u, struct err *e)
{
	if (!password_is_outdated(u->password_hash))
		return RC_OK;
	return user_renew_hash(db, u, user_hash_password(owner, t->slots, t->password), e);
}

enum rc user_login(struct db *db, void *owner, const struct login_try *t, struct user *out,
		   struct err *e)
{
	struct subjects s = {0};

	hash_login(owner, t->login, s.hash[THROTTLE_USER]);
	secret_hash(t->ip, s.hash[THROTTLE_IP]);
	if (refuse_blocked(db, owner, &s, e) || count_try(db, owner, &s, e))
		return e->rc;
	enum rc found = user_find(db, owner, t->login, out, e);
	if (found && found != RC_NOT_FOUND)
		return found;
	err_clear(e);
	if (!user_password_is(t->slots, found ? NULL : out, t->password))
		return err_set(e, RC_DENIED, "login and password do not belong together");
	return renew_hash(db, owner, t, out, e) ? e->rc : welcome(db, &s, out, e);
}
