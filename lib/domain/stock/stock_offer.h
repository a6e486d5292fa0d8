#ifndef DOMAIN_STOCK_STOCK_OFFER_H
#define DOMAIN_STOCK_STOCK_OFFER_H

/*
 * What linked offers may show, for whoever writes stock to Allegro, and for pages.
 */

#include "domain/stock/stock_rule.h"

enum { STOCK_OFFERS_PAGE = 1000 };

/* A part of an offer with what its product has for the account. */
struct stock_offer_part {
	const char *offer_id;
	uint64_t product_id;
	struct stock_supply supply; /* on_way is 0: whoever knows the journal adds it; rests is
				       false: whoever knows the offers says so */
	int64_t wanted;		    /* pieces that all offers of the product take at once */
};

/* Parts of the offers of an account behind this one ("": from the first on), by offer id: up to
 * STOCK_OFFERS_PAGE parts, an offer never cut in two. *more: there are others behind the last. */
MUST_CHECK enum rc stock_offers_list(struct db *db, void *mem, uint64_t account_id,
				     const char *after, struct stock_offer_part **out, size_t *n,
				     bool *more, struct err *e);

/* Those of up to STOCK_OFFERS_PAGE offers. */
MUST_CHECK enum rc stock_offers_of(struct db *db, void *mem, uint64_t account_id,
				   const char *const *offer_ids, size_t n_ids,
				   struct stock_offer_part **out, size_t *n, struct err *e);

/* What the offer at parts[0] may show; *n_parts receives how many parts it has among n. */
int64_t stock_offer_shows(const struct stock_offer_part *parts, size_t n, size_t *n_parts);

#endif
