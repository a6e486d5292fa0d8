#ifndef ORDERS_ORDER_SAVED_VIEW_H
#define ORDERS_ORDER_SAVED_VIEW_H

/* Saved views above the list, and the form that saves, renames or deletes the one that is shown. */

#include "orders/orders_list_view.h"

/* What is kept of a list: its query string without search and page. */
const char *order_saved_query(const struct query *q);

/* Include orders/_saved.html at this marker. Nothing while no view is saved and no filter is set.
 */
void order_saved_fill(struct tpl *t, const char *marker, const struct fmt *f,
		      const struct orders_list *list);

#endif
