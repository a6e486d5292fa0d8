/* What is printed of orders: slips, one or many. */
#include "orders/orders.h"

#include "base/mem.h"
#include "domain/orders/order_hold.h"
#include "domain/orders/order_views.h"
#include "orders/order_marks.h"
#include "orders/order_seen.h"
#include "orders/order_slip_view.h"
#include "tpl/layout/print.h"
#include "tpl/orders/slip.h"
#include "urls.h"
#include "web/page.h"

/* The orders there are: one that is gone meanwhile is left out. */
static enum rc load_orders(struct request *rq, const struct order_ids *marks, struct slips *out,
			   struct err *e)
{
	out->orders = mem_array(rq, struct order_detail, marks->n + 1);
	out->more = marks->more;
	for (size_t i = 0; i < marks->n; i++) {
		enum rc rc = order_seen_parcel(rq, marks->ids[i], &out->orders[out->n], e);

		if (rc && rc != RC_NOT_FOUND)
			return rc;
		err_clear(e);
		out->n += !rc;
	}
	return RC_OK;
}

/* Who has a slip has seen the buyer's address. */
static enum rc note_slips(struct request *rq, const struct slips *slips, struct err *e)
{
	const char **ids = mem_array(rq, const char *, slips->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < slips->n; i++)
		if (!slip_is_held(slips, &slips->orders[i]))
			ids[n++] = slips->orders[i].order.form_id;
	return order_views_note(rq->db, ids, n, rq->session->user_id, e);
}

static enum rc show_slips(struct request *rq, const struct slips *slips, struct err *e)
{
	struct fmt f = fmt_for(rq);

	if (note_slips(rq, slips, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_ORDERS_SLIP, _("Packing slips"));
	page_use_layout(rq, TPL_LAYOUT_PRINT);
	return slips_fill(t, &f, slips, e);
}

enum rc pg_slips(struct request *rq, struct err *e)
{
	struct slips slips = {.back = order_marks_back(rq), .back_text = _("Back to the orders")};
	struct order_ids marks;

	if (order_marks_read(rq, ORDER_MARKS_MAX, &marks, e) || load_orders(rq, &marks, &slips, e))
		return e->rc;
	return show_slips(rq, &slips, e);
}

enum rc pg_order_slip(struct request *rq, struct err *e)
{
	const char *form_id = req_param(rq, "id");
	struct order_detail order;
	struct slips slips = {.orders = &order,
			      .n = 1,
			      .is_one = true,
			      .back = url_orders_id(rq, form_id),
			      .back_text = _("Back to the order")};

	if (order_seen_load(rq, form_id, &order, e))
		return e->rc;
	return show_slips(rq, &slips, e);
}
