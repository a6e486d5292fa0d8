#ifndef ORDERS_ORDER_SLIP_VIEW_H
#define ORDERS_ORDER_SLIP_VIEW_H

/* Slips that go through the packing room with their orders. */

#include "orders/order_printout.h"

/* Fill orders/slip.html. */
MUST_CHECK enum rc slips_fill(struct tpl *t, const struct fmt *f, const struct printout *p,
			      struct err *e);

#endif
