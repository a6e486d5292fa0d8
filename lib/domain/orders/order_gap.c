/* Gaps of the journal: mended from the list, told once. */
#include "domain/orders/order_gap.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm.h"
#include "domain/audit/audit.h"
#include "domain/feed/feed_cursor_store.h"
#include "domain/feed/feed_sweep_store.h"
#include "domain/orders/order_backfill.h"
#include "domain/orders/order_gap_rule.h"
#include "domain/orders/order_gap_store.h"
#include "domain/orders/order_sweeps.h"

/* ---- Opening one ------------------------------------------------------------------------------
 */

enum rc order_gap_note(struct db *db, struct feed *feed, const struct feed_loss *loss,
		       struct err *e)
{
	const struct journal_event *newest = loss->newest;
	const uint64_t account_id = feed->turn->account->id;
	const struct alarm found = {.kind = ALARM_ORDER_GAP, .account_id = account_id};
	const int64_t now = loss->facts.now;
	const struct order_gap_row row = {
	    .account_id = account_id,
	    .reason = loss->reason,
	    .from_at = order_gap_from(&loss->facts),
	    /* By Allegro's clock, should ours be behind. */
	    .until_at = newest->id && newest->occurred_at > now ? newest->occurred_at : now,
	    .old_event_id = loss->old_event_id,
	    .event_id = newest->id,
	    .event_at = newest->id ? newest->occurred_at : TIME_NONE,
	};

	return order_gap_open(db, &row, e) ? e->rc : alarm_raise(db, &found, e);
}

/* ---- Mending it -------------------------------------------------------------------------------
 */

#define WALK "gap"

struct mending {
	struct feed *feed;
	struct order_gap_row row;
};

static enum rc move(struct db *db, const struct order_backfill_step *step, void *arg, struct err *e)
{
	const struct mending *m = arg;
	const struct order_gap_step to = {.id = m->row.id,
					  .done_until = step->done_until,
					  .total = step->total,
					  .stored = step->now->seen};

	return order_gap_move(db, &to, e);
}

static enum rc again(struct db *db, void *arg, struct err *e)
{
	const struct mending *m = arg;

	return order_gap_again(db, m->row.id, e);
}

static enum rc move_cursor(struct db *db, void *mem, const struct mending *m, struct err *e)
{
	struct feed_cursor cursor;

	if (feed_cursor_find(db, mem, m->feed->kind->table, m->feed->turn->account->id, &cursor, e))
		return e->rc;
	cursor.last_event_id = m->row.event_id;
	cursor.event_at = m->row.event_at;
	cursor.end_at = m->row.until_at;
	return feed_cursor_resume(db, m->feed->kind->table, m->feed->turn->account->id, &cursor, e);
}

static enum rc tell(struct db *db, void *mem, const struct mending *m, struct err *e)
{
	char from[TIME_RFC3339_SIZE];
	char until[TIME_RFC3339_SIZE];

	time_format_rfc3339(m->row.from_at, from);
	time_format_rfc3339(m->row.until_at, until);
	return audit_add(
	    db,
	    &(struct audit_entry){
		.actor = m->feed->turn->actor,
		.action = "orders.gap",
		.subject = audit_subject(mem, "account", m->feed->turn->account->id),
		.before = mem_printf(mem, "%s, the journal stood on %s", m->row.reason,
				     str_or(m->row.old_event_id, "nothing")),
		.after = mem_printf(mem, "list read from %s to %s, the journal goes on after %s",
				    from, until, str_or(m->row.event_id, "nothing")),
	    },
	    e);
}

static enum rc close_gap(struct db *db, void *arg, struct err *e)
{
	const struct mending *m = arg;
	void *mem = mem_context(NULL, "gap");
	enum rc rc = order_backfill_forget(db, m->feed->turn->account->id, WALK, e);
	if (!rc)
		rc = order_gap_end(db, m->row.id, e);
	if (!rc)
		rc = move_cursor(db, mem, m, e);
	/* What happened to old orders without moving updatedAt is in no list by time of change. */
	if (!rc)
		rc = feed_sweep_make_due(db, m->feed->kind->table, m->feed->turn->account->id,
					 order_sweeps[ORDER_SWEEP_OPEN].name, e);
	if (!rc)
		rc = alarm_clear(db, ALARM_ORDER_GAP, m->feed->turn->account->id, "", e);
	if (!rc)
		rc = tell(db, mem, m, e);
	mem_free(mem);
	return rc;
}

static enum rc mend(struct mending *m, struct err *e)
{
	struct order_backfill window = {
	    .name = WALK,
	    .by = ORDER_WALK_UPDATED,
	    .begin = m->row.from_at,
	    .from = m->row.done_until,
	    .until = m->row.until_at,
	    .passes = m->row.passes,
	    .move = move,
	    .again = again,
	    .arg = m,
	};
	struct order_backfill_sum sum;

	if (order_backfill(m->feed, &window, &sum, e))
		return e->rc;
	return turn_tx(m->feed->turn, close_gap, m, e);
}

enum rc order_gap_mend(struct feed *feed, struct err *e)
{
	void *mem = mem_context(NULL, "gap");
	struct mending m = {.feed = feed};
	enum rc rc = order_gap_find(feed->turn->db, mem, feed->turn->account->id, &m.row, e);

	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		rc = RC_OK;
	} else if (!rc)
		rc = mend(&m, e);
	mem_free(mem);
	return rc;
}
