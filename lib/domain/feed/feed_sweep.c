/*
 * What is read again though nothing announced it: the journal from where the cursor stood some time
 * ago, and the documents of things that lie in some places. Moves no cursor; bounded in each pass,
 * so that the journal never waits; goes on where it was, on any host.
 */
#include "domain/feed/feed.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/feed/feed_fetch.h"
#include "domain/feed/feed_intake.h"
#include "domain/feed/feed_page.h"
#include "domain/feed/feed_tables.h"

#include <inttypes.h>

enum {
	SWEEP_PAGES_MAX = 10, /* of the journal in one pass: about two seconds of database work */
};

struct sweep {
	struct feed *feed;
	const struct feed_sweep_rule *rule;
	struct feed_sweep_step step; /* row as it stands; position: where it goes on */
	const char *cursor_id;	     /* of the journal: what comes after it is intake's */
};

/* ---- Each step --------------------------------------------------------------------------------
 */

static enum rc move(struct db *db, const struct sweep *w, const char *position, uint64_t found,
		    struct err *e)
{
	struct feed_sweep_step step = w->step;

	step.position = position;
	step.due_at = position ? TIME_NONE : feed_sweep_next(w->rule, time_now_ms());
	step.found = found;
	return feed_sweep_move(db, w->feed->kind->table, &step, e);
}

/* A step without rows of its own. */
struct bare_step {
	const struct sweep *w;
	const char *position;
	uint64_t found;
};

static enum rc move_body(struct db *db, void *arg, struct err *e)
{
	const struct bare_step *b = arg;

	return move(db, b->w, b->position, b->found, e);
}

static enum rc step_alone(struct sweep *w, const char *position, uint64_t found, struct err *e)
{
	struct bare_step b = {w, position, found};

	if (turn_tx(w->feed->turn, move_body, &b, e))
		return e->rc;
	w->step.gen++;
	w->step.position = position;
	return RC_OK;
}

/* ---- The journal ------------------------------------------------------------------------------
 */

/* Cut a page behind the event on which the cursor stands. */
static bool cut_at_cursor(const struct sweep *w, struct journal_page *page)
{
	for (size_t i = page->n; i-- > 0;)
		if (str_eq(page->events[i].id, w->cursor_id)) {
			page->n = i + 1;
			return true;
		}
	return false;
}

struct journal_step {
	const struct sweep *w;
	bool ends;
};

static enum rc move_journal(struct db *db, const struct feed_intake_page *page, void *arg,
			    struct err *e)
{
	const struct journal_step *j = arg;

	return move(db, j->w, j->ends ? NULL : page->last->id, page->n_new, e);
}

static enum rc take_page(struct sweep *w, void *mem, struct err *e)
{
	const char *from = str_empty(w->step.position) ? NULL : w->step.position;
	struct journal_page page;
	enum rc rc = feed_page_events(w->feed, mem, from, &page, e);

	/* Its beginning is forgotten by Allegro: what the cursor has not read decides. */
	if (feed_is_refusal(e)) {
		err_clear(e);
		return step_alone(w, NULL, 0, e);
	}
	if (rc)
		return rc;
	const char *last = page.n ? page.events[page.n - 1].id : NULL;
	struct journal_step j = {w, cut_at_cursor(w, &page) || !page.full || str_eq(last, from)};
	if (feed_intake_store(w->feed, &page, (struct feed_intake_also){move_journal, &j}, e))
		return e->rc;
	w->step.gen++;
	w->step.position = j.ends ? NULL : last;
	return RC_OK;
}

static enum rc begin_journal(struct sweep *w, void *mem, struct err *e)
{
	struct feed_trail_point point;
	int64_t at = time_now_ms() - w->rule->back_ms;
	enum rc rc = feed_trail_find(w->feed->turn->db, mem, w->feed->kind->table,
				     w->feed->turn->account->id, at, &point, e);

	if (rc == RC_NOT_FOUND) {
		err_clear(e);
		return step_alone(w, NULL, 0, e);
	}
	w->step.position = rc ? NULL : str_or(point.event_id, "");
	return rc;
}

static enum rc sweep_journal(struct sweep *w, void *mem, struct err *e)
{
	struct feed_cursor cursor;

	if (feed_cursor_find(w->feed->turn->db, mem, w->feed->kind->table,
			     w->feed->turn->account->id, &cursor, e))
		return e->rc;
	w->cursor_id = cursor.last_event_id;
	if (!w->step.position && begin_journal(w, mem, e))
		return e->rc;
	for (int i = 0; i < SWEEP_PAGES_MAX && w->step.position; i++)
		if (take_page(w, mem, e) || turn_beat(w->feed->turn, e))
			return e->rc;
	return RC_OK;
}

/* ---- Documents --------------------------------------------------------------------------------
 */

/* As things to be fetched: none is dirty, so that an equal document writes nothing. */
static struct feed_thing *as_things(void *mem, const struct feed_stale *stale, size_t n)
{
	struct feed_thing *things = mem_array(mem, struct feed_thing, n + 1);

