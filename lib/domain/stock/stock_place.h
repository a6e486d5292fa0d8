#ifndef DOMAIN_STOCK_STOCK_PLACE_H
#define DOMAIN_STOCK_STOCK_PLACE_H

/* Where goods are, and which places an account sells from. */

#include "domain/stock/stock.h"

/* Ids of the places an account sells from, the first to reserve at first: those it was given, else
 * all. At least one. */
MUST_CHECK enum rc stock_places_of(struct db *db, void *mem, uint64_t account_id, uint64_t **out,
				   size_t *n, struct err *e);

#endif
