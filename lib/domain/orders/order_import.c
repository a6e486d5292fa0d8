/*
 * First connect: the newest event of the journal is noted first, then the list of the last days is
 * stored, then the journal is read from that event. So an order placed meanwhile is in the list or
 * in the journal, and mostly in both (RELIABILITY F15).
 */
#include "domain/orders/order_sync.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_backfill.h"
#include "domain/orders/order_journal.h"

struct opening {
	struct order_sync *s;
	const struct order_event *latest;
	int64_t from_at;
	int64_t until_at;
};

static enum rc open_rows(struct db *db, void *arg, struct err *e)
{
	const struct opening *o = arg;
	struct order_sync *s = o->s;

	if (s->fence(db, s->fence_arg, e) ||
	    journal_open(db, s->account_id, o->latest->id, o->latest->occurred_at, e))
		return e->rc;
	return import_open(db, s->account_id, o->from_at, o->until_at, e);
}

static enum rc begin(struct order_sync *s, void *mem, int64_t days, struct import_row *out,
		     struct err *e)
{
	struct order_event latest = {.occurred_at = TIME_NONE};
	struct opening o = {.s = s, .latest = &latest};

	if (order_event_latest(s->api, mem, &latest, e))
		return e->rc;
	if (!latest.id)
		latest.occurred_at = TIME_NONE;
	o.until_at = time_now_ms();
	o.from_at = time_day_start(o.until_at, (int)-days);
	*out = (struct import_row){.from_at = o.from_at,
				   .until_at = o.until_at,
				   .done_until = o.from_at,
				   .state = "RUNNING"};
	return s->mode == ORDER_SYNC_DRY ? RC_OK : tx_run(s->db, open_rows, &o, e);
}

/* In the transaction of a page: how far the import has come. */
static enum rc move(struct db *db, const struct order_backfill_step *step, void *arg, struct err *e)
{
	const struct order_sync *s = arg;

	return import_move(db,
			   &(struct import_step){.account_id = s->account_id,
						 .done_until = step->done_until,
						 .total = step->total,
						 .stored = step->now->added},
			   e);
}

static enum rc again(struct db *db, void *arg, struct err *e)
{
	const struct order_sync *s = arg;

	return import_again(db, s->account_id, e);
}

#define WALK "import"

struct ending {
	struct order_sync *s;
	struct order_backfill_sum sum;
};

static enum rc finish(struct db *db, void *arg, struct err *e)
{
	const struct ending *end = arg;
	struct order_sync *s = end->s;

	if (s->fence(db, s->fence_arg, e) || order_backfill_forget(db, s->account_id, WALK, e))
		return e->rc;
	return import_end(db, s->account_id, end->sum.told, end->sum.met, e);
}

static enum rc take_all(struct order_sync *s, const struct import_row *row, struct err *e)
{
	struct order_backfill all = {
	    .name = WALK,
	    .by = ORDER_WALK_BOUGHT,
	    .begin = row->from_at,
	    .from = row->done_until,
	    .until = row->until_at,
	    .passes = row->passes,
	    .move = move,
	    .again = again,
	    .arg = s,
	};
	struct ending end = {.s = s};

	if (order_backfill(s, &all, &end.sum, e))
		return e->rc;
	return s->mode == ORDER_SYNC_DRY ? RC_OK : tx_run(s->db, finish, &end, e);
}

enum rc order_import(struct order_sync *s, int64_t days, bool *done, struct err *e)
{
	void *mem = mem_context(NULL, "import");
	struct import_row row;
	enum rc rc = import_find(s->db, mem, s->account_id, &row, e);

	*done = false;
	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		rc = begin(s, mem, days, &row, e);
	}
	if (!rc && str_eq(row.state, "RUNNING"))
		rc = take_all(s, &row, e);
	*done = !rc;
	mem_free(mem);
	return rc;
}
