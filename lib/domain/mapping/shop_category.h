#ifndef DOMAIN_MAPPING_SHOP_CATEGORY_H
#define DOMAIN_MAPPING_SHOP_CATEGORY_H

/* The shop's categories, and what is decided of each: for pages. */

#include "base/err.h"
#include "db/db.h"
#include "domain/mapping/worklist.h"

enum shop_view {
	SHOP_VIEW_MISSING, /* nothing is decided */
	SHOP_VIEW_MAPPED,
	SHOP_VIEW_SKIPPED, /* not for sale at Allegro */
	SHOP_VIEW_ALL,
	SHOP_VIEWS
};
extern const char *const shop_view_names[SHOP_VIEWS + 1];

struct shop_category {
	const char *key;  /* "": of products without one */
	const char *name; /* NULL: the same */
	int64_t n;	  /* products */
	int64_t ready;
	uint64_t decision_id;	 /* of the rule that holds always; 0: there is none */
	const char *category_id; /* NULL: none, or decided that it is not for sale */
	int64_t conditions;	 /* rules with a condition beside it */
};

/* Those with most products first, up to SHOP_ROWS; of an account, with the rules of all accounts.
 * query: a part of the name, NULL: any; category_id: those that lead there, NULL: any. */
enum { SHOP_ROWS = 100 };
struct shop_filter {
	unsigned view;
	const char *query;
	const char *category_id;
};
MUST_CHECK enum rc shop_categories(struct db *db, void *mem, const char *environment,
				   uint64_t account_id, const struct shop_filter *f,
				   struct shop_category **out, size_t *n, bool *more,
				   struct err *e);

MUST_CHECK enum rc shop_category_find(struct db *db, void *mem, const char *environment,
				      uint64_t account_id, const char *key,
				      struct shop_category *out, struct err *e);

/* Some of its products. */
enum { SHOP_SAMPLES = 5 };
MUST_CHECK enum rc shop_samples(struct db *db, void *mem, const char *key,
				struct worklist_product **out, size_t *n, struct err *e);

/* How many there are of each view. */
MUST_CHECK enum rc shop_category_counts(struct db *db, const char *environment, uint64_t account_id,
					int64_t counts[SHOP_VIEWS], struct err *e);

#endif
