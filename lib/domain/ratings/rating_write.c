/* Deciding to answer or to ask for removal, and looking at it again before it leaves. */
#include "base/mem.h"
#include "domain/outbox/outbox_kind.h"
#include "domain/ratings/rating_store.h"

enum rc rating_load(struct db *db, void *mem, const char *id, struct rating_detail *out,
		    struct err *e)
{
	struct outbox_filter about = {.view = OUTBOX_VIEW_ALL, .subject = id};

	*out = (struct rating_detail){0};
	if (rating_find(db, mem, 0, id, &out->row, e) ||
	    account_find(db, mem, out->row.account_id, &out->account, e) ||
	    outbox_writers(db, mem, out->account.id, &out->writers, &out->n_writers, e))
		return e->rc;
	about.account_id = out->account.id;
	return outbox_list(db, mem, &about, &out->intents, &out->n_intents, e);
}

/* What was said of one text is not said of another: the rating must not have been edited since. */
static const char *guard_of(void *mem, int64_t changed_at)
{
	return mem_printf(mem, "%lld", (long long)changed_at);
}

enum rc rating_decide(struct db *db, void *mem, const char *id, const struct rating_decision *d,
		      struct err *e)
{
	struct rating_detail now;
	size_t posted = 0;

	if (rating_load(db, mem, id, &now, e))
		return e->rc;
	struct outbox_draft draft = {
	    .account_id = now.row.account_id,
	    .subject = id,
	    .guard = guard_of(mem, d->changed_at),
	    .after = d->text,
	};
	const struct outbox_decision decision = {.kind = d->kind,
						 .batch = d->batch,
						 .actor = d->actor,
						 .delay_s = OUTBOX_UNDO_S,
						 .drafts = &draft,
						 .n = 1};
	if (rating_judge(&now, d->kind, time_now_ms()) != RATING_MAY)
		return err_set(e, RC_CONFLICT, "nothing can be said of rating %s now", id);
	if (outbox_post(db, &decision, &posted, e))
		return e->rc;
	return draft.objection.obstacle
		   ? err_set(e, RC_CONFLICT, "rating %s: %s", id, draft.objection.obstacle)
		   : RC_OK;
}

static enum rc check_one(struct db *db, void *mem, const struct outbox_intent *i,
			 struct outbox_objection *out, struct err *e)
{
	struct rating_row row;

	if (rating_find(db, mem, i->account_id, i->subject, &row, e))
		return e->rc;
	out->obstacle = rating_obstacle(&row, i->kind, time_now_ms());
	if (!out->obstacle && !str_eq(i->guard, guard_of(mem, row.r.changed_at)))
		out->obstacle = "edited";
	return RC_OK;
}

/* One by one: people answer, not machines. */
outbox_check_fn outbox_rating_check;
enum rc outbox_rating_check(struct db *db, void *mem, const struct outbox_intent *rows, size_t n,
			    struct outbox_objection *out, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (check_one(db, mem, &rows[i], &out[i], e))
			return e->rc;
	return RC_OK;
}
