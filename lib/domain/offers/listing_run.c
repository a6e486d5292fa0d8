/* Runs of listing: begun by a person, carried on by list-offers. */
#include "base/mem.h"
#include "domain/audit/audit.h"
#include "domain/mapping/look.h"
#include "domain/mapping/offer_draft.h"
#include "domain/offers/listing_store.h"
#include "domain/offers/offer.h"
#include "domain/outbox/outbox.h"
#include "domain/stock/stock_show.h"

#include <stdlib.h>

enum { BUILD_AT_ONCE = 50 }; /* documents in one transaction: some 500 kB */
_Static_assert((int)BUILD_AT_ONCE <= (int)LISTING_KEYS_MAX, "one question knows them all");

/* ---- By a person ----------------------------------------------------------------------------- */

struct beginning {
	void *mem;
	const struct listing_wish *w;
	uint64_t n;
};

static enum rc begin_body(struct db *db, void *arg, struct err *e)
{
	struct beginning *b = arg;
	const struct audit_entry entry = {
	    .actor = b->w->actor,
	    .action = "listing.begun",
	    .subject = audit_subject(b->mem, "account", b->w->account_id),
	    .after = b->w->status,
	};
	uint64_t id;

	if (listing_run_add(db, b->w, &id, e) || listing_plan(db, id, b->w->account_id, &b->n, e) ||
	    audit_add(db, &entry, e))
		return e->rc;
	return RC_OK;
}

enum rc listing_begin(struct db *db, const struct listing_wish *w, size_t *n, struct err *e)
{
	struct beginning b = {mem_context(db, "listing"), w, 0};
	enum rc rc = tx_run(db, begin_body, &b, e);

	*n = (size_t)b.n;
	mem_free(b.mem);
	return rc;
}

struct doing {
	void *mem;
	struct listing_run run;
	enum listing_act act;
	const char *actor;
};

static enum rc do_body(struct db *db, void *arg, struct err *e)
{
	static const struct {
		const char *action;
		enum listing_state to;
		const char *reason;
	} acts[] = {
	    [LISTING_GO_ON] = {"listing.resumed", LISTING_RUNS, NULL},
	    [LISTING_STOP] = {"listing.stopped", LISTING_STOPPED, "person"},
	    [LISTING_GIVE_UP] = {"listing.given-up", LISTING_STOPPED, "person"},
	};
	const struct doing *d = arg;
	const struct audit_entry entry = {
	    .actor = d->actor,
	    .action = acts[d->act].action,
	    .subject = audit_subject(d->mem, "listing", d->run.id),
	};

	if (listing_move(db, &d->run, acts[d->act].to, acts[d->act].reason, e) ||
	    (d->act == LISTING_GIVE_UP && listing_leave(db, d->run.id, LISTING_GIVEN_UP, e)))
		return e->rc;
	return audit_add(db, &entry, e);
}

enum rc listing_do(struct db *db, uint64_t run_id, enum listing_act act, int64_t version,
		   const char *actor, struct err *e)
{
	struct doing d = {
	    mem_context(db, "listing"), {.id = run_id, .version = version}, act, actor};
	enum rc rc = tx_run(db, do_body, &d, e);

	mem_free(d.mem);
	return rc;
}

/* ---- By the job ------------------------------------------------------------------------------ */

struct sending {
	struct turn *turn;
	void *mem;
	const struct listing_run *run;
	struct listing_sent rows[BUILD_AT_ONCE];
	struct outbox_draft drafts[BUILD_AT_ONCE];
	size_t n;
	size_t n_drafts;
	char batch[37];
};

/* No more than the ledger has free for sale; what it does not know is as the product says. */
static enum rc take_stock(const struct sending *s, uint64_t product_id, struct offer_body *body,
			  struct err *e)
{
	struct stock_sum sum;

	if (stock_sum_load(s->turn->db, product_id, &sum, e))
		return e->rc;
	const int64_t free = sum.on_hand - sum.reserved - sum.buffer;
	if (sum.is_known && body->stock > free)
		body->stock = free > 0 ? free : 0;
	return RC_OK;
}

