/*
 * A journal into the database. Events, the dirty marks of their things and the cursor are one
 * transaction, so that nothing moves the cursor but stored events (RELIABILITY F1).
 */
#include "domain/feed/feed_intake.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/feed/feed_gap.h"
#include "domain/feed/feed_pack.h"
#include "domain/feed/feed_tables.h"

#include <stdlib.h>
#include <string.h>

enum {
	INTAKE_PAGES_MAX = 1000, /* a million events: more is a loop on the other side (F16) */
	EVENT_TYPE_MAX =
	    64, /* characters of the column `type`: a longer word must not hold up the rest */
};

struct intake {
	struct feed *feed;
	struct feed_intake_also also;
	struct feed_event *events; /* of the page, each id once */
	size_t n;
	/* What else the transaction is told; n_new is found out in each attempt. */
	struct feed_intake_page page;
};

static int by_id(const void *a, const void *b)
{
	const struct feed_event *x = a;
	const struct feed_event *y = b;

	return strcmp(x->event_id, y->event_id);
}

/* Events of a page as rows, sorted by id, without repetitions. */
static void collect(void *mem, struct intake *in, const struct journal_page *page)
{
	size_t n = 0;

	in->events = mem_array(mem, struct feed_event, page->n);
	for (size_t i = 0; i < page->n; i++) {
		const struct journal_event *event = &page->events[i];
		in->events[i] = (struct feed_event){
		    .account_id = in->feed->turn->account->id,
		    .event_id = event->id,
		    .thing_id = event->thing_id,
		    .type = str_head(mem, event->type, EVENT_TYPE_MAX),
		    .revision = event->revision,
		    .occurred_at = event->occurred_at,
		    .raw = feed_pack(mem, event->raw),
		};
	}
	qsort(in->events, page->n, sizeof(*in->events), by_id);
	for (size_t i = 0; i < page->n; i++)
		if (!n || by_id(&in->events[n - 1], &in->events[i]) != 0)
			in->events[n++] = in->events[i];
	in->n = n;
}

static bool is_listed(const struct feed_event_id *rows, size_t n, const char *event_id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].event_id, event_id))
			return true;
	return false;
}

/* Those of a slice that are not stored yet, appended to fresh. */
static enum rc keep_new(struct db *db, void *mem, struct intake *in, size_t at,
			struct feed_event *fresh, struct err *e)
{
	const char *ids[FEED_BATCH_MAX];
	struct feed_event_id *known;
	size_t n;
	struct feed_keys keys = {in->feed->turn->account->id, ids, 0};

	for (size_t i = at; i < in->n && keys.n < FEED_BATCH_MAX; i++)
		ids[keys.n++] = in->events[i].event_id;
	if (feed_events_known(db, mem, in->feed->kind->table, &keys, &known, &n, e))
		return e->rc;
	for (size_t i = at; i < at + keys.n; i++)
		if (!is_listed(known, n, in->events[i].event_id))
			fresh[in->page.n_new++] = in->events[i];
	return RC_OK;
}

static enum rc mark_things(struct db *db, void *mem, const struct intake *in,
			   const struct feed_event *fresh, struct err *e)
{
	const struct feed_kind *kind = in->feed->kind;
	struct feed_event *about = mem_array(mem, struct feed_event, in->page.n_new + 1);
	size_t n = 0;

	for (size_t i = 0; i < in->page.n_new; i++)
		if (fresh[i].thing_id)
			about[n++] = fresh[i];
	if (feed_things_mark(db, kind->table, about, n, e) || !kind->marked || !n)
		return e->rc;
	return kind->marked(db, about, n, e);
}

static enum rc store_events(struct db *db, void *mem, struct intake *in, struct err *e)
{
	struct feed_event *fresh = mem_array(mem, struct feed_event, in->n + 1);

	in->page.n_new = 0;
	for (size_t at = 0; at < in->n; at += FEED_BATCH_MAX)
		if (keep_new(db, mem, in, at, fresh, e))
			return e->rc;
	if (feed_events_save(db, in->feed->kind->table, fresh, in->page.n_new, e) ||
	    mark_things(db, mem, in, fresh, e))
		return e->rc;
	return in->also.fn(db, &in->page, in->also.arg, e);
}

static enum rc store_page(struct db *db, void *arg, struct err *e)
{
	struct intake *in = arg;
	void *mem = mem_context(NULL, "intake");
	enum rc rc = store_events(db, mem, in, e);
	mem_free(mem);
	return rc;
}

