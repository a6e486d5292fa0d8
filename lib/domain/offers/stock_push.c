/* Differences between ledger and offers become a plan. */
#include "domain/offers/stock_push.h"

#include "base/mem.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/plan.h"
#include "domain/offers/stock_push_rule.h"
#include "domain/offers/stock_walk.h"
#include "domain/stock/stock_look.h"

struct pushing {
	struct turn *turn;
	uint64_t plan_id; /* 0: nothing differs so far */
	bool was_left;	  /* a plan of before was dropped */
	bool may_end;
};

static enum rc add(struct pushing *p, const struct plan_change *changes, size_t n, struct err *e)
{
	const struct plan_making making = {.account_id = p->turn->account->id,
					   .topic = PLAN_STOCK,
					   .origin = PLAN_BY_STOCK,
					   .actor = p->turn->actor};

	if (!n)
		return RC_OK;
	if (!p->plan_id && plan_begin(p->turn->db, &making, &p->plan_id, e))
		return e->rc;
	return plan_add(p->turn->db, p->plan_id, changes, n, e);
}

/* What one offer asks for; false: nothing. What a switch does not allow would hold up the whole
 * plan: it is left out, and the certificate tells of it. */
static bool want(const struct pushing *p, void *mem, const struct stock_offer_row *row,
		 struct plan_change *out)
{
	const struct stock_offer_case c = stock_case_of(row);
	const struct stock_want w = stock_offer_want(&c);

	if (!w.kind || row->is_busy || (w.word && !p->may_end))
		return false;
	*out = (struct plan_change){.kind = w.kind,
				    .offer_id = row->offer_id,
				    .after = w.word ? w.word : offer_stock_text(mem, w.pieces)};
	return true;
}

static enum rc take_page(void *arg, void *mem, const struct stock_offer_row *rows, size_t n,
			 struct err *e)
{
	struct pushing *p = arg;
	struct plan_change *changes = mem_array(mem, struct plan_change, n + 1);
	size_t n_changes = 0;

	for (size_t i = 0; i < n; i++)
		n_changes += want(p, mem, &rows[i], &changes[n_changes]);
	p->turn->counts.seen += n;
	p->turn->counts.changed += n_changes;
	return add(p, changes, n_changes, e);
}

/* At what has moved since the last look, or at all of them. */
static enum rc look(struct pushing *p, void *mem, struct stock_look *look, struct err *e)
{
	const char **ids;
	size_t n = 0;

	if (!look->is_whole &&
	    stock_offers_moved(p->turn->db, mem, p->turn->account->id, look->since, &ids, &n, e))
		return e->rc;
	look->is_whole |= n > STOCK_MOVED_MAX;
	return look->is_whole ? stock_walk(p->turn, take_page, p, e)
			      : stock_walk_among(p->turn, ids, n, take_page, p, e);
}

/* A brake holds it, or a switch that is off: then it waits for a person. */
static enum rc start(struct pushing *p, struct err *e)
{
	const struct plan_act act = {.id = p->plan_id, .actor = p->turn->actor};

	if (!p->plan_id)
		return RC_OK;
	if (plan_start(p->turn->db, &act, e) == RC_CONFLICT || e->rc == RC_DENIED)
		err_clear(e);
	return e->rc;
}

static enum rc save_body(struct db *db, void *arg, struct err *e)
{
	return stock_look_save(db, arg, e);
}

/* What was looked at counts as looked at when what came of it is kept; and who lost the lease
 * meanwhile starts nothing: it is whole by then, and taken for left over (drop_left()). */
static enum rc push(struct pushing *p, void *mem, struct err *e)
{
	struct stock_look l;

	if (stock_look_begin(p->turn->db, p->turn->account->id, &l, e))
		return e->rc;
	l.is_whole |= p->was_left;
	if (look(p, mem, &l, e) || (p->plan_id && plan_seal(p->turn->db, p->plan_id, e)) ||
	    turn_tx(p->turn, save_body, &l, e))
		return e->rc;
	return start(p, e);
}

/* A plan that nobody started is of numbers of then: it goes, and all offers are looked at again. */
static enum rc drop_left(struct pushing *p, struct stock_gate *gate, struct err *e)
{
	const struct plan_act act = {.id = gate->left_plan, .actor = p->turn->actor};
	bool off;

	if (!gate->left_plan || plan_is_off(p->turn->db, gate->left_plan, &off, e) || off ||
	    plan_stop(p->turn->db, &act, e))
		return e->rc;
	p->was_left = true;
	return stock_gate(p->turn->db, p->turn->account->id, gate, e);
}

enum rc stock_push_take(struct turn *turn, struct err *e)
{
	struct pushing p = {.turn = turn};
	struct stock_gate gate;

	if (turn->dry || stock_gate(turn->db, turn->account->id, &gate, e) || !gate.is_armed ||
	    drop_left(&p, &gate, e))
		return e->rc;
	if (!gate.is_fresh || gate.waits || gate.open_plans)
		return RC_OK;
	p.may_end = gate.may_end;
	void *mem = mem_context(NULL, "push of stock");
	(void)push(&p, mem, e);
	mem_free(mem);
	return e->rc;
}
