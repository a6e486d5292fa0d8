/* Which days of the tally a batch moves, and by how much. */
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

static size_t add(struct save_due *rows, size_t n, const struct save_due *change)
{
	if (change->day == TIME_NONE)
		return n;
	for (size_t i = 0; i < n; i++)
		if (rows[i].day == change->day) {
			rows[i].n += change->n;
			return n;
		}
	rows[n] = *change;
	return n + 1;
}

static int by_day(const void *a, const void *b)
{
	const struct save_due *x = a;
	const struct save_due *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

enum rc write_due(struct batch *b, struct err *e)
{
	const uint64_t account_id = b->turn->account->id;
	struct save_due *rows = mem_array(b->mem, struct save_due, 2 * b->n + 1);
	size_t n = 0;
	size_t moved = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (!work_moves(w))
			continue;
		n = add(rows, n, &(struct save_due){account_id, order_due_day(&w->rows.order), 1});
		if (w->old)
			n = add(rows, n,
				&(struct save_due){account_id, order_due_day(&w->old->order), -1});
	}
	for (size_t i = 0; i < n; i++)
		if (rows[i].n)
			rows[moved++] = rows[i];
	/* Everybody locks the days in one order. */
	qsort(rows, moved, sizeof(*rows), by_day);
	return save_due(b->turn->db, rows, moved, e);
}
