#ifndef ORDERS_ORDER_FILTERS_VIEW_H
#define ORDERS_ORDER_FILTERS_VIEW_H

/* The filters of the order list: the fields of the form, and the chips of those in use. */

#include "orders/orders_list_view.h"

void order_filters_form(struct tpl *t, const struct orders_list *list);
void order_filters_chips(struct tpl *t, const struct fmt *f, const struct orders_list *list);

#endif