/* The document of a product; NULL in row->body: it is not ready any more. */
static enum rc build(struct sending *s, struct listing_sent *row, struct err *e)
{
	struct turn *turn = s->turn;
	struct seller_terms terms;
	struct refusal_says says;
	struct offer_body body;
	struct look look;

	if (look_product(turn->db, s->mem, turn->account, row->product_id, &look, e) ||
	    seller_terms_load(turn->db, s->mem, turn->account->id, &terms, e))
		return e->rc;
	if (look.ready.state != READY)
		return RC_OK;
	offer_draft(s->mem, &look.subject, &look.ready, &terms, &body);
	body.status = s->run->status;
	if (str_empty(body.external_id)) {
		row->why = LISTING_NO_SKU;
		return RC_OK;
	}
	if (take_stock(s, row->product_id, &body, e))
		return e->rc;
	if (str_eq(body.status, "ACTIVE") && body.stock <= 0) {
		row->why = LISTING_NO_STOCK;
		return RC_OK;
	}
	row->sku = body.external_id;
	row->body = offer_body_json(s->mem, &body);
	refusal_says(s->mem, &look.subject, &look.ready, &says);
	row->says = refusal_says_print(s->mem, &says);
	return RC_OK;
}

static const struct listing_known *known_of(const struct listing_known *known, size_t n,
					    uint64_t product_id)
{
	for (size_t i = 0; i < n; i++)
		if (known[i].product_id == product_id)
			return &known[i];
	return NULL;
}

static enum rc prepare(struct sending *s, const struct listing_planned *planned, size_t n,
		       struct err *e)
{
	const uint64_t account_id = s->turn->account->id;
	uint64_t ids[BUILD_AT_ONCE] = {0};
	struct listing_known *known;
	size_t n_known;

	for (size_t i = 0; i < n; i++)
		ids[i] = planned[i].product_id;
	if (listing_knowns(s->turn->db, s->mem, account_id, ids, n, &known, &n_known, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		const struct listing_known *k = known_of(known, n_known, ids[i]);
		const struct listing_case c = k ? listing_case_of(k) : (struct listing_case){0};
		struct listing_sent *row = &s->rows[s->n++];

		*row = (struct listing_sent){
		    .account_id = account_id, .product_id = ids[i], .why = listing_obstacle(&c)};
		if (!row->why && build(s, row, e))
			return e->rc;
		if (!row->why && !row->body)
			row->why = LISTING_NOT_READY;
		row->state = listing_item_names[row->why ? LISTING_LEFT : LISTING_SENT];
		if (!row->why)
			s->drafts[s->n_drafts++] = (struct outbox_draft){
			    .account_id = account_id,
			    .subject = mem_printf(s->mem, "%llu", (unsigned long long)ids[i]),
			    .after = row->sku};
	}
	return RC_OK;
}

/* What the outbox objected to meanwhile is left out; the others are tied to their intents. */
static enum rc settle_drafts(struct db *db, const struct sending *s, struct err *e)
{
	struct listing_tied tied[BUILD_AT_ONCE];
	size_t n = 0;

	for (size_t i = 0; i < s->n_drafts; i++) {
		const struct outbox_draft *d = &s->drafts[i];
		const uint64_t product_id = strtoull(d->subject, NULL, 10);
		const struct listing_sent left = {.account_id = d->account_id,
						  .product_id = product_id,
						  .why = d->objection.obstacle,
						  .state = listing_item_names[LISTING_LEFT]};

		if (outbox_is_clear(&d->objection))
			tied[n++] =
			    (struct listing_tied){s->batch, d->subject, d->account_id, product_id};
		else if (listing_put(db, &left, e))
			return e->rc;
	}
	return n ? listing_tie(db, tied, n, e) : RC_OK;
}

static enum rc send_body(struct db *db, void *arg, struct err *e)
{
	struct sending *s = arg;
	const struct outbox_decision d = {.kind = OUTBOX_OFFER_NEW,
					  .batch = s->batch,
					  .actor = s->run->actor,
					  .drafts = s->drafts,
					  .n = s->n_drafts};
	size_t posted;

