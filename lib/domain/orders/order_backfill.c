/* A walk through the list that stores every page. */
#include "domain/orders/order_backfill.h"

#include "base/mem.h"

struct page_move {
	const struct order_backfill *b;
	struct order_backfill_step step;
};

static enum rc move(struct db *db, const struct order_sync_counts *now, void *arg, struct err *e)
{
	struct page_move *m = arg;

	m->step.now = now;
	return m->b->move(db, &m->step, m->b->arg, e);
}

static enum rc take_page(struct order_sync *s, void *mem, const struct order_backfill *b,
			 struct order_walk *walk, struct err *e)
{
	struct checkout_form_page page;
	struct order_doc *docs;

	if (order_walk_fetch(s, mem, walk, &page, e) || order_walk_step(walk, &page, e))
		return e->rc;
	size_t n = order_walk_docs(s, mem, &page, &docs);
	struct page_move m = {.b = b, .step = {.done_until = walk->at, .total = page.total}};
	return order_apply(s, docs, n, (struct order_also){move, &m}, e);
}

enum rc order_backfill(struct order_sync *s, const struct order_backfill *b, struct err *e)
{
	struct order_walk walk = {.by = b->by, .at = b->from, .until = b->until};
	enum rc rc = RC_OK;

	while (!rc && !walk.ended) {
		void *mem = mem_context(NULL, "backfill page");
		rc = take_page(s, mem, b, &walk, e);
		mem_free(mem);
		if (!rc && !walk.ended)
			rc = s->beat(s->beat_arg, e);
	}
	return rc;
}
