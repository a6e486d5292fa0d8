/* The judgement over writes to an offer, and the check of its kinds. */
#include "domain/offers/offer_write.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/offers/automation.h"
#include "domain/offers/edit.h"
#include "domain/offers/offer_land.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/term_value.h"
#include "domain/outbox/outbox_kind.h"

#include <stdlib.h>
#include <string.h>

/* How late Allegro's end of an offer may be told after ours of the intent. */
#define ENDING_MS (10 * TIME_MINUTE_MS)

const char *offer_value_now(void *mem, const struct offer_state *s, const char *kind)
{
	const enum offer_trait field = offer_trait_of(kind);

	if (field == TRAIT_STATUS && offer_is_live(s))
		return OFFER_ACTIVE;
	return offer_trait_text(mem, s, field);
}

/* ---- The judgement --------------------------------------------------------------------------- */

static const char *price_obstacle(const struct offer_state *s, const char *after)
{
	struct money price;

	if (!offer_price_read(after, &price))
		return "value";
	return s->rule_id ? "price-rule" : NULL;
}

/* It ended when its last piece was sold, or when we ended it because there was none. */
static bool ended_for_stock(const struct offer_state *s, int64_t emptied_at)
{
	if (str_eq(s->ended_by, "EMPTY_STOCK"))
		return true;
	return str_eq(s->ended_by, "USER") && emptied_at != TIME_NONE &&
	       (s->ended_at == TIME_NONE || s->ended_at <= emptied_at + ENDING_MS);
}

static const char *status_obstacle(const struct offer_state *s, const char *after,
				   int64_t emptied_at)
{
	if (!offer_status_of(after))
		return "value";
	if (str_eq(after, OFFER_REVIVED) && !ended_for_stock(s, emptied_at))
		return "not-for-stock";
	return NULL;
}

/* A draft cannot be ended, nor was it ever. What Allegro's own check found would keep it from being
 * activated. */
static const char *draft_obstacle(const struct offer_state *s, const char *after)
{
	if (!str_eq(after, OFFER_ACTIVE))
		return OFFER_IS_DRAFT;
	return s->errors > 0 ? "incomplete" : NULL;
}

static const char *delete_obstacle(const struct offer_row *row, const char *after)
{
	if (row->gone_at != TIME_NONE)
		return "not-found";
	if (!str_eq(row->s.status, "INACTIVE"))
		return "not-draft";
	return str_eq(after, OFFER_DELETED) ? NULL : "value";
}

static bool is_term(const char *kind)
{
	return str_eq(kind, OUTBOX_OFFER_DELIVERY) || str_eq(kind, OUTBOX_OFFER_POLICY);
}

/* A draft has terms of sale, too. */
static const char *term_obstacle(const struct offer_row *row, const struct outbox_intent *i)
{
	const char *always = offer_obstacle(row);
	const char *value;

	if (always && !str_eq(always, OFFER_IS_DRAFT))
		return always;
	if (str_eq(row->s.status, OFFER_ENDED))
		return "ended";
	return term_value_read(i->kind, i->after, &value) < OFFER_GROUPS ? NULL : "value";
}

static const char *obstacle(const struct offer_row *row, const struct outbox_intent *i,
			    int64_t emptied_at)
{
	const char *always = offer_obstacle(row);
	int64_t pieces;

	if (str_eq(i->kind, OUTBOX_OFFER_DELETE))
		return delete_obstacle(row, i->after);
	if (is_term(i->kind))
		return term_obstacle(row, i);
	if (str_eq(always, OFFER_IS_DRAFT) && offer_trait_of(i->kind) == TRAIT_STATUS)
		return draft_obstacle(&row->s, i->after);
	if (always)
		return always;
	switch (offer_trait_of(i->kind)) { // NOLINT(clang-diagnostic-switch-enum)
	case TRAIT_PRICE:
		return price_obstacle(&row->s, i->after);
	case TRAIT_STOCK:
		return offer_stock_read(i->after, &pieces) && pieces > 0 ? NULL : "value";
	default:
		return status_obstacle(&row->s, i->after, emptied_at);
	}
}

static const char *now_of(void *mem, const struct offer_state *s, const struct outbox_intent *i)
{
	return is_term(i->kind) ? term_value_now(mem, s, i->kind, i->after)
				: offer_value_now(mem, s, i->kind);
}

