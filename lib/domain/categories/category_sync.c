/* The reading of the tree, and the order of a turn. */
#include "domain/categories/category_sync.h"

#include "base/mem.h"
#include "domain/categories/category_store.h"
#include "domain/categories/category_steps.h"
#include "domain/feed/feed_page.h"

#define EVENTS_EVERY_MS (10 * TIME_MINUTE_MS)
#define EVENTS_KEPT_MS	(80 * TIME_DAY_MS) /* Allegro keeps three months */

/* ---- Beginning ------------------------------------------------------------------------------- */

/* The newest event there is: what happens later is in the journal behind it. */
static enum rc newest_event(struct turn *turn, void *mem, const char **id, struct err *e)
{
	struct journal_page page = {.full = true};
	const char *from = NULL;
	int64_t learned = 0;

	while (page.full) {
		if (turn_beat(turn, e) ||
		    feed_page_journal(turn, mem, &category_journal, from, &learned, &page, e))
			return e->rc;
		const char *last = page.n ? page.events[page.n - 1].id : NULL;
		page.full &= !str_eq(last, from);
		from = str_or(last, from);
	}
	*id = from;
	return RC_OK;
}

static enum rc begin(struct turn *turn, void *mem, struct category_tree *t, struct err *e)
{
	if (newest_event(turn, mem, &t->event_id, e))
		return e->rc;
	t->began_at = t->now;
	return turn_tx(turn, category_tree_save_tx, t, e);
}

/* ---- Single ones ----------------------------------------------------------------------------- */

struct single {
	const struct turn *turn;
	struct category_tree tree;
	const char *id;
	struct category got;
	struct err err; /* how it was refused */
};

static enum rc save_single(struct db *db, void *arg, struct err *e)
{
	const struct single *s = arg;
	struct category_tree t = s->tree;
	const char *environment = t.environment;
	const enum category_mark refused =
	    category_is_unknown(&s->err) ? CATEGORY_GONE : CATEGORY_LATER;

	category_tree_grow(&t);
	enum rc rc = s->err.rc ? category_mark(db, environment, s->id, refused, t.now, e)
			       : categories_save(db, environment, &s->got, 1, t.now, e);
	return rc ? rc : category_tree_save(db, &t, e);
}

static enum rc reread(struct turn *turn, void *mem, const char *id, struct err *e)
{
	struct single s = {.turn = turn, .id = id};

	if (turn_beat(turn, e) ||
	    category_tree_load(turn->db, mem, turn->account->environment, &s.tree, e))
		return e->rc;
	if (category_fetch(turn->api, mem, id, &s.got, &s.err) && !is_ones_own(&s.err)) {
		*e = s.err;
		return e->rc;
	}
	turn->counts.seen++;
	if (s.err.rc && !category_is_unknown(&s.err))
		turn_note(turn, &s.err);
	return turn_tx(turn, save_single, &s, e);
}

static enum rc reread_all(struct turn *turn, struct err *e)
{
	size_t n = 1;

	while (n && !e->rc) {
		void *mem = mem_context(NULL, "categories");
		struct category_id *ids = NULL;

		if (!categories_to_reread(turn->db, mem, turn->account->environment, &ids, &n, e))
			for (size_t i = 0; i < n && !e->rc; i++)
				(void)reread(turn, mem, ids[i].id, e);
		mem_free(mem);
		if (turn->dry)
			break;
	}
	return e->rc;
}

/* ---- All of it ------------------------------------------------------------------------------- */

struct batch {
	struct turn *turn;
	struct category_tree tree;
	struct category_children *wanted;
	size_t n;
};

static enum rc save_children(struct db *db, const struct category_tree *t,
			     const struct category_children *c, struct err *e)
{
	enum category_mark mark = c->n ? CATEGORY_READ : CATEGORY_EMPTY;

	if (c->rc)
		mark = category_is_unknown(&c->err) ? CATEGORY_GONE : CATEGORY_POSTPONE;
	else if (categories_save(db, t->environment, c->at, c->n, t->now, e))
		return e->rc;
	if (!c->parent_id)
		return RC_OK;
	if (category_mark(db, t->environment, c->parent_id, mark, t->now, e) ||
	    mark != CATEGORY_EMPTY)
		return e->rc;
	/* It may be a leaf by now: then nobody asks for its children again. */
	return category_mark(db, t->environment, c->parent_id, CATEGORY_POSTPONE, t->now, e)
		   ? e->rc
		   : category_mark(db, t->environment, c->parent_id, CATEGORY_REREAD, t->now, e);
}

static enum rc save_batch(struct db *db, void *arg, struct err *e)
{
	const struct batch *b = arg;
	struct category_tree t = b->tree;

	for (size_t i = 0; i < b->n; i++) {
		const struct category_children *c = &b->wanted[i];

		if ((c->rc && (!c->asked || !is_ones_own(&c->err))) || (!c->parent_id && !c->n))
			continue;
		if (save_children(db, &t, c, e))
			return e->rc;
		if (!c->parent_id)
			t.roots_at = t.now;
	}
	return category_tree_save(db, &t, e);
}

