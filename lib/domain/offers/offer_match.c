/* Offers are linked to products, by rule or by a person. */
#include "domain/offers/offer_match.h"

#include "base/mem.h"
#include "domain/audit/audit.h"
#include "domain/offers/offer_match_store.h"

const char *const offer_match_view_names[] = {"conflict", "none", "left", "linked", NULL};
_Static_assert(COUNT_OF(offer_match_view_names) == MATCH_VIEW_COUNT + 1, "a name for each view");

/* ---- By rule --------------------------------------------------------------------------------- */

struct matching {
	struct turn *turn;
	struct unmatched *rows;
	size_t n;
};

static enum rc match_one(struct db *db, const struct turn *turn, const struct unmatched *row,
			 struct err *e)
{
	const struct offer_match_verdict v = offer_match_judge(&row->c);
	const bool is_new_link = v.match == OFFER_MATCH_LINKED && !row->c.n_linked;
	const struct stock_link link = {.product_id = v.product_id, .pieces = 1};
	const struct matched matched = {offer_match_names[v.match], v.why,
					v.match == OFFER_MATCH_CONFLICT ? v.product_id : 0, row->id,
					row->version};

	if (offer_matched(db, &matched, e) || !is_new_link)
		return e->rc;
	return stock_link_set(db, turn->account->id, row->offer_id, &link, 1, turn->actor, e);
}

static enum rc match_slice(struct db *db, void *arg, struct err *e)
{
	const struct matching *m = arg;

	for (size_t i = 0; i < m->n; i++)
		if (match_one(db, m->turn, &m->rows[i], e))
			return e->rc;
	return RC_OK;
}

static enum rc rouse(struct db *db, void *arg, struct err *e)
{
	const struct turn *turn = arg;

	return unmatched_rouse(db, turn->account->id, e);
}

/* What changed between looking and writing is looked at again: by the next run. */
static enum rc take_slice(struct turn *turn, struct matching *m, struct err *e)
{
	if (turn_tx(turn, match_slice, m, e) == RC_CONFLICT && !turn->lost)
		err_clear(e);
	return e->rc ? e->rc : turn_beat(turn, e);
}

enum rc offers_match(struct turn *turn, struct err *e)
{
	uint64_t after = 0;
	bool more = true;

	if (turn_tx(turn, rouse, turn, e))
		return e->rc;
	while (more) {
		void *mem = mem_context(NULL, "offers");
		struct matching m = {.turn = turn};
		enum rc rc =
		    unmatched_list(turn->db, mem, turn->account->id, after, &m.rows, &m.n, e);

		more = !rc && m.n == MATCH_SLICE;
		if (!rc && m.n) {
			after = m.rows[m.n - 1].id;
			turn->counts.seen += m.n;
			rc = take_slice(turn, &m, e);
		}
		mem_free(mem);
		if (rc)
			return rc;
	}
	return RC_OK;
}

/* ---- By a person ----------------------------------------------------------------------------- */

struct deciding {
	void *mem;
	const struct offer_match_decision *d;
};

static const char *parts_text(void *mem, const struct stock_link *parts, size_t n)
{
	const char *text = NULL;

	for (size_t i = 0; i < n; i++)
		text =
		    mem_printf(mem, "%s%sproduct:%llu × %lld", str_or(text, ""), text ? ", " : "",
			       (unsigned long long)parts[i].product_id, (long long)parts[i].pieces);
	return text;
}

static enum rc decide_body(struct db *db, void *arg, struct err *e)
{
	const struct deciding *g = arg;
	const struct offer_match_decision *d = g->d;
	struct stock_link *before;
	size_t n;

	if (stock_links_of_offer(db, g->mem, d->account_id, d->offer_id, &before, &n, e) ||
	    offer_match_set(db, d, e) ||
	    stock_link_set(db, d->account_id, d->offer_id, d->parts, d->n, d->actor, e))
		return e->rc;
	const struct audit_entry entry = {
	    .actor = d->actor,
	    .action = "offer.linked",
	    .subject = mem_printf(g->mem, "offer:%s", d->offer_id),
	    .before = parts_text(g->mem, before, n),
	    .after = parts_text(g->mem, d->parts, d->n),
	};
	return audit_add(db, &entry, e);
}

enum rc offer_match_decide(struct db *db, const struct offer_match_decision *d, struct err *e)
{
	struct deciding g = {mem_context(db, "match"), d};
	enum rc rc = tx_run(db, decide_body, &g, e);

	mem_free(g.mem);
	return rc;
}
