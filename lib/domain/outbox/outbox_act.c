/* Judging and checking acts. */
#include "domain/outbox/outbox_act.h"

#include "base/mem.h"

/* ---- Looking --------------------------------------------------------------------------------- */

enum rc acts_load(struct db *db, void *mem, uint64_t account_id, const char *id, struct acts *out,
		  struct err *e)
{
	const struct outbox_filter about = {
	    .view = OUTBOX_VIEW_ALL, .account_id = account_id, .subject = id};

	*out = (struct acts){0};
	if (account_find(db, mem, account_id, &out->account, e) ||
	    outbox_writers(db, mem, account_id, &out->writers, &out->n_writers, e))
		return e->rc;
	return outbox_list(db, mem, &about, &out->intents, &out->n_intents, e);
}

const struct outbox_intent *act_intent(const struct acts *acts, const char *kind)
{
	for (size_t i = 0; i < acts->n_intents; i++)
		if (str_eq(acts->intents[i].kind, kind))
			return &acts->intents[i];
	return NULL;
}

static bool is_armed(const struct acts *acts, const char *kind)
{
	for (size_t i = 0; i < acts->n_writers; i++)
		if (str_eq(acts->writers[i].kind, kind))
			return acts->writers[i].armed;
	return false;
}

static bool is_pending(const struct outbox_intent *i, const struct act_thing *thing)
{
	enum outbox_state state = outbox_state_of(i->state);

	if (state == OUTBOX_DONE && thing->read_at != TIME_NONE)
		return thing->read_at <= i->ended_at;
	return state != OUTBOX_FAILED;
}

enum act_verdict act_judge(const struct acts *acts, const char *kind, const struct act_thing *thing)
{
	const struct outbox_intent *i = act_intent(acts, kind);

	if (thing->obstacle)
		return ACT_BARRED;
	if (i && is_pending(i, thing))
		return ACT_PENDING;
	if (!str_eq(acts->account.state, ACCOUNT_CONNECTED) ||
	    !str_has_word(acts->account.scopes, outbox_kind_find(kind)->scope))
		return ACT_CUT_OFF;
	return is_armed(acts, kind) ? ACT_MAY : ACT_OFF;
}

/* ---- Looking again --------------------------------------------------------------------------- */

const char *act_guard(void *mem, int64_t version)
{
	return mem_printf(mem, "%lld", (long long)version);
}

static enum rc check_one(struct db *db, void *mem, act_look_fn *look, const struct outbox_intent *i,
			 struct outbox_objection *out, struct err *e)
{
	const struct act_subject subject = {i->account_id, i->subject, i->kind};
	struct act_thing now = {.read_at = TIME_NONE};

	if (look(db, mem, &subject, &now, e))
		return e->rc;
	out->obstacle = now.obstacle;
	if (!out->obstacle && !str_eq(i->guard, act_guard(mem, now.version)))
		out->obstacle = "edited";
	return RC_OK;
}

enum rc act_check(struct db *db, void *mem, act_look_fn *look, const struct outbox_intent *rows,
		  size_t n, struct outbox_objection *out, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (check_one(db, mem, look, &rows[i], &out[i], e))
			return e->rc;
	return RC_OK;
}
