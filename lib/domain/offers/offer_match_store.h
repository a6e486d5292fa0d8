#ifndef DOMAIN_OFFERS_OFFER_MATCH_STORE_H
#define DOMAIN_OFFERS_OFFER_MATCH_STORE_H

/* SQL of matching. Private to lib/domain/offers. */

#include "db/stmt.h"
#include "domain/offers/offer_match.h"
#include "domain/offers/offer_match_rule.h"

/* An offer that is to be matched. */
struct unmatched {
	uint64_t id;
	const char *offer_id;
	int64_t version;
	struct offer_match_case c;
};
/* Up to MATCH_SLICE behind this one. */
enum { MATCH_SLICE = 100 };
MUST_CHECK enum rc unmatched_list(struct db *db, void *mem, uint64_t account_id, uint64_t after,
				  struct unmatched **rows, size_t *n, struct err *e);

/* Products have come that have the signs of offers without one: those are to be matched. */
MUST_CHECK enum rc unmatched_rouse(struct db *db, uint64_t account_id, struct err *e);

struct matched {
	const char *matching;
	const char *why;
	uint64_t proposed_id; /* 0: none */
	uint64_t id;
	int64_t version;
};
/* RC_CONFLICT: the offer has changed meanwhile. */
MUST_CHECK enum rc offer_matched(struct db *db, const struct matched *row, struct err *e);

MUST_CHECK enum rc offer_match_set(struct db *db, const struct offer_match_decision *d,
				   struct err *e);

#endif
