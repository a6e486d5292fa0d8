#ifndef DOMAIN_OFFERS_OFFER_MERGE_H
#define DOMAIN_OFFERS_OFFER_MERGE_H

/* What an answer of Allegro makes of an offer that is known. Private to lib/domain/offers; pure. */

#include "domain/offers/offer.h"

/*
 * The state after an answer that was asked for at a moment; before: NULL, it was not here. What the
 * answer does not speak of stays: the list knows no products and errors, the document no sales.
 * The texts of both live on in it.
 */
struct offer_state offer_merge(void *mem, const struct offer_state *before,
			       const struct offer *said, int64_t asked_at);

/* The fields that differ, in order of enum offer_trait: field, before and after are filled in. */
size_t offer_diff(void *mem, const struct offer_state *before, const struct offer_state *after,
		  struct offer_change out[TRAIT_COUNT]);

#endif
