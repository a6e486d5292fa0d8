#ifndef DOMAIN_STOCK_STOCK_LOOK_H
#define DOMAIN_STOCK_STOCK_LOOK_H

/*
 * When the offers of an account were held against the ledger last, so that the next look is at what
 * has moved since. What no time tells of, as places and buffers, asks for a look at all of them,
 * and so does time itself: what was missed for whatever reason is found by that.
 */

#include <stdbool.h>

#include "domain/stock/stock.h"

enum {
	STOCK_WHOLE_EVERY_M = 15,
	/* Times are written before their transaction ends: longer than any of them takes. */
	STOCK_LOOK_BACK_S = 120,
};

struct stock_look {
	uint64_t account_id;
	int64_t at;	  /* now, by the database's clock */
	int64_t since;	  /* what moved from here on; TIME_NONE: never looked */
	int64_t is_whole; /* look at all of them */
	uint64_t asked;
};
MUST_CHECK enum rc stock_look_begin(struct db *db, uint64_t account_id, struct stock_look *out,
				    struct err *e);

/* In a transaction: it was made, as it was begun; is_whole: all of them were looked at. */
MUST_CHECK enum rc stock_look_save(struct db *db, const struct stock_look *look, struct err *e);

/* In the transaction that changes what concerns all offers, of all accounts. */
MUST_CHECK enum rc stock_look_again(struct db *db, struct err *e);

#endif
