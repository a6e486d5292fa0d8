/*
 * Whose is each line? Decided before anything is written: documents of one batch and the orders
 * stored before may claim the same line, in any order of arrival (RELIABILITY F9). An order that
 * keeps none of its lines is not written; its form is superseded by the one that has them.
 */
#include "domain/orders/order_batch.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_merge.h"

#include <stdlib.h>
#include <string.h>

/* A line of a document of the batch. */
struct line_claim {
	const char *line_item_id;
	struct work *work;
	size_t at; /* of the document */
};

struct claims {
	struct line_claim *all; /* sorted by line */
	size_t n;
};

static int by_line(const void *a, const void *b)
{
	const struct line_claim *x = a;
	const struct line_claim *y = b;

	return strcmp(x->line_item_id, y->line_item_id);
}

static struct claims collect(struct batch *b)
{
	struct claims c = {0};
	size_t total = 0;

	for (size_t i = 0; i < b->n; i++)
		total += work_applies(&b->works[i]) ? b->works[i].rows.n_lines : 0;
	c.all = mem_array(b->mem, struct line_claim, total + 1);
	for (size_t i = 0; i < b->n; i++) {
		struct work *w = &b->works[i];
		if (!work_applies(w))
			continue;
		w->keeps = mem_array(b->mem, bool, w->rows.n_lines + 1);
		for (size_t k = 0; k < w->rows.n_lines; k++)
			c.all[c.n++] = (struct line_claim){w->rows.lines[k].line_item_id, w, k};
	}
	qsort(c.all, c.n, sizeof(*c.all), by_line);
	return c;
}

static struct order_claim claim_of_work(const struct work *w)
{
	return (struct order_claim){
	    .form_id = w->doc->thing_id,
	    .updated_at = w->rows.order.updated_at_remote,
	    .rank = order_claim_rank(w->rows.order.status),
	    .n_lines = (int64_t)w->rows.n_lines,
	};
}

static struct order_claim claim_of_holder(const struct known_line *holder)
{
	return (struct order_claim){
	    .form_id = holder->form_id,
	    .updated_at = holder->updated_at,
	    .stored = true,
	    .rank = order_claim_rank(holder->status),
	    .n_lines = holder->n_lines,
	};
}

/* Who holds these lines now? Asked a hundred at a time, each line once. */
static enum rc read_holders(struct batch *b, const struct claims *c, struct known_line *out,
			    size_t *n_out, struct err *e)
{
	const char *ids[FEED_BATCH_MAX];

	*n_out = 0;
	for (size_t at = 0; at < c->n;) {
		struct feed_keys keys = {b->turn->account->id, ids, 0};
		struct known_line *found;
		size_t n;
		for (; at < c->n && keys.n < FEED_BATCH_MAX; at++)
			if (!at || by_line(&c->all[at - 1], &c->all[at]) != 0)
				ids[keys.n++] = c->all[at].line_item_id;
		if (!keys.n)
			break;
		if (known_lines(b->turn->db, b->mem, &keys, &found, &n, e))
			return e->rc;
		for (size_t i = 0; i < n; i++)
			out[(*n_out)++] = found[i];
	}
	return RC_OK;
}

static bool is_in_batch(const struct batch *b, const char *form_id)
{
	for (size_t i = 0; i < b->n; i++)
		if (work_applies(&b->works[i]) && str_eq(b->works[i].doc->thing_id, form_id))
			return true;
	return false;
}

/* The latest of all that claim one line: claims[0..n) and the order that holds it. */
static void decide(struct batch *b, struct line_claim *claims, size_t n,
		   const struct known_line *holder)
{
	struct line_claim *winner = &claims[0];
	struct order_claim best = claim_of_work(winner->work);

	for (size_t i = 1; i < n; i++) {
		struct order_claim other = claim_of_work(claims[i].work);
		if (order_claim_compare(&other, &best) <= 0)
			continue;
		winner = &claims[i];
		best = other;
	}
	/* The document of a holder that is in the batch speaks for it. */
	bool held = holder && !is_in_batch(b, holder->form_id);
	struct order_claim held_by = {0};
	if (held)
		held_by = claim_of_holder(holder);
	if (held && order_claim_compare(&held_by, &best) > 0) {
		winner = NULL;
		best = held_by;
	}
	for (size_t i = 0; i < n; i++)
		if (&claims[i] == winner)
			winner->work->keeps[winner->at] = true;
		else
			claims[i].work->successor = best.form_id;
	if (winner && holder && !str_eq(holder->form_id, best.form_id)) {
		b->moved = mem_grow(b->mem, b->moved, struct moved_line, b->n_moved + 1);
		b->moved[b->n_moved++] = (struct moved_line){holder->order_id, best.form_id};
	}
}

static int by_held_line(const void *key, const void *row)
{
	const struct line_claim *claim = key;
	const struct known_line *holder = row;

	return strcmp(claim->line_item_id, holder->line_item_id);
}

static int by_id(const void *a, const void *b)
{
	const struct known_line *x = a;
	const struct known_line *y = b;

	return strcmp(x->line_item_id, y->line_item_id);
}

static void decide_all(struct batch *b, const struct claims *c, struct known_line *holders,
		       size_t n_holders)
{
	qsort(holders, n_holders, sizeof(*holders), by_id);
	for (size_t at = 0; at < c->n;) {
		size_t n = 1;
		while (at + n < c->n && by_line(&c->all[at], &c->all[at + n]) == 0)
			n++;
		decide(b, &c->all[at], n,
		       bsearch(&c->all[at], holders, n_holders, sizeof(*holders), by_held_line));
		at += n;
	}
}

static size_t kept_lines(const struct work *w)
{
	size_t n = 0;

	for (size_t k = 0; k < w->rows.n_lines; k++)
		n += w->keeps[k];
	return n;
}

enum rc settle_claims(struct batch *b, struct err *e)
{
	struct claims c = collect(b);
	struct known_line *holders = mem_array(b->mem, struct known_line, c.n + 1);
	size_t n_holders;

	b->moved = NULL;
	if (read_holders(b, &c, holders, &n_holders, e))
		return e->rc;
	decide_all(b, &c, holders, n_holders);
	for (size_t i = 0; i < b->n; i++) {
		struct work *w = &b->works[i];
		if (!work_applies(w) || kept_lines(w))
			w->successor = NULL; /* a part of its lines moved: it lives on */
		w->ignored = w->ignored || w->successor;
	}
	return RC_OK;
}
