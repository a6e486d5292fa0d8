/* Looking at offers, and planning what differs. */
#include "domain/pricing/price_push_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/plan.h"
#include "domain/outbox/outbox_kinds.h"
#include "domain/pricing/campaigns.h"
#include "domain/pricing/price_book.h"

#include <inttypes.h>

enum { BATCH = 1000 }; /* changes handed to a plan at once, which are one bulk write */

/* What one rule changes at the offers of the account. */
struct harvest {
	const struct price_version *rule;
	uint64_t hash[2]; /* of its changes in their order */
	int64_t changes;
	int64_t left_out;
	int64_t biggest; /* change of a price, basis points */
};

struct push {
	struct turn *turn;
	void *mem;
	struct price_shelf *shelf;
	struct harvest *harvests; /* one an armed rule */
	size_t n;
	int64_t since_beat;
	/* Of the plan that is being made. */
	const struct harvest *of;
	uint64_t plan_id;
	void *batch; /* owns the texts of the changes */
	struct plan_change changes[BATCH];
	size_t n_changes;
};

bool price_push_goes_alone(const struct price_version *rule, int64_t changes, int64_t biggest)
{
	return rule->armed && changes <= rule->auto_offers && biggest <= rule->auto_change;
}

/* ---- Looking --------------------------------------------------------------------------------- */

/* FNV-1a, from two beginnings: equal changes are to be seen as such, nobody is to be kept out. */
static void mix(struct harvest *h, uint64_t n)
{
	for (size_t i = 0; i < 2; i++)
		h->hash[i] = (h->hash[i] ^ n) * UINT64_C(1099511628211);
}

static void mix_change(struct harvest *h, const char *offer_id, int64_t before, int64_t after)
{
	for (; *offer_id; offer_id++)
		mix(h, (unsigned char)*offer_id);
	mix(h, (uint64_t)before);
	mix(h, (uint64_t)after);
}

static const char *digest_text(void *mem, const struct harvest *h)
{
	if (!h->changes)
		return "";
	return mem_printf(mem, "%016" PRIx64 "%016" PRIx64, h->hash[0], h->hash[1]);
}

static struct harvest *harvest_of(struct push *p, const struct price_version *rule)
{
	for (size_t i = 0; rule && i < p->n; i++)
		if (p->harvests[i].rule == rule)
			return &p->harvests[i];
	return NULL;
}

static enum rc beat(struct push *p, struct err *e)
{
	if (++p->since_beat % PRICE_SLICE)
		return RC_OK;
	return turn_beat(p->turn, e);
}

static enum rc count(void *arg, const struct price_case *offer, const struct price_verdict *v,
		     struct err *e)
{
	struct push *p = arg;
	struct harvest *h = harvest_of(p, v->rule);
	const int64_t size = v->change < 0 ? -v->change : v->change;

	p->turn->counts.seen++;
	if (!h)
		return beat(p, e);
	h->left_out += v->stand != PRICE_CHANGES && v->stand != PRICE_SAME;
	if (v->stand == PRICE_CHANGES) {
		h->changes++;
		/* A price that was not there before is as large a change as can be. */
		h->biggest = v->change == PRICE_NONE ? INT64_MAX
			     : size > h->biggest     ? size
						     : h->biggest;
		mix_change(h, offer->offer_id, offer->now.minor, v->answer.price.minor);
	}
	return beat(p, e);
}

static void sow(struct push *p)
{
	const struct price_book *book = price_book_of(p->shelf);
	const uint64_t account = p->turn->account->id;

	p->harvests = mem_array(p->mem, struct harvest, book->n_rules + 1);
	for (size_t i = 0; i < book->n_rules; i++) {
		const struct price_version *v = &book->rules[i];
		if (v->armed && (!v->scope.account_id || v->scope.account_id == account))
			p->harvests[p->n++] = (struct harvest){
			    .rule = v,
			    .hash = {UINT64_C(14695981039346656037), UINT64_C(88172645463325252)}};
	}
}

/* ---- Planning -------------------------------------------------------------------------------- */

static enum rc flush(struct push *p, struct err *e)
{
	const enum rc rc =
	    p->n_changes ? plan_add(p->turn->db, p->plan_id, p->changes, p->n_changes, e) : RC_OK;

	p->n_changes = 0;
	mem_free(p->batch);
	p->batch = mem_context(p->mem, "changes");
	return rc;
}

static enum rc plan_one(void *arg, const struct price_case *offer, const struct price_verdict *v,
			struct err *e)
{
	struct push *p = arg;

	if (v->stand == PRICE_CHANGES && v->rule == p->of->rule) {
		p->changes[p->n_changes++] = (struct plan_change){
		    .kind = OUTBOX_OFFER_PRICE,
		    .offer_id = mem_strdup(p->batch, offer->offer_id),
		    .before = offer_price_text(p->batch, offer->now),
		    .after = offer_price_text(p->batch, v->answer.price),
		};
		if (p->n_changes == BATCH && flush(p, e))
			return e->rc;
	}
	return beat(p, e);
}

static struct price_push row_of(const struct push *p, const struct harvest *h)
{
	return (struct price_push){.account_id = p->turn->account->id,
				   .number = h->rule ? h->rule->number : 0,
				   .digest = "",
				   .changes = h->changes,
				   .left_out = h->left_out,
				   .plan_id = p->plan_id};
}

