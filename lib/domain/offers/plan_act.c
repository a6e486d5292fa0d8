/* What people and jobs do to a plan: each one transaction. */
#include "base/mem.h"
#include "base/time.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/offers/plan_store.h"
#include "domain/outbox/outbox.h"

enum rc plan_trail(struct db *db, const struct plan_head *plan, const char *word, const char *actor,
		   const char *what, struct err *e)
{
	void *mem = mem_context(NULL, "trail");
	const struct audit_entry entry = {
	    .actor = actor,
	    .action = mem_printf(mem, "plan.%s", word),
	    .subject = audit_subject(mem, "plan", plan->id),
	    .after = what,
	};
	enum rc rc = audit_add(db, &entry, e);

	mem_free(mem);
	return rc;
}

typedef enum rc act_fn(struct db *db, const struct plan_head *plan, const struct plan_act *a,
		       struct err *e);

struct acting {
	const struct plan_act *a;
	act_fn *act;
};

static enum rc act_body(struct db *db, void *arg, struct err *e)
{
	const struct acting *acting = arg;
	void *mem = mem_context(NULL, "plan");
	struct plan_head plan;
	enum rc rc = plan_find(db, mem, acting->a->id, &plan, e);

	if (!rc && acting->a->version && acting->a->version != plan.version)
		rc = err_set(e, RC_CONFLICT, "the plan is another one now");
	if (!rc)
		rc = acting->act(db, &plan, acting->a, e);
	mem_free(mem);
	return rc;
}

static enum rc act(struct db *db, const struct plan_act *a, act_fn *fn, struct err *e)
{
	struct acting acting = {a, fn};

	return tx_run(db, act_body, &acting, e);
}

static bool is_in(const struct plan_head *plan, enum plan_state state)
{
	return str_eq(plan->state, plan_state_names[state]);
}

static struct plan_move move_to(const struct plan_head *plan, enum plan_state to)
{
	return (struct plan_move){.id = plan->id,
				  .version = plan->version,
				  .from = plan->state,
				  .to = plan_state_names[to]};
}

/* ---- Starting -------------------------------------------------------------------------------- */

static enum rc start(struct db *db, const struct plan_head *plan, const struct plan_act *a,
		     struct err *e)
{
	const struct plan_move move = move_to(plan, PLAN_TRIAL);
	bool off;

	if (!is_in(plan, PLAN_DRAFT))
		return err_set(e, RC_CONFLICT, "a plan that is %s cannot be started", plan->state);
	if (!str_empty(plan->brakes) && !plan->approved_by)
		return err_set(e, RC_CONFLICT, "the plan is held: %s", plan->brakes);
	if (plan_is_off(db, plan->id, &off, e))
		return e->rc;
	if (off)
		return err_set(e, RC_DENIED, "what the plan writes is not switched on");
	if (plan_move(db, &move, e))
		return e->rc;
	return plan_trail(db, plan, "started", a->actor, plan->about, e);
}

enum rc plan_start(struct db *db, const struct plan_act *a, struct err *e)
{
	return act(db, a, start, e);
}

static enum rc approve(struct db *db, const struct plan_head *plan, const struct plan_act *a,
		       struct err *e)
{
	if (!is_in(plan, PLAN_DRAFT) || str_empty(plan->brakes))
		return err_set(e, RC_CONFLICT, "nothing holds the plan");
	if (a->typed != plan->items)
		return err_set(e, RC_INVALID, "the plan has another number of offers");
	if (plan_set_approved(db, a, plan->version, e))
		return e->rc;
	return plan_trail(db, plan, "approved", a->actor, plan->brakes, e);
}

enum rc plan_approve(struct db *db, const struct plan_act *a, struct err *e)
{
	return act(db, a, approve, e);
}

/* ---- Stopping -------------------------------------------------------------------------------- */

enum rc plan_halt(struct db *db, const struct plan_stopping *s, struct err *e)
{
	struct plan_move move = move_to(s->plan, PLAN_STOPPED);
	struct plan_counts counts;
	size_t undone;

	move.reason = plan_stop_names[s->why];
	if (plan_move(db, &move, e) ||
	    outbox_undo_within(db, s->plan->batch, s->actor, &undone, e) ||
	    plan_take_back(db, s->plan->id, e) || plan_count(db, s->plan->id, &counts, e))
		return e->rc;
	return plan_trail(db, s->plan, "stopped", s->actor, move.reason, e);
}

static enum rc stop(struct db *db, const struct plan_head *plan, const struct plan_act *a,
		    struct err *e)
{
	if (!is_in(plan, PLAN_TRIAL) && !is_in(plan, PLAN_RUNNING) && !is_in(plan, PLAN_DRAFT))
		return err_set(e, RC_CONFLICT, "a plan that is %s cannot be stopped", plan->state);
	return plan_halt(db, &(struct plan_stopping){plan, PLAN_STOP_PERSON, a->actor}, e);
}

enum rc plan_stop(struct db *db, const struct plan_act *a, struct err *e)
{
	return act(db, a, stop, e);
}

/* Another batch, so that what was withdrawn can go again. */
static enum rc resume(struct db *db, const struct plan_head *plan, const struct plan_act *a,
		      struct err *e)
{
	struct plan_move move = move_to(plan, PLAN_RUNNING);
	char batch[37];

	if (!is_in(plan, PLAN_STOPPED) || !plan->counts.waiting || plan->started_at == TIME_NONE)
		return err_set(e, RC_CONFLICT, "nothing of the plan is left to be sent");
	str_uuid(batch);
	move.batch = batch;
	move.taken_again = 1;
	if (plan_move(db, &move, e))
		return e->rc;
	return plan_trail(db, plan, "resumed", a->actor, plan->about, e);
}

enum rc plan_resume(struct db *db, const struct plan_act *a, struct err *e)
{
	return act(db, a, resume, e);
}
