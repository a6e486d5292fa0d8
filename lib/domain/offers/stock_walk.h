#ifndef DOMAIN_OFFERS_STOCK_WALK_H
#define DOMAIN_OFFERS_STOCK_WALK_H

/* Linked offers of the account of a turn, with what the ledger says of them. Private to
 * lib/domain/offers. */

#include "domain/accounts/turn.h"
#include "domain/offers/stock_push_store.h"

/* Of up to STOCK_OFFERS_PAGE offers by id; nothing of them outlives the call. */
typedef enum rc stock_walk_page(void *arg, void *mem, const struct stock_offer_row *rows, size_t n,
				struct err *e);

/* All of them, or these (by id; those that are not linked fall out). Between two pages the turn is
 * asked whether it may go on. */
MUST_CHECK enum rc stock_walk(struct turn *turn, stock_walk_page *page, void *arg, struct err *e);
MUST_CHECK enum rc stock_walk_among(struct turn *turn, const char *const *offer_ids, size_t n,
				    stock_walk_page *page, void *arg, struct err *e);

/* What the rules ask of an offer. */
struct stock_offer_case stock_case_of(const struct stock_offer_row *row);

#endif
