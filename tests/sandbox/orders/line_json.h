#ifndef SANDBOX_ORDERS_LINE_JSON_H
#define SANDBOX_ORDERS_LINE_JSON_H

/* The lines of an order (schema CheckoutFormLineItem). */

#include "server/jw.h"
#include "world/world.h"

void lines_json(struct jw *w, const struct order *o);

/* The seller's own id of an offer, when it has one. */
void external_json(struct jw *w, const struct product *p);

#endif
