/* The banner of a decision that can still be undone. */
#include "outbox/undo_view.h"

#include "base/mem.h"
#include "outbox/outbox_words.h"
#include "tpl/outbox/_banner.h"
#include "tpl/outbox/_undo.h"

enum rc undo_load(struct request *rq, struct outbox_batch *out, struct err *e)
{
	*out = (struct outbox_batch){0};
	if (outbox_undoable(rq->db, rq, rq->session->login, out, e) == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

void undo_fill(struct tpl *t, const struct fmt *f, const struct outbox_batch *batch)
{
	if (!batch->batch)
		return;
	t = tpl_add(t, T_WAITING);
	tpl_set(t, T_TEXT,
		mem_printf(f->mem,
			   ngettext("%s \"%s\": %s change goes to Allegro",
				    "%s \"%s\": %s changes go to Allegro", (unsigned long)batch->n),
			   outbox_words(batch->kind).name,
			   outbox_value_head(f, batch->kind, batch->after), fmt_int(f, batch->n)));
	tpl_set(t, T_LEFT, fmt_in(f, batch->next_at));
	FMT_TIME(t, f, AT, fmt_clock(f, batch->next_at), batch->next_at);
	tpl_set(t, T_BATCH, batch->batch);
}

void undo_banner_fill(struct tpl *t, const struct fmt *f, const struct outbox_batch *batch)
{
	if (!batch->batch)
		return;
	t = tpl_add(t, T_SHOW);
	undo_fill(tpl_include(t, T_UNDO, TPL_OUTBOX__UNDO), f, batch);
}
