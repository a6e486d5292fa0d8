/* Which days and hours of the tallies a batch moves, and by how much. */
#include "domain/orders/order_due.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"

#include <stdlib.h>
#include <string.h>

/* As the generated columns to_send and send_key of the table say it. */
static int64_t send_key(const struct order *o)
{
	if (!str_eq(o->place, order_place_names[ORDER_PLACE_NEW]) &&
	    !str_eq(o->place, order_place_names[ORDER_PLACE_OPEN]))
		return TIME_NONE;
	return o->ship_by == TIME_NONE ? o->bought_at : o->ship_by;
}

int64_t order_due_day(const struct order *o)
{
	int64_t key = send_key(o);

	return key == TIME_NONE ? TIME_NONE : time_utc_day(key);
}

int64_t order_due_hour(const struct order *o)
{
	int64_t key = send_key(o);

	return key == TIME_NONE ? TIME_NONE : time_utc_hour(key);
}

int64_t order_hour(const struct order *o)
{
	if (str_eq(o->place, order_place_names[ORDER_PLACE_MERGED]))
		return TIME_NONE;
	return time_utc_hour(o->bought_at);
}

static struct save_due waits(const struct order *o)
{
	return (struct save_due){.at = order_due_day(o), .sum.minor = 1};
}

static struct save_due waits_for_hour(const struct order *o)
{
	return (struct save_due){.at = order_due_hour(o), .sum.minor = 1};
}

static struct save_due bought(const struct order *o)
{
	return (struct save_due){.at = order_hour(o), .sum.minor = 1};
}

/* A cancelled order is worth nothing, one whose total is not told cannot be counted. */
static struct save_due worth(const struct order *o)
{
	bool counts =
	    !str_eq(o->place, order_place_names[ORDER_PLACE_CANCELLED]) && !money_is_none(o->total);

	return (struct save_due){.at = counts ? order_hour(o) : TIME_NONE, .sum = o->total};
}

static struct save_due (*const tallies[ORDER_TALLY_COUNT])(const struct order *o) = {
    [ORDER_TALLY_DUE] = waits,
    [ORDER_TALLY_DUE_HOUR] = waits_for_hour,
    [ORDER_TALLY_HOUR] = bought,
    [ORDER_TALLY_TURNOVER] = worth,
};

/* times: 1 comes, -1 goes. */
static size_t add(struct save_due *rows, size_t n, struct save_due change, int64_t times)
{
	if (change.at == TIME_NONE)
		return n;
	change.sum.minor *= times;
	for (size_t i = 0; i < n; i++)
		if (rows[i].at == change.at && str_eq(rows[i].sum.currency, change.sum.currency)) {
			rows[i].sum.minor += change.sum.minor;
			return n;
		}
	rows[n] = change;
	return n + 1;
}

static int by_key(const void *a, const void *b)
{
	const struct save_due *x = a;
	const struct save_due *y = b;

	if (x->at != y->at)
		return x->at > y->at ? 1 : -1;
	return strcmp(x->sum.currency, y->sum.currency);
}

static enum rc write_tally(struct batch *b, enum order_tally tally, struct err *e)
{
	struct save_due *rows = mem_array(b->mem, struct save_due, 2 * b->n + 1);
	size_t n = 0;
	size_t moved = 0;

	for (size_t i = 0; i < b->n; i++) {
		const struct work *w = &b->works[i];
		if (!work_moves(w))
			continue;
		n = add(rows, n, tallies[tally](&w->rows.order), 1);
		if (w->old)
			n = add(rows, n, tallies[tally](&w->old->order), -1);
	}
	for (size_t i = 0; i < n; i++)
		if (rows[i].sum.minor) {
			rows[moved] = rows[i];
			rows[moved++].account_id = b->turn->account->id;
		}
	/* Everybody locks the rows in one order. */
	qsort(rows, moved, sizeof(*rows), by_key);
	return save_due(b->turn->db, tally, rows, moved, e);
}

enum rc write_due(struct batch *b, struct err *e)
{
	for (int i = 0; i < ORDER_TALLY_COUNT; i++)
		if (write_tally(b, (enum order_tally)i, e))
			return e->rc;
	return RC_OK;
}
