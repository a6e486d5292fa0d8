/* What is printed of orders: slips of one or of many, and what to fetch for them. */
#include "orders/orders.h"

#include "base/mem.h"
#include "domain/orders/order_views.h"
#include "orders/order_marks.h"
#include "orders/order_picklist_view.h"
#include "orders/order_seen.h"
#include "orders/order_slip_view.h"
#include "tpl/layout/print.h"
#include "tpl/orders/picklist.h"
#include "tpl/orders/slip.h"
#include "urls.h"
#include "web/page.h"

/* What is not left out. */
static uint64_t *ids_of(struct request *rq, const struct printout *p, size_t *n)
{
	uint64_t *ids = mem_array(rq, uint64_t, p->n + 1);

	*n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (!printout_holds(p, &p->orders[i]))
			ids[(*n)++] = p->orders[i].order.id;
	return ids;
}

/* Who has a slip has seen the buyer's address. */
static enum rc note_slips(struct request *rq, const struct printout *p, struct err *e)
{
	const char **ids = mem_array(rq, const char *, p->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (!printout_holds(p, &p->orders[i]))
			ids[n++] = p->orders[i].order.form_id;
	return order_views_note(rq->db, ids, n, rq->session->user_id, e);
}

static enum rc show_slips(struct request *rq, struct printout *p, struct err *e)
{
	struct fmt f = fmt_for(rq);
	size_t n;
	const uint64_t *ids = ids_of(rq, p, &n);

	if (note_slips(rq, p, e) || order_said_list(rq->db, rq, ids, n, &p->said, &p->n_said, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_ORDERS_SLIP, _("Packing slips"));
	page_use_layout(rq, TPL_LAYOUT_PRINT);
	return slips_fill(t, &f, p, e);
}

static enum rc load_marked(struct request *rq, struct printout *p, struct err *e)
{
	struct order_ids marks;

	*p = (struct printout){.back = order_marks_back(rq), .back_text = _("Back to orders")};
	if (order_marks_read(rq, ORDER_MARKS_MAX, &marks, e))
		return e->rc;
	p->more = marks.more;
	return order_seen_parcels(rq, rq, marks.ids, marks.n, &p->orders, &p->n, e);
}

enum rc pg_slips(struct request *rq, struct err *e)
{
	struct printout p;

	return load_marked(rq, &p, e) ? e->rc : show_slips(rq, &p, e);
}

enum rc pg_picklist(struct request *rq, struct err *e)
{
	struct fmt f = fmt_for(rq);
	struct order_pick *picks;
	struct printout p;
	size_t n_ids;
	size_t n;

	if (load_marked(rq, &p, e))
		return e->rc;
	const uint64_t *ids = ids_of(rq, &p, &n_ids);
	if (order_pick_list(rq->db, rq, ids, n_ids, &picks, &n, e))
		return e->rc;
	struct tpl *t = page_open(rq, TPL_ORDERS_PICKLIST, _("Pick list"));
	page_use_layout(rq, TPL_LAYOUT_PRINT);
	picklist_fill(t, &f, &p, picks, n);
	return RC_OK;
}

enum rc pg_order_slip(struct request *rq, struct err *e)
{
	const char *form_id = req_param(rq, "id");
	struct order_detail order;
	struct printout p = {.orders = &order,
			     .n = 1,
			     .is_one = true,
			     .back = url_orders_id(rq, form_id),
			     .back_text = _("Back to the order")};

	if (order_seen_load(rq, form_id, &order, e))
		return e->rc;
	return show_slips(rq, &p, e);
}
