#ifndef DOMAIN_ORDERS_ORDER_BACKFILL_H
#define DOMAIN_ORDERS_ORDER_BACKFILL_H

/* Orders of a stretch of time from the list: the first import and gaps of the journal. */

#include "domain/orders/order_apply.h"
#include "domain/orders/order_walk.h"

/* How far it has come, told in the transaction of each page. */
struct order_backfill_step {
	int64_t done_until;		     /* everything before it is stored */
	int64_t total;			     /* what Allegro counts from the page on */
	const struct order_sync_counts *now; /* what this transaction does */
};

struct order_backfill {
	enum order_walk_by by;
	int64_t from;
	int64_t until;
	enum rc (*move)(struct db *db, const struct order_backfill_step *step, void *arg,
			struct err *e);
	void *arg;
};

/* Page by page; killed anywhere it goes on from the last done_until. */
MUST_CHECK enum rc order_backfill(struct order_sync *s, const struct order_backfill *b,
				  struct err *e);

#endif
