/* What a person says of the parcel of an order that was cancelled while work had begun. */
#include "domain/orders/order_stop.h"
#include "orders/orders.h"
#include "urls.h"
#include "web/page.h"

const struct field order_stop_fields[] = {
    {"revision", .type = FIELD_ID, INTO(struct order_stopping, revision)},
    {0},
};

enum rc do_order_stop(struct request *rq, struct err *e)
{
	struct order_stopping s = {.form_id = req_param(rq, "id"), .actor = rq->session->login};

	form_into(rq->form, &s);
	if (order_stop(rq->db, &s, e))
		return page_conflict(rq,
				     _("The order has changed, or someone has already confirmed "
				       "this. Take another look."),
				     e);
	if (flash(rq, _("Noted: the parcel has been dealt with."), e))
		return e->rc;
	return redirect(rq, req_back(rq, url_orders_id(rq, s.form_id)));
}
