/* Plans as they are made: begun, filled, judged and sealed; and made of other plans. */
#include "base/mem.h"
#include "db/tx.h"
#include "domain/offers/edit.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/offer_write.h"
#include "domain/offers/plan_store.h"
#include "domain/outbox/outbox_kind.h"

enum rc plan_begin(struct db *db, const struct plan_making *m, uint64_t *id, struct err *e)
{
	return plan_insert(db, m, id, e);
}

/* ---- Filling --------------------------------------------------------------------------------- */

struct adding {
	uint64_t id;
	const struct plan_item_row *rows;
	size_t n;
};

static enum rc add_body(struct db *db, void *arg, struct err *e)
{
	const struct adding *a = arg;

	return plan_touch(db, a->id, e) ? e->rc : plan_items_put(db, a->rows, a->n, e);
}

static struct plan_item_row row_of(uint64_t id, const struct outbox_intent *i,
				   const struct offer_judged *j)
{
	const bool left = !outbox_is_clear(&j->objection);
	struct plan_item_row row = {
	    .plan_id = id,
	    .kind = i->kind,
	    .subject = i->subject,
	    .before = i->before ? i->before : j->now,
	    .after = i->after,
	    .state = plan_item_state_names[left ? PLAN_ITEM_LEFT : PLAN_ITEM_WAITING],
	    .note = j->objection.obstacle ? j->objection.obstacle : j->objection.doubt,
	};
	const enum plan_outlier outlier =
	    plan_outlier_of(row.kind, row.before, row.after, &row.change_bp);

	row.outlier = outlier == PLAN_PLAIN ? NULL : plan_outlier_names[outlier];
	row.place = outlier;
	return row;
}

/* Up to OFFER_KEYS_MAX. What is so already is no change. */
static enum rc add_some(struct db *db, void *mem, const struct plan_head *plan,
			const struct plan_change *changes, size_t n, struct err *e)
{
	struct outbox_intent *intents = mem_array(mem, struct outbox_intent, n);
	struct offer_judged *judged = mem_array(mem, struct offer_judged, n);
	struct plan_item_row *rows = mem_array(mem, struct plan_item_row, n);
	struct adding a = {plan->id, rows, 0};

	for (size_t i = 0; i < n; i++)
		intents[i] = (struct outbox_intent){.account_id = plan->account_id,
						    .kind = changes[i].kind,
						    .subject = changes[i].offer_id,
						    .before = changes[i].before,
						    .after = changes[i].after};
	if (offers_judge(db, mem, intents, n, judged, e))
		return e->rc;
	for (size_t i = 0; i < n; i++)
		if (!str_eq(judged[i].objection.obstacle, OFFER_SAME))
			rows[a.n++] = row_of(plan->id, &intents[i], &judged[i]);
	return tx_run(db, add_body, &a, e);
}

enum rc plan_add(struct db *db, uint64_t id, const struct plan_change *rows, size_t n,
		 struct err *e)
{
	void *mem = mem_context(NULL, "plan");
	struct plan_head plan;
	enum rc rc = plan_find(db, mem, id, &plan, e);

	for (size_t at = 0, some; at < n && !rc; at += some) {
		void *slice = mem_context(mem, "slice");

		some = n - at < OFFER_KEYS_MAX ? n - at : OFFER_KEYS_MAX;
		rc = add_some(db, slice, &plan, rows + at, some, e);
		mem_free(slice);
	}
	mem_free(mem);
	return rc;
}

/* ---- Sealing --------------------------------------------------------------------------------- */

static const char *brake_words(void *mem, unsigned brakes)
{
	const char *out = "";

	for (unsigned i = 0; i < PLAN_BRAKES; i++)
		if (brakes & (1U << i))
			out = mem_printf(mem, "%s%s%s", out, *out ? " " : "", plan_brake_names[i]);
	return out;
}

static enum rc seal_plan(struct db *db, void *mem, const struct plan_head *plan, struct err *e)
{
	struct plan_totals t = {0};
	struct plan_sums sums = {0};
	struct plan_counts counts;

	if (plan_totals(db, plan, &t, e) || plan_count(db, plan->id, &counts, e))
		return e->rc;
	sums.items = t.items;
	sums.active = t.active;
	sums.deletes = plan_topic_of(plan->topic) == PLAN_DELETE;
	struct plan_sealing s = {
	    .id = plan->id,
	    .state = plan_state_names[t.items ? PLAN_DRAFT : PLAN_DONE],
	    .items = t.items,
	    .values = t.values,
	};
	for (size_t i = 0; i < PLAN_PLAIN; i++) {
		sums.of[i] = t.of[i];
	}
	s.brakes = brake_words(mem, plan_brakes(&sums));
	if (plan_set_sealed(db, &s, e))
		return e->rc;
	return plan_trail(db, plan, "made", plan->actor, plan->about, e);
}

