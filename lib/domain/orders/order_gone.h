#ifndef DOMAIN_ORDERS_ORDER_GONE_H
#define DOMAIN_ORDERS_ORDER_GONE_H

/*
 * Orders whose form Allegro answers 404 for good (RELIABILITY F10); private to the order domain.
 *
 * One that nobody paid was abandoned: it leaves the lists as cancelled. One that was paid or had to
 * be sent must not vanish: it stays where it is, is a problem, and the watch raises an alarm; so
 * does one that was announced as ready to be sent and never shown.
 */

#include "domain/orders/order_save.h"

/* In the transaction that made forms GONE: what becomes of their orders. */
MUST_CHECK enum rc gone_settle(struct db *db, const struct feed_miss *rows, size_t n,
			       const char *actor, struct err *e);

/* Lines of an order that was abandoned: its form is GONE and it is cancelled. */
struct gone_line {
	const char *line_item_id;
};
MUST_CHECK enum rc gone_lines(struct db *db, void *mem, const struct feed_miss *row,
			      struct gone_line **out, size_t *n, struct err *e);

#endif
