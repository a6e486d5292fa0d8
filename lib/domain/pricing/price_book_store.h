#ifndef DOMAIN_PRICING_PRICE_BOOK_STORE_H
#define DOMAIN_PRICING_PRICE_BOOK_STORE_H

/* Private to lib/domain/pricing. */

#include "domain/pricing/price_book.h"

/* Which offers are read: those behind a row, up to so many; of an account, an offer, or a product
 * if it says so. */
struct price_ask {
	const char *environment;
	uint64_t account_id;
	const char *offer_id;
	uint64_t product_id; /* not 0: this product's, for sale or not */
	uint64_t after_id;
	int64_t max;
};
/* In the order of their rows, parts not filled in. */
MUST_CHECK enum rc price_cases(struct db *db, void *mem, const struct price_ask *ask,
			       struct price_case **out, size_t *n, struct err *e);
/* The products of these offers, in the order of their rows. */
MUST_CHECK enum rc price_parts(struct db *db, void *mem, const struct price_case *cases, size_t n,
			       struct price_part **out, size_t *n_out, struct err *e);

/* A category and those above it, its own first. */
struct price_way_row {
	const char *id;
};
MUST_CHECK enum rc price_way_list(struct db *db, void *mem, const char *environment,
				  const char *category_id, struct price_way_row **out, size_t *n,
				  struct err *e);

#endif
