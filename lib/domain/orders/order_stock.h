#ifndef DOMAIN_ORDERS_ORDER_STOCK_H
#define DOMAIN_ORDERS_ORDER_STOCK_H

/* Orders in the ledger of stock: what the lines of an order mean by where it stands. Private to the
 * order domain. */

#include "domain/orders/order_batch.h"
#include "domain/stock/stock_line.h"

/* Pure. Of what Allegro sends from its own stock nothing is ours. */
enum stock_line_state order_stock_state(const struct order *order);

/* In the transaction that stores them: what the lines of a batch mean, and those gone from theirs.
 */
MUST_CHECK enum rc write_stock(struct batch *b, struct err *e);

/* In the transaction that settled forms that are GONE: orders that were abandoned hold nothing. */
MUST_CHECK enum rc order_stock_gone(struct db *db, const struct feed_miss *rows, size_t n,
				    const char *actor, struct err *e);

#endif
