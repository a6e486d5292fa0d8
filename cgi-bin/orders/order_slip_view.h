#ifndef ORDERS_ORDER_SLIP_VIEW_H
#define ORDERS_ORDER_SLIP_VIEW_H

/* The slip that goes through the packing room with an order. */

#include "domain/orders/order.h"
#include "common/format.h"

MUST_CHECK enum rc order_slip_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d,
				   struct err *e);

#endif
