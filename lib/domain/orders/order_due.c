/* Which days and hours of the tallies a batch moves, and by how much. */
#include "domain/orders/order_due.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <stdlib.h>

/* As the generated columns to_send and send_key of the table say it. */
int64_t order_due_day(const struct order *o)
{
	if (!str_eq(o->place, order_place_names[ORDER_PLACE_NEW]) &&
	    !str_eq(o->place, order_place_names[ORDER_PLACE_OPEN]))
		return TIME_NONE;
	return time_utc_day(o->ship_by == TIME_NONE ? o->bought_at : o->ship_by);
}

int64_t order_hour(const struct order *o)
{
	if (str_eq(o->place, order_place_names[ORDER_PLACE_MERGED]))
		return TIME_NONE;
	return o->bought_at - (o->bought_at % TIME_HOUR_MS + TIME_HOUR_MS) % TIME_HOUR_MS;
}

static size_t add(struct save_due *rows, size_t n, const struct save_due *change)
{
	if (change->at == TIME_NONE)
		return n;
	for (size_t i = 0; i < n; i++)
		if (rows[i].at == change->at) {
			rows[i].n += change->n;
			return n;
		}
	rows[n] = *change;
	return n + 1;
}

static int by_time(const void *a, const void *b)
{
	const struct save_due *x = a;
	const struct save_due *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

static enum rc write_tally(struct batch *b, enum order_tally tally,
			   int64_t (*at)(const struct order *o), struct err *e)
{
	const uint64_t account_id = b->turn->account->id;
	struct save_due *rows = mem_array(b->mem, struct save_due, 2 * b->n + 1);
	size_t n = 0;
	size_t moved = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (!work_moves(w))
			continue;
		n = add(rows, n, &(struct save_due){account_id, at(&w->rows.order), 1});
		if (w->old)
			n = add(rows, n, &(struct save_due){account_id, at(&w->old->order), -1});
	}
	for (size_t i = 0; i < n; i++)
		if (rows[i].n)
			rows[moved++] = rows[i];
	/* Everybody locks the rows in one order. */
	qsort(rows, moved, sizeof(*rows), by_time);
	return save_due(b->turn->db, tally, rows, moved, e);
}

enum rc write_due(struct batch *b, struct err *e)
{
	if (write_tally(b, ORDER_TALLY_DUE, order_due_day, e))
		return e->rc;
	return write_tally(b, ORDER_TALLY_HOUR, order_hour, e);
}
