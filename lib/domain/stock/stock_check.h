#ifndef DOMAIN_STOCK_STOCK_CHECK_H
#define DOMAIN_STOCK_STOCK_CHECK_H

/*
 * Does the ledger agree with itself? Sums are those of the movements, each reservation has one end
 * or is held by an open line, each open line of a linked offer is reserved once. Only looks: what
 * is wrong is a person's matter, and a programmer's.
 */

#include "domain/stock/stock.h"

enum stock_fault {
	STOCK_FAULT_LEVEL,  /* of a product at a place: not the sum of its movements */
	STOCK_FAULT_TOTAL,  /* of a product: not the sum of its places */
	STOCK_FAULT_ORPHAN, /* a reservation that neither ended nor is held */
	STOCK_FAULT_HOLLOW, /* held, and no reservation says since when; or ended, and still held */
	STOCK_FAULT_TWICE,  /* a reservation that ended twice */
	STOCK_FAULT_LEFT,   /* held for a line that is sent or off */
	STOCK_FAULT_UNBOOKED, /* an open line of a linked offer, not reserved or not as many */
	STOCK_FAULTS
};
extern const char *const stock_fault_names[STOCK_FAULTS + 1];

struct stock_check {
	int64_t products;		   /* looked at */
	int64_t n[STOCK_FAULTS];	   /* products that have it */
	uint64_t product_id[STOCK_FAULTS]; /* one that has it */
};

/* Adds what the next STOCK_CHECK_SLICE products behind *after show; *more: there are others. */
enum { STOCK_CHECK_SLICE = 2000 };
MUST_CHECK enum rc stock_check_slice(struct db *db, struct stock_check *out, uint64_t *after,
				     bool *more, struct err *e);

int64_t stock_check_faults(const struct stock_check *c);

#endif
