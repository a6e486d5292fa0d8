#ifndef DOMAIN_CATALOG_CATALOG_LIST_H
#define DOMAIN_CATALOG_CATALOG_LIST_H

/*
 * The list of products, the newest first. What is exactly a SKU, an EAN or a manufacturer's number
 * is found by its index; everything else by words, in slices of CATALOG_SLICE products, so that no
 * request reads the whole catalogue: a page that is not full says where the next slice begins.
 */

#include "domain/catalog/catalog.h"
#include "domain/catalog/import.h"

enum { CATALOG_PAGE_ROWS = 50, CATALOG_SLICE = 20000, CATALOG_TERMS = 4 };

enum catalog_view {
	CATALOG_VIEW_ALL,
	CATALOG_VIEW_NO_EAN,
	CATALOG_VIEW_NO_PRICE,
	CATALOG_VIEW_NO_STOCK, /* 0 or unknown */
	CATALOG_VIEW_LOCKED,
	CATALOG_VIEW_GONE,
	CATALOG_VIEWS
};
extern const char *const catalog_view_names[CATALOG_VIEWS + 1];

struct catalog_filter {
	unsigned view;
	const char *query;
	int64_t before;	      /* id; 0: from the newest on */
	int64_t profile;      /* whose files have it; 0: of any, or none */
	const char *brand;    /* NULL: any; the next two the same */
	const char *category; /* how its path begins */
};

struct catalog_row {
	uint64_t id;
	const char *sku;
	const char *name;
	const char *ean;
	const char *brand;
	struct money price;
	int64_t stock;
	const char *category;
	const char *locks;
	int64_t gone_since;
};

struct catalog_page {
	struct catalog_row *rows;
	size_t n;
	int64_t older; /* where the next page or slice begins, 0: there is none */
};

MUST_CHECK enum rc catalog_list(struct db *db, void *mem, const struct catalog_filter *f,
				struct catalog_page *out, struct err *e);

/* One product, with what its page tells beside it. */
struct catalog_detail {
	struct catalog_product product;
	const char *profile; /* whose files have it, NULL: none */
	int64_t created_at;
	int64_t updated_at;
	uint64_t made_by; /* run, 0: no file */
};
MUST_CHECK enum rc catalog_load(struct db *db, void *mem, uint64_t id, struct catalog_detail *out,
				struct err *e);

/* Runs of files, the newest first, behind this one (0: from the newest on); a page and one more. */
struct catalog_run {
	struct import_run run;
	const char *profile;
};
MUST_CHECK enum rc catalog_runs(struct db *db, void *mem, int64_t before, struct catalog_run **out,
				size_t *n, struct err *e);

/* The products with these SKUs as a report shows them beside its rows: SKU and fields, of texts the
 * beginning. Stock is that of the run's place. */
MUST_CHECK enum rc catalog_heads(struct db *db, void *mem, uint64_t run_id,
				 const struct catalog_words *skus, struct product **out,
				 size_t *n_out, struct err *e);

/* What a person decides about a run, with its place in the audit trail; RC_CONFLICT: somebody was
 * faster, or the report is another one than that of the version that was seen (0: any). */
enum run_decision { RUN_APPLY, RUN_DROP, RUN_UNDO, RUN_DECISIONS };
MUST_CHECK enum rc import_decide(struct db *db, const struct import_run *seen,
				 enum run_decision decision, const char *actor, struct err *e);

#endif
