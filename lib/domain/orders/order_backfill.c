/* A walk through the list that stores every page and counts what it meets. */
#include "domain/orders/order_backfill.h"

#include "base/mem.h"
#include "domain/orders/order_apply.h"
#include "domain/orders/order_met_store.h"

enum { PASSES_MAX = 3 }; /* a list that never adds up is left to the nightly audit */

struct page_move {
	struct feed *feed;
	const struct order_backfill *b;
	struct order_backfill_step step;
	struct order_met *met;
	size_t n_met;
};

static enum rc move(struct db *db, const struct turn_counts *now, void *arg, struct err *e)
{
	struct page_move *m = arg;

	m->step.now = now;
	if (order_met_save(db, m->met, m->n_met, e))
		return e->rc;
	return m->b->move(db, &m->step, m->b->arg, e);
}

/* What lies outside of the stretch is stored, but not counted. */
static void collect_met(void *mem, struct page_move *m, const struct checkout_form_page *page)
{
	const struct order_backfill *b = m->b;

	m->met = mem_array(mem, struct order_met, page->n + 1);
	for (size_t i = 0; i < page->n; i++)
		if (order_walk_is_within(b->by, &page->items[i], b->begin, b->until))
			m->met[m->n_met++] =
			    (struct order_met){m->feed->turn->account->id, b->name,
					       order_walk_name(mem, &page->items[i])};
}

static enum rc take_page(struct feed *feed, void *mem, const struct order_backfill *b,
			 struct order_walk *walk, struct err *e)
{
	struct checkout_form_page page;
	struct feed_doc *docs;

	if (order_walk_fetch(feed, mem, walk, &page, e) || order_walk_step(walk, &page, e))
		return e->rc;
	size_t n = order_walk_docs(feed, mem, &page, &docs);
	struct page_move m = {
	    .feed = feed, .b = b, .step = {.done_until = walk->at, .total = page.total}};
	collect_met(mem, &m, &page);
	return order_apply(feed->turn, docs, n, (struct feed_also){move, &m}, e);
}

static enum rc walk_once(struct feed *feed, const struct order_backfill *b, struct err *e)
{
	struct order_walk walk = {.by = b->by, .at = b->from, .until = b->until};
	enum rc rc = RC_OK;

	while (!rc && !walk.ended) {
		void *mem = mem_context(NULL, "backfill page");
		rc = take_page(feed, mem, b, &walk, e);
		mem_free(mem);
		if (!rc && !walk.ended)
			rc = turn_beat(feed->turn, e);
	}
	return rc;
}

static enum rc sum_up(struct feed *feed, const struct order_backfill *b,
		      struct order_backfill_sum *sum, struct err *e)
{
	const struct order_walk whole = {.by = b->by, .at = b->begin, .until = b->until};

	if (order_walk_count(feed, &whole, &sum->told, e))
		return e->rc;
	return order_met_count(feed->turn->db, feed->turn->account->id, b->name, &sum->met, e);
}

struct another {
	struct feed *feed;
	const struct order_backfill *b;
};

static enum rc begin_another(struct db *db, void *arg, struct err *e)
{
	const struct another *a = arg;

	if (order_met_forget(db, a->feed->turn->account->id, a->b->name, e))
		return e->rc;
	return a->b->again(db, a->b->arg, e);
}

enum rc order_backfill(struct feed *feed, struct order_backfill *b, struct order_backfill_sum *sum,
		       struct err *e)
{
	struct another another = {feed, b};

	for (;;) {
		if (walk_once(feed, b, e))
			return e->rc;
		if (feed->turn->dry)
			return RC_OK;
		if (sum_up(feed, b, sum, e))
			return e->rc;
		if (sum->met >= sum->told || ++b->passes >= PASSES_MAX)
			return RC_OK;
		if (turn_tx(feed->turn, begin_another, &another, e))
			return e->rc;
		b->from = b->begin;
	}
}

enum rc order_backfill_forget(struct db *db, uint64_t account_id, const char *name, struct err *e)
{
	return order_met_forget(db, account_id, name, e);
}
