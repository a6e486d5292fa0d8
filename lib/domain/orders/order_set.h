#ifndef DOMAIN_ORDERS_ORDER_SET_H
#define DOMAIN_ORDERS_ORDER_SET_H

/*
 * Sets: one line of an order may be several products, or a product several times, and it is pieces
 * that are packed. order_line.products lists them ("id*4 id*1"). Pure.
 */

#include <stdbool.h>

#include "domain/orders/order_types.h"

/* The quantity of the next product of the list, 1 where it is not told; false at its end. */
bool order_set_next(const char **products, int64_t *quantity);

/* Pieces in one unit of the line; 1 when it is no set, INT64_MIN when they cannot be counted. */
int64_t order_set_pieces(const char *products);

/* Pieces of all lines; INT64_MIN, which the database refuses, when they cannot be counted. */
int64_t order_set_count(const struct order_line *lines, size_t n);

#endif
