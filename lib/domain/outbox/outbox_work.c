/* Moves of intents: state, step, and at the end of a way the trail. */
#include "domain/outbox/outbox_work.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/audit/audit.h"
#include "domain/outbox/outbox_kind.h"
#include "domain/outbox/outbox_store.h"

static enum outbox_state state_after(const struct outbox_intent *row, const struct outcome *s)
{
	return outbox_move(outbox_state_of(row->state), s->event);
}

enum rc row_step(struct work *w, const struct outbox_intent *row, const struct outcome *s,
		 enum outbox_state to, struct err *e)
{
	const struct step_row step = {
	    .outbox_id = row->id,
	    .actor = w->p->turn->actor,
	    .event = outbox_event_names[s->event],
	    .state = outbox_state_names[to],
	    .request = s->request,
	    .status = s->status,
	    .trace = str_empty(s->trace) ? NULL : s->trace,
	    .detail = s->problem ? s->problem : s->found_value,
	};

	return step_add(w->p->turn->db, &step, e);
}

/* The end of a way, with Allegro's trace id, under the job's name: the person's part is there
 * already. */
static enum rc add_trail(struct work *w, const struct outbox_intent *row, const struct outcome *s,
			 enum outbox_state to, struct err *e)
{
	const struct audit_entry entry = {
	    .actor = w->p->turn->actor,
	    .action = mem_printf(w->mem, "%s.%s", row->kind, outbox_event_names[s->event]),
	    .subject = outbox_subject(w->mem, row->kind, row->subject),
	    .before = row->before,
	    .after = s->found_value ? s->found_value : row->after,
	    .trace_id = str_empty(s->trace) ? row->trace : s->trace,
	};

	if (outbox_is_open(to))
		return RC_OK;
	return audit_add(w->p->turn->db, &entry, e);
}

/* What Allegro has is another one than here: the reader of a held change wants to see which. */
static enum rc renew_if_changed(struct work *w, const struct outbox_intent *row,
				const struct outcome *s, struct err *e)
{
	int64_t generation;

	if (!str_eq(s->reason, outbox_reason_names[OUTBOX_BECAUSE_CHANGED]))
		return RC_OK;
	return (w->remote->renew ? w->remote->renew : w->remote->land)(w->p->turn->db, row,
								       &generation, e);
}

/* Asked about later, it has no receipt. */
static enum rc tell_refusal(struct work *w, const struct outbox_intent *row,
			    const struct outcome *s, struct err *e)
{
	if (s->event != OUTBOX_REFUSED || !w->receipt || !w->remote->refused)
		return RC_OK;
	return w->remote->refused(w->p->turn->db, w->mem, row, w->receipt, e);
}

enum rc row_move(struct work *w, struct outbox_intent *row, const struct outcome *s, struct err *e)
{
	enum outbox_state to = state_after(row, s);
	struct job_move move = {
	    .id = row->id,
	    .version = row->version,
	    .from = row->state,
	    .to = outbox_state_names[to],
	    .reason = s->reason,
	    .problem = s->problem,
	    .found_value = s->found_value,
	    .found_guard = s->found_guard,
	    .trace = str_empty(s->trace) ? NULL : s->trace,
	    .asked = s->asked,
	    .landed = TIME_NONE,
	    .pause_s = outbox_pause_s(s->asked ? row->asks : row->attempts),
	};

	if (s->found_value)
		row->found_value = s->found_value;
	if (to == OUTBOX_NONE)
		BUG("intent %llu: %s while %s", (unsigned long long)row->id,
		    outbox_event_names[s->event], row->state);
	if ((to == OUTBOX_DONE && w->remote->land(w->p->turn->db, row, &move.landed, e)) ||
	    renew_if_changed(w, row, s, e) || tell_refusal(w, row, s, e) ||
	    intent_move(w->p->turn->db, &move, e))
		return e->rc;
	return row_step(w, row, s, to, e) ? e->rc : add_trail(w, row, s, to, e);
}

void row_moved(struct work *w, struct outbox_intent *row, const struct outcome *s)
{
	struct turn_counts *c = &w->p->turn->counts;
	enum outbox_state to = state_after(row, s);

	row->state = outbox_state_names[to];
	row->reason = s->reason;
	row->version++;
	row->asks += s->asked;
	if (!str_empty(s->trace))
		row->trace = mem_strdup(w->mem, s->trace);
	c->changed += to == OUTBOX_DONE;
	c->failed += to == OUTBOX_HELD || to == OUTBOX_FAILED;
	c->unchanged += to == OUTBOX_NEW || to == OUTBOX_UNKNOWN;
}

struct moving {
	struct work *w;
	const struct outcome *outcomes;
};

static enum rc move_body(struct db *db, void *arg, struct err *e)
{
	const struct moving *m = arg;
	struct work *w = m->w;

	if ((w->receipt && command_answered(db, w->command, w->receipt, e)))
		return e->rc;
	for (size_t i = 0; i < w->n; i++)
		if (row_move(w, &w->rows[i], &m->outcomes[i], e))
			return e->rc;
	return RC_OK;
}

enum rc work_move(struct work *w, const struct outcome *outcomes, struct err *e)
{
	struct moving m = {w, outcomes};

	if (turn_tx(w->p->turn, move_body, &m, e))
		return e->rc;
	w->receipt = NULL;
	for (size_t i = 0; i < w->n; i++)
		row_moved(w, &w->rows[i], &outcomes[i]);
	return RC_OK;
}
