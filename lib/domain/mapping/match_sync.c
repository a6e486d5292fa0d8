/* The order of a turn, and looking through the products. */
#include "domain/mapping/match_sync.h"

#include "base/mem.h"
#include "domain/mapping/match_steps.h"

enum { RECOUNT_EVERY = 5 }; /* batches: a count looks at every answer of its shop categories */

/* ---- Counting -------------------------------------------------------------------------------- */

struct counting {
	const char *environment;
	struct shop_key *keys;
	size_t n;
};

static enum rc count_body(struct db *db, void *arg, struct err *e)
{
	const struct counting *c = arg;

	return proposals_count(db, c->environment, c->keys, c->n, e);
}

static enum rc recount(struct turn *turn, struct err *e)
{
	struct counting c = {.environment = turn->account->environment, .n = 1};
	enum rc rc = RC_OK;

	while (c.n && !rc) {
		void *mem = mem_context(NULL, "counting");

		rc = proposals_to_count(turn->db, mem, c.environment, &c.keys, &c.n, e);
		if (!rc && c.n)
			rc = turn_beat(turn, e) ? e->rc : turn_tx(turn, count_body, &c, e);
		mem_free(mem);
		if (turn->dry)
			break;
	}
	return rc;
}

/* ---- Looking through ------------------------------------------------------------------------- */

static enum rc end_body(struct db *db, void *arg, struct err *e)
{
	const struct match_sweep *s = arg;

	return match_tidy(db, s->environment, e) ? e->rc : match_sweep_save(db, s, e);
}

/* A slice, or the end of all of them. */
static enum rc look(struct turn *turn, void *mem, struct match_sweep *s, struct err *e)
{
	struct match_work *work = NULL;
	uint64_t to = 0;
	size_t n = 0;

	if (turn_beat(turn, e) || match_slice(turn->db, s->after_id, &to, e))
		return e->rc;
	if (!to) {
		s->done = 1;
		s->swept_at = s->now;
		return turn_tx(turn, end_body, s, e);
	}
	if (match_changed(turn->db, mem, s->environment, s->after_id, to, &work, &n, e))
		return e->rc;
	s->after_id = n == MATCH_BATCH ? work[n - 1].product_id : to;
	return match_ask(turn, work, n, s, e);
}

/* From the beginning, when a product is another than when it was looked at last. */
static enum rc begin(struct turn *turn, void *mem, struct match_sweep *s, bool *done, struct err *e)
{
	struct match_mark now;

	if (match_mark(turn->db, mem, &now, e))
		return e->rc;
	*done = s->done && str_eq(s->mark, now.mark);
	s->mark = now.mark;
	s->after_id = 0;
	s->done = 0;
	return RC_OK;
}

/* One slice further; *done: there was none. */
static enum rc step(struct turn *turn, void *mem, bool *done, struct err *e)
{
	struct match_sweep s;

	if (match_sweep_load(turn->db, mem, turn->account->environment, &s, e))
		return e->rc;
	if ((s.done || !s.after_id) && begin(turn, mem, &s, done, e))
		return e->rc;
	return *done ? RC_OK : look(turn, mem, &s, e);
}

static enum rc sweep(struct turn *turn, bool *done, struct err *e)
{
	enum rc rc = RC_OK;

	*done = false;
	for (size_t steps = 1; !*done && !rc; steps++) {
		void *mem = mem_context(NULL, "sweep");

		rc = step(turn, mem, done, e);
		mem_free(mem);
		if (turn->dry)
			break;
		if (!rc && steps % RECOUNT_EVERY == 0)
			rc = recount(turn, e);
	}
	return rc;
}

static enum rc ask_old(struct turn *turn, struct err *e)
{
	enum rc rc = RC_OK;
	size_t n = 1;

	while (n && !rc) {
		void *mem = mem_context(NULL, "old");
		struct match_work *work = NULL;

		rc = match_old(turn->db, mem, turn->account->environment, &work, &n, e);
		if (!rc && n)
			rc = match_ask(turn, work, n, NULL, e);
		mem_free(mem);
		if (turn->dry)
			break;
	}
	return rc;
}

/* ---- A turn ---------------------------------------------------------------------------------- */

enum rc match_is_due(struct turn *turn, bool *due, struct err *e)
{
	*due = false;
	if (!str_has_word(turn->account->scopes, product_scope()))
		return RC_OK;
	return match_due(turn->db, turn->account->environment, due, e);
}

enum rc match_sync(struct turn *turn, struct err *e)
{
	bool done = false;

	if (recount(turn, e) || sweep(turn, &done, e) || ask_old(turn, e) || recount(turn, e) ||
	    (done && match_ask_names(turn, e)) || match_read_cards(turn, e) || recount(turn, e))
		return e->rc;
	*e = turn->trouble;
	return e->rc;
}
