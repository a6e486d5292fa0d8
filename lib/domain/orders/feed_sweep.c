/*
 * What is read again though nothing announced it: the journal from where the cursor stood some time
 * ago, and the documents of open orders. Moves no cursor; bounded in each pass, so that the journal
 * never waits; goes on where it was, on any host.
 */
#include "domain/orders/feed.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/feed_fetch.h"
#include "domain/orders/feed_sweep_store.h"
#include "domain/orders/feed_intake.h"
#include "domain/orders/feed_page.h"

#include <inttypes.h>

enum {
	SWEEP_PAGES_MAX = 10, /* of the journal in one pass: about two seconds of database work */
};

struct sweep {
	struct turn *turn;
	enum feed_sweep_kind kind;
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
	step.due_at = feed_sweep_next(w->kind, time_now_ms());
	step.found = found;
	return feed_sweep_move(db, &step, e);
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

	if (turn_tx(w->turn, move_body, &b, e))
		return e->rc;
	w->step.gen++;
	w->step.position = position;
	return RC_OK;
}

/* ---- The journal ------------------------------------------------------------------------------
 */

/* Cut a page behind the event on which the cursor stands. */
static bool cut_at_cursor(const struct sweep *w, struct order_event_page *page)
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
	struct order_event_page page;
	enum rc rc = feed_page_events(w->turn, mem, from, &page, e);

	/* Its beginning is forgotten by Allegro: what the cursor has not read decides. */
	if (feed_is_refusal(e)) {
		err_clear(e);
		return step_alone(w, NULL, 0, e);
	}
	if (rc)
		return rc;
	const char *last = page.n ? page.events[page.n - 1].id : NULL;
	struct journal_step j = {w, cut_at_cursor(w, &page) || !page.full || str_eq(last, from)};
	if (feed_intake_store(w->turn, &page, (struct feed_intake_also){move_journal, &j}, e))
		return e->rc;
	w->step.gen++;
	w->step.position = j.ends ? NULL : last;
	return RC_OK;
}

static enum rc begin_journal(struct sweep *w, void *mem, struct err *e)
{
	struct feed_trail_point point;
	int64_t at = time_now_ms() - w->rule->back_ms;
	enum rc rc = feed_trail_find(w->turn->db, mem, w->turn->account->id, at, &point, e);

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

	if (feed_cursor_find(w->turn->db, mem, w->turn->account->id, &cursor, e))
		return e->rc;
	w->cursor_id = cursor.last_event_id;
	if (!w->step.position && begin_journal(w, mem, e))
		return e->rc;
	for (int i = 0; i < SWEEP_PAGES_MAX && w->step.position; i++)
		if (take_page(w, mem, e) || turn_beat(w->turn, e))
			return e->rc;
	return RC_OK;
}

/* ---- Documents --------------------------------------------------------------------------------
 */

/* As forms to be fetched: none is dirty, so that an equal document writes nothing. */
static struct feed_form *as_forms(void *mem, const struct known_rows *stale)
{
	struct feed_form *forms = mem_array(mem, struct feed_form, stale->n + 1);
	const struct feed_stale *orders = stale->rows;

	for (size_t i = 0; i < stale->n; i++)
		forms[i] = (struct feed_form){.form_id = orders[i].form_id,
					      .event_at = TIME_NONE,
					      .listed_from = orders[i].listed_at};
	return forms;
}

static enum rc sweep_documents(struct sweep *w, void *mem, struct err *e)
{
	struct turn *turn = w->turn;
	uint64_t changed = turn->counts.changed;
	int64_t now = time_now_ms();
	struct known_rows stale = {0};
	struct feed_stale_query q = {
	    .account_id = turn->account->id,
	    .places = w->rule->places,
	    .bought_from = now - w->rule->back_ms,
	    .read_before = now - w->rule->every_ms,
	};
	int64_t after = 0;

	if (str_to_i64(w->step.position, 0, INT64_MAX, &after))
		q.after = (uint64_t)after;
	if (stale_orders(turn->db, mem, &q, &stale, e) ||
	    feed_fetch_forms(turn, as_forms(mem, &stale), stale.n, e))
		return e->rc;
	const struct feed_stale *orders = stale.rows;
	const char *position =
	    stale.n < FEED_STALE_MAX ? NULL : mem_printf(mem, "%" PRIu64, orders[stale.n - 1].id);
	return step_alone(w, position, turn->counts.changed - changed, e);
}

/* ---- Quarantine ------------------------------------------------------------------------------
 */

static enum rc wake_body(struct db *db, void *arg, struct err *e)
{
	const struct sweep *w = arg;
	uint64_t n;

	if (feed_forms_retry(db, w->turn->account->id, &n, e))
		return e->rc;
	return move(db, w, NULL, n, e);
}

/* They are read with the other dirty forms, in the next turn. */
static enum rc sweep_quarantine(struct sweep *w, void *mem UNUSED, struct err *e)
{
	return turn_tx(w->turn, wake_body, w, e);
}

/* ---- All that are due -------------------------------------------------------------------------
 */

static enum rc run(struct turn *turn, enum feed_sweep_kind kind, const struct feed_sweep_row *row,
		   struct err *e)
{
	static enum rc (*const sources[])(struct sweep * w, void *mem, struct err *e) = {
	    [ORDER_SWEEP_JOURNAL] = sweep_journal,
	    [ORDER_SWEEP_DOCUMENTS] = sweep_documents,
	    [ORDER_SWEEP_QUARANTINE] = sweep_quarantine,
	};
	const struct feed_sweep_rule *rule = &feed_sweep_rules[kind];
	struct sweep w = {
	    .turn = turn,
	    .kind = kind,
	    .rule = rule,
	    .step = {.account_id = turn->account->id,
		     .kind = rule->name,
		     .gen = row->gen,
		     .position = row->position},
	};
	void *mem = mem_context(NULL, rule->name);
	enum rc rc = sources[rule->source](&w, mem, e);

	mem_free(mem);
	return rc;
}

static const struct feed_sweep_row *find_row(const struct known_rows *rows, const char *kind)
{
	const struct feed_sweep_row *row = rows->rows;

	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(row[i].kind, kind))
			return &row[i];
	return NULL;
}

static enum rc run_if_due(struct turn *turn, enum feed_sweep_kind kind,
			  const struct known_rows *rows, struct err *e)
{
	const char *name = feed_sweep_rules[kind].name;
	const struct feed_sweep_row *row = find_row(rows, name);
	int64_t now = time_now_ms();

	if (!row)
		return feed_sweep_plan(turn->db, turn->account->id, name,
				       feed_sweep_next(kind, now), e);
	const struct feed_sweep_state state = {row->due_at, row->position != NULL};
	return feed_sweep_is_due(kind, &state, now) ? run(turn, kind, row, e) : RC_OK;
}

/* One that cannot be done keeps no other waiting. */
static enum rc run_all(struct turn *turn, const struct known_rows *rows, struct err *e)
{
	struct err first = {0};

	for (int kind = 0; kind < ORDER_SWEEP_COUNT; kind++) {
		struct err own = {0};
		if (!run_if_due(turn, (enum feed_sweep_kind)kind, rows, &own))
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

enum rc feed_heal(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "sweeps");
	struct known_rows rows = {0};
	uint64_t events = turn->counts.events;
	enum rc rc =
	    turn->dry ? RC_OK : feed_sweep_list(turn->db, mem, turn->account->id, &rows, e);

	if (!rc && !turn->dry)
		rc = run_all(turn, &rows, e);
	mem_free(mem);
	/* What was found is read at once. */
	return rc || events == turn->counts.events ? rc : feed_fetch(turn, e);
}
