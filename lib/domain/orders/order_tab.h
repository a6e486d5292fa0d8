#ifndef DOMAIN_ORDERS_ORDER_TAB_H
#define DOMAIN_ORDERS_ORDER_TAB_H

/*
 * What each tab of the list holds: the orders of a place, those to be sent between two moments,
 * those in conflict. The list, the counts and order_views_of() read the same table. Pure.
 */

#include <stdbool.h>

#include "domain/orders/order_types.h"

struct order_tab {
	enum order_place place; /* ORDER_PLACE_COUNT: any but the merged */
	bool is_problem;
	bool is_due; /* waits to be sent, and its deadline lies between: */
	int64_t due_from;
	int64_t due_before;
};
struct order_tab order_tab_of(enum order_view view, int64_t now_ms);

/* Does the tab show its orders by their deadline, the earliest first? */
bool order_view_is_by_deadline(enum order_view view);

/* In which tabs the order stands, a bit of 1 << enum order_view each. Without a deadline it is due
 * from its purchase on. */
unsigned order_views_of(const struct order *o, int64_t now_ms);

#endif
