#ifndef DOMAIN_USERS_USER_H
#define DOMAIN_USERS_USER_H

/*
 * People who use the panel: who they are, what they may do, how they prove it.
 *
 * Passwords are stored as Argon2id hashes. A change of password, role or state moves the user's
 * generation, which ends every session begun before it. Each change leaves an entry in the
 * audit trail with the one who made it. There is always an enabled administrator once there has
 * been one.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "db/db.h"

enum {
	LOGIN_MIN = 2,
	LOGIN_MAX = 64,
	USER_NAME_MAX = 100,
	PASSWORD_MIN = 12, /* characters (RELIABILITY 6) */
	PASSWORD_MAX = 128,
};

struct user {
	uint64_t id;
	const char *login;
	const char *name;
	const char *role;	   /* one of user_roles */
	const char *password_hash; /* NULL: invited, has none yet */
	uint64_t generation;
	int64_t disabled_at;   /* TIME_NONE: may log in */
	int64_t last_login_at; /* TIME_NONE: never */
	int64_t created_at;
};

/* "viewer", "packer", "seller", "administrator", NULL: from the least to the most. */
extern const char *const user_roles[];

bool user_is_enabled(const struct user *u);

/* Letters, digits and . _ - @ +, LOGIN_MIN to LOGIN_MAX: what can be typed and read out. */
bool login_is_valid(const char *login);

/* Why a password is refused; the page says it in the user's language. */
enum password_fault {
	PASSWORD_GOOD,
	PASSWORD_SHORT,
	PASSWORD_LONG,
	PASSWORD_COMMON,
	PASSWORD_LOGIN
};
enum password_fault password_judge(const char *password, const char *login);

/*
 * At most HASH_SLOTS password hashes at once on this host, because each takes 64 MiB: a slot is
 * a lock on a directory that exists anyway, so a dead process gives it back.
 */
enum { HASH_SLOTS = 2 };
struct hash_slots;
MUST_CHECK enum rc hash_slots_open(void *owner, const char *const paths[HASH_SLOTS],
				   struct hash_slots **out, struct err *e);

/* --- Reading ------------------------------------------------------------------------------- */

MUST_CHECK enum rc user_load(struct db *db, void *owner, uint64_t id, struct user *out,
			     struct err *e);
MUST_CHECK enum rc user_find(struct db *db, void *owner, const char *login, struct user *out,
			     struct err *e);
/* All of them, by login. */
MUST_CHECK enum rc user_list(struct db *db, void *owner, struct user **out, size_t *n,
			     struct err *e);
/* What each login is called, to show instead of it. */
struct user_name {
	const char *login;
	const char *name;
};
MUST_CHECK enum rc user_names(struct db *db, void *owner, struct user_name **out, size_t *n,
			      struct err *e);
MUST_CHECK enum rc user_count(struct db *db, int64_t *out, struct err *e);

/* --- Login --------------------------------------------------------------------------------- */

struct login_try {
	const char *login;
	const char *password;
	const char *ip;
	const char *device; /* id of the browser, from user_remember_device(); NULL: it has none */
	struct hash_slots *slots;
};

/*
 * RC_DENIED when login and password do not belong together (it takes the same time whether or
 * not there is such a user); RC_RETRY with e->retry_after_s when there were too many tries.
 */
MUST_CHECK enum rc user_login(struct db *db, void *owner, const struct login_try *t,
			      struct user *out, struct err *e);

/*
 * This user has logged in from the browser with this id (NULL: it has none), which from now on has
 * its own count of failures. *out is the id it shall keep, a new one if it had none of ours. It is
 * no proof of anything: whoever has it still needs the password.
 */
enum { DEVICE_BYTES = 32, DEVICE_CHARS = 43, DEVICE_DAYS = 365 };
MUST_CHECK enum rc user_remember_device(struct db *db, void *owner, uint64_t user_id,
					const char *device, const char **out, struct err *e);

/* --- Changing ------------------------------------------------------------------------------ */

struct user_draft {
	const char *login;
	const char *name;
	const char *role;
	const char *password_hash; /* NULL: an invitation follows */
};

/* RC_CONFLICT when the login is taken, RC_INVALID for a wrong login or role. */
MUST_CHECK enum rc user_create(struct db *db, const struct user_draft *draft, const char *actor,
			       uint64_t *id, struct err *e);

/* RC_CONFLICT when it would leave no administrator who can log in. */
MUST_CHECK enum rc user_set_role(struct db *db, uint64_t id, const char *role, const char *actor,
				 struct err *e);
MUST_CHECK enum rc user_disable(struct db *db, uint64_t id, const char *actor, struct err *e);
MUST_CHECK enum rc user_enable(struct db *db, uint64_t id, const char *actor, struct err *e);

/* Hash made under a slot; belongs to owner. */
char *user_hash_password(void *owner, struct hash_slots *slots,
			 const char *password) RETURNS_NONNULL;
/* Checked for users who are not there, so that they cost the same time. */
const char *user_absent_hash(void) RETURNS_NONNULL;

/* u NULL: nobody, false after the same time. */
bool user_password_is(struct hash_slots *slots, const struct user *u, const char *password);

MUST_CHECK enum rc user_set_password(struct db *db, uint64_t id, const char *hash,
				     const char *actor, struct err *e);

#endif
