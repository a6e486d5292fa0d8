#ifndef RATINGS_RATING_VIEW_H
#define RATINGS_RATING_VIEW_H

#include "common/list_page.h"
#include "domain/orders/order.h"
#include "domain/ratings/rating.h"

extern const struct list_def ratings_list;
void ratings_list_fill(struct tpl *t, const struct fmt *f, const struct list_page *page);

struct rating_page_one {
	struct rating_detail rating;
	struct order_detail order;
	bool has_order; /* it is here */
	struct outbox_batch undo;
	const char *problem; /* what was typed cannot be taken; NULL: nothing was */
	const char *typed;
	const char *typed_at; /* the address it was sent to */
};
void rating_show_fill(struct tpl *t, const struct fmt *f, const struct rating_page_one *one);

#endif
