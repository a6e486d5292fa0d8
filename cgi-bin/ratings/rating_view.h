#ifndef RATINGS_RATING_VIEW_H
#define RATINGS_RATING_VIEW_H

#include "common/list.h"
#include "domain/ratings/rating.h"

struct ratings_page {
	struct query query;
	struct rating_filter filter;
	int64_t counts[RATING_VIEW_COUNT];
	struct account_list accounts;
	struct rating_page_of found;
};
void ratings_list_fill(struct tpl *t, const struct fmt *f, const struct ratings_page *page);

struct rating_page_one {
	struct rating_detail rating;
	struct outbox_batch undo;
	bool is_again; /* what was typed cannot be taken */
};
void rating_show_fill(struct tpl *t, const struct fmt *f, const struct rating_page_one *one);

#endif
