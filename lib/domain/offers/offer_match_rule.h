#ifndef DOMAIN_OFFERS_OFFER_MATCH_RULE_H
#define DOMAIN_OFFERS_OFFER_MATCH_RULE_H

/*
 * Which product of the shop an offer sells: by its signature, which should be a SKU, then by EAN.
 * Only what is beyond doubt is linked; the rest a person decides (FACTS 3.2: signatures are not
 * unique). Pure.
 */

#include "domain/offers/offer.h"

/* What is known of an offer and of the products that have its signs; ids are 0: none. */
struct offer_match_case {
	const char *external_id;
	const char *ean;
	int64_t cards;	  /* products it sells together; INT64_MIN: not known */
	uint64_t by_sku;  /* product whose SKU is the signature */
	uint64_t by_ean;  /* one with its EAN */
	int64_t n_by_ean; /* and how many have it */
	int64_t twins;	 /* further offers of the account with this signature that have not ended */
	uint64_t linked; /* what it is linked to now */
	int64_t n_linked; /* and to how many: several are a set */
};

struct offer_match_verdict {
	enum offer_match match;
	const char *why;     /* of a conflict: offer_conflict_names */
	uint64_t product_id; /* to be linked, or proposed; 0: none */
};

extern const char *const offer_conflict_names[]; /* ended by NULL */

struct offer_match_verdict offer_match_judge(const struct offer_match_case *c);

#endif
