#ifndef DOMAIN_ORDERS_ORDER_DIFF_H
#define DOMAIN_ORDERS_ORDER_DIFF_H

/* What changed between two versions of an order, field by field. Pure. */

#include "domain/orders/order.h"

enum { ORDER_VALUE_CHARS = 500, ORDER_DIFF_MAX = 96 }; /* columns of order and person together */

struct order_difference {
	const char *field;
	const char *before; /* NULL: nothing was there, or it is personal */
	const char *after;
};

/*
 * Fill out[ORDER_DIFF_MAX]; returns how many differ. Derived fields (place, flags, counts) and
 * those that always move (revision, updatedAt) are left out; personal fields tell that they
 * changed, not what they held, because history outlives the person's right to be forgotten.
 */
size_t order_diff(void *owner, const struct order *old, const struct order *now,
		  struct order_difference *out);
size_t order_diff_person(const struct order_person *old, const struct order_person *now,
			 struct order_difference *out);

#endif
