#ifndef SANDBOX_ORDERS_ORDER_JSON_H
#define SANDBOX_ORDERS_ORDER_JSON_H

/* Orders and events as Allegro writes them (schemas CheckoutForm and OrderEvent). */

#include "server/jw.h"
#include "world/world.h"

/* A CheckoutForm; a poisoned order is written broken in its way. key NULL: in an array. */
void order_json(struct jw *w, const struct order *o);

/* An OrderEvent. */
void event_json(struct jw *w, const struct world *world, const struct event *ev);

/* The order as /sandbox/truth shows it. */
void truth_json(struct jw *w, const struct order *o);

#endif
