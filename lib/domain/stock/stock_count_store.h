#ifndef DOMAIN_STOCK_STOCK_COUNT_STORE_H
#define DOMAIN_STOCK_STOCK_COUNT_STORE_H

/* SQL of what a person books. Private to stock_count.c. */

#include "domain/stock/stock.h"

/* What there is before it is booked. */
struct stock_before {
	const char *sku;
	int64_t is_known;
	int64_t is_moved;
	int64_t on_hand; /* at the place */
};

/* The product is another version from now on, so that a file that was compared with it before is
 * compared again. RC_NOT_FOUND: it is not there. */
MUST_CHECK enum rc stock_product_touch(struct db *db, uint64_t product_id, struct err *e);

MUST_CHECK enum rc stock_before_load(struct db *db, void *mem, uint64_t product_id,
				     uint64_t place_id, struct stock_before *out, struct err *e);

#endif
