#ifndef DOMAIN_ORDERS_FEED_SWEEP_STORE_H
#define DOMAIN_ORDERS_FEED_SWEEP_STORE_H

/* SQL of sweeps; private to the feed. */

#include "base/err.h"
#include "db/db.h"

struct feed_sweep_row {
	const char *kind;
	uint64_t gen;
	int64_t due_at;
	const char *position; /* NULL: not running */
};
MUST_CHECK enum rc feed_sweep_list(struct db *db, void *mem, uint64_t account_id,
				   struct feed_sweep_row **rows, size_t *n, struct err *e);
MUST_CHECK enum rc feed_sweep_plan(struct db *db, uint64_t account_id, const char *kind,
				   int64_t due_at, struct err *e);

/* A step further: position NULL ends it and plans the next one. RC_CONFLICT: another did it. */
struct feed_sweep_step {
	uint64_t account_id;
	const char *kind;
	uint64_t gen;
	const char *position;
	int64_t due_at; /* when position is NULL, else TIME_NONE */
	uint64_t found; /* more than before */
};
MUST_CHECK enum rc feed_sweep_move(struct db *db, const struct feed_sweep_step *step,
				   struct err *e);

/* Due at once: after a gap nobody knows what happened to the open orders. */
MUST_CHECK enum rc feed_sweep_make_due(struct db *db, uint64_t account_id, const char *kind,
				       struct err *e);

#endif
