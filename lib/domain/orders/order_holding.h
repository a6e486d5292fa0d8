#ifndef DOMAIN_ORDERS_ORDER_HOLDING_H
#define DOMAIN_ORDERS_ORDER_HOLDING_H

/* Which orders hold pieces of a product: why it is as many as it is. */

#include "base/err.h"
#include "db/db.h"

struct order_holding {
	const char *form_id;
	int64_t bought_at;
	int64_t pieces;
};

/* Those with the most pieces first, up to ORDER_HOLDINGS; a row more says that there are others. */
enum { ORDER_HOLDINGS = 20 };
MUST_CHECK enum rc order_holdings(struct db *db, void *mem, uint64_t product_id,
				  struct order_holding **out, size_t *n, struct err *e);

/* Pieces of it in purchases that the journal has told of and whose orders have not been read yet.
 */
MUST_CHECK enum rc order_on_way(struct db *db, uint64_t product_id, int64_t *pieces, struct err *e);

#endif
