#ifndef DOMAIN_MAPPING_SUBJECT_H
#define DOMAIN_MAPPING_SUBJECT_H

/*
 * What a judgement looks at besides the product and its category, of many products at once: what is
 * decided of them, what Allegro's catalogue knows, who answers for them.
 */

#include "domain/accounts/account.h"
#include "domain/mapping/brand.h"
#include "domain/mapping/match.h"
#include "domain/mapping/readiness.h"
#include "domain/mapping/ready_store.h"

struct subjects {
	const struct rules *rules;
	struct decision *decided; /* by product, in the order in which they were asked for */
	size_t n;
	struct match_card *found; /* by the catalogue, in the same order */
	size_t n_found;
	struct card_row *named; /* by people */
	size_t n_named;
	struct brands brands;	  /* who answers for them */
	struct refusal *refusals; /* of their offers, in the same order */
	size_t n_refusals;
};

MUST_CHECK enum rc subjects_load(struct db *db, void *mem, const struct account *account,
				 const struct rules *rules, const struct ready_product *products,
				 size_t n, struct subjects *out, struct err *e);

/* One of them; mem owns what it needs. */
void subject_of(const struct subjects *all, void *mem, const struct ready_product *product,
		struct ready_subject *out);

#endif
