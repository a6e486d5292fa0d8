#ifndef DOMAIN_OFFERS_STOCK_PUSH_RULE_H
#define DOMAIN_OFFERS_STOCK_PUSH_RULE_H

/* What an offer's number of pieces asks for: nothing, another number, its end, its revival. Pure.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"

struct stock_offer_case {
	int64_t shows;	   /* what it may show by the ledger; STOCK_UNKNOWN: nobody knows */
	int64_t available; /* what it shows; INT64_MIN: unknown */
	const char *status;
	bool is_linked;	 /* beyond doubt: neither conflict nor changed signs (F23) */
	bool may_write;	 /* no draft, not kept by Allegro, sold at a fixed price */
	bool is_emptied; /* it ended for want of stock: sold out, or ended by us for that */
};

struct stock_want {
	const char *kind; /* of the outbox; NULL: nothing is to be done */
	const char *word; /* the status; NULL: pieces */
	int64_t pieces;
};

/* Nothing is written of what is not known. An offer that was ended for another reason stays ended
 * (F22). One that comes back is given its number first and made active when it shows it, so that it
 * never shows an old one. */
struct stock_want stock_offer_want(const struct stock_offer_case *c);

#endif
