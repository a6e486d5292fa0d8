#ifndef ORDERS_ORDER_ROW_VIEW_H
#define ORDERS_ORDER_ROW_VIEW_H

/* A row of orders/_result.html. */

#include "orders/orders_list_view.h"

void order_row_fill(struct tpl *t, const struct fmt *f, const struct orders_list *list,
		    const struct order_row *r);

#endif
