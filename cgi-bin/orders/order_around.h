#ifndef ORDERS_ORDER_AROUND_H
#define ORDERS_ORDER_AROUND_H

/* What stands around an order on its page: the list it was opened from, who else is at it, what the
 * shop noted, and what else the buyer has bought. */

#include "common/format.h"
#include "domain/orders/order_buyer.h"
#include "domain/orders/order_note.h"
#include "domain/orders/order_views.h"
#include "web/query.h"

struct order_around {
	const struct order_detail *order;
	struct query query; /* of the list */
	bool is_in_list;    /* opened from one: there is a next and a previous order */
	struct order_viewer *present;
	size_t n_present;
	struct order_other *others;
	size_t n_others;
	struct order_note *notes;
	size_t n_notes;
	struct order_tag *tags;
	size_t n_tags;
	struct order_tag *known; /* tags in use, for who may add one */
	size_t n_known;
};

MUST_CHECK enum rc order_around_load(struct request *rq, const struct order_detail *d,
				     struct order_around *out, struct err *e);

/* t: the page; part: what only an order has. */
void order_around_fill(struct tpl *t, struct tpl *part, const struct fmt *f,
		       const struct order_around *a);

#endif
