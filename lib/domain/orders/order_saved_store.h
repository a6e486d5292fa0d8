#ifndef DOMAIN_ORDERS_ORDER_SAVED_STORE_H
#define DOMAIN_ORDERS_ORDER_SAVED_STORE_H

/* Private to order_saved.c and its store. */

#include "domain/orders/order_saved.h"

/* Its id; 0: the person has one of this name. */
MUST_CHECK enum rc saved_insert(struct db *db, const struct order_saved *view, uint64_t *id,
				struct err *e);
MUST_CHECK enum rc saved_count(struct db *db, uint64_t user_id, int64_t *n, struct err *e);

/* Locks it. RC_NOT_FOUND: there is none. */
MUST_CHECK enum rc saved_find(struct db *db, void *mem, uint64_t id, struct order_saved *out,
			      struct err *e);
/* n 0: the person has one of this name. */
MUST_CHECK enum rc saved_rename(struct db *db, uint64_t id, const char *name, uint64_t *n,
				struct err *e);
MUST_CHECK enum rc saved_delete(struct db *db, uint64_t id, struct err *e);

#endif
