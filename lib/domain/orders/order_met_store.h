#ifndef DOMAIN_ORDERS_ORDER_MET_STORE_H
#define DOMAIN_ORDERS_ORDER_MET_STORE_H

/* SQL of what a walk has met; private to order_backfill.c. */

#include "db/db.h"

struct order_met {
	uint64_t account_id;
	const char *walk;
	const char *form_id; /* order_walk_name() */
};

MUST_CHECK enum rc order_met_save(struct db *db, const struct order_met *rows, size_t n,
				  struct err *e);
MUST_CHECK enum rc order_met_count(struct db *db, uint64_t account_id, const char *walk, int64_t *n,
				   struct err *e);
MUST_CHECK enum rc order_met_forget(struct db *db, uint64_t account_id, const char *walk,
				    struct err *e);

#endif
