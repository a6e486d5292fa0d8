#ifndef DOMAIN_MAPPING_READY_STORE_H
#define DOMAIN_MAPPING_READY_STORE_H

/* Private to lib/domain/mapping: products to be judged, and the rows of their judgements. */

#include "domain/catalog/product.h"
#include "domain/mapping/ready.h"

enum { READY_BATCH = 500 };   /* products of one transaction */
enum { READY_SLICE = 20000 }; /* ids that one question for changed products walks over */

/* ---- Which ------------------------------------------------------------------------------------
 */

struct touch {
	uint64_t id;
	const char *kind;
	const char *subject;
	uint64_t after_id;
	uint64_t version;
};

/* Of the name of a kind, as the table has it. */
enum touch_kind touch_kind(const char *name);
const char *touch_name(enum touch_kind kind) RETURNS_NONNULL;

struct product_id {
	uint64_t id;
};

/* The oldest one of an account, or if it is of a single product up to READY_BATCH of such. */
MUST_CHECK enum rc touches_next(struct db *db, void *mem, uint64_t account_id, struct touch **out,
				size_t *n, struct err *e);
/* Up to READY_BATCH products of one, from after_id on; of several of single products all. */
MUST_CHECK enum rc touch_products(struct db *db, void *mem, uint64_t account_id,
				  const struct touch *at, size_t n, struct product_id **out,
				  size_t *n_out, struct err *e);
/* Inside a transaction: it has come that far, or to its end; unless it was asked for anew. */
MUST_CHECK enum rc touch_move(struct db *db, const struct touch *t, uint64_t after_id,
			      struct err *e);
MUST_CHECK enum rc touch_end(struct db *db, const struct touch *t, struct err *e);

/* Inside a transaction: touch the categories whose parameters were read, or which are gone, since
 * their products were judged; and all products once the tree is whole. */
MUST_CHECK enum rc ready_touch_categories(struct db *db, const char *environment,
					  uint64_t account_id, struct err *e);

/* Up to READY_BATCH products after an id and up to another that have another version than the one
 * that was judged; those that were judged and are not there any more. */
MUST_CHECK enum rc ready_changed(struct db *db, void *mem, uint64_t account_id, uint64_t after,
				 uint64_t to, struct product_id **out, size_t *n, struct err *e);
MUST_CHECK enum rc ready_lost(struct db *db, void *mem, uint64_t account_id,
			      struct product_id **out, size_t *n, struct err *e);
MUST_CHECK enum rc ready_last_product(struct db *db, int64_t *id, struct err *e);

/* ---- Judgements -------------------------------------------------------------------------------
 */

struct ready_row {
	uint64_t account_id;
	uint64_t product_id;
	int64_t version; /* of the product; INT64_MIN: it was never judged */
	const char *state;
	const char *shop_key;
	const char *category_id;
	const char *origin;
	int64_t text_faults;
	const char *brand_key;
	const char *blockers; /* numbers of marks, by commas */
	const char *noted;
};

/* A product as it is, and its judgement so far. */
struct ready_product {
	struct product p;
	int64_t version;
	int64_t gone_since;
	const char *shop_key; /* "": it has no shop category */
	struct ready_row was;
};
/* In order of their ids; those that are not there any more are left out. */
MUST_CHECK enum rc ready_products(struct db *db, void *mem, uint64_t account_id,
				  const struct product_id *ids, size_t n,
				  struct ready_product **out, size_t *n_out, struct err *e);
MUST_CHECK enum rc ready_rows(struct db *db, void *mem, uint64_t account_id,
			      const struct product_id *ids, size_t n, struct ready_row **out,
			      size_t *n_out, struct err *e);
/* Inside a transaction. */
MUST_CHECK enum rc ready_save(struct db *db, const struct ready_row *rows, size_t n, struct err *e);
MUST_CHECK enum rc ready_remove(struct db *db, const struct ready_row *rows, size_t n,
				struct err *e);

/* ---- Marks ------------------------------------------------------------------------------------
 */

struct mark {
	uint64_t id;
	const char *kind;
	const char *subject;
};
MUST_CHECK enum rc marks_all(struct db *db, void *mem, uint64_t account_id, struct mark **out,
			     size_t *n, struct err *e);
/* A mark with no product; the one there is when there is one. */
MUST_CHECK enum rc mark_add(struct db *db, uint64_t account_id, const char *kind,
			    const char *subject, uint64_t *id, struct err *e);

struct mark_change {
	uint64_t id;
	int64_t n;
	int64_t alone;
};
struct product_mark {
	uint64_t mark_id;
	uint64_t product_id;
};
/* Inside a transaction. */
MUST_CHECK enum rc marks_count(struct db *db, const struct mark_change *at, size_t n,
			       struct err *e);
/* Those that no product has any more; whoever remembers their numbers forgets them. */
MUST_CHECK enum rc marks_tidy(struct db *db, uint64_t account_id, struct err *e);
MUST_CHECK enum rc marks_put(struct db *db, const struct product_mark *at, size_t n, struct err *e);
MUST_CHECK enum rc marks_drop(struct db *db, const struct product_mark *at, size_t n,
			      struct err *e);

#endif