static enum rc seal_body(struct db *db, void *arg, struct err *e)
{
	const uint64_t *id = arg;
	void *mem = mem_context(NULL, "seal");
	struct plan_head plan;
	enum rc rc = plan_find(db, mem, *id, &plan, e);

	if (!rc)
		rc = seal_plan(db, mem, &plan, e);
	mem_free(mem);
	return rc;
}

enum rc plan_seal(struct db *db, uint64_t id, struct err *e)
{
	return tx_run(db, seal_body, &id, e);
}

/* ---- Made of another ------------------------------------------------------------------------- */

/* What an item of the parent becomes; NULL after: it is left. */
typedef struct plan_change turn_fn(const struct plan_part *part);

static struct plan_change repeated(const struct plan_part *p)
{
	return (struct plan_change){p->kind, p->subject, NULL, p->after};
}

static struct plan_change taken_back(const struct plan_part *p)
{
	const char *now = offer_status_of(p->after);

	return (struct plan_change){p->kind, p->subject, now ? now : p->after,
				    offer_value_back(p->kind, p->before, p->after)};
}

static enum rc copy_slice(struct db *db, void *mem, uint64_t account_id, struct plan_slice *s,
			  uint64_t to, turn_fn *turn, struct err *e)
{
	struct plan_part *parts;
	struct plan_change *changes;
	size_t n, used = 0;

	if (plan_parts(db, mem, s, &parts, &n, e))
		return e->rc;
	changes = mem_array(mem, struct plan_change, n + 1);
	/* Their values hold what was seen then: they are made anew. */
	if (n && str_eq(parts->kind, OUTBOX_OFFER_EDIT)) {
		const struct edits_wish wish = {account_id, parts, n, turn == taken_back};
		if (edits_again(db, mem, &wish, changes, &used, e))
			return e->rc;
	} else {
		for (size_t i = 0; i < n; i++) {
			changes[used] = turn(&parts[i]);
			used += changes[used].after != NULL;
		}
	}
	s->after_id = n ? parts[n - 1].id : 0;
	s->after_place = n ? parts[n - 1].place : 0;
	return plan_add(db, to, changes, used, e);
}

static enum rc copy(struct db *db, const struct plan_head *parent, enum plan_item_state state,
		    uint64_t to, turn_fn *turn, struct err *e)
{
	struct plan_slice s = {.plan_id = parent->id, .state = plan_item_state_names[state]};
	enum rc rc = RC_OK;

	do {
		void *mem = mem_context(NULL, "slice");

		rc = copy_slice(db, mem, parent->account_id, &s, to, turn, e);
		mem_free(mem);
	} while (!rc && s.after_id);
	return rc;
}

struct copying {
	enum plan_origin origin;
	enum plan_item_state state;
	turn_fn *turn;
};

static enum rc make_of(struct db *db, const struct plan_act *a, const struct copying *c,
		       uint64_t *made, struct err *e)
{
	void *mem = mem_context(NULL, "plan");
	struct plan_head parent;
	enum rc rc = plan_find(db, mem, a->id, &parent, e);
	struct plan_making m = {.origin = c->origin, .parent_id = a->id, .actor = a->actor};

	if (!rc) {
		m.account_id = parent.account_id;
		m.topic = plan_topic_of(parent.topic);
		m.about = parent.about;
		rc = plan_begin(db, &m, made, e);
	}
	if (!rc)
		rc = copy(db, &parent, c->state, *made, c->turn, e);
	if (!rc)
		rc = plan_seal(db, *made, e);
	mem_free(mem);
	return rc;
}

enum rc plan_retry(struct db *db, const struct plan_act *a, uint64_t *made, struct err *e)
{
	return make_of(db, a, &(struct copying){PLAN_BY_RETRY, PLAN_ITEM_FAILED, repeated}, made,
		       e);
}

enum rc plan_undo(struct db *db, const struct plan_act *a, uint64_t *made, struct err *e)
{
	return make_of(db, a, &(struct copying){PLAN_BY_UNDO, PLAN_ITEM_DONE, taken_back}, made, e);
}
