#ifndef ORDERS_ORDER_WARNINGS_VIEW_H
#define ORDERS_ORDER_WARNINGS_VIEW_H

/* What the person who packs must know before anything else; alike on the page and on the slip. */

#include "domain/orders/order_hold.h"
#include "web/template.h"

/* Why it must not be packed, a parcel to stop, what was sent or erased. Returns the hold: the slip
 * is not what one comes for then. */
enum order_hold order_warnings_fill(struct tpl *t, const struct order_detail *d);

#endif
