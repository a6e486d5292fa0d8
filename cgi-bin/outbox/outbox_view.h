#ifndef OUTBOX_OUTBOX_VIEW_H
#define OUTBOX_OUTBOX_VIEW_H

/* Changes on their way to Allegro, as rows and as a page. */

#include "domain/orders/order.h"
#include "domain/outbox/outbox.h"
#include "common/list.h"

struct outbox_page {
	struct query query;
	struct outbox_filter filter;
	struct outbox_intent *rows;
	struct outbox_objection *objections; /* to each row */
	size_t n;
	bool more; /* older ones */
	struct outbox_counts counts;
	struct outbox_batch undo;
};

/* Fill outbox/list.html. */
void outbox_list_fill(struct tpl *t, const struct fmt *f, const struct outbox_page *page);

/* One change, and what happened to its order since it was decided. */
struct outbox_one {
	struct outbox_intent intent;
	struct outbox_objection objection;
	struct outbox_step *steps;
	size_t n_steps;
	const struct order_change *changes; /* newest first */
	size_t n_changes;
};

/* Fill outbox/show.html. */
void outbox_show_fill(struct tpl *t, const struct fmt *f, const struct outbox_one *one);

#endif
