#ifndef ORDERS_ORDER_FILTERS_H
#define ORDERS_ORDER_FILTERS_H

/* The filters of the order list: the fields of its query and what each is called. */

#include "orders/orders_list_view.h"

extern const struct field order_query_fields[];

/* What a checked query string of these fields asks for, and its state as a query under the list. */
void order_filter_read(struct request *rq, struct query *q, struct order_filter *out);

enum { ORDER_FILTERS_COUNT = 20 };

/* With the choices there are. */
void order_filters(const struct fmt *f, const struct orders_list *list,
		   struct list_filter out[ORDER_FILTERS_COUNT]);

#endif
