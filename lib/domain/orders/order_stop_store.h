#ifndef DOMAIN_ORDERS_ORDER_STOP_STORE_H
#define DOMAIN_ORDERS_ORDER_STOP_STORE_H

/* Private to lib/domain/orders. */

#include "domain/orders/order_stop.h"

/* The order is a problem no more: compare-and-set of what was shown. */
enum rc stop_take(struct db *db, const struct order_stopping *s, struct err *e);

/* Of this account: those seen to are no problem, whatever their documents say. */
enum rc stops_keep(struct db *db, uint64_t account_id, struct err *e);

/* What was said of this order, if anything was. */
enum rc stop_forget(struct db *db, uint64_t order_id, struct err *e);

enum rc stop_add(struct db *db, const struct order_stopping *s, struct err *e);

#endif
