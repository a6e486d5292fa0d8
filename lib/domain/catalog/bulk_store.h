#ifndef DOMAIN_CATALOG_BULK_STORE_H
#define DOMAIN_CATALOG_BULK_STORE_H

/* Private to lib/domain/catalog. Inside a transaction, all that write. */

#include "domain/catalog/bulk_plan.h"
#include "domain/catalog/catalog.h"

struct bulk_item {
	uint64_t bulk_id;
	uint64_t product_id;
	int64_t seen_version;
	int64_t done_version; /* INT64_MIN: nothing was changed */
	const char *was;
	int64_t was_number; /* PRODUCT_UNKNOWN */
	const char *was_currency;
	int64_t was_locked;
};

enum { BULK_BATCH = 500 };

MUST_CHECK enum rc bulk_insert(struct db *db, const struct bulk_row *row, uint64_t *id,
			       struct err *e);
/* Of the products a filter finds, with their versions, the newest; at most BULK_MAX and one. */
MUST_CHECK enum rc bulk_products(struct db *db, void *mem, const struct catalog_filter *f,
				 struct bulk_item **out, size_t *n, struct err *e);
MUST_CHECK enum rc bulk_items_insert(struct db *db, const struct bulk_item *at, size_t n,
				     struct err *e);
/* BULK_BATCH of them behind a product. */
MUST_CHECK enum rc bulk_items(struct db *db, void *mem, uint64_t id, uint64_t after,
			      struct bulk_item **out, size_t *n, struct err *e);
MUST_CHECK enum rc bulk_items_save(struct db *db, const struct bulk_item *at, size_t n,
				   struct err *e);
MUST_CHECK enum rc bulk_counted(struct db *db, uint64_t id, int64_t products, int64_t changed,
				int64_t skipped, struct err *e);
/* RC_CONFLICT: it is in another state. */
MUST_CHECK enum rc bulk_done(struct db *db, uint64_t id, const char *actor, struct err *e);
MUST_CHECK enum rc bulk_undone(struct db *db, uint64_t id, const char *actor, struct err *e);
/* Plans nobody followed, and changes that are too old to be undone. */
MUST_CHECK enum rc bulk_tidy(struct db *db, struct err *e);

/* Locked, in order of their ids; those that are gone are left out. */
MUST_CHECK enum rc catalog_by_ids(struct db *db, void *mem, const uint64_t *ids, size_t n,
				  struct catalog_product **out, size_t *n_out, struct err *e);
/* As catalog_save(), of products that are locked. */
struct catalog_saved {
	struct catalog_product c;
	const char *words;
};
MUST_CHECK enum rc catalog_save_many(struct db *db, const struct catalog_saved *at, size_t n,
				     struct err *e);

#endif
