#ifndef OUTBOX_UNDO_VIEW_H
#define OUTBOX_UNDO_VIEW_H

/* The banner of a decision that can still be undone. */

#include "domain/outbox/outbox.h"
#include "common/format.h"

/* The newest of this reader; out->batch is NULL when there is none. */
MUST_CHECK enum rc undo_load(struct request *rq, struct outbox_batch *out, struct err *e);

/* Fill outbox/_banner.html, and outbox/_undo.html within. Nothing is shown without a batch. */
void undo_banner_fill(struct tpl *t, const struct fmt *f, const struct outbox_batch *batch);
void undo_fill(struct tpl *t, const struct fmt *f, const struct outbox_batch *batch);

#endif