	for (size_t i = 0; i < s->n; i++)
		if (listing_put(db, &s->rows[i], e) ||
		    (s->rows[i].body &&
		     refusals_forget(db, s->rows[i].account_id, s->rows[i].product_id, e)))
			return e->rc;
	if (!s->n_drafts)
		return RC_OK;
	return outbox_post_within(db, &d, &posted, e) ? e->rc : settle_drafts(db, s, e);
}

/* How many more may be on their way. */
static int64_t room(const struct listing_run *run)
{
	const int64_t *of = run->sums.of;
	const int64_t begun =
	    of[LISTING_SENT] + of[LISTING_LISTED] + of[LISTING_REFUSED] + of[LISTING_HELD];

	if (str_eq(run->state, listing_state_names[LISTING_ON_TRIAL]))
		return LISTING_TRIAL - begun;
	return str_eq(run->state, listing_state_names[LISTING_RUNS])
		   ? LISTING_AT_ONCE - of[LISTING_SENT]
		   : 0;
}

static enum rc send_some(struct turn *turn, const struct listing_run *run, int64_t most, size_t *n,
			 struct err *e)
{
	void *mem = mem_context(NULL, "listing");
	struct sending *s = mem_zero(mem, struct sending);
	struct listing_planned *planned;

	s->turn = turn;
	s->mem = mem;
	s->run = run;
	str_uuid(s->batch);
	enum rc rc = listing_planned(turn->db, mem, run->id,
				     most < BUILD_AT_ONCE ? most : BUILD_AT_ONCE, &planned, n, e);
	if (!rc && *n)
		rc = prepare(s, planned, *n, e) ? e->rc : turn_tx(turn, send_body, s, e);
	turn->counts.seen += *n;
	mem_free(mem);
	return rc;
}

/* Nothing while the account may have offers of the same products that nobody knows. */
static enum rc send_on(struct turn *turn, const struct listing_run *run, struct err *e)
{
	struct listing_bar bar;
	size_t n = 1;

	if (listing_bar(turn->db, turn->account->id, &bar, e) || listing_is_barred(&bar))
		return e->rc;
	for (int64_t left = room(run); left > 0 && n; left -= (int64_t)n)
		if (send_some(turn, run, left, &n, e) || turn_beat(turn, e))
			return e->rc;
	return RC_OK;
}

static enum rc harvest_body(struct db *db, void *arg, struct err *e)
{
	return listing_harvest(db, ((const struct listing_run *)arg)->id, e);
}

struct moving {
	const struct listing_run *run;
	enum listing_state to;
};

static enum rc move_body(struct db *db, void *arg, struct err *e)
{
	const struct moving *m = arg;

	return listing_move(db, m->run, m->to, m->to == LISTING_STOPPED ? "trial" : NULL, e);
}

static enum listing_state state_of(const char *name)
{
	int state = 0;

	while (state < LISTING_STATES && !str_eq(listing_state_names[state], name))
		state++;
	return (enum listing_state)state;
}

/* *moved: it is in another state now, and looked at once more. */
static enum rc look_on(struct turn *turn, void *mem, bool *moved, struct err *e)
{
	struct listing_run run;
	struct moving m = {&run, LISTING_DONE};

	*moved = false;
	if (listing_open(turn->db, mem, turn->account->id, &run, e) ||
	    turn_tx(turn, harvest_body, &run, e) ||
	    listing_open(turn->db, mem, turn->account->id, &run, e))
		return e->rc;
	m.to = listing_next(state_of(run.state), &run.sums);
	if (!str_eq(listing_state_names[m.to], run.state)) {
		*moved = true;
		return turn_tx(turn, move_body, &m, e);
	}
	return send_on(turn, &run, e);
}

enum rc listing_take(struct turn *turn, struct err *e)
{
	bool moved = true;
	void *mem = mem_context(NULL, "listing");

	for (int i = 0; moved && i < LISTING_STATES && !e->rc; i++)
		if (look_on(turn, mem, &moved, e) == RC_NOT_FOUND) {
			err_clear(e);
			break;
		}
	mem_free(mem);
	return e->rc;
}
