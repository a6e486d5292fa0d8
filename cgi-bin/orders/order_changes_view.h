#ifndef ORDERS_ORDER_CHANGES_VIEW_H
#define ORDERS_ORDER_CHANGES_VIEW_H

/*
 * Changes of fields as people read them: what came at one moment from one hand is one entry.
 *
 * A status, a sum or a deadline is told with its value before and after; people, addresses and
 * payments only by a word for the whole; fields that say nothing to a reader not at all (they stand
 * in the document). Personal values are never shown.
 */

#include <stddef.h>

#include "domain/orders/order.h"
#include "common/format.h"

struct order_change_line {
	const char *name;
	const char *before; /* "" when there was nothing */
	const char *after;
};

struct order_change_entry {
	const char *text; /* the sentence */
	const char *icon;
	const char *actor;
	struct order_change_line *lines;
	size_t n_lines;
};

/* How many of the first changes belong together: same moment, same hand. 0 only for n == 0. */
size_t order_changes_together(const struct order_change *changes, size_t n);

/* The entry of n changes that belong together, newest first as stored; texts belong to f.mem. */
struct order_change_entry order_changes_entry(const struct fmt *f,
					      const struct order_change *changes, size_t n);

#endif
