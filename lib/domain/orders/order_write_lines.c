/*
 * Lines are keyed by lineItem.id. When purchases are paid together Allegro makes a new form with
 * the same line ids and forgets the old forms (FACTS 2.3): the lines move, and an order left
 * without lines is superseded by the one that took them.
 */
#include "domain/orders/order_batch.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_due.h"

/* All lines of the batch that are their order's, as rows. */
static struct save_line *collect(struct batch *b, size_t *n)
{
	size_t total = 0;

	for (size_t i = 0; i < b->n; i++)
		total += work_applies(&b->works[i]) ? b->works[i].rows.n_lines : 0;
	struct save_line *rows = mem_array(b->mem, struct save_line, total + 1);
	*n = 0;
	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		for (size_t k = 0; work_applies(w) && k < w->rows.n_lines; k++)
			if (w->keeps[k])
				rows[(*n)++] = (struct save_line){b->turn->account->id, w->order_id,
								  w->rows.lines[k]};
	}
	return rows;
}

static bool has_line(const struct save_line *rows, size_t n, const struct known_line *line)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].order_id == line->order_id &&
		    str_eq(rows[i].l.line_item_id, line->line_item_id))
			return true;
	return false;
}

/* Lines an order had and its document has no more. Those that moved are not under it any longer. */
static enum rc drop_lines(struct batch *b, const struct save_line *rows, size_t n, struct err *e)
{
	uint64_t ids[FEED_BATCH_MAX];
	struct order_keys keys = {ids, 0};
	struct known_line *lines;
	size_t n_lines;
	size_t n_gone = 0;

	for (size_t i = 0; i < b->n; i++)
		if (work_applies(&b->works[i]) && b->works[i].old)
			ids[keys.n++] = b->works[i].order_id;
	if (!keys.n)
		return RC_OK;
	if (lines_of_orders(b->turn->db, b->mem, &keys, &lines, &n_lines, e))
		return e->rc;
	struct save_line *gone = mem_array(b->mem, struct save_line, n_lines + 1);
	for (size_t i = 0; i < n_lines; i++)
		if (!has_line(rows, n, &lines[i]))
			gone[n_gone++] =
			    (struct save_line){b->turn->account->id,
					       lines[i].order_id,
					       {.line_item_id = lines[i].line_item_id}};
	b->dropped = gone;
	b->n_dropped = n_gone;
	return forget_lines(b->turn->db, gone, n_gone, e);
}

enum rc write_lines(struct batch *b, struct err *e)
{
	size_t n;
	struct save_line *rows = collect(b, &n);

	if (save_lines(b->turn->db, rows, n, e))
		return e->rc;
	return drop_lines(b, rows, n, e);
}

/* ---- Orders that lost their lines --------------------------------------------------------------
 */

static const char *successor_of(const struct batch *b, uint64_t order_id)
{
	for (size_t i = 0; i < b->n_moved; i++)
		if (b->moved[i].from_order == order_id)
			return b->moved[i].to_form;
	return NULL;
}

static enum rc supersede(struct batch *b, const struct known_id *orders, size_t n, struct err *e)
{
	struct save_heir *forms = mem_array(b->mem, struct save_heir, n + 1);
	struct save_change *changes = mem_array(b->mem, struct save_change, n + 1);

	for (size_t i = 0; i < n; i++) {
		const char *successor = successor_of(b, orders[i].id);
		forms[i] = (struct save_heir){.account_id = b->turn->account->id,
					      .form_id = orders[i].form_id,
					      .superseded_by = successor};
		changes[i] = (struct save_change){.order_id = orders[i].id,
						  .at = b->now_ms,
						  .actor = b->turn->actor,
						  .field = "superseded_by",
						  .after = successor};
	}
	if (tally_merged(b->turn->db, orders, n, e) || due_merged(b->turn->db, orders, n, e) ||
	    orders_merged(b->turn->db, orders, n, e) || forms_superseded(b->turn->db, forms, n, e))
		return e->rc;
	return save_changes(b->turn->db, changes, n, e);
}

/* Forms that never were orders: another one had their lines before they were read. */
static enum rc supersede_late(struct batch *b, struct err *e)
{
	struct save_heir *forms = mem_array(b->mem, struct save_heir, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->works[i].successor)
			forms[n++] = (struct save_heir){.account_id = b->turn->account->id,
							.form_id = b->works[i].doc->thing_id,
							.superseded_by = b->works[i].successor};
	return forms_superseded(b->turn->db, forms, n, e);
}

enum rc write_merges(struct batch *b, struct err *e)
{
	uint64_t ids[FEED_BATCH_MAX];

	if (supersede_late(b, e))
		return e->rc;
	for (size_t at = 0; at < b->n_moved; at += FEED_BATCH_MAX) {
		struct order_keys keys = {ids, 0};
		struct known_id *orders;
		size_t n;
		for (size_t i = at; i < b->n_moved && keys.n < FEED_BATCH_MAX; i++)
			ids[keys.n++] = b->moved[i].from_order;
		if (orders_without_lines(b->turn->db, b->mem, &keys, &orders, &n, e) ||
		    supersede(b, orders, n, e))
			return e->rc;
	}
	return RC_OK;
}
