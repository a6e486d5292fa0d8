#ifndef WEB_SESSION_STORE_H
#define WEB_SESSION_STORE_H

/* Rows of the table sessions and of the view session_principal (see session.h). */

#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"
#include "db/db.h"

struct session_row {
	uint64_t user_id;
	const char *login;
	const char *name;
	const char *role;
	const char *flash; /* NULL: none */
	int64_t authenticated_at;
	int64_t seen_at;
};

/* A live session: known, not idle, not too old, of a user who may still use it. */
MUST_CHECK enum rc session_find(struct db *db, void *owner, struct bytes id_hash,
				struct session_row *out, struct err *e);
MUST_CHECK enum rc session_insert(struct db *db, struct bytes id_hash, uint64_t user_id,
				  uint64_t generation, struct err *e);
MUST_CHECK enum rc session_touch(struct db *db, struct bytes id_hash, struct err *e);
MUST_CHECK enum rc session_delete(struct db *db, struct bytes id_hash, struct err *e);

/* Forget some sessions that are over; called at login, so the table stays small. */
MUST_CHECK enum rc session_sweep(struct db *db, struct err *e);

/* text NULL clears. */
MUST_CHECK enum rc session_set_flash(struct db *db, struct bytes id_hash, const char *text,
				     struct err *e);

#endif
