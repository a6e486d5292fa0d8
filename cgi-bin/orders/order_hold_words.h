#ifndef ORDERS_ORDER_HOLD_WORDS_H
#define ORDERS_ORDER_HOLD_WORDS_H

/* Why an order must not be packed, as people read it, wherever an order is shown. */

#include "domain/orders/order_hold.h"

struct hold_words {
	const char *tone;
	const char *mark;  /* a few words for a chip; NULL: its status says it already */
	const char *title; /* the first thing on page and slip */
	const char *text;  /* what to do */
};

/* All texts are message ids. */
extern const struct hold_words hold_words[ORDER_HOLD_COUNT];

#endif
