#ifndef DOMAIN_ORDERS_ORDER_GONE_H
#define DOMAIN_ORDERS_ORDER_GONE_H

/*
 * Orders whose form Allegro answers 404 for good (RELIABILITY F10); private to the order domain.
 *
 * One that nobody paid was abandoned: it leaves the lists as cancelled. One that was paid or had to
 * be sent must not vanish: it stays where it is, is a problem, and raises an alarm.
 */

#include "domain/orders/order_save.h"
#include "domain/orders/order_sync.h"

/* In the transaction that made forms GONE: what becomes of their orders. */
MUST_CHECK enum rc gone_settle(struct db *db, const struct save_form *rows, size_t n,
			       const char *actor, struct err *e);

/* Orders of an account that vanished though they were paid. */
MUST_CHECK enum rc gone_count_lost(struct db *db, uint64_t account_id, int64_t *n, struct err *e);

/* Raise or clear the alarm about them. */
MUST_CHECK enum rc order_lost_check(struct order_sync *s, struct err *e);

#endif
