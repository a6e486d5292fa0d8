#ifndef DOMAIN_MAPPING_MATCH_RULE_H
#define DOMAIN_MAPPING_MATCH_RULE_H

/*
 * Which of the cards that Allegro shows for a number is the product of the shop. A card that names
 * another number, or another brand, is not; one of which something is not told may be, and a person
 * says so. Only a card that certainly is it, and alone, is taken. Pure.
 */

#include "allegro/product_api.h"

/* What a product is asked by; NULL: the shop does not know it. */
struct match_numbers {
	const char *ean;
	const char *mpn;
	const char *brand;
};

enum match_fit { MATCH_NOT, MATCH_MAY, MATCH_IS };
enum match_fit match_fit(const struct match_numbers *product, enum product_mode mode,
			 const struct product_card *card);

/* The cards that may be it, in Allegro's order; is_sure: there is one, and it certainly is. */
struct match_found {
	const struct product_card **at;
	size_t n;
	bool is_sure;
};
/* is_all: there are no further cards. */
void match_judge(void *owner, const struct match_numbers *product, const struct product_search *s,
		 bool is_all, struct match_found *out);

#endif
