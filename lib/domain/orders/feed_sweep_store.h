#ifndef DOMAIN_ORDERS_FEED_SWEEP_STORE_H
#define DOMAIN_ORDERS_FEED_SWEEP_STORE_H

/* SQL of what is read again: trail of the cursor, sweeps, gaps; private to the order domain. */

#include "domain/orders/feed_gap_rule.h"
#include "domain/orders/feed_cursor_store.h"
#include "domain/orders/feed_sweep_rule.h"

/* ---- Trail ---------------------------------------------------------------------------------- */

/* Remember where the cursor stands, unless that was done within the last minutes; forget what no
 * sweep goes back to. */
MUST_CHECK enum rc feed_trail_add(struct db *db, uint64_t account_id, const char *event_id,
				  struct err *e);

/* Where the cursor stood at a time, or the earliest that is known; RC_NOT_FOUND: nothing is. */
struct feed_trail_point {
	const char *event_id; /* NULL: before the oldest event */
};
MUST_CHECK enum rc feed_trail_find(struct db *db, void *mem, uint64_t account_id, int64_t at,
				   struct feed_trail_point *out, struct err *e);

/* ---- Sweeps --------------------------------------------------------------------------------- */

struct feed_sweep_row {
	const char *kind;
	uint64_t gen;
	int64_t due_at;
	const char *position; /* NULL: not running */
};
MUST_CHECK enum rc feed_sweep_list(struct db *db, void *mem, uint64_t account_id,
				   struct known_rows *out,
				   struct err *e); /* struct feed_sweep_row */
MUST_CHECK enum rc feed_sweep_plan(struct db *db, uint64_t account_id, const char *kind,
				   int64_t due_at, struct err *e);

/* A step further: position NULL ends it and plans the next one. RC_CONFLICT: another did it. */
struct feed_sweep_step {
	uint64_t account_id;
	const char *kind;
	uint64_t gen;
	const char *position;
	int64_t due_at; /* when position is NULL */
	uint64_t found; /* more than before */
};
MUST_CHECK enum rc feed_sweep_move(struct db *db, const struct feed_sweep_step *step,
				   struct err *e);

/* Due at once: after a gap nobody knows what happened to the open orders. */
MUST_CHECK enum rc feed_sweep_make_due(struct db *db, uint64_t account_id, const char *kind,
				       struct err *e);

/* The next orders to be read again, by id: struct feed_stale. */
struct feed_stale {
	uint64_t id;
	const char *form_id;
	int64_t listed_at; /* updatedAt of the stored document: where the list has it */
};
struct feed_stale_query {
	uint64_t account_id;
	uint64_t after;		   /* orders.id */
	const char *const *places; /* ORDER_SWEEP_PLACES of them */
	int64_t bought_from;
	int64_t read_before; /* those read since then are left out */
};
enum {
	FEED_STALE_MAX = 400
}; /* documents a pass reads again: seconds, so that the journal never waits */
MUST_CHECK enum rc stale_orders(struct db *db, void *mem, const struct feed_stale_query *q,
				struct known_rows *out, struct err *e);

/* Forms left alone after too many failures, and not touched since: read them once more, those that
 * wait longest first, at most FEED_RETRY_MAX. *n: how many. */
enum { FEED_RETRY_MAX = 500 }; /* a night: minutes of single requests */
MUST_CHECK enum rc feed_forms_retry(struct db *db, uint64_t account_id, uint64_t *n, struct err *e);

/* ---- Gaps ----------------------------------------------------------------------------------- */

struct feed_gap_row {
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
MUST_CHECK enum rc feed_gap_find(struct db *db, void *mem, uint64_t account_id,
				 struct feed_gap_row *out, struct err *e);
MUST_CHECK enum rc feed_gap_open(struct db *db, uint64_t account_id, const struct feed_gap_row *gap,
				 struct err *e);
struct feed_gap_step {
	uint64_t id;
	int64_t done_until;
	int64_t total;
	uint64_t stored; /* more documents than before */
};
MUST_CHECK enum rc feed_gap_move(struct db *db, const struct feed_gap_step *step, struct err *e);
MUST_CHECK enum rc feed_gap_again(struct db *db, uint64_t id, struct err *e);
MUST_CHECK enum rc feed_gap_end(struct db *db, uint64_t id, struct err *e);

/* When the last one ended; RC_NOT_FOUND: there was none. */
MUST_CHECK enum rc feed_gap_last_end(struct db *db, uint64_t account_id, int64_t *ended_at,
				     struct err *e);

#endif
