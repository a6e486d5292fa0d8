/* Login: throttled, in the same time for users there are and are not. */
#include <inttypes.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/users/login_rule.h"
#include "domain/users/user.h"
#include "domain/users/user_store.h"

/* Who is counted, each as a hash, and for whom this try counts. */
struct subjects {
	uint8_t hash[THROTTLE_KINDS][SECRET_HASH_BYTES];
	bool counts[THROTTLE_KINDS];
};

static struct bytes subject(const struct subjects *s, enum throttle_kind kind)
{
	return (struct bytes){s->hash[kind], SECRET_HASH_BYTES};
}

static struct bytes device_hash(void *owner, const char *device)
{
	uint8_t *hash = mem_array(owner, uint8_t, SECRET_HASH_BYTES);

	secret_hash(device, hash);
	return (struct bytes){hash, SECRET_HASH_BYTES};
}

/*
 * What a login is counted under: the user, if it means one, however it was written; otherwise its
 * normal form, so that logins there are not are slowed down like those there are.
 */
static const char *login_subject(void *owner, const char *normal, const char *typed,
				 const struct user *found)
{
	if (found)
		return mem_printf(owner, "user %" PRIu64, found->id);
	return mem_printf(owner, "login %s", normal ? normal : typed);
}

/* The same statements whether or not there is such a user: their time must not tell. */
static enum rc find_subjects(struct db *db, void *owner, const struct login_try *t,
			     const char *login, const struct user *found, struct subjects *s,
			     struct err *e)
{
	uint64_t id = found ? found->id : 0;
	const char *device = str_or(t->device, "");
	bool is_known;

	if (device_find(db, device_hash(owner, device), id, &is_known, e))
		return e->rc;
	secret_hash(login_subject(owner, login, t->login, found), s->hash[THROTTLE_USER]);
	secret_hash(login_address(owner, t->ip), s->hash[THROTTLE_IP]);
	secret_hash(mem_printf(owner, "%" PRIu64 " %s", id, device), s->hash[THROTTLE_DEVICE]);
	for (enum throttle_kind k = 0; k < THROTTLE_KINDS; k++)
		s->counts[k] = throttle_counts(k, is_known);
	return RC_OK;
}

static enum rc refuse_blocked(struct db *db, void *owner, const struct subjects *s, struct err *e)
{
	for (enum throttle_kind k = 0; k < THROTTLE_KINDS; k++) {
		struct throttle_row row = {0};
		if (!s->counts[k])
			continue;
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
	for (enum throttle_kind k = 0; k < THROTTLE_KINDS; k++) {
		struct throttle_row row;
		const char *name = throttle_name(k);
		if (!s->counts[k])
			continue;
		if (throttle_count(db, name, subject(s, k), LOGIN_QUIET_S, e) ||
		    throttle_find(db, owner, name, subject(s, k), &row, e) ||
		    throttle_block(db, name, subject(s, k), login_delay_s(k, row.failures), e))
			return e->rc;
	}
	return RC_OK;
}

/*
 * The address keeps its older failures: one good account must not open the door for guessing. From
 * a known device the failures of others stay counted too: they were not this person's.
 */
static enum rc welcome(struct db *db, const struct subjects *s, const struct user *u, struct err *e)
{
	for (enum throttle_kind k = 0; k < THROTTLE_KINDS; k++) {
		const char *name = throttle_name(k);
		if (!s->counts[k])
			continue;
		if (k == THROTTLE_IP ? throttle_uncount(db, name, subject(s, k), e)
				     : throttle_forget(db, name, subject(s, k), e))
			return e->rc;
	}
	if (throttle_sweep(db, LOGIN_QUIET_S, e))
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

/* What it finds, RC_NOT_FOUND also for what nobody can be called. */
static enum rc find_user(struct db *db, void *owner, const char *login, struct user *out,
			 struct err *e)
{
	/* No user has the empty login: it costs the same as one there is not. */
	return user_find(db, owner, str_or(login, ""), out, e);
}

enum rc user_login(struct db *db, void *owner, const struct login_try *t, struct user *out,
		   struct err *e)
{
	const char *login = login_normal(owner, t->login);
	struct subjects s = {0};
	enum rc found = find_user(db, owner, login, out, e);

	if (found && found != RC_NOT_FOUND)
		return found;
	err_clear(e);
	if (find_subjects(db, owner, t, login, found ? NULL : out, &s, e) ||
	    refuse_blocked(db, owner, &s, e) || count_try(db, owner, &s, e))
		return e->rc;
	if (!user_password_is(t->slots, found ? NULL : out, t->password))
		return err_set(e, RC_DENIED, "login and password do not belong together");
	return renew_hash(db, owner, t, out, e) ? e->rc : welcome(db, &s, out, e);
}

/* An id that nobody's login knows was made by somebody else: it is not taken over. */
enum rc user_remember_device(struct db *db, void *owner, uint64_t user_id, const char *device,
			     const char **out, struct err *e)
{
	bool is_known = false;

	if (device && device_exists(db, device_hash(owner, device), &is_known, e))
		return e->rc;
	*out = is_known ? device : secret_random_text(owner, DEVICE_BYTES);
	if (device_sweep(db, DEVICE_DAYS, e))
		return e->rc;
	return device_save(db, device_hash(owner, *out), user_id, e);
}
