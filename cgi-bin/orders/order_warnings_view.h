#ifndef ORDERS_ORDER_WARNINGS_VIEW_H
#define ORDERS_ORDER_WARNINGS_VIEW_H

/* What the person who packs must know before anything else; alike on the page and on the slip. */

#include <stdbool.h>

#include "domain/orders/order.h"
#include "web/template.h"

/* Nobody waits for this order any more: the slip is not what one comes for. */
bool order_is_cancelled(const struct order *o);

/* Cancelled (by whom, and was it paid), or sent in part. */
void order_warnings_fill(struct tpl *t, const struct order_detail *d);

#endif
