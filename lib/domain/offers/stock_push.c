/* Differences between ledger and offers become a plan. */
#include "domain/offers/stock_push.h"

#include "base/mem.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/plan.h"
#include "domain/offers/stock_push_rule.h"
#include "domain/offers/stock_walk.h"

struct pushing {
	struct turn *turn;
	uint64_t plan_id; /* 0: nothing differs so far */
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

/* What one offer asks for; false: nothing. */
static bool want(void *mem, const struct stock_offer_row *row, struct plan_change *out)
{
	const struct stock_offer_case c = stock_case_of(row);
	const struct stock_want w = stock_offer_want(&c);

	if (!w.kind || row->is_busy)
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
		n_changes += want(mem, &rows[i], &changes[n_changes]);
	p->turn->counts.seen += n;
	p->turn->counts.changed += n_changes;
	return add(p, changes, n_changes, e);
}

enum rc stock_push_take(struct turn *turn, struct err *e)
{
	struct pushing p = {.turn = turn};
	const struct plan_act act = {.actor = turn->actor};
	struct stock_gate gate;

	if (turn->dry || stock_gate(turn->db, turn->account->id, &gate, e))
		return e->rc;
	if (!gate.is_armed || !gate.is_fresh || gate.waits || gate.open_plans)
		return RC_OK;
	if (stock_walk(turn, take_page, &p, e) || !p.plan_id)
		return e->rc;
	if (plan_seal(turn->db, p.plan_id, e))
		return e->rc;
	struct plan_act start = act;
	start.id = p.plan_id;
	/* A brake holds it: then it waits for a person. */
	if (plan_start(turn->db, &start, e) == RC_CONFLICT)
		err_clear(e);
	return e->rc;
}