static void count(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct category_children *c = &b->wanted[i];

		b->turn->counts.seen += c->n;
		if (!c->rc || !c->asked || category_is_unknown(&c->err))
			continue;
		b->turn->counts.failed++;
		turn_note(b->turn, &c->err);
	}
}

static enum rc find_wanted(struct batch *b, void *mem, struct err *e)
{
	const struct category_tree *t = &b->tree;
	struct category_id *ids = NULL;

	b->wanted = mem_array(mem, struct category_children, CATEGORY_BATCH);
	if (t->roots_at == TIME_NONE || t->roots_at < t->began_at) {
		b->n = 1;
		return RC_OK;
	}
	if (categories_to_read(b->turn->db, mem, t, &ids, &b->n, e))
		return e->rc;
	for (size_t i = 0; i < b->n; i++)
		b->wanted[i].parent_id = ids[i].id;
	return RC_OK;
}

/* *n: branches that were asked for. */
static enum rc read_batch(struct turn *turn, void *mem, size_t *n, struct err *e)
{
	struct batch b = {.turn = turn};
	struct err systemic = {0};

	if (turn_beat(turn, e) ||
	    category_tree_load(turn->db, mem, turn->account->environment, &b.tree, e) ||
	    find_wanted(&b, mem, e))
		return e->rc;
	*n = b.n;
	if (!b.n)
		return RC_OK;
	enum rc rc = categories_fetch(turn->api, mem, b.wanted, b.n, &systemic);
	count(&b);
	if (turn_tx(turn, save_batch, &b, e))
		return e->rc;
	if (!rc && !b.wanted[0].parent_id && b.wanted[0].rc)
		systemic = b.wanted[0].err;
	else if (!rc && !b.wanted[0].parent_id && !b.wanted[0].n)
		(void)err_set(&systemic, RC_SHAPE, "there are no main categories");
	*e = systemic;
	return e->rc;
}

static enum rc read_all(struct turn *turn, struct err *e)
{
	size_t n = 1;

	while (n && !e->rc) {
		void *mem = mem_context(NULL, "categories");

		(void)read_batch(turn, mem, &n, e);
		mem_free(mem);
		if (turn->dry)
			break;
	}
	return e->rc;
}

static enum rc save_whole(struct db *db, void *arg, struct err *e)
{
	struct category_tree t = *(const struct category_tree *)arg;

	if (categories_sweep(db, &t, e))
		return e->rc;
	t.filled_at = t.now;
	t.began_at = t.events_at = TIME_NONE;
	category_tree_grow(&t);
	return category_tree_save(db, &t, e);
}

/* Whole, unless a branch waits for another try. */
static enum rc fill(struct turn *turn, void *mem, struct category_tree *t, struct err *e)
{
	int64_t unread = 0;

	if (read_all(turn, e) || reread_all(turn, e) || read_all(turn, e) ||
	    category_tree_load(turn->db, mem, turn->account->environment, t, e) ||
	    categories_unread(turn->db, t, &unread, e))
		return e->rc;
	if (unread || turn->dry)
		return RC_OK;
	if (turn_tx(turn, save_whole, t, e))
		return e->rc;
	return category_tree_load(turn->db, mem, turn->account->environment, t, e);
}

/* ---- A turn ---------------------------------------------------------------------------------- */

static bool is_since(int64_t at, int64_t ms, int64_t now)
{
	return at != TIME_NONE && at + ms > now;
}

/* Nothing is whole and nothing under way, or the journal is too old to be followed. */
static bool must_begin(const struct category_tree *t)
{
	if (t->began_at != TIME_NONE)
		return !t->event_id && t->roots_at < t->began_at;
	return t->filled_at == TIME_NONE ||
	       (t->events_at != TIME_NONE && !is_since(t->events_at, EVENTS_KEPT_MS, t->now));
}

static enum rc take_tree(struct turn *turn, void *mem, struct category_tree *t, struct err *e)
{
	if (must_begin(t) && begin(turn, mem, t, e))
		return e->rc;
	if (t->began_at != TIME_NONE && fill(turn, mem, t, e))
		return e->rc;
	if (t->filled_at == TIME_NONE || t->began_at != TIME_NONE)
		return RC_OK;
	if (!is_since(t->events_at, EVENTS_EVERY_MS, t->now) && category_follow(turn, e))
		return e->rc;
	return reread_all(turn, e) ? e->rc : read_all(turn, e);
}

enum rc category_is_due(struct turn *turn, bool *due, struct err *e)
{
	return category_tree_due(turn->db, turn->account->environment, due, e);
}

enum rc category_sync(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "categories");
	struct category_tree tree;

	if (!params_sync(turn, e) &&
	    !category_tree_load(turn->db, mem, turn->account->environment, &tree, e) &&
	    !param_changes_sync(turn, &tree, e) && !take_tree(turn, mem, &tree, e))
		*e = turn->trouble;
	mem_free(mem);
	return e->rc;
}
