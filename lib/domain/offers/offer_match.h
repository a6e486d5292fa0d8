#ifndef DOMAIN_OFFERS_OFFER_MATCH_H
#define DOMAIN_OFFERS_OFFER_MATCH_H

/*
 * Matching offers to products of the shop: what is beyond doubt is linked (stock_link.h), the rest
 * waits for a person on /matching. Judged anew when the signs of an offer change, and when a
 * product comes that has the signs of one without.
 */

#include "domain/accounts/turn.h"
#include "domain/offers/offer.h"
#include "domain/stock/stock_link.h"

/* Until nothing is left. The turn needs no client. */
MUST_CHECK enum rc offers_match(struct turn *turn, struct err *e);

/* ---- What a person decides ----------------------------------------------------------------------
 */

struct offer_match_decision {
	uint64_t account_id;
	const char *offer_id;
	int64_t version;		/* of the offer, as it was seen */
	const struct stock_link *parts; /* products and how many of each one of the offer is */
	size_t n;			/* 0: it stands for none of the shop's */
	const char *actor;
};
/* With its place in the audit trail; lines of open orders are booked by it. RC_CONFLICT: the offer
 * is another one now. RC_NOT_FOUND: there is no such offer or product. */
MUST_CHECK enum rc offer_match_decide(struct db *db, const struct offer_match_decision *d,
				      struct err *e);

/* ---- Looking -----------------------------------------------------------------------------------
 */

enum offer_match_view {
	MATCH_VIEW_CONFLICT,
	MATCH_VIEW_NONE,
	MATCH_VIEW_LEFT,
	MATCH_VIEW_LINKED,
	MATCH_VIEW_COUNT
};
extern const char *const offer_match_view_names[MATCH_VIEW_COUNT + 1];

/* Rows are struct offer_row. */
MUST_CHECK enum rc offer_match_list(struct db *db, void *mem, const struct window_filter *f,
				    struct window_page *out, struct err *e);
MUST_CHECK enum rc offer_match_count(struct db *db, int64_t out[MATCH_VIEW_COUNT], struct err *e);

/* A product that an offer may stand for, with why; or does. */
struct offer_candidate {
	const char *offer_id;
	uint64_t account_id;
	uint64_t product_id;
	const char *sku;
	const char *name;
	const char *ean;
	int64_t pieces; /* 0: not linked */
	int64_t by_sku; /* 1: its SKU is the signature */
	int64_t by_ean; /* 1: its EAN is that of the offer */
	uint64_t place; /* offer_row.id */
};
/* Of up to WINDOW_PAGE offers, by their ids (offer_row.id); the order is that of offers. */
MUST_CHECK enum rc offer_candidates(struct db *db, void *mem, const uint64_t *offers,
				    size_t n_offers, struct offer_candidate **out, size_t *n,
				    struct err *e);

#endif
