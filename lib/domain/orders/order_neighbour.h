#ifndef DOMAIN_ORDERS_ORDER_NEIGHBOUR_H
#define DOMAIN_ORDERS_ORDER_NEIGHBOUR_H

/* The order before or after one in the list somebody came from. It is looked for from where the
 * order stands, so that it is found as well once the order itself has left that list. */

#include "domain/orders/order.h"

enum order_side { ORDER_BEFORE, ORDER_AFTER };

struct order_neighbour {
	const char *form_id; /* NULL: none so far */
	const char
	    *further; /* cursor of the page from which to look on; NULL: the list ends here */
};

/* The cursor of the filter does not count. */
MUST_CHECK enum rc order_neighbour(struct db *db, void *mem, const struct order_filter *filter,
				   const struct order *of, enum order_side side,
				   struct order_neighbour *out, struct err *e);

#endif
