#ifndef DOMAIN_USERS_USER_STORE_H
#define DOMAIN_USERS_USER_STORE_H

/* SQL of users, links and throttling, and the trail of users, for the files of this folder. */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"
#include "db/db.h"
#include "domain/audit/audit.h"
#include "domain/users/link.h"
#include "domain/users/user.h"

MUST_CHECK enum rc user_insert(struct db *db, const struct user_draft *draft, uint64_t *id,
			       struct err *e);
MUST_CHECK enum rc user_update_role(struct db *db, uint64_t id, const char *role, struct err *e);
MUST_CHECK enum rc user_update_disabled(struct db *db, uint64_t id, int64_t disabled_at,
					struct err *e);
MUST_CHECK enum rc user_update_password(struct db *db, uint64_t id, const char *hash,
					struct err *e);
/* The same password under another hash: sessions stay. Nothing happens when it was changed since.
 */
MUST_CHECK enum rc user_renew_hash(struct db *db, const struct user *u, const char *hash,
				   struct err *e);
MUST_CHECK enum rc user_update_login_time(struct db *db, uint64_t id, struct err *e);

/* How many enabled administrators there are besides this one; locks their rows. */
MUST_CHECK enum rc user_lock_other_administrators(struct db *db, uint64_t id, int64_t *n,
						  struct err *e);

/* An entry of the audit trail about this user; the rest of it is the caller's. */
MUST_CHECK enum rc user_audit(struct db *db, uint64_t id, struct audit_entry entry, struct err *e);

struct link_row {
	uint64_t user_id; /* 0: none */
	const char *purpose;
	int64_t expires_at;
};
MUST_CHECK enum rc link_insert(struct db *db, struct bytes token_hash, const char *purpose,
			       uint64_t user_id, const char *actor, struct err *e);
MUST_CHECK enum rc link_find_row(struct db *db, void *owner, struct bytes token_hash,
				 struct link_row *out, struct err *e);
/* Compare-and-set: RC_NOT_FOUND when it was used or too old. */
MUST_CHECK enum rc link_use(struct db *db, struct bytes token_hash, const char *purpose,
			    struct err *e);
MUST_CHECK enum rc link_sweep(struct db *db, struct err *e);

struct throttle_row {
	uint64_t failures;
	int64_t wait_ms; /* until the next try is let in, <= 0: now */
};
/* RC_NOT_FOUND: never failed. */
MUST_CHECK enum rc throttle_find(struct db *db, void *owner, const char *kind, struct bytes subject,
				 struct throttle_row *out, struct err *e);
/* Count one more try (the count starts anew after quiet_s) and read the count. */
MUST_CHECK enum rc throttle_count(struct db *db, const char *kind, struct bytes subject,
				  int64_t quiet_s, struct err *e);
MUST_CHECK enum rc throttle_block(struct db *db, const char *kind, struct bytes subject,
				  int64_t seconds, struct err *e);
MUST_CHECK enum rc throttle_forget(struct db *db, const char *kind, struct bytes subject,
				   struct err *e);
/* Take one try back, because it was a good one. */
MUST_CHECK enum rc throttle_uncount(struct db *db, const char *kind, struct bytes subject,
				    struct err *e);
MUST_CHECK enum rc throttle_sweep(struct db *db, int64_t quiet_s, struct err *e);

/* Has this user (has anybody) logged in from this device? */
MUST_CHECK enum rc device_find(struct db *db, struct bytes id_hash, uint64_t user_id, bool *out,
			       struct err *e);
MUST_CHECK enum rc device_exists(struct db *db, struct bytes id_hash, bool *out, struct err *e);
MUST_CHECK enum rc device_save(struct db *db, struct bytes id_hash, uint64_t user_id,
			       struct err *e);
/* Forget some of those not used for so long. */
MUST_CHECK enum rc device_sweep(struct db *db, int64_t days, struct err *e);

#endif
