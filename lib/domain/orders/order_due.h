#ifndef DOMAIN_ORDERS_ORDER_DUE_H
#define DOMAIN_ORDERS_ORDER_DUE_H

/*
 * Tallies by time; private to the order domain. Orders that wait to be sent are counted by the UTC
 * day and by the hour of their deadline, all orders by the hour of their purchase, with what they
 * are worth. A count up to a moment is the sum of whole days, of hours and of the waiting orders of
 * that hour, and a day in Warsaw is the sum of its hours, so that they cost the same with ten and
 * with a hundred thousand orders.
 */

#include "domain/orders/order_batch.h"

/* The day an order waits for, UTC ms; TIME_NONE when it does not wait. Pure. */
int64_t order_due_day(const struct order *o);
int64_t order_due_hour(const struct order *o);

/* The hour it was bought in; TIME_NONE when it is merged. Pure. */
int64_t order_hour(const struct order *o);

/* Move the tallies by what this batch changes; inside its transaction. */
MUST_CHECK enum rc write_due(struct batch *b, struct err *e);

/* These orders leave the list: call it while they still wait. */
MUST_CHECK enum rc due_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e);

struct save_due {
	uint64_t account_id;
	int64_t at;	  /* day or hour */
	struct money sum; /* to be added; a count has no currency */
};
enum order_tally {
	ORDER_TALLY_DUE,
	ORDER_TALLY_DUE_HOUR,
	ORDER_TALLY_HOUR,
	ORDER_TALLY_TURNOVER,
	ORDER_TALLY_COUNT
};
MUST_CHECK enum rc save_due(struct db *db, enum order_tally tally, const struct save_due *rows,
			    size_t n, struct err *e);

/* Count orders bought since then (the beginning of an hour), and what they are worth, anew; and
 * those that wait for an hour since then. */
MUST_CHECK enum rc order_hours_count(struct db *db, int64_t since, struct err *e);

#endif
