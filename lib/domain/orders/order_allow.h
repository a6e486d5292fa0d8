#ifndef DOMAIN_ORDERS_ORDER_ALLOW_H
#define DOMAIN_ORDERS_ORDER_ALLOW_H

/*
 * Which fields of an order document may be left out when they cannot be read. Pure.
 *
 * Only what nobody packs, bills or decides by: never money, currency, quantity, ids, statuses,
 * names, addresses, payment or the day of dispatch. Without such a field an order is complete;
 * without the others it would be a guess.
 */

#include <stdbool.h>

/* path: as in an error of checkout_form_decode(), "/delivery/pickupPoint/description". */
bool order_path_may_be_left(const char *path);

#endif
