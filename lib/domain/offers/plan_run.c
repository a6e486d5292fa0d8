/* The next step of each plan, and items on their way to the outbox. */
#include "domain/offers/plan_run.h"

#include "base/mem.h"
#include "domain/offers/plan_store.h"
#include "domain/outbox/outbox.h"

/* Items of one transaction; and of one pass, so that what they wait for is asked meanwhile. */
enum { FEED_AT_ONCE = PLAN_SLICE, FEED_A_PASS = 9000 };

struct stepping {
	struct turn *turn;
	const struct plan_head *plan;
	struct plan_counts counts;
	int64_t feed; /* most that may go now */
	int64_t fed;
	enum plan_stop why;
	enum plan_state to;
};

/* ---- Items to the outbox --------------------------------------------------------------------- */

static struct outbox_draft draft_of(const struct plan_head *plan, const struct plan_part *p)
{
	return (struct outbox_draft){.account_id = plan->account_id,
				     .subject = p->subject,
				     .before = p->before,
				     .after = p->after};
}

static enum rc note_fed(struct db *db, void *mem, const struct plan_part *parts,
			const struct outbox_draft *drafts, size_t n, struct err *e)
{
	uint64_t *posted = mem_array(mem, uint64_t, n + 1);
	struct plan_left *left = mem_array(mem, struct plan_left, n + 1);
	size_t n_posted = 0, n_left = 0;

	for (size_t i = 0; i < n; i++) {
		const struct outbox_objection *o = &drafts[i].objection;

		if (outbox_is_clear(o))
			posted[n_posted++] = parts[i].id;
		else
			left[n_left++] =
			    (struct plan_left){parts[i].id, o->obstacle ? o->obstacle : o->doubt};
	}
	return plan_set_posted(db, mem, posted, n_posted, e) ? e->rc
							     : plan_set_left(db, left, n_left, e);
}

/* Those of one kind, which stand together. */
static size_t of_one_kind(const struct plan_part *parts, size_t n)
{
	size_t some = 0;

	while (some < n && str_eq(parts[some].kind, parts->kind))
		some++;
	return some;
}

static enum rc feed(struct db *db, void *mem, struct stepping *s, struct err *e)
{
	const int64_t most = s->feed < FEED_AT_ONCE ? s->feed : FEED_AT_ONCE;
	const struct plan_head *plan = s->plan;
	struct plan_part *parts;
	size_t n, posted;

	if (plan_waiting(db, mem, plan->id, most, &parts, &n, e))
		return e->rc;
	n = of_one_kind(parts, n);
	s->fed = (int64_t)n;
	if (!n)
		return RC_OK;
	struct outbox_draft *drafts = mem_array(mem, struct outbox_draft, n);
	for (size_t i = 0; i < n; i++)
		drafts[i] = draft_of(plan, &parts[i]);
	const struct outbox_decision d = {.kind = parts->kind,
					  .batch = plan->batch,
					  .actor = plan->actor,
					  .drafts = drafts,
					  .n = n};
	if (outbox_post_within(db, &d, &posted, e))
		return e->rc;
	return note_fed(db, mem, parts, drafts, n, e);
}

/* The plan is what it was: nobody has stopped it meanwhile, and nobody can until this is kept. */
static enum rc feed_body(struct db *db, void *arg, struct err *e)
{
	struct stepping *s = arg;
	void *mem = mem_context(NULL, "feed");
	enum rc rc = plan_lock(db, s->plan, e);

	if (!rc)
		rc = feed(db, mem, s, e);
	mem_free(mem);
	return rc;
}

static enum rc settle_body(struct db *db, void *arg, struct err *e)
{
	struct stepping *s = arg;

	return plan_settle(db, s->plan->id, e) ? e->rc : plan_count(db, s->plan->id, &s->counts, e);
}

static enum rc feed_all(struct stepping *s, struct err *e)
{
	struct plan_pace pace;

	if (plan_pace(s->turn->db, s->plan->account_id, s->plan->topic, &pace, e))
		return e->rc;
	const int64_t room = plan_room(plan_topic_of(s->plan->topic), pace.in_minute, pace.in_hour);
	int64_t left = s->feed < room ? s->feed : room;

	for (left = left < FEED_A_PASS ? left : FEED_A_PASS; left > 0; left -= s->fed) {
		s->feed = left;
		s->fed = 0;
		if (turn_beat(s->turn, e) || turn_tx(s->turn, feed_body, s, e))
			return e->rc;
		if (!s->fed)
			break;
	}
	return turn_tx(s->turn, settle_body, s, e);
}

/* ---- The next step --------------------------------------------------------------------------- */

static enum rc move_body(struct db *db, void *arg, struct err *e)
{
	const struct stepping *s = arg;
	const struct plan_move move = {.id = s->plan->id,
				       .version = s->plan->version,
				       .from = s->plan->state,
				       .to = plan_state_names[s->to]};

	if (plan_move(db, &move, e))
		return e->rc;
	return s->to == PLAN_DONE ? plan_trail(db, s->plan, "ended", s->turn->actor, NULL, e)
				  : RC_OK;
}

static enum rc halt_body(struct db *db, void *arg, struct err *e)
{
	const struct stepping *s = arg;
	const struct plan_stopping stopping = {s->plan, s->why, s->turn->actor};

	return plan_halt(db, &stopping, e);
}

static enum rc take_step(struct stepping *s, struct err *e)
{
	switch (plan_next(plan_state_of(s->plan->state), &s->counts, &s->feed, &s->why)) {
	case PLAN_FEED:
		return feed_all(s, e);
	case PLAN_STOP_NOW:
		return turn_tx(s->turn, halt_body, s, e);
	case PLAN_GO_ON:
		s->to = PLAN_RUNNING;
		return turn_tx(s->turn, move_body, s, e);
	case PLAN_FINISH:
		s->to = PLAN_DONE;
		return turn_tx(s->turn, move_body, s, e);
	case PLAN_WAIT:
	default:
		return RC_OK;
	}
}

static enum rc step(struct turn *turn, const struct plan_head *plan, struct err *e)
{
	struct stepping s = {.turn = turn, .plan = plan};

	if (turn_tx(turn, settle_body, &s, e))
		return e->rc;
	/* A person was quicker: what is there now is looked at in the next pass. */
	if (take_step(&s, e) == RC_CONFLICT && !turn->lost)
		err_clear(e);
	return e->rc;
}

enum rc plans_advance(struct turn *turn, struct err *e)
{
	void *mem = mem_context(NULL, "plans");
	struct plan_head *plans;
	size_t n = 0;
	enum rc rc = plans_open(turn->db, mem, turn->account->id, &plans, &n, e);

	for (size_t i = 0; i < n && !rc; i++)
		rc = step(turn, &plans[i], e);
	mem_free(mem);
	return rc;
}

enum rc plans_are_due(struct db *db, uint64_t account_id, bool *due, struct err *e)
{
	void *mem = mem_context(NULL, "plans");
	struct plan_head *plans;
	size_t n = 0;
	enum rc rc = plans_open(db, mem, account_id, &plans, &n, e);

	*due = n > 0;
	mem_free(mem);
	return rc;
}
