#ifndef PLANS_PLANS_VIEW_H
#define PLANS_PLANS_VIEW_H

/* Plans as people read them. */

#include "common/list.h"
#include "domain/offers/plan.h"
#include "domain/terms/terms.h"

struct plans_page {
	struct query query;
	struct plan_head *rows;
	size_t n;
	bool has_older;
};
void plans_fill(struct tpl *t, const struct fmt *f, const struct plans_page *page);

struct plan_page {
	struct query query;
	struct plan_head plan;
	struct plan_item_filter filter;
	struct plan_item *items;
	size_t n;
	bool has_more;
	struct term_lists terms; /* for names, of a plan about them */
	bool is_off;		 /* what it writes is not switched on */
	const char *mistyped;	 /* a number that was not the plan's; NULL: none */
};
void plan_fill(struct tpl *t, const struct fmt *f, const struct plan_page *page);

/* "Prices: +5 %" */
const char *plan_title(const struct fmt *f, const struct plan_head *plan);

#endif
