/* The walk through the list, and single questions. */
#include "domain/ratings/rating_sync.h"

#include "base/mem.h"
#include "domain/ratings/rating_store.h"

#define PAUSE_MS   (15 * TIME_MINUTE_MS)
#define OVERLAP_MS (2 * TIME_HOUR_MS) /* Allegro lists now and then late */

/* ---- The walk -------------------------------------------------------------------------------- */

struct page {
	struct turn *turn;
	struct rating_walk walk;
	struct rating_page got;
	bool ends;
};

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void begin(struct rating_walk *w)
{
	int64_t from = w->read_to - OVERLAP_MS;

	if (w->read_to == TIME_NONE)
		from = w->now - RATING_FIRST_DAYS * TIME_DAY_MS;
	else if (w->swept_at + TIME_DAY_MS <= w->now)
		from = least(from, w->now - RATING_SWEEP_DAYS * TIME_DAY_MS);
	*w = (struct rating_walk){
	    .account_id = w->account_id,
	    .from = from,
	    .to = w->now + TIME_DAY_MS, /* our clock may be late */
	    .began = w->now,
	    .read_to = w->read_to,
	    .swept_at = w->swept_at,
	    .next_at = w->next_at,
	    .now = w->now,
	};
}

/* On from the oldest that was met. What changed at its very moment and was met is left out, so that
 * a page of equal times ends nothing. */
static void advance(struct page *p)
{
	struct rating_walk *w = &p->walk;
	const size_t listed = p->got.n + p->got.unread;
	int64_t oldest = w->to;
	int64_t met = 0;

	for (size_t i = 0; i < p->got.n; i++)
		oldest = least(oldest, p->got.ratings[i].changed_at);
	for (size_t i = 0; i < p->got.n; i++)
		met += p->got.ratings[i].changed_at == oldest;
	if (!p->got.n)
		met = (int64_t)listed;
	p->ends = !listed || (oldest == w->to && listed < RATINGS_MAX);
	w->skip = met + (oldest == w->to ? w->skip : 0);
	w->to = oldest;
}

static void end(struct rating_walk *w)
{
	if (w->from <= w->began - RATING_SWEEP_DAYS * TIME_DAY_MS)
		w->swept_at = w->began;
	w->read_to = w->began;
	w->next_at = w->now + PAUSE_MS;
	w->from = w->to = w->began = TIME_NONE;
	w->skip = 0;
}

static enum rc save_page(struct db *db, void *arg, struct err *e)
{
	const struct page *p = arg;
	const uint64_t account_id = p->turn->account->id;
	struct rating_walk w = p->walk;

	if (ratings_save(db, account_id, p->got.ratings, p->got.n, w.now, e))
		return e->rc;
	if (p->ends && ratings_renew_unseen(db, account_id, w.from, w.began, e))
		return e->rc;
	if (p->ends)
		end(&w);
	return rating_walk_save(db, &w, e);
}

static enum rc read_page(struct page *p, void *mem, struct err *e)
{
	struct turn *turn = p->turn;
	struct rating_walk *w = &p->walk;

	if (rating_walk_load(turn->db, turn->account->id, w, e))
		return e->rc;
	if (w->from == TIME_NONE && w->next_at > w->now) {
		p->ends = true;
		return RC_OK;
	}
	if (w->from == TIME_NONE)
		begin(w);
	const struct rating_query q = {w->from, w->to, w->skip};
	if (ratings_fetch(turn->api, mem, &q, &p->got, e))
		return e->rc;
	turn->counts.seen += p->got.n;
	turn->counts.failed += p->got.unread;
	if (p->got.unread)
		turn_note(turn, &p->got.why);
	advance(p);
	return turn_tx(turn, save_page, p, e);
}

static enum rc walk(struct turn *turn, struct err *e)
{
	bool ends = false;

	while (!ends) {
		struct page p = {.turn = turn};
		void *mem = mem_context(NULL, "ratings");
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
	const char *id;
	int64_t asked_at;
	struct rating got;
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
		return ratings_save(db, account_id, &q->got, 1, q->asked_at, e);
	return rating_mark(db, account_id, q->id, is_gone(&q->err) ? RATING_GONE : RATING_POSTPONE,
			   e);
}

/* Trouble that concerns one rating waits an hour; any other ends the turn. */
static enum rc renew(struct turn *turn, void *mem, const char *id, struct err *e)
{
	struct question q = {.turn = turn, .id = id};
	struct rating_walk now;

	if (turn_beat(turn, e) || rating_walk_load(turn->db, turn->account->id, &now, e))
		return e->rc;
	q.asked_at = now.now;
	enum rc rc = rating_fetch(turn->api, mem, id, &q.got, &q.err);
	if (rc == RC_STOPPED || (rc && meaning_reach(q.err.meaning) != REACH_THING)) {
		*e = q.err;
		return rc;
	}
	turn->counts.seen++;
	if (rc && !is_gone(&q.err))
		turn_note(turn, &q.err);
	return turn_tx(turn, save_answer, &q, e);
}

static enum rc renew_all(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "ratings");
	struct rating_id *ids;
	size_t n = 0;
	enum rc rc = ratings_to_renew(turn->db, mem, turn->account->id, &ids, &n, e);

	for (size_t i = 0; i < n && !rc; i++)
		rc = renew(turn, mem, ids[i].id, e);
	mem_free(mem);
	return rc;
}

enum rc rating_is_due(struct turn *turn, bool *due, struct err *e)
{
	*due = false;
	if (!str_has_word(turn->account->scopes, RATING_SCOPE))
		return RC_OK;
	return rating_walk_is_due(turn->db, turn->account->id, due, e);
}

enum rc rating_sync(struct turn *turn, struct err *e)
{
	if (renew_all(turn, e) || walk(turn, e))
		return e->rc;
	*e = turn->trouble;
	return e->rc;
}