	for (size_t i = 0; i < n; i++)
		things[i] = (struct feed_thing){.thing_id = stale[i].thing_id,
						.event_at = TIME_NONE,
						.listed_from = stale[i].listed_at};
	return things;
}

static enum rc sweep_things(struct sweep *w, void *mem, struct err *e)
{
	struct feed *feed = w->feed;
	uint64_t changed = feed->turn->counts.changed;
	int64_t now = time_now_ms();
	struct feed_stale_query q = {
	    .account_id = feed->turn->account->id,
	    .places = w->rule->places,
	    .since = now - w->rule->back_ms,
	    .read_before = now - w->rule->every_ms,
	};
	struct feed_stale *stale;
	int64_t after = 0;
	size_t n;

	if (str_to_i64(w->step.position, 0, INT64_MAX, &after))
		q.after = (uint64_t)after;
	if (feed->kind->stale(feed->turn->db, mem, &q, &stale, &n, e) ||
	    feed_fetch_things(feed, as_things(mem, stale, n), n, e))
		return e->rc;
	const char *position =
	    n < FEED_STALE_MAX ? NULL : mem_printf(mem, "%" PRIu64, stale[n - 1].id);
	return step_alone(w, position, feed->turn->counts.changed - changed, e);
}

/* ---- Dirty anew -------------------------------------------------------------------------------
 */

static enum rc retry_body(struct db *db, void *arg, struct err *e)
{
	const struct sweep *w = arg;
	const struct feed_kind *kind = w->feed->kind;
	const uint64_t account_id = w->feed->turn->account->id;
	uint64_t n = 0;
	enum rc rc = w->rule->source == FEED_SWEEP_WAKE
			 ? kind->wake(db, account_id, &n, e)
			 : feed_things_retry(db, kind->table, account_id, &n, e);

	return rc ? rc : move(db, w, NULL, n, e);
}

/* They are read with the other dirty things, in the next turn. */
static enum rc sweep_dirty(struct sweep *w, void *mem UNUSED, struct err *e)
{
	return turn_tx(w->feed->turn, retry_body, w, e);
}

/* ---- All that are due -------------------------------------------------------------------------
 */

static enum rc run(struct feed *feed, const struct feed_sweep_rule *rule,
		   const struct feed_sweep_row *row, struct err *e)
{
	static enum rc (*const sources[])(struct sweep * w, void *mem, struct err *e) = {
	    [FEED_SWEEP_JOURNAL] = sweep_journal,
	    [FEED_SWEEP_THINGS] = sweep_things,
	    [FEED_SWEEP_QUARANTINE] = sweep_dirty,
	    [FEED_SWEEP_WAKE] = sweep_dirty,
	};
	struct sweep w = {
	    .feed = feed,
	    .rule = rule,
	    .step = {.account_id = feed->turn->account->id,
		     .kind = rule->name,
		     .gen = row->gen,
		     .position = row->position},
	};
	void *mem = mem_context(NULL, rule->name);
	enum rc rc = sources[rule->source](&w, mem, e);

	mem_free(mem);
	return rc;
}

/* Rows of the account: what was planned. */
struct plan {
	struct feed_sweep_row *rows;
	size_t n;
};

static const struct feed_sweep_row *find_row(const struct plan *plan, const char *kind)
{
	for (size_t i = 0; i < plan->n; i++)
		if (str_eq(plan->rows[i].kind, kind))
			return &plan->rows[i];
	return NULL;
}

static enum rc run_if_due(struct feed *feed, const struct feed_sweep_rule *rule,
			  const struct plan *plan, struct err *e)
{
	const struct feed_sweep_row *row = find_row(plan, rule->name);
	int64_t now = time_now_ms();

	if (!row)
		return feed_sweep_plan(feed->turn->db, feed->kind->table, feed->turn->account->id,
				       rule->name, feed_sweep_next(rule, now), e);
	const struct feed_sweep_state state = {row->due_at, row->position != NULL};
	return feed_sweep_is_due(rule, &state, now) ? run(feed, rule, row, e) : RC_OK;
}

/* One that cannot be done keeps no other waiting. */
static enum rc run_all(struct feed *feed, const struct plan *plan, struct err *e)
{
	struct err first = {0};

	for (size_t i = 0; i < feed->kind->n_sweeps; i++) {
		struct err own = {0};
		if (!run_if_due(feed, &feed->kind->sweeps[i], plan, &own))
			continue;
		bool ends = meaning_reach(own.meaning) == REACH_ACCOUNT;
		if (ends || !first.rc)
			first = own;
		if (ends)
			break;
	}
	*e = first;
	return e->rc;
}

enum rc feed_sweep(struct feed *feed, struct err *e)
{
	const struct turn *turn = feed->turn;
	uint64_t events = turn->counts.events;
	struct plan plan;

	if (turn->dry)
		return RC_OK;
	void *mem = mem_context(NULL, "sweeps");
	enum rc rc = feed_sweep_list(turn->db, mem, feed->kind->table, turn->account->id,
				     &plan.rows, &plan.n, e);
	if (!rc)
		rc = run_all(feed, &plan, e);
	mem_free(mem);
	/* What was found is read at once. */
	return rc || events == turn->counts.events ? rc : feed_fetch(feed, e);
}
