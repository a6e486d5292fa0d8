#ifndef ORDERS_ORDERS_LIST_VIEW_H
#define ORDERS_ORDERS_LIST_VIEW_H

/* The page of orders: what it needs from the domain, and how that goes into the template. */

#include "domain/accounts/account.h"
#include "domain/outbox/order_status.h"
#include "common/list.h"
#include "common/picture.h"
#include "domain/orders/order.h"
#include "domain/orders/order_find.h"
#include "domain/orders/order_saved.h"
#include "orders/sync_view.h"

struct orders_list {
	struct query query;
	const char *tail; /* of the address of each row: query_tail() */
	struct order_filter filter;
	struct order_page page;
	struct order_matched *matches; /* one a row, of a search; else NULL */
	int64_t counts[ORDER_VIEW_COUNT];
	struct order_facets facets;
	struct sync sync;
	struct order_problem *problems; /* only in the view of problems */
	size_t n_problems;
	struct order_status *statuses; /* of the orders of this page */
	size_t n_statuses;
	struct outbox_batch undo;
	struct picture_copies pictures; /* of the first line of each */
	uint64_t reader;		/* user */
	struct order_saved *saved;
	size_t n_saved;
	bool shows_filters;
};

/* Parts of orders/list.html that are asked for alone. */
struct orders_parts {
	struct tpl *result;
	struct tpl *panel; /* of filters; NULL: it is not shown */
};
struct orders_parts orders_list_fill(struct tpl *t, const struct fmt *f,
				     const struct orders_list *list);

/* Fill orders/_fresh.html: n new orders since the list was made. */
void orders_news_fill(struct tpl *t, const struct fmt *f, const struct query *q, int64_t n);

#endif
