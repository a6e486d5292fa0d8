#ifndef DOMAIN_ORDERS_ORDER_DUE_H
#define DOMAIN_ORDERS_ORDER_DUE_H

/*
 * The tally of orders that wait to be sent, by the UTC day of their deadline; private to the order
 * domain. A count up to a moment is the sum of whole days before it and the waiting orders of that
 * day, so that it costs the same with ten and with a hundred thousand orders waiting.
 */

#include "domain/orders/order_batch.h"

/* The day an order waits for, UTC ms; TIME_NONE when it does not wait. Pure. */
int64_t order_due_day(const struct order *o);

/* Move the tally by what this batch changes; inside its transaction. */
MUST_CHECK enum rc write_due(struct batch *b, struct err *e);

/* These orders leave the list: call it while they still wait. */
MUST_CHECK enum rc due_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e);

struct save_due {
	uint64_t account_id;
	int64_t day;
	int64_t n; /* to be added */
};
MUST_CHECK enum rc save_due(struct db *db, const struct save_due *rows, size_t n, struct err *e);

#endif
