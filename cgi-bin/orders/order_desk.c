/* What people write down at an order, and the way from one order to the next. */
#include "base/mem.h"
#include "domain/orders/order_neighbour.h"
#include "domain/orders/order_note.h"
#include "orders/order_filters.h"
#include "orders/order_seen.h"
#include "orders/orders.h"
#include "urls.h"
#include "web/page.h"

const struct field order_note_fields[] = {
    {"text", .type = FIELD_LONG_TEXT, .max = ORDER_NOTE_MAX, .flags = FIELD_REQUIRED},
    {0},
};
const struct field order_tag_fields[] = {
    {"tag", .type = FIELD_TEXT, .max = ORDER_TAG_MAX, .flags = FIELD_REQUIRED},
    {0},
};

/* ---- Notes and tags ------------------------------------------------------------------------ */

typedef enum rc pen_fn(struct db *db, const struct order_pen *pen, const char *text, struct err *e);

/* Back to the page it was written on, at the place where it stands. */
static enum rc write_down(struct request *rq, pen_fn *write, const char *text, const char *conflict,
			  struct err *e)
{
	const char *form_id = req_param(rq, "id");
	struct order_detail d;

	if (order_seen_load(rq, form_id, &d, e))
		return e->rc;
	const struct order_pen pen = {rq->session->user_id, rq->session->login, &d.order};
	if (write(rq->db, &pen, text, e))
		return page_conflict(rq, conflict, e);
	return redirect(rq, mem_printf(rq, "%s#h-desk", req_back(rq, url_orders_id(rq, form_id))));
}

enum rc do_order_note(struct request *rq, struct err *e)
{
	return write_down(rq, order_note_add, form_text(rq->form, "text"),
			  _("This buyer's data was erased, so no notes are saved here."), e);
}

enum rc do_order_tag(struct request *rq, struct err *e)
{
	return write_down(rq, order_tag_add, form_text(rq->form, "tag"),
			  _("An order can have 8 tags. Remove one before you add another."), e);
}

enum rc do_order_untag(struct request *rq, struct err *e)
{
	return write_down(rq, order_tag_remove, form_text(rq->form, "tag"), "", e);
}

/* ---- Along the list ------------------------------------------------------------------------ */

/* Looked for when it is asked for, not for each page that is opened. At the end of the list, or
 * where it would have to be looked further, one is back in the list. */
static enum rc go(struct request *rq, enum order_side side, struct err *e)
{
	struct order_neighbour found;
	struct order_filter filter;
	struct order_detail d;
	struct query query;

	order_filter_read(rq, &query, &filter);
	if (order_seen_load(rq, req_param(rq, "id"), &d, e) ||
	    order_neighbour(rq->db, rq, &filter, &d.order, side, &found, e))
		return e->rc;
	if (found.form_id)
		return redirect(rq, query_under(&query, url_orders_id(rq, found.form_id)));
	if (found.further)
		return redirect(rq, query_with(&query, "cursor", found.further));
	const char *said = side == ORDER_AFTER ? _("That was the last order of this list.")
					       : _("That was the first order of this list.");
	return flash(rq, said, e) ? e->rc : redirect(rq, query_under(&query, url_orders()));
}

enum rc pg_order_next(struct request *rq, struct err *e)
{
	return go(rq, ORDER_AFTER, e);
}

enum rc pg_order_previous(struct request *rq, struct err *e)
{
	return go(rq, ORDER_BEFORE, e);
}
