#ifndef DOMAIN_CATALOG_IMPORT_PARENTS_H
#define DOMAIN_CATALOG_IMPORT_PARENTS_H

/*
 * Parents of variants. Those of WooCommerce stand in the file and are no products; wherever they
 * stand, they are kept among the rows of the run while it is read. Those of PrestaShop are products
 * of the catalogue, by the id of the shop.
 */

#include "domain/catalog/import_stage.h"
#include "domain/catalog/product_read.h"

/* Rows of a run from this place on are parents. */
#define IMPORT_PARENTS_FROM INT64_C(1000000000)

/* Keep parents, the first of them the n-th. */
MUST_CHECK enum rc import_parents_add(struct db *db, uint64_t run_id, int64_t n,
				      const struct product *parents, size_t n_parents,
				      const struct stage_fence *fence, struct err *e);

/* Each variant gets its parent, or a note; up to CATALOG_SKUS rows. Texts belong to mem. */
MUST_CHECK enum rc import_parents_give(struct db *db, void *mem, uint64_t run_id,
				       struct read_row *rows, size_t n,
				       const struct read_options *opts, struct err *e);

#endif
