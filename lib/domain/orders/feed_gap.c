/* Gaps of the journal: found by the rule, mended from the list, told once. */
#include "domain/orders/feed_gap.h"

#include "base/log.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm.h"
#include "domain/audit/audit.h"
#include "domain/orders/feed_backfill.h"
#include "domain/orders/feed_gap_rule.h"
#include "domain/orders/feed_gap_store.h"
#include "domain/orders/feed_page.h"
#include "domain/orders/feed_sweep_store.h"

/* ---- Is there one? ----------------------------------------------------------------------------
 */

/* What the cursor and the answer to its event say together. */
static struct feed_gap_facts facts_of(const struct feed_cursor *cursor,
				      const struct journal_page *page, const struct err *answer)
{
	bool has_events = !answer->rc && page->n;

	return (struct feed_gap_facts){
	    .now = time_now_ms(),
	    .event_at = cursor->event_at,
	    .end_at = cursor->end_at,
	    .oldest_at = has_events ? page->events[0].occurred_at : TIME_NONE,
	    /* How Allegro may say that it does not know the event: the contract names no answer. */
	    .refused = cursor->last_event_id && feed_is_refusal(answer),
	    /* The next event cannot be read, and has no id to go on from (feed_page.h). */
	    .unreadable = answer->rc == RC_SHAPE && str_eq(answer->code, ALLEGRO_PAGE_PART),
	};
}

static enum rc warn_late(struct feed *feed, const struct feed_gap_facts *f, struct err *e)
{
	int64_t hours = (f->now - feed_gap_known_until(f)) / TIME_HOUR_MS;
	char *text = mem_printf(NULL, "%lld", (long long)hours);
	const struct alarm late = {
	    .kind = ALARM_CURSOR_OLD,
	    .account_id = feed->turn->account->id,
	    .text = N_("The journal of orders was last read to its end %s hours ago."),
	    .values = {text},
	};
	enum rc rc = feed->turn->dry ? RC_OK : alarm_raise(feed->turn->db, &late, e);

	mem_free(text);
	return rc;
}

enum rc feed_gap_caught_up(struct feed *feed, struct err *e)
{
	if (feed->turn->dry)
		return RC_OK;
	return alarm_clear(feed->turn->db, ALARM_CURSOR_OLD, feed->turn->account->id, "", e);
}

/* ---- Opening one ------------------------------------------------------------------------------
 */

struct opening {
	struct feed *feed;
	struct feed_gap_row row;
};

static enum rc open_gap(struct db *db, void *arg, struct err *e)
{
	const struct opening *o = arg;
	const struct alarm found = {.kind = ALARM_ORDER_GAP,
				    .account_id = o->feed->turn->account->id};

	if (feed_gap_open(db, &o->row, e))
		return e->rc;
	return alarm_raise(db, &found, e);
}

/* The newest event is asked for before anything is read: what happens meanwhile comes after it. */
static enum rc open_one(struct feed *feed, void *mem, const struct feed_cursor *cursor,
			const struct feed_gap_facts *f, struct err *e)
{
	struct journal_event latest;
	const char *reason = feed_gap_reasons[feed_gap_judge(f)];

	if (order_event_latest(feed->turn->api, mem, &latest, e))
		return e->rc;
	/* By Allegro's clock, should ours be behind. */
	int64_t until = latest.id && latest.occurred_at > f->now ? latest.occurred_at : f->now;
	struct opening o = {.feed = feed,
			    .row = {.account_id = feed->turn->account->id,
				    .reason = reason,
				    .from_at = feed_gap_from(f),
				    .until_at = until,
				    .old_event_id = cursor->last_event_id,
				    .event_id = latest.id,
				    .event_at = latest.id ? latest.occurred_at : TIME_NONE}};
	log_info("the order journal no longer tells what happened since %s (%s)",
		 str_or(cursor->last_event_id, "its beginning"), reason);
	return turn_tx(feed->turn, open_gap, &o, e);
}

/* ---- Mending it -------------------------------------------------------------------------------
 */

#define WALK "gap"

struct mending {
	struct feed *feed;
	struct feed_gap_row row;
};

