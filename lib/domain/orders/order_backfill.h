#ifndef DOMAIN_ORDERS_ORDER_BACKFILL_H
#define DOMAIN_ORDERS_ORDER_BACKFILL_H

/*
 * Orders of a stretch of time from the list: the first import and gaps of the journal.
 *
 * It is over when as many distinct documents of the stretch were met as Allegro counts for it,
 * whatever its pages looked like. Else it is walked again, a few times: the list may have moved.
 */

#include "domain/orders/order_walk.h"

/* How far it has come, told in the transaction of each page. */
struct order_backfill_step {
	int64_t done_until;	       /* everything before it is stored */
	int64_t total;		       /* what Allegro counts from the page on */
	const struct turn_counts *now; /* what this transaction does */
};

struct order_backfill {
	const char *name; /* in order_walk_met: "import", "gap" */
	enum order_walk_by by;
	int64_t begin;	 /* of the stretch */
	int64_t from;	 /* where it goes on: begin, or the last done_until */
	int64_t until;	 /* of the stretch, inclusive */
	uint64_t passes; /* walks before that did not meet what Allegro counts */
	enum rc (*move)(struct db *db, const struct order_backfill_step *step, void *arg,
			struct err *e);
	/* In the transaction that begins another pass. */
	enum rc (*again)(struct db *db, void *arg, struct err *e);
	void *arg;
};

/* What it has met, and what Allegro counts; less met than counted: the list does not add up. */
struct order_backfill_sum {
	int64_t met;
	int64_t told;
};

/* Page by page; killed anywhere it goes on from the last done_until. The caller's transaction that
 * ends it calls order_backfill_forget(). */
MUST_CHECK enum rc order_backfill(struct feed *feed, struct order_backfill *b,
				  struct order_backfill_sum *sum, struct err *e);
MUST_CHECK enum rc order_backfill_forget(struct db *db, uint64_t account_id, const char *name,
					 struct err *e);

#endif
