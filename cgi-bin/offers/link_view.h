#ifndef OFFERS_LINK_VIEW_H
#define OFFERS_LINK_VIEW_H

#include "common/list_page.h"
#include "domain/offers/offer_match.h"

extern const struct list_def match_list_def;

struct match_page {
	struct list_page list;
	struct offer_candidate *candidates;
	size_t n_candidates;
};
void match_list_fill(struct tpl *t, const struct fmt *f, const struct match_page *page);

/* The form by which a person says what an offer sells: parts with SKU and pieces. */
struct link_form {
	const struct offer_row *offer;
	const struct offer_candidate *candidates;
	size_t n_candidates;
	const char *const *skus; /* as typed; NULL: what is linked now */
	const char *const *pieces;
	size_t n;
	const char *problem; /* NULL: nothing was typed that cannot be taken */
};
void link_form_fill(struct tpl *t, const struct fmt *f, const struct link_form *form);

#endif
