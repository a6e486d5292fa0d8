#ifndef DOMAIN_ORDERS_ORDER_STALE_STORE_H
#define DOMAIN_ORDERS_ORDER_STALE_STORE_H

/* SQL of orders whose documents are to be read again; private to order_feed.c. */

#include "base/err.h"
#include "db/db.h"
#include "domain/feed/feed_sweep_rule.h"

MUST_CHECK enum rc order_stale_list(struct db *db, void *mem, const struct feed_stale_query *q,
				    struct feed_stale **rows, size_t *n, struct err *e);

#endif
