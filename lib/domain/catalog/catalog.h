#ifndef DOMAIN_CATALOG_CATALOG_H
#define DOMAIN_CATALOG_CATALOG_H

/* The products there are. */

#include "base/err.h"
#include "db/db.h"
#include "domain/catalog/product_diff.h"

/* A product as it is kept. */
struct catalog_product {
	struct product p;
	const char *locks; /* names of fields by commas */
	int64_t version;
	int64_t profile_id; /* INT64_MIN: no file has it */
	int64_t gone_since; /* TIME_NONE: it is there */
};

enum { CATALOG_SKUS = 100 }; /* of one question */

/* Up to CATALOG_SKUS of them. */
struct catalog_words {
	const char *const *words;
	size_t n;
};

/* Those of these SKUs that are there, in no order; their stock is that at the place of the run's
 * profile (0: where everything is). */
MUST_CHECK enum rc catalog_by_skus(struct db *db, void *mem, uint64_t run_id,
				   const struct catalog_words *skus, struct catalog_product **out,
				   size_t *n_out, struct err *e);

/* The same by ids of the shop; two shops may have given the same one. */
MUST_CHECK enum rc catalog_by_shop_ids(struct db *db, void *mem, uint64_t run_id,
				       const struct catalog_words *ids,
				       struct catalog_product **out, size_t *n_out, struct err *e);

/* The one with this SKU among them; NULL: none. */
const struct catalog_product *catalog_pick(const struct catalog_product *among, size_t n,
					   const char *sku);

/* All fields but the stock, locks and words of a product that still has this version: RC_CONFLICT
 * else. */
MUST_CHECK enum rc catalog_save(struct db *db, const struct catalog_product *product,
				const char *words, struct err *e);

/* Products of a profile that are not gone. */
MUST_CHECK enum rc catalog_count(struct db *db, uint64_t profile_id, int64_t *n, struct err *e);

#endif
