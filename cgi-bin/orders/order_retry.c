/* What a person does about documents in trouble. */
#include "base/mem.h"
#include "domain/orders/order_retry.h"
#include "common/format.h"
#include "orders/orders.h"
#include "urls.h"
#include "web/page.h"

const struct field order_leave_fields[] = {
    {"path", .type = FIELD_TEXT, .max = ERR_CODE_MAX, .flags = FIELD_REQUIRED},
    {0},
};

static enum rc back_to_order(struct request *rq, const char *said, struct err *e)
{
	return flash(rq, said, e)
		   ? e->rc
		   : redirect(rq, req_back(rq, url_orders_id(rq, req_param(rq, "id"))));
}

enum rc do_order_retry(struct request *rq, struct err *e)
{
	enum rc rc = order_retry(rq->db, req_param(rq, "id"), rq->session->login, e);

	if (rc == RC_NOT_FOUND || rc == RC_CONFLICT) {
		err_clear(e);
		return back_to_order(rq, _("This document no longer has a problem."), e);
	}
	if (rc)
		return rc;
	return back_to_order(rq, _("Kram will retry this document within a minute."), e);
}

enum rc do_orders_retry(struct request *rq, struct err *e)
{
	static const struct url_arg problems = {"view", "problem"};
	struct fmt f = fmt_for(rq);
	uint64_t n;

	if (order_retry_all(rq->db, rq->session->login, &n, e))
		return e->rc;
	const char *said =
	    mem_printf(rq,
		       ngettext("Kram will retry %s document within a minute.",
				"Kram will retry %s documents within a minute.", (unsigned long)n),
		       fmt_int(&f, (int64_t)n));
	return flash(rq, said, e) ? e->rc : redirect(rq, url_with(rq, url_orders(), &problems, 1));
}

enum rc do_order_leave(struct request *rq, struct err *e)
{
	const struct order_leave leave = {
	    .form_id = req_param(rq, "id"),
	    .path = form_text(rq->form, "path"),
	    .actor = rq->session->login,
	};
	enum rc rc = order_leave_out(rq->db, &leave, e);

	if (rc == RC_NOT_FOUND || rc == RC_CONFLICT) {
		err_clear(e);
		return back_to_order(rq, _("The problem has changed. Take another look."), e);
	}
	if (rc == RC_INVALID)
		return page_refuse(rq, 422, _("An order cannot be read without this field."));
	if (rc)
		return rc;
	return back_to_order(rq,
			     _("Kram will read the order without this field within a minute and "
			       "mark it accordingly."),
			     e);
}
