/* Walks through lists, and single questions. */
#include "domain/feed/walk.h"

#include "base/mem.h"
#include "domain/feed/walk_store.h"

/* ---- The walk -------------------------------------------------------------------------------- */

struct page {
	struct turn *turn;
	const struct walk_def *def;
	struct walk walk;
	struct resource_page got;
	bool ends;
};

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void begin(const struct walk_def *def, struct walk *w)
{
	int64_t from = w->read_to - def->overlap_ms;

	if (def->resource->timeless)
		from = w->now - WALK_ALL_DAYS * TIME_DAY_MS;
	else if (w->read_to == TIME_NONE || w->wanted_at > w->read_to)
		from = w->now - def->first_days * TIME_DAY_MS;
	else if (w->swept_at + TIME_DAY_MS <= w->now)
		from = least(from, w->now - def->sweep_days * TIME_DAY_MS);
	w->from = from;
	w->to = w->now + TIME_DAY_MS; /* our clock may be late */
	w->skip = 0;
	w->began = w->now;
}

/* By time: on from the oldest that was met. What changed at its very moment and was met is left
 * out, so that a page of equal times ends nothing. */
static void advance_time(struct page *p, size_t listed, int64_t oldest)
{
	const struct resource *r = p->def->resource;
	struct walk *w = &p->walk;
	int64_t met = 0;

	for (size_t i = 0; i < p->got.n; i++)
		met += resource_time(r, &p->got, i) == oldest;
	if (!p->got.n)
		met = (int64_t)listed;
	p->ends = !listed || (oldest == w->to && (int64_t)listed < r->most);
	w->skip = met + (oldest == w->to ? w->skip : 0);
	w->to = oldest;
}

/* By offset: what comes in meanwhile pushes things down, so that they are met twice; what is pushed
 * up out of sight by one that leaves is asked for by itself in the end. */
static void advance_offset(struct page *p, size_t listed, int64_t oldest)
{
	p->walk.skip += (int64_t)listed;
	p->ends = !listed || oldest < p->walk.from || p->walk.skip == p->got.total;
}

/* An empty page where Allegro counts more is no end, or everything behind it would seem gone. */
static bool breaks_off(const struct page *p)
{
	return !p->got.n && !p->got.unread && p->got.total > p->walk.skip;
}

static void advance(struct page *p)
{
	const struct resource *r = p->def->resource;
	int64_t oldest = p->walk.to;

	for (size_t i = 0; i < p->got.n; i++)
		if (resource_time(r, &p->got, i) != TIME_NONE)
			oldest = least(oldest, resource_time(r, &p->got, i));
	(r->from ? advance_time : advance_offset)(p, p->got.n + p->got.unread, oldest);
}

static void end(const struct walk_def *def, struct walk *w)
{
	if (w->from <= w->began - def->sweep_days * TIME_DAY_MS)
		w->swept_at = w->began;
	w->read_to = w->began;
	w->next_at = w->now + def->pause_ms;
	w->from = w->to = w->began = TIME_NONE;
	w->skip = 0;
}

static enum rc save_page(struct db *db, void *arg, struct err *e)
{
	const struct page *p = arg;
	const struct walk_def *def = p->def;
	struct walk w = p->walk;

	if (def->save(db, w.account_id, p->got.items, p->got.n, w.now, e))
		return e->rc;
	if (p->ends && def->resource->one != OP_COUNT && walk_renew_missed(db, def, &w, e))
		return e->rc;
	if (p->ends)
		end(def, &w);
	return walk_save(db, &w, e);
}

static enum rc read_page(struct page *p, void *mem, struct err *e)
{
	struct turn *turn = p->turn;
	struct walk *w = &p->walk;

