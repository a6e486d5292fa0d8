#ifndef DOMAIN_ORDERS_ORDER_GLIMPSE_H
#define DOMAIN_ORDERS_ORDER_GLIMPSE_H

#include "allegro/checkout_form.h"
#include "domain/orders/order.h"

/*
 * A document that cannot be read as a whole still counts for what it says clearly: a cancel, a
 * status, a payment (checkout_form_glimpse). Put that into the order as it is stored; the rest
 * stays as old as it is. Pure; texts belong to owner.
 */
void order_glimpse_add(void *owner, const struct checkout_form *form, struct order *o);

#endif
