/*
 * First connect: the newest event of the journal is noted first, then the list of the last days is
 * stored, then the journal is read from that event. So an order placed meanwhile is in the list or
 * in the journal, and mostly in both (RELIABILITY F15).
 */
#include "domain/orders/order_import.h"

#include "allegro/order_api.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_backfill.h"
#include "domain/feed/feed_cursor_store.h"
#include "domain/orders/order_import_store.h"

struct opening {
	struct feed *feed;
	const struct journal_event *latest;
	int64_t from_at;
	int64_t until_at;
};

static enum rc open_rows(struct db *db, void *arg, struct err *e)
{
	const struct opening *o = arg;
	struct feed *feed = o->feed;

	if (feed_cursor_open(db, feed->kind->table, feed->turn->account->id, o->latest->id,
			     o->latest->occurred_at, e))
		return e->rc;
	return order_import_open(db, feed->turn->account->id, o->from_at, o->until_at, e);
}

static enum rc begin(struct feed *feed, void *mem, struct order_import_row *out, struct err *e)
{
	struct journal_event latest = {.occurred_at = TIME_NONE};
	struct opening o = {.feed = feed, .latest = &latest};

	if (order_event_latest(feed->turn->api, mem, &latest, e))
		return e->rc;
	if (!latest.id)
		latest.occurred_at = TIME_NONE;
	o.until_at = time_now_ms();
	o.from_at = time_day_start(o.until_at, -(int)feed->turn->account->import_days);
	*out = (struct order_import_row){.from_at = o.from_at,
					 .until_at = o.until_at,
					 .done_until = o.from_at,
					 .state = "RUNNING"};
	return turn_tx(feed->turn, open_rows, &o, e);
}

/* In the transaction of a page: how far the import has come. */
static enum rc move(struct db *db, const struct order_backfill_step *step, void *arg, struct err *e)
{
	const struct feed *feed = arg;

	return order_import_move(db,
				 &(struct order_import_step){.account_id = feed->turn->account->id,
							     .done_until = step->done_until,
							     .total = step->total,
							     .stored = step->now->added},
				 e);
}

static enum rc again(struct db *db, void *arg, struct err *e)
{
	const struct feed *feed = arg;

	return order_import_again(db, feed->turn->account->id, e);
}

#define WALK "import"

struct ending {
	struct feed *feed;
	struct order_backfill_sum sum;
};

static enum rc finish(struct db *db, void *arg, struct err *e)
{
	const struct ending *end = arg;
	struct feed *feed = end->feed;

	if (order_backfill_forget(db, feed->turn->account->id, WALK, e))
		return e->rc;
	return order_import_end(db, feed->turn->account->id, end->sum.told, end->sum.met, e);
}

static enum rc take_all(struct feed *feed, const struct order_import_row *row, struct err *e)
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
	    .arg = feed,
	};
	struct ending end = {.feed = feed};

	if (order_backfill(feed, &all, &end.sum, e))
		return e->rc;
	return turn_tx(feed->turn, finish, &end, e);
}

enum rc order_import(struct feed *feed, bool *done, struct err *e)
{
	void *mem = mem_context(NULL, "import");
	struct order_import_row row;
	enum rc rc = order_import_find(feed->turn->db, mem, feed->turn->account->id, &row, e);

	*done = false;
	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		rc = begin(feed, mem, &row, e);
	}
	if (!rc && str_eq(row.state, "RUNNING"))
		rc = take_all(feed, &row, e);
	*done = !rc;
	mem_free(mem);
	return rc;
}
