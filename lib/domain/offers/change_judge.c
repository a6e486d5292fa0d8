/* Changes of offers get their authors. */
#include "domain/offers/change_judge.h"

#include "base/mem.h"
#include "domain/audit/audit.h"
#include "domain/offers/change_store.h"

/* What need not be told: of a field that is written by nobody here, or that was muted. */
#define NOT_TOLD "told"

/* ---- Judging --------------------------------------------------------------------------------- */

struct judging {
	struct turn *turn;
	struct open_change *rows;
	size_t n;
};

static enum rc judge_one(struct db *db, uint64_t account_id, const struct open_change *row,
			 struct err *e)
{
	const struct offer_case c = {row->field,  row->before,	 row->after,   row->intent,
				     row->bought, row->ended_by, row->rule_id, row->age_ms};
	const struct offer_verdict v = offer_change_judge(&c);
	const bool asks = v.asks && !str_has_word(row->muted, row->field);

	if (v.author == OFFER_BY_NOBODY)
		return RC_OK;
	const struct judged_change judged = {offer_author_names[v.author], v.why, row->intent,
					     v.author == OFFER_BY_OTHERS && !asks ? NOT_TOLD : NULL,
					     row->id};
	if (change_judged(db, &judged, e))
		return e->rc;
	return v.author == OFFER_BY_OTHERS ? offer_recount(db, account_id, row->offer_id, e)
					   : RC_OK;
}

static enum rc judge_body(struct db *db, void *arg, struct err *e)
{
	const struct judging *j = arg;

	for (size_t i = 0; i < j->n; i++)
		if (judge_one(db, j->turn->account->id, &j->rows[i], e))
			return e->rc;
	return RC_OK;
}

enum rc offer_changes_judge(struct turn *turn, struct err *e)
{
	uint64_t after = 0;
	bool more = true;

	while (more) {
		void *mem = mem_context(NULL, "changes");
		struct judging j = {.turn = turn};
		enum rc rc =
		    open_changes(turn->db, mem, turn->account->id, after, &j.rows, &j.n, e);

		more = !rc && j.n == OPEN_CHANGES;
		if (!rc && j.n) {
			after = j.rows[j.n - 1].id;
			turn->counts.seen += j.n;
			rc = turn_tx(turn, judge_body, &j, e) ? e->rc : turn_beat(turn, e);
		}
		mem_free(mem);
		if (rc)
			return rc;
	}
	return RC_OK;
}

/* ---- Deciding -------------------------------------------------------------------------------- */

struct settling {
	void *mem;
	const struct offer_settle *s;
};

static enum rc settle_body(struct db *db, void *arg, struct err *e)
{
	const struct settling *g = arg;
	const struct offer_settle *s = g->s;
	struct offer_change c;

	if (change_find(db, g->mem, s->change_id, &c, e) || change_settled(db, s, e) ||
	    offer_recount(db, c.account_id, c.offer_id, e) ||
	    (s->how == OFFER_MUTED && offer_mute(db, &c, e)))
		return e->rc;
	const struct audit_entry entry = {
	    .actor = s->actor,
	    .action = mem_printf(g->mem, "offer.%s", offer_settling_names[s->how]),
	    .subject = mem_printf(g->mem, "offer:%s", c.offer_id),
	    .before = c.before,
	    .after = c.after,
	};
	return audit_add(db, &entry, e);
}

enum rc offer_change_settle(struct db *db, const struct offer_settle *s, struct err *e)
{
	struct settling g = {mem_context(db, "offer change"), s};
	enum rc rc = tx_run(db, settle_body, &g, e);

	mem_free(g.mem);
	return rc;
}
