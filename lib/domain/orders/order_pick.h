#ifndef DOMAIN_ORDERS_ORDER_PICK_H
#define DOMAIN_ORDERS_ORDER_PICK_H

/*
 * What has to be fetched from the shelves for many orders: their lines, grouped by SKU (by offer
 * where there is none), with the pieces to take.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* A line of one of the orders. */
struct order_pick_line {
	const char *sku; /* NULL: none */
	const char *offer_id;
	const char *offer_name;
	const char *products; /* order_set.h */
	int64_t quantity;
};

struct order_pick {
	struct order_pick_line
	    first;	/* what the others are alike to; its quantity is that of all */
	int64_t each;	/* pieces in one unit */
	int64_t pieces; /* of all; INT64_MIN: they cannot be counted */
	int64_t lines;
};

/* The groups, in the order of the first line of each. Goods of one SKU, sold by the piece and in
 * sets, are as many groups. Pure. */
void order_pick_group(void *mem, const struct order_pick_line *lines, size_t n,
		      struct order_pick **out, size_t *n_out);

/* The pieces of all groups. Pure. */
int64_t order_pick_count(const struct order_pick *picks, size_t n);

/* Those of the orders with these ids, by SKU and then by name, as Polish sorts; without SKU last.
 */
MUST_CHECK enum rc order_pick_list(struct db *db, void *mem, const uint64_t *ids, size_t n_ids,
				   struct order_pick **out, size_t *n, struct err *e);

#endif
