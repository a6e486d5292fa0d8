#ifndef DOMAIN_AUDIT_AUDIT_STORE_H
#define DOMAIN_AUDIT_AUDIT_STORE_H

/* SQL of the trail and of its chain, for the files of this folder. */

#include "base/secret.h"
#include "base/str.h"
#include "domain/audit/audit.h"
#include "domain/audit/chain.h"

MUST_CHECK enum rc audit_insert(struct db *db, const struct audit_entry *rows, size_t n,
				struct err *e);

/* A link of the chain. */
struct seal_row {
	uint64_t id;
	int64_t at;
	uint64_t first_id;
	uint64_t last_id;
	int64_t last_at;
	uint64_t leaves;
	struct bytes prev_hash;
	struct bytes hash;
};

/* A row as it was sealed; `row.id` is 0 when the row is no longer there. */
struct leaf_row {
	uint64_t audit_id;
	uint64_t seal_id;
	struct bytes hash;
	struct audit_entry row;
};

/* Rows from since on without a seal, by id, at most AUDIT_BATCH. */
enum { AUDIT_BATCH = 1000 };
MUST_CHECK enum rc audit_list_unsealed(struct db *db, void *owner, int64_t since,
				       struct audit_entry **out, size_t *n, struct err *e);
MUST_CHECK enum rc seal_insert(struct db *db, const struct seal_row *seal, struct err *e);
MUST_CHECK enum rc leaf_insert(struct db *db, const struct leaf_row *leaves, size_t n,
			       struct err *e);

/* RC_NOT_FOUND: nothing is sealed yet. */
MUST_CHECK enum rc seal_find_last(struct db *db, void *owner, struct seal_row *out, struct err *e);
/* The first one after id. */
MUST_CHECK enum rc seal_find_next(struct db *db, void *owner, uint64_t id, struct seal_row *out,
				  struct err *e);
MUST_CHECK enum rc leaf_list(struct db *db, void *owner, uint64_t seal_id, struct leaf_row **out,
			     size_t *n, struct err *e);

/* Oldest row that no seal covers though it is a day older than the last one; RC_NOT_FOUND: none. */
MUST_CHECK enum rc audit_find_stray(struct db *db, void *owner, uint64_t *id, struct err *e);

#endif
