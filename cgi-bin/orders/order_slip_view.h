#ifndef ORDERS_ORDER_SLIP_VIEW_H
#define ORDERS_ORDER_SLIP_VIEW_H

/* Slips that go through the packing room with their orders: one, or those of many. */

#include "common/format.h"
#include "domain/orders/order.h"

struct slips {
	struct order_detail *orders;
	size_t n;
	bool is_one; /* asked for by itself: its slip is shown, and says stop */
	bool more;   /* others were left out */
	const char *back;
	const char *back_text;
};

/* It must not be packed: of many it comes before the slips, with the reason, and has none. */
bool slip_is_held(const struct slips *slips, const struct order_detail *d);

/* Fill orders/slip.html. */
MUST_CHECK enum rc slips_fill(struct tpl *t, const struct fmt *f, const struct slips *slips,
			      struct err *e);

#endif
