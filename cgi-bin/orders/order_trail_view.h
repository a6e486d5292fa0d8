#ifndef ORDERS_ORDER_TRAIL_VIEW_H
#define ORDERS_ORDER_TRAIL_VIEW_H

/* The foot of an order's page: its audit trail and who looked at it, for administrators. */

#include "domain/orders/order_views.h"
#include "common/format.h"

struct order_trail {
	const char *form_id;
	struct order_viewer *viewers;
	size_t n_viewers;
};

void order_trail_fill(struct tpl *t, const struct fmt *f, const struct order_trail *trail);

#endif
