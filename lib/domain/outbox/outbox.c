/* Undoing, dropping, releasing: each one transaction. */
#include "domain/outbox/outbox_store.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/outbox/outbox_kind.h"

const char *const outbox_view_names[] = {"held", "open", "over", "all", NULL};
_Static_assert(COUNT_OF(outbox_view_names) == OUTBOX_VIEW_COUNT + 1, "a name for each view");

bool outbox_is_clear(const struct outbox_objection *o)
{
	return !o->obstacle && !o->doubt;
}

/* ---- One move of a person ------------------------------------------------------------------- */

#define REASON(name) outbox_reason_names[OUTBOX_BECAUSE_##name]

/* What a person does to an intent, and what is said of it. */
struct doing {
	enum outbox_event event;
	const char *reason; /* NULL: none */
	const char *actor;
	const char *accepted; /* a doubt, when it is released; NULL: none */
};

const char *outbox_told(const char *kind, const char *value)
{
	const struct outbox_kind *row = outbox_kind_find(kind);

	return row && row->words ? NULL : value;
}

/* A person's word on an intent, in the trail: "order-status.undone". */
static enum rc trail(struct db *db, const struct open_row *row, const char *word, const char *actor,
		     struct err *e)
{
	void *mem = mem_context(NULL, "trail");
	const struct audit_entry entry = {
	    .actor = actor,
	    .action = mem_printf(mem, "%s.%s", row->kind, word),
	    .subject = outbox_subject(mem, row->kind, row->subject),
	    .before = outbox_told(row->kind, row->before),
	    .after = outbox_told(row->kind, row->after),
	};
	enum rc rc = audit_add(db, &entry, e);

	mem_free(mem);
	return rc;
}

/* How an intent was withdrawn, and otherwise what was done: a closed list for the trail. */
static const char *word_of(const struct doing *d)
{
	return d->event == OUTBOX_WITHDRAWN ? d->reason : outbox_event_names[d->event];
}

static enum rc move(struct db *db, const struct open_row *row, const struct doing *d, struct err *e)
{
	enum outbox_state to = outbox_move(outbox_state_of(row->state), d->event);

	if (to == OUTBOX_NONE)
		return err_set(e, RC_CONFLICT, "a change that is %s cannot be %s", row->state,
			       outbox_event_names[d->event]);
	const struct person_move m = {
	    .id = row->id,
	    .version = row->version,
	    .from = row->state,
	    .to = outbox_state_names[to],
	    .reason = d->reason,
	    .accepted = d->accepted,
	};
	if (to == OUTBOX_NEW ? intent_release(db, &m, e) : intent_close(db, &m, e))
		return e->rc;
	const struct step_row step = {
	    .outbox_id = row->id,
	    .actor = d->actor,
	    .event = outbox_event_names[d->event],
	    .state = m.to,
	    .status = INT64_MIN,
	    .detail = d->accepted ? d->accepted : d->reason,
	};
	return step_add(db, &step, e) ? e->rc : trail(db, row, word_of(d), d->actor, e);
}

/* ---- Withdrawing ---------------------------------------------------------------------------- */

enum rc intent_replace(struct db *db, const struct open_row *row, const char *actor, struct err *e)
{
	const struct doing replace = {
	    .event = OUTBOX_WITHDRAWN, .reason = REASON(REPLACED), .actor = actor};

	return move(db, row, &replace, e);
}

/* ---- Undoing -------------------------------------------------------------------------------- */

enum rc outbox_run_within(struct db *db, tx_body body, void *arg, struct err *e)
{
	return body(db, arg, e);
}

struct undoing {
	const char *batch;
	const char *actor;
	size_t undone;
};

static enum rc undo_body(struct db *db, void *arg, struct err *e)
{
	struct undoing *u = arg;
	const struct doing undo = {
	    .event = OUTBOX_WITHDRAWN, .reason = REASON(UNDONE), .actor = u->actor};
	void *mem = mem_context(NULL, "undo");
	struct open_row *rows;
	size_t n = 0;
	enum rc rc = intents_undoable(db, mem, u->batch, &rows, &n, e);

	for (size_t i = 0; i < n && !rc; i++)
		rc = move(db, &rows[i], &undo, e);
	u->undone = n;
	mem_free(mem);
	return rc;
}

static enum rc undo(struct db *db, outbox_run_fn *run, struct undoing u, size_t *undone,
		    struct err *e)
{
	if (run(db, undo_body, &u, e))
		return e->rc;
	*undone = u.undone;
	return RC_OK;
}

enum rc outbox_undo(struct db *db, const char *batch, const char *actor, size_t *undone,
		    struct err *e)
{
	return undo(db, tx_run, (struct undoing){.batch = batch, .actor = actor}, undone, e);
}

enum rc outbox_undo_within(struct db *db, const char *batch, const char *actor, size_t *undone,
			   struct err *e)
{
	return undo(db, outbox_run_within, (struct undoing){.batch = batch, .actor = actor}, undone,
		    e);
}

/* ---- One intent ----------------------------------------------------------------------------- */

struct resolving {
	uint64_t id;
	uint64_t version;
	struct doing doing;
	const char *obstacle; /* found when it was to be released */
};

static enum rc resolve(struct db *db, void *mem, struct resolving *r, struct err *e)
{
	struct outbox_objection o = {0};
	struct outbox_intent intent;
	struct doing doing = r->doing;

	if (outbox_find(db, mem, r->id, &intent, e) ||
	    (doing.event == OUTBOX_RELEASED && outbox_check(db, mem, &intent, 1, &o, e)))
		return e->rc;
	r->obstacle = o.obstacle;
	if (o.obstacle)
		doing = (struct doing){
		    .event = OUTBOX_OVERTAKEN, .reason = o.obstacle, .actor = doing.actor};
	else if (o.doubt && !str_eq(o.doubt, doing.accepted))
		return err_set(e, RC_CONFLICT, "%s is a doubt that nobody was shown", o.doubt);
	const struct open_row row = {
	    .id = r->id,
	    .state = intent.state,
	    .version = r->version,
	    .kind = intent.kind,
	    .subject = intent.subject,
	    .before = intent.before,
	    .after = intent.after,
	};
	return move(db, &row, &doing, e);
}

static enum rc resolve_body(struct db *db, void *arg, struct err *e)
{
	void *mem = mem_context(NULL, "intent");
	enum rc rc = resolve(db, mem, arg, e);

	mem_free(mem);
	return rc;
}

enum rc outbox_drop(struct db *db, uint64_t id, uint64_t version, const char *actor, struct err *e)
{
	struct resolving r = {
	    .id = id,
	    .version = version,
	    .doing = {.event = OUTBOX_WITHDRAWN, .reason = REASON(DROPPED), .actor = actor},
	};

	return tx_run(db, resolve_body, &r, e);
}

enum rc outbox_release(struct db *db, const struct outbox_releasing *release, const char **obstacle,
		       struct err *e)
{
	struct resolving r = {
	    .id = release->id,
	    .version = release->version,
	    .doing = {.event = OUTBOX_RELEASED,
		      .actor = release->actor,
		      .accepted = release->accepted},
	};
	enum rc rc = tx_run(db, resolve_body, &r, e);

	*obstacle = r.obstacle;
	return rc;
}
