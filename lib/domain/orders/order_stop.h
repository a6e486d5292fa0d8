#ifndef DOMAIN_ORDERS_ORDER_STOP_H
#define DOMAIN_ORDERS_ORDER_STOP_H

/*
 * A parcel that has to be stopped: its order was cancelled while somebody had begun
 * (order_hold_is_to_stop). It stands among the problems, and the watch raises an alarm
 * (domain/health), until a person says what became of the parcel.
 */

#include "db/db.h"
#include "domain/orders/order.h"

/* Does somebody still have to see to it? */
bool order_stop_is_open(const struct order *o);

struct order_stopping {
	const char *form_id;
	const char *revision; /* of the order as it was shown; NULL: it had none */
	const char *actor;
};
/* The parcel was stopped, or is with the buyer; kept, and in the trail. RC_CONFLICT: the order is
 * another one now, or somebody has said so already. */
MUST_CHECK enum rc order_stop(struct db *db, const struct order_stopping *s, struct err *e);

/* Inside the transaction that stores these orders of an account: what a person has said stays. */
MUST_CHECK enum rc order_stops_keep(struct db *db, const struct order *rows, size_t n,
				    struct err *e);

/* And is over with the cancel it was said of: before is the order as it was stored last. */
MUST_CHECK enum rc order_stop_end(struct db *db, const struct order *before,
				  const struct order *after, struct err *e);

#endif