static enum rc save_body(struct db *db, void *arg, struct err *e)
{
	return price_push_save(db, arg, e);
}

static enum rc save(struct push *p, struct price_push row, struct err *e)
{
	return turn_tx(p->turn, save_body, &row, e);
}

static bool is_open(const char *state)
{
	return str_eq(state, plan_state_names[PLAN_TRIAL]) ||
	       str_eq(state, plan_state_names[PLAN_RUNNING]);
}

/* A plan that nobody has confirmed says what was, not what is. One that is not whole is left
 * behind: no page shows it. */
static enum rc drop_old(struct push *p, const struct price_push *last, struct err *e)
{
	const struct plan_act act = {.id = last->plan_id, .actor = p->turn->actor};

	if (!last->plan_id || !str_eq(last->plan_state, plan_state_names[PLAN_DRAFT]))
		return RC_OK;
	if (plan_stop(p->turn->db, &act, e) == RC_CONFLICT)
		err_clear(e);
	return e->rc;
}

/* The plan is kept with its rule before it is filled, so that a run that dies leaves none behind
 * that the next one does not know of. */
static enum rc make_plan(struct push *p, const struct harvest *h, struct err *e)
{
	const struct plan_making making = {.account_id = p->turn->account->id,
					   .topic = PLAN_PRICE,
					   .origin = PLAN_BY_PRICE,
					   .about = h->rule->name,
					   .actor = p->turn->actor};
	struct price_walking w = {.account_id = p->turn->account->id, .each = plan_one, .arg = p};

	p->of = h;
	if (plan_begin(p->turn->db, &making, &p->plan_id, e) || save(p, row_of(p, h), e))
		return e->rc;
	if (price_walk(p->turn->db, p->shelf, &w, e) || flush(p, e) ||
	    plan_seal(p->turn->db, p->plan_id, e))
		return e->rc;
	struct price_push row = row_of(p, h);
	row.digest = digest_text(p->mem, h);
	return save(p, row, e);
}

/* A brake holds it, its switch is off, or nobody knows which offers are in campaigns: then it waits
 * for a person. */
static enum rc start_alone(struct push *p, const struct harvest *h, struct err *e)
{
	const struct plan_act act = {.id = p->plan_id, .actor = p->turn->actor};
	bool known = false;

	if (campaigns_are_known(p->turn->db, p->turn->account->id, &known, e) || !known)
		return e->rc;
	if (!price_push_goes_alone(h->rule, h->changes, h->biggest))
		return RC_OK;
	if (plan_start(p->turn->db, &act, e) == RC_CONFLICT || e->rc == RC_DENIED)
		err_clear(e);
	return e->rc;
}

static enum rc settle(struct push *p, const struct harvest *h, const struct price_push *last,
		      struct err *e)
{
	const char *digest = digest_text(p->mem, h);
	struct price_push row;

	p->plan_id = last->plan_id;
	row = row_of(p, h);
	row.digest = digest;
	if (str_eq(digest, str_or(last->digest, "")) && !(h->changes && str_empty(digest)))
		return save(p, row, e);
	if (is_open(last->plan_state))
		return RC_OK; /* once it has ended */
	if (p->turn->dry)
		return RC_OK;
	if (drop_old(p, last, e))
		return e->rc;
	p->plan_id = 0;
	row.plan_id = 0;
	if (!h->changes)
		return save(p, row, e);
	p->turn->counts.changed += (uint64_t)h->changes;
	return make_plan(p, h, e) ? e->rc : start_alone(p, h, e);
}

/* ---- A turn ---------------------------------------------------------------------------------- */

enum rc prices_are_due(struct turn *turn, bool *due, struct err *e)
{
	int64_t n = 0;

	if (price_push_due(turn->db, turn->account->environment, turn->account->id,
			   time_now_ms() - PRICE_PUSH_MS, &n, e))
		return e->rc;
	*due = n > 0;
	return RC_OK;
}

static const struct price_push *last_of(const struct price_push *rows, size_t n, uint64_t number)
{
	static const struct price_push none = {.digest = ""};

	for (size_t i = 0; i < n; i++)
		if (rows[i].number == number)
			return &rows[i];
	return &none;
}

static enum rc push(struct push *p, struct err *e)
{
	struct price_walking w = {.account_id = p->turn->account->id, .each = count, .arg = p};
	struct harvest all = {0};
	struct price_push *last;
	size_t n = 0;

	if (price_book_load(p->turn->db, p->mem, p->turn->account->environment, &p->shelf, e))
		return e->rc;
	sow(p);
	if (price_walk(p->turn->db, p->shelf, &w, e) ||
	    price_pushes_of(p->turn->db, p->mem, p->turn->account->id, &last, &n, e))
		return e->rc;
	for (size_t i = 0; i < p->n; i++) {
		const struct harvest *h = &p->harvests[i];
		all.changes += h->changes;
		all.left_out += h->left_out;
		if (settle(p, h, last_of(last, n, h->rule->number), e))
			return e->rc;
	}
	p->plan_id = 0;
	return save(p, row_of(p, &all), e);
}

enum rc prices_push(struct turn *turn, struct err *e)
{
	struct push p = {.turn = turn, .mem = mem_context(NULL, "push prices")};

	p.batch = mem_context(p.mem, "changes");
	enum rc rc = push(&p, e);
	mem_free(p.mem);
	return rc;
}