enum rc feed_intake_store(struct feed *feed, const struct journal_page *page,
			  struct feed_intake_also also, struct err *e)
{
	struct intake in = {.feed = feed, .also = also, .page.full = page->full};
	void *mem = mem_context(NULL, "journal rows");
	enum rc rc = RC_OK;

	if (page->n) {
		collect(mem, &in, page);
		in.page.last = &page->events[page->n - 1];
	}
	if (feed->turn->dry)
		in.page.n_new = in.n;
	else
		rc = turn_tx(feed->turn, store_page, &in, e);
	if (!rc)
		feed->turn->counts.events += in.page.n_new;
	mem_free(mem);
	return rc;
}

/* ---- The cursor -------------------------------------------------------------------------------
 */

struct cursor_move {
	const struct feed *feed;
	const struct feed_cursor *from;
};

static enum rc move_cursor(struct db *db, const struct feed_intake_page *page, void *arg,
			   struct err *e)
{
	const struct cursor_move *move = arg;
	const struct stmt_def *table = move->feed->kind->table;
	uint64_t account_id = move->feed->turn->account->id;

	if (!page->last)
		return feed_cursor_touch(db, table, account_id, e);
	const struct feed_cursor to = {.last_event_id = page->last->id,
				       .gen = move->from->gen,
				       .event_at = page->last->occurred_at,
				       .at_end = !page->full};
	return feed_cursor_move(db, table, account_id, &to, e);
}

/* An account that was never read begins by itself where the kind does not do that (feed.h). */
static enum rc find_cursor(struct feed *feed, void *mem, struct feed_cursor *out, bool *none,
			   struct err *e)
{
	const uint64_t account_id = feed->turn->account->id;
	enum rc rc = feed_cursor_find(feed->turn->db, mem, feed->kind->table, account_id, out, e);

	*none = rc == RC_NOT_FOUND && (feed->turn->dry || !feed->kind->recover);
	if (!*none)
		return rc;
	err_clear(e);
	return feed_gap_first(feed, e);
}

/* One page. *more: it was full, and the journal moved on; or the cursor has only now come. */
static enum rc take_page(struct feed *feed, void *mem, const char **from, bool *more, struct err *e)
{
	struct feed_cursor cursor;
	struct journal_page page;
	bool none;
	bool gap = false;

	*more = false;
	if (find_cursor(feed, mem, &cursor, &none, e))
		return e->rc;
	if (none) {
		*more = !feed->turn->dry;
		return RC_OK;
	}
	if (*from)
		cursor.last_event_id = *from;
	if (feed_gap_fetch(feed, mem, &cursor, &page, &gap, e))
		return e->rc;
	if (gap) {
		*more = !feed->turn->dry;
		return RC_OK;
	}
	struct cursor_move move = {feed, &cursor};
	if (feed_intake_store(feed, &page, (struct feed_intake_also){move_cursor, &move}, e))
		return e->rc;
	const char *last = page.n ? page.events[page.n - 1].id : NULL;
	/* The same id again: the journal turns in a circle (RELIABILITY F16). */
	*more = page.full && !str_eq(last, cursor.last_event_id);
	/* Nothing was stored in a dry run: the next page begins where this one ended. */
	*from = feed->turn->dry ? last : NULL;
	return RC_OK;
}

static enum rc take_pages(struct feed *feed, struct err *e)
{
	void *pages[2] = {NULL, NULL}; /* the next page begins with a text of the one before */
	const char *from = NULL;
	bool more = true;
	enum rc rc = RC_OK;

	for (int i = 0; i < INTAKE_PAGES_MAX && more && !rc; i++) {
		mem_free(pages[i % 2]);
		pages[i % 2] = mem_context(NULL, "journal page");
		rc = take_page(feed, pages[i % 2], &from, &more, e);
		if (!rc && more)
			rc = turn_beat(feed->turn, e);
	}
	mem_free(pages[0]);
	mem_free(pages[1]);
	if (!rc && more)
		return err_set(e, RC_SHAPE, "the journal of %s did not end after %d pages",
			       feed->kind->noun, INTAKE_PAGES_MAX);
	return rc;
}

enum rc feed_intake(struct feed *feed, struct err *e)
{
	if ((feed->kind->recover && feed->kind->recover(feed, e)) || take_pages(feed, e))
		return e->rc;
	return feed_gap_caught_up(feed, e);
}
