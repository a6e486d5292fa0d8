#ifndef MAPPING_SHOP_VIEW_H
#define MAPPING_SHOP_VIEW_H

/* Categories of the shop, and where each belongs at Allegro. */

#include "common/format.h"
#include "common/list.h"
#include "domain/mapping/decision.h"
#include "domain/mapping/match.h"
#include "domain/mapping/shop_category.h"
#include "mapping/mapping.h"

struct shop_page {
	struct mapping_scope scope;
	struct query query;
	struct shop_filter filter;
	int64_t counts[SHOP_VIEWS];
	struct shop_category *rows;
	size_t n;
	bool more;
	struct category_proposal *proposals; /* by key, the likeliest first */
	size_t n_proposals;
};
struct tpl *shop_list_fill(struct tpl *t, const struct fmt *f, const struct shop_page *page);

/* One of them, with what is found for it. */
struct shop_one {
	struct mapping_scope scope;
	struct shop_category row;
	const char *query; /* NULL: none */
	struct category_hits hits;
	struct decision *rules; /* with a condition, as they count */
	size_t n_rules;
	struct category_proposal *proposals;
	size_t n_proposals;
	struct split splits[SPLITS_MAX];
	size_t n_splits;
	struct worklist_product *samples;
	size_t n_samples;
	const char *problem; /* why what was typed cannot be taken; NULL: nothing is wrong */
};
/* The key in the address of a request. */
const char *shop_key(const struct request *rq) RETURNS_NONNULL;
MUST_CHECK enum rc shop_one_load(struct request *rq, struct shop_one *page, struct err *e);
enum rc shop_one_show(struct request *rq, const struct shop_one *page);
struct tpl *shop_one_fill(struct tpl *t, const struct fmt *f, const struct shop_one *page);

/* The key of a category as an address has it: "none" for products without one. */
const char *shop_address(const char *key) RETURNS_NONNULL;

/* The likeliest proposal for a category; NULL: none. */
const struct category_proposal *shop_proposal(const struct category_proposal *at, size_t n,
					      const char *key);

#endif
