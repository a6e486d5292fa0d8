#ifndef DOMAIN_STOCK_STOCK_COUNT_H
#define DOMAIN_STOCK_STOCK_COUNT_H

/* What a person books: goods that came, a count, a correction, goods carried to another place. */

#include "domain/stock/stock.h"

enum stock_deed {
	STOCK_DEED_COUNT,   /* so many there are */
	STOCK_DEED_RECEIVE, /* so many came */
	STOCK_DEED_CORRECT, /* so many more, or fewer */
	STOCK_DEED_CARRY,   /* so many went to another place */
	STOCK_DEEDS
};
extern const char *const stock_deed_names[STOCK_DEEDS + 1];

struct stock_asked {
	unsigned deed; /* enum stock_deed */
	uint64_t product_id;
	uint64_t place_id;
	uint64_t to_place_id; /* of STOCK_DEED_CARRY */
	int64_t pieces;
	const char *why; /* "": nobody said */
	const char *doc; /* of the form: the same one is booked once */
	const char *actor;
};

/* Why something cannot be booked. */
enum stock_refusal {
	STOCK_MAY,
	STOCK_UNCOUNTED, /* nobody knows how many there are: it is to be counted first */
	STOCK_NEGATIVE,	 /* a number below 0 where it means nothing, or 0 */
	STOCK_SAME_PLACE,
	STOCK_TOO_MANY, /* more than are there would be carried away */
	STOCK_REFUSALS
};

/* Pure. What the product has: is it known, did anything ever happen to it, how many are there. */
enum stock_refusal stock_refuses(const struct stock_asked *asked, bool is_known, bool is_moved,
				 int64_t on_hand);

/*
 * Books it, with its place in the audit trail. *refused: nothing was booked, and why. RC_NOT_FOUND:
 * there is no such product, or no such place any more. RC_CONFLICT: this form was booked before.
 */
MUST_CHECK enum rc stock_ask(struct db *db, const struct stock_asked *asked,
			     enum stock_refusal *refused, struct err *e);

#endif
