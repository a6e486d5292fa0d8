#ifndef ORDERS_ORDER_PICKLIST_VIEW_H
#define ORDERS_ORDER_PICKLIST_VIEW_H

/* The list with which one goes along the shelves for many orders. */

#include "domain/orders/order_pick.h"
#include "orders/order_printout.h"

/* Fill orders/picklist.html. */
void picklist_fill(struct tpl *t, const struct fmt *f, const struct printout *p,
		   const struct order_pick *picks, size_t n);

#endif
