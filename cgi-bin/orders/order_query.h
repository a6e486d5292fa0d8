#ifndef ORDERS_ORDER_QUERY_H
#define ORDERS_ORDER_QUERY_H

/*
 * The state of the order list: all of it stands in the query string, so that every view can be
 * bookmarked, shared and reached with the back button.
 *
 * "view" is a tab somebody chose. "tab" is the tab a search was typed in: the search box looks at
 * all orders, while filters alone stay within the tab.
 */

#include "domain/orders/order.h"
#include "web/form.h"
#include "web/request.h"

enum order_param {
	ORDER_PARAM_VIEW,
	ORDER_PARAM_QUERY,
	ORDER_PARAM_STATUS,
	ORDER_PARAM_PAYMENT,
	ORDER_PARAM_FULFILLMENT,
	ORDER_PARAM_METHOD,
	ORDER_PARAM_MARKETPLACE,
	ORDER_PARAM_ACCOUNT,
	ORDER_PARAM_FROM,
	ORDER_PARAM_UNTIL,
	ORDER_PARAM_CURSOR,
	ORDER_PARAM_COUNT
};
extern const char *const order_param_names[ORDER_PARAM_COUNT];

/* Fields of GET /orders and of its fragments. */
extern const struct field order_query_fields[];

struct order_query {
	void *mem;
	enum order_view view;
	const char *value[ORDER_PARAM_COUNT]; /* "" when not set; VIEW is always set */
};

/* From the checked query string. */
struct order_query order_query_read(struct request *rq);

/* The filter of the domain; dates are whole Warsaw days. */
struct order_filter order_query_filter(const struct order_query *q);

/* Does anything but the tab narrow the list? */
bool order_query_is_narrow(const struct order_query *q);

/* Addresses: this state with one part changed ("" removes it); without all filters; as it is. */
const char *order_query_with(const struct order_query *q, enum order_param param,
			     const char *value) RETURNS_NONNULL;
const char *order_query_clear(const struct order_query *q) RETURNS_NONNULL;
const char *order_query_url(const struct order_query *q, const char *path) RETURNS_NONNULL;

#endif
