/* Answering and asking for removal: what is looked at. */
#include "domain/ratings/rating_store.h"

enum rc rating_look(struct db *db, void *mem, const struct act_subject *s, struct act_thing *out,
		    struct err *e)
{
	struct rating_row row;

	if (rating_find(db, mem, s->account_id, s->id, &row, e))
		return e->rc;
	*out = rating_thing(&row, s->kind, time_now_ms());
	return RC_OK;
}
OUTBOX_ACT(rating_answer, rating_look);
OUTBOX_ACT(rating_removal, rating_look);

enum rc rating_load(struct db *db, void *mem, const char *id, struct rating_detail *out,
		    struct err *e)
{
	return rating_find(db, mem, 0, id, &out->row, e)
		   ? e->rc
		   : acts_load(db, mem, out->row.account_id, id, &out->acts, e);
}
