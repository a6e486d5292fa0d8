/* Notes and tags, each with its entry in the trail. */
#include "domain/orders/order_note.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/audit/audit.h"
#include "domain/orders/order_note_store.h"

struct stroke {
	const struct order_pen *pen;
	const char *text;
};

static enum rc trail(struct db *db, const struct order_pen *pen, const char *action, struct err *e)
{
	char *subject = mem_printf(NULL, "order:%s", pen->order->form_id);
	enum rc rc = audit_add(
	    db, &(struct audit_entry){.actor = pen->login, .action = action, .subject = subject},
	    e);

	mem_free(subject);
	return rc;
}

static enum rc note_body(struct db *db, void *arg, struct err *e)
{
	const struct stroke *s = arg;
	uint64_t added;

	if (note_insert(db, s->pen, s->text, &added, e))
		return e->rc;
	if (!added)
		return err_set(e, RC_CONFLICT, "the buyer was forgotten");
	return trail(db, s->pen, "order.note", e);
}

enum rc order_note_add(struct db *db, const struct order_pen *pen, const char *text, struct err *e)
{
	struct stroke s = {pen, text};

	return tx_run(db, note_body, &s, e);
}

static enum rc tag_body(struct db *db, void *arg, struct err *e)
{
	const struct stroke *s = arg;
	uint64_t added;
	int64_t n;

	if (tag_insert(db, s->pen->order, s->text, &added, e) ||
	    tag_count(db, s->pen->order, &n, e))
		return e->rc;
	if (n > ORDER_TAGS_MAX)
		return err_set(e, RC_CONFLICT, "an order may have %d tags", ORDER_TAGS_MAX);
	return added ? trail(db, s->pen, "order.tag", e) : RC_OK;
}

enum rc order_tag_add(struct db *db, const struct order_pen *pen, const char *tag, struct err *e)
{
	struct stroke s = {pen, tag};

	return tx_run(db, tag_body, &s, e);
}

static enum rc untag_body(struct db *db, void *arg, struct err *e)
{
	const struct stroke *s = arg;
	uint64_t gone;

	if (tag_delete(db, s->pen->order, s->text, &gone, e))
		return e->rc;
	return gone ? trail(db, s->pen, "order.untag", e) : RC_OK;
}

enum rc order_tag_remove(struct db *db, const struct order_pen *pen, const char *tag, struct err *e)
{
	struct stroke s = {pen, tag};

	return tx_run(db, untag_body, &s, e);
}