struct outbox_objection offer_objection(void *mem, const struct offer_row *row,
					const struct outbox_intent *i, int64_t emptied_at)
{
	const char *now = now_of(mem, &row->s, i);
	const char *status = offer_status_of(i->after);
	struct outbox_objection o = {.obstacle = obstacle(row, i, emptied_at)};

	if (o.obstacle)
		return o;
	if (str_eq(now, status ? status : i->after))
		o.obstacle = OFFER_SAME;
	else if (i->before && !str_eq(now, i->before))
		o.doubt = "edited";
	return o;
}

/* ---- The check ------------------------------------------------------------------------------- */

/* world: of Allegro's price rules; NULL where no intent is about them. */
struct judging {
	struct db *db;
	void *mem;
	const struct automation_world *world;
};

static struct offer_judged judge_rule(const struct judging *j, const struct outbox_intent *i,
				      const struct offer_row *row)
{
	struct automation_wish wish;
	struct offer_judged out = {.objection = automation_objection(j->mem, j->world, row, i)};

	if (automation_read(j->mem, i->after, &wish))
		out.now = automation_now(j->mem, j->world, row, wish.market);
	return out;
}

static enum rc judge(const struct judging *j, const struct outbox_intent *i,
		     const struct offer_row *row, struct offer_judged *out, struct err *e)
{
	struct db *db = j->db;
	void *mem = j->mem;
	int64_t emptied_at = TIME_NONE;

	*out = (struct offer_judged){.objection.obstacle = row ? NULL : "not-found"};
	if (!row)
		return RC_OK;
	if (str_eq(i->kind, OUTBOX_OFFER_RULE)) {
		*out = judge_rule(j, i, row);
		return RC_OK;
	}
	if (str_eq(i->after, OFFER_REVIVED) &&
	    offer_emptied_at(db, i->account_id, i->subject, &emptied_at, e))
		return e->rc;
	out->now = now_of(mem, &row->s, i);
	out->objection = offer_objection(mem, row, i, emptied_at);
	return RC_OK;
}

enum rc offers_judge(struct db *db, void *mem, const struct outbox_intent *intents, size_t n,
		     struct offer_judged *out, struct err *e)
{
	const char **ids = mem_array(mem, const char *, n + 1);
	const struct offer_keys keys = {intents->account_id, ids, n};
	struct automation_world world;
	struct judging j = {db, mem, NULL};
	struct offer_row *offers;
	size_t found;

	for (size_t i = 0; i < n; i++) {
		ids[i] = intents[i].subject;
		if (str_eq(intents[i].kind, OUTBOX_OFFER_RULE))
			j.world = &world;
	}
	if (offers_find(db, mem, &keys, &offers, &found, e) ||
	    (j.world && automation_world(db, mem, &keys, &world, e)))
		return e->rc;
	if (str_eq(intents->kind, OUTBOX_OFFER_EDIT))
		return edits_judge(db, mem, intents, n, offers, found, out, e);
	for (size_t i = 0; i < n; i++)
		if (judge(&j, &intents[i], offer_row_of(offers, found, ids[i]), &out[i], e))
			return e->rc;
	return RC_OK;
}

static enum rc check_some(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
			  struct outbox_objection *out, struct err *e)
{
	struct offer_judged *judged = mem_array(mem, struct offer_judged, n);

	if (offers_judge(db, mem, rows, n, judged, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		out[i] = judged[i].objection;
	return RC_OK;
}

static size_t run_of(const struct outbox_intent *rows, size_t n)
{
	size_t some = 1;

	while (some < n && some < OFFER_KEYS_MAX && rows[some].account_id == rows->account_id)
		some++;
	return some;
}

static enum rc check(struct db *db, const struct outbox_intent *rows, size_t n,
		     struct outbox_objection *out, struct err *e)
{
	enum rc rc = RC_OK;

	for (size_t i = 0, some; i < n && !rc; i += some) {
		void *mem = mem_context(db, "offers");

		some = run_of(&rows[i], n - i);
		rc = check_some(db, mem, &rows[i], some, &out[i], e);
		mem_free(mem);
	}
	return rc;
}

#define CHECK(x)                                                                                   \
	outbox_check_fn outbox_##x##_check;                                                        \
	enum rc outbox_##x##_check(struct db *db, void *mem UNUSED,                                \
				   const struct outbox_intent *rows, size_t n,                     \
				   struct outbox_objection *out, struct err *e)                    \
	{                                                                                          \
		return check(db, rows, n, out, e);                                                 \
	}                                                                                          \
	_Static_assert(1, "a semicolon")
CHECK(offer_price);
CHECK(offer_stock);
CHECK(offer_status);
CHECK(offer_delete);
CHECK(offer_rule);
CHECK(offer_delivery);
CHECK(offer_policy);