static enum rc move(struct db *db, const struct feed_backfill_step *step, void *arg, struct err *e)
{
	const struct mending *m = arg;
	const struct feed_gap_step to = {.id = m->row.id,
					 .done_until = step->done_until,
					 .total = step->total,
					 .stored = step->now->seen};

	return feed_gap_move(db, &to, e);
}

static enum rc again(struct db *db, void *arg, struct err *e)
{
	const struct mending *m = arg;

	return feed_gap_again(db, m->row.id, e);
}

static enum rc move_cursor(struct db *db, void *mem, const struct mending *m, struct err *e)
{
	struct feed_cursor cursor;

	if (feed_cursor_find(db, mem, m->feed->turn->account->id, &cursor, e))
		return e->rc;
	cursor.last_event_id = m->row.event_id;
	cursor.event_at = m->row.event_at;
	cursor.end_at = m->row.until_at;
	return feed_cursor_resume(db, m->feed->turn->account->id, &cursor, e);
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
	enum rc rc = feed_backfill_forget(db, m->feed->turn->account->id, WALK, e);
	if (!rc)
		rc = feed_gap_end(db, m->row.id, e);
	if (!rc)
		rc = move_cursor(db, mem, m, e);
	/* What happened to old orders without moving updatedAt is in no list by time of change. */
	if (!rc)
		rc = feed_sweep_make_due(db, m->feed->turn->account->id, m->feed->kind->after_gap,
					 e);
	if (!rc)
		rc = alarm_clear(db, ALARM_ORDER_GAP, m->feed->turn->account->id, "", e);
	if (!rc)
		rc = tell(db, mem, m, e);
	mem_free(mem);
	return rc;
}

static enum rc mend(struct mending *m, struct err *e)
{
	struct feed_backfill window = {
	    .name = WALK,
	    .by = FEED_WALK_UPDATED,
	    .begin = m->row.from_at,
	    .from = m->row.done_until,
	    .until = m->row.until_at,
	    .passes = m->row.passes,
	    .move = move,
	    .again = again,
	    .arg = m,
	};
	struct feed_backfill_sum sum;

	if (feed_backfill(m->feed, &window, &sum, e))
		return e->rc;
	return turn_tx(m->feed->turn, close_gap, m, e);
}

enum rc feed_gap_mend(struct feed *feed, struct err *e)
{
	void *mem = mem_context(NULL, "gap");
	struct mending m = {.feed = feed};
	enum rc rc = feed_gap_find(feed->turn->db, mem, feed->turn->account->id, &m.row, e);

	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		rc = RC_OK;
	} else if (!rc)
		rc = mend(&m, e);
	mem_free(mem);
	return rc;
}

/* ---- The next page ----------------------------------------------------------------------------
 */

static enum rc mended_lately(struct feed *feed, int64_t now, bool *lately, struct err *e)
{
	int64_t ended_at;
	enum rc rc = feed_gap_last_end(feed->turn->db, feed->turn->account->id, &ended_at, e);

	*lately = !rc && now - ended_at < FEED_GAP_AGAIN_MS;
	if (rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

/* The answer was no page: is the list to be read for it? Not when that was done a moment ago for
 * the same, nor for an outage. */
static enum rc is_mendable(struct feed *feed, const struct feed_gap_facts *f, bool *gap,
			   struct err *e)
{
	bool lately;

	*gap = *gap && (f->refused || f->unreadable);
	if (!*gap || mended_lately(feed, f->now, &lately, e))
		return e->rc;
	*gap = !lately;
	return RC_OK;
}

enum rc feed_gap_fetch(struct feed *feed, void *mem, const struct feed_cursor *cursor,
		       struct journal_page *page, bool *gap, struct err *e)
{
	struct err answer = {0};
	enum rc rc = feed_page_events(feed, mem, cursor->last_event_id, page, &answer);
	const struct feed_gap_facts f = facts_of(cursor, page, &answer);
	enum feed_gap_verdict verdict = feed_gap_judge(&f);

	*gap = feed_gap_is_one(verdict);
	if ((verdict == FEED_GAP_LATE && warn_late(feed, &f, e)) ||
	    (rc && is_mendable(feed, &f, gap, e)))
		return e->rc;
	if (!*gap) {
		*e = answer;
		return e->rc;
	}
	return open_one(feed, mem, cursor, &f, e) ? e->rc : feed_gap_mend(feed, e);
}