	if (walk_load(turn->db, turn->account->id, p->def->name, w, e))
		return e->rc;
	if (w->from == TIME_NONE && w->next_at > w->now && w->wanted_at <= w->read_to) {
		p->ends = true;
		return RC_OK;
	}
	if (w->from == TIME_NONE || w->wanted_at >= w->began)
		begin(p->def, w);
	const struct resource_query q = {.from = w->from, .to = w->to, .offset = w->skip};
	if (resource_list(turn->api, mem, p->def->resource, &q, &p->got, e))
		return e->rc;
	if (breaks_off(p))
		return err_set(e, RC_SHAPE, "the list of %s ends at %lld of %lld", p->def->name,
			       (long long)w->skip, (long long)p->got.total);
	turn->counts.seen += p->got.n;
	turn->counts.failed += p->got.unread;
	if (p->got.unread)
		turn_note(turn, &p->got.why);
	advance(p);
	return turn_tx(turn, save_page, p, e);
}

static enum rc walk(struct turn *turn, const struct walk_def *def, struct err *e)
{
	bool ends = false;

	for (int i = 0; i < WALK_PAGES && !ends; i++) {
		struct page p = {.turn = turn, .def = def};
		void *mem = mem_context(NULL, def->name);
		enum rc rc = turn_beat(turn, e) ? e->rc : read_page(&p, mem, e);

		mem_free(mem);
		if (rc)
			return rc;
		ends = p.ends || turn->dry;
	}
	return RC_OK;
}

/* ---- Single questions ------------------------------------------------------------------------ */

struct question {
	const struct turn *turn;
	const struct walk_def *def;
	const char *id;
	int64_t asked_at;
	void *got;
	struct err err; /* how it was refused */
};

/* Allegro documents the status alone, not a code that would make a meaning of it. */
static bool is_gone(const struct err *e)
{
	return e->meaning == MEANING_GONE || (e->meaning == MEANING_REFUSED && e->http == 404);
}

static enum rc save_answer(struct db *db, void *arg, struct err *e)
{
	const struct question *q = arg;
	const uint64_t account_id = q->turn->account->id;

	if (!q->err.rc)
		return q->def->save(db, account_id, q->got, 1, q->asked_at, e);
	return walk_mark(db, &q->def->table[is_gone(&q->err) ? WALK_GONE : WALK_POSTPONE],
			 account_id, q->id, e);
}

/* Trouble that concerns one thing waits an hour; any other ends the turn. */
static enum rc ask(struct question *q, struct turn *turn, void *mem, struct err *e)
{
	const struct resource *r = q->def->resource;
	struct walk now;

	if (turn_beat(turn, e) || walk_load(turn->db, turn->account->id, q->def->name, &now, e))
		return e->rc;
	q->asked_at = now.now;
	q->got = mem_array(mem, char, r->size);
	enum rc rc = resource_find(turn->api, mem, r, q->id, q->got, &q->err);
	if (rc == RC_STOPPED || (rc && meaning_reach(q->err.meaning) != REACH_THING)) {
		*e = q->err;
		return rc;
	}
	turn->counts.seen++;
	if (rc && !is_gone(&q->err))
		turn_note(turn, &q->err);
	return turn_tx(turn, save_answer, q, e);
}

static enum rc ask_singles(struct turn *turn, const struct walk_def *def, struct err *e)
{
	void *mem = mem_context(NULL, def->name);
	struct walk_single *singles;
	size_t n = 0;
	enum rc rc = walk_singles(turn->db, mem, def, turn->account->id, &singles, &n, e);

	for (size_t i = 0; i < n && !rc; i++) {
		struct question q = {.turn = turn, .def = def, .id = singles[i].id};
		rc = ask(&q, turn, mem, e);
	}
	mem_free(mem);
	return rc;
}

/* ---- A turn ---------------------------------------------------------------------------------- */

enum rc walk_is_due(struct turn *turn, const struct walk_def *def, bool *due, struct err *e)
{
	*due = false;
	if (!str_has_word(turn->account->scopes, resource_scope(def->resource)))
		return RC_OK;
	return walk_due(turn->db, def, turn->account->id, due, e);
}

enum rc walk_take(struct turn *turn, const struct walk_def *def, struct err *e)
{
	if (ask_singles(turn, def, e) || walk(turn, def, e))
		return e->rc;
	*e = turn->trouble;
	return e->rc;
}
