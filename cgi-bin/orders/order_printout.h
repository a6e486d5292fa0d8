#ifndef ORDERS_ORDER_PRINTOUT_H
#define ORDERS_ORDER_PRINTOUT_H

/* Orders on paper: one, or those that were marked. Of many, those that must not be packed come
 * first, with the reason, and are left out of the rest. */

#include "common/format.h"
#include "domain/orders/order.h"
#include "domain/orders/order_note.h"

struct printout {
	struct order_detail *orders;
	size_t n;
	struct order_said *said; /* of those that are not held back, on slips */
	size_t n_said;
	bool is_one; /* asked for by itself: it is shown, and says stop */
	bool more;   /* others were left out */
	const char *back;
	const char *back_text;
};

/* Is it left out, because it must not be packed? How many are? */
bool printout_holds(const struct printout *p, const struct order_detail *d);
size_t printout_held(const struct printout *p);

/* Fill what all have: heading, the way back, what is left out. */
void printout_fill(struct tpl *t, const struct fmt *f, const struct printout *p,
		   const char *heading);

#endif
