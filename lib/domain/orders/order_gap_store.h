#ifndef DOMAIN_ORDERS_ORDER_GAP_STORE_H
#define DOMAIN_ORDERS_ORDER_GAP_STORE_H

/* SQL of gaps of the journal; private to the feed. */

#include "base/err.h"
#include "db/db.h"

struct order_gap_row {
	uint64_t account_id; /* when opened */
	uint64_t id;
	const char *reason;
	int64_t from_at;
	int64_t until_at;
	int64_t done_until;
	uint64_t passes; /* over, without having met what Allegro counts */
	int64_t stored;
	const char *old_event_id;
	const char *event_id;
	int64_t event_at;
};

/* The running one; RC_NOT_FOUND: none. */
MUST_CHECK enum rc order_gap_find(struct db *db, void *mem, uint64_t account_id,
				  struct order_gap_row *out, struct err *e);

MUST_CHECK enum rc order_gap_open(struct db *db, const struct order_gap_row *gap, struct err *e);

struct order_gap_step {
	uint64_t id;
	int64_t done_until;
	int64_t total;
	uint64_t stored; /* more documents than before */
};
MUST_CHECK enum rc order_gap_move(struct db *db, const struct order_gap_step *step, struct err *e);

MUST_CHECK enum rc order_gap_again(struct db *db, uint64_t id, struct err *e);

MUST_CHECK enum rc order_gap_end(struct db *db, uint64_t id, struct err *e);

/* When the last one ended; RC_NOT_FOUND: there was none. */
MUST_CHECK enum rc order_gap_last_end(struct db *db, uint64_t account_id, int64_t *ended_at,
				      struct err *e);

#endif
