#ifndef DOMAIN_ORDERS_ORDER_NOTE_STORE_H
#define DOMAIN_ORDERS_ORDER_NOTE_STORE_H

/* Private to order_note.c and its store. */

#include "domain/orders/order_note.h"

/* n: how many rows it changed. At an order whose buyer was forgotten nothing is written. */
MUST_CHECK enum rc note_insert(struct db *db, const struct order_pen *pen, const char *text,
			       uint64_t *n, struct err *e);
MUST_CHECK enum rc tag_insert(struct db *db, const struct order *order, const char *tag,
			      uint64_t *n, struct err *e);
MUST_CHECK enum rc tag_delete(struct db *db, const struct order *order, const char *tag,
			      uint64_t *n, struct err *e);
MUST_CHECK enum rc tag_count(struct db *db, const struct order *order, int64_t *n, struct err *e);

#endif
