/* Differences between ledger and offers become a plan. */
#include "domain/offers/stock_push.h"

#include "base/mem.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/plan.h"
#include "domain/offers/stock_push_rule.h"
#include "domain/offers/stock_push_store.h"
#include "domain/stock/stock_offer.h"

#include <string.h>

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
static bool want(void *mem, const struct stock_offer_row *row, int64_t shows,
		 struct plan_change *out)
{
	const struct stock_offer_case c = {.shows = shows,
					   .available = row->available,
					   .status = row->status,
					   .is_linked = row->is_linked,
					   .may_write = row->may_write,
					   .is_emptied = row->is_emptied};
	const struct stock_want w = stock_offer_want(&c);

	if (!w.kind || row->is_busy)
		return false;
	*out = (struct plan_change){.kind = w.kind,
				    .offer_id = row->offer_id,
				    .after = w.word ? w.word : offer_stock_text(mem, w.pieces)};
	return true;
}

/* Both lists go by the bytes of the ids. */
static enum rc take_page(struct pushing *p, void *mem, const struct stock_offer_part *parts,
			 size_t n, const char *after, struct err *e)
{
	struct plan_change *changes = mem_array(mem, struct plan_change, n + 1);
	struct stock_offer_row *rows;
	size_t n_changes = 0;
	size_t n_rows;
	size_t r = 0;

	if (stock_offer_rows(p->turn->db, mem, p->turn->account->id, after, parts[n - 1].offer_id,
			     &rows, &n_rows, e))
		return e->rc;
	for (size_t at = 0; at < n;) {
		size_t n_parts;
		const int64_t shows = stock_offer_shows(&parts[at], n - at, &n_parts);

		while (r < n_rows && strcmp(rows[r].offer_id, parts[at].offer_id) < 0)
			r++;
		if (r < n_rows && str_eq(rows[r].offer_id, parts[at].offer_id))
			n_changes += want(mem, &rows[r], shows, &changes[n_changes]);
		at += n_parts;
	}
	p->turn->counts.seen += n_rows;
	p->turn->counts.changed += n_changes;
	return add(p, changes, n_changes, e);
}

static enum rc take_all(struct pushing *p, struct err *e)
{
	void *pages[2] = {NULL, NULL}; /* the next page begins behind a text of the one before */
	const char *after = "";
	bool more = true;

	for (int i = 0; more && !e->rc; i ^= 1) {
		struct stock_offer_part *parts;
		size_t n;

		mem_free(pages[i]);
		pages[i] = mem_context(NULL, "stock of offers");
		if (stock_offers_list(p->turn->db, pages[i], p->turn->account->id, after, &parts,
				      &n, &more, e) ||
		    !n)
			break;
		if (take_page(p, pages[i], parts, n, after, e) || turn_beat(p->turn, e))
			break;
		after = parts[n - 1].offer_id;
	}
	mem_free(pages[0]);
	mem_free(pages[1]);
	return e->rc;
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
	if (take_all(&p, e) || !p.plan_id)
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
