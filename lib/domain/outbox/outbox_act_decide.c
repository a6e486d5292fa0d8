/* Deciding an act. */
#include "domain/outbox/outbox_act.h"

enum rc act_decide(struct db *db, void *mem, act_look_fn *look, const char *id,
		   const struct act_decision *d, struct err *e)
{
	const struct act_subject subject = {.id = id, .kind = d->kind};
	struct act_thing now = {.read_at = TIME_NONE};
	struct acts acts;
	size_t posted = 0;

	if (look(db, mem, &subject, &now, e) || acts_load(db, mem, now.account_id, id, &acts, e))
		return e->rc;
	struct outbox_draft draft = {
	    .account_id = now.account_id,
	    .subject = id,
	    .guard = act_guard(mem, d->version),
	    .after = d->text,
	};
	const struct outbox_decision decision = {.kind = d->kind,
						 .batch = d->batch,
						 .actor = d->actor,
						 .delay_s = OUTBOX_UNDO_S,
						 .drafts = &draft,
						 .n = 1};
	if (act_judge(&acts, d->kind, &now) != ACT_MAY)
		return err_set(e, RC_CONFLICT, "%s: %s cannot be sent now", id, d->kind);
	if (outbox_post(db, &decision, &posted, e))
		return e->rc;
	return draft.objection.obstacle
		   ? err_set(e, RC_CONFLICT, "%s: %s: %s", id, d->kind, draft.objection.obstacle)
		   : RC_OK;
}
