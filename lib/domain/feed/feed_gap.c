/* Gaps of a journal: found by the rule, noted once, mended by the kind or by others. */
#include "domain/feed/feed_gap.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/alarms/alarm.h"
#include "domain/feed/feed_page.h"
#include "domain/feed/feed_tables.h"

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
	    .subject = feed->kind->late_subject,
	    .text = feed->kind->late_text,
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
	return alarm_clear(feed->turn->db, ALARM_CURSOR_OLD, feed->turn->account->id,
			   feed->kind->late_subject, e);
}

/* ---- Noting one -------------------------------------------------------------------------------
 */

struct noting {
	struct feed *feed;
	struct feed_loss loss;
	struct feed_cursor cursor; /* where the journal goes on */
};

static enum rc note(struct db *db, void *arg, struct err *e)
{
	const struct noting *n = arg;
	const struct feed_kind *kind = n->feed->kind;

	if (kind->lost(db, n->feed, &n->loss, e) || kind->recover)
		return e->rc;
	return feed_cursor_resume(db, kind->table, n->feed->turn->account->id, &n->cursor, e);
}

static enum rc ask_newest(struct feed *feed, void *mem, struct journal_event *out, struct err *e)
{
	*out = (struct journal_event){.occurred_at = TIME_NONE};
	return feed->kind->newest ? feed->kind->newest(feed->turn, mem, out, e) : RC_OK;
}

/* The newest event is asked for before anything is read: what happens meanwhile comes after it. */
static enum rc note_one(struct feed *feed, void *mem, const struct feed_cursor *cursor,
			const struct feed_gap_facts *f, struct err *e)
{
	struct journal_event newest;
	const char *reason = feed_gap_reasons[feed_gap_judge(feed->kind->reach, f)];
	struct noting n = {
	    .feed = feed, .loss = {reason, *f, cursor->last_event_id, &newest}, .cursor = *cursor};

	if (ask_newest(feed, mem, &newest, e))
		return e->rc;
	/* From an event that Allegro does not take, or has nothing readable behind it, nothing goes
	 * on: all that it still has is read instead. */
	if (f->refused || f->unreadable) {
		n.cursor.last_event_id = NULL;
		n.cursor.event_at = TIME_NONE;
	}
	n.cursor.end_at =
	    f->oldest_at > f->now ? f->oldest_at : f->now; /* our clock may be behind */
	log_info("the journal of %s no longer tells what happened since %s (%s)", feed->kind->noun,
		 str_or(cursor->last_event_id, "its beginning"), reason);
	if (turn_tx(feed->turn, note, &n, e))
		return e->rc;
	return feed->kind->recover ? feed->kind->recover(feed, e) : RC_OK;
}

static enum rc note_first(struct db *db, void *arg, struct err *e)
{
	const struct noting *n = arg;
	const struct feed_kind *kind = n->feed->kind;

	if (feed_cursor_open(db, kind->table, n->feed->turn->account->id, NULL, TIME_NONE, e))
		return e->rc;
	return kind->lost(db, n->feed, &n->loss, e);
}

enum rc feed_gap_first(struct feed *feed, struct err *e)
{
	const struct journal_event none = {.occurred_at = TIME_NONE};
	const struct feed_gap_facts f = {.now = time_now_ms(),
					 .event_at = TIME_NONE,
					 .end_at = TIME_NONE,
					 .oldest_at = TIME_NONE};
	struct noting n = {.feed = feed,
			   .loss = {feed_gap_reasons[FEED_GAP_FIRST], f, NULL, &none}};

	return turn_tx(feed->turn, note_first, &n, e);
}

/* ---- The next page ----------------------------------------------------------------------------
 */

static enum rc mended_lately(struct feed *feed, int64_t now, bool *lately, struct err *e)
{
	int64_t at;
	enum rc rc = feed->kind->lost_at(feed->turn->db, feed->turn->account->id, &at, e);

	*lately = !rc && now - at < FEED_GAP_AGAIN_MS;
	if (rc == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

/* The answer was no page: is everything to be read for it? Not when that was done a moment ago for
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
	enum feed_gap_verdict verdict = feed_gap_judge(feed->kind->reach, &f);

	*gap = feed_gap_is_one(verdict);
	if ((verdict == FEED_GAP_LATE && warn_late(feed, &f, e)) ||
	    (rc && is_mendable(feed, &f, gap, e)))
		return e->rc;
	if (!*gap) {
		*e = answer;
		return e->rc;
	}
	return note_one(feed, mem, cursor, &f, e);
}
