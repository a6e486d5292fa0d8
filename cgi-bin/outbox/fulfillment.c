/* Setting the fulfilment status. What a person saw comes with the form; what is there now decides.
 */
#include "outbox/fulfillment.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order.h"
#include "orders/order_marks.h"
#include "outbox/fulfillment_view.h"
#include "outbox/fulfillment_words.h"
#include "outbox/plan_form.h"
#include "urls.h"
#include "web/page.h"
#include "web/url.h"

enum { STATUS_WORD_MAX = 40 };

const struct field fulfillment_one_fields[] = {
    {"status", .type = FIELD_ENUM, .values = order_status_words, .flags = FIELD_REQUIRED},
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {"version", .type = FIELD_INT, .min = 0, .max = INT64_MAX, .flags = FIELD_REQUIRED},
    {"seen", .type = FIELD_TEXT, .max = STATUS_WORD_MAX},
    {"then", .type = FIELD_TEXT, .max = REQUEST_NEXT_MAX},
    {0},
};
const struct field fulfillment_check_fields[] = {
    {"status", .type = FIELD_ENUM, .values = order_status_words, .flags = FIELD_REQUIRED},
    ORDER_MARK_FIELDS,
    {0},
};
const struct field fulfillment_many_fields[] = {
    {"back", .type = FIELD_TEXT, .max = REQUEST_NEXT_MAX},
    {"status", .type = FIELD_ENUM, .values = order_status_words, .flags = FIELD_REQUIRED},
    PLAN_FORM_FIELDS,
    {0},
};

/* ---- Deciding -------------------------------------------------------------------------------- */

struct decided {
	struct plan_form form;
	struct order_status_outcome *outcomes;
	size_t posted;
};

static enum rc decide(struct request *rq, struct decided *d, struct err *e)
{
	const struct order_status_decision decision = {
	    .word = form_text(rq->form, "status"),
	    .batch = d->form.batch,
	    .actor = rq->session->login,
	    .picks = d->form.picks,
	    .n = d->form.n,
	};

	d->outcomes = mem_array(rq, struct order_status_outcome, d->form.n + 1);
	return order_status_decide(rq->db, rq, &decision, d->outcomes, &d->posted, e);
}

/* ---- One order ------------------------------------------------------------------------------- */

static enum rc refuse(struct request *rq, const struct order_status_outcome *o)
{
	struct fmt f = fmt_for(rq);

	return page_refuse(rq, 409, fulfillment_reason(&f, o->now, o->verdict).text);
}

/* What has changed is shown with both values (R26), or what is doubtful in words; and the decision
 * is asked for again. */
static enum rc show_again(struct request *rq, const struct decided *d)
{
	bool changed = d->outcomes->now->version != d->form.picks->version;
	const struct fulfillment_check c = {
	    .word = form_text(rq->form, "status"),
	    .back = url_orders_id(rq, d->form.picks->subject),
	    .outcomes = d->outcomes,
	    .seen = changed ? form_text(rq->form, "seen") : NULL,
	    .n = d->form.n,
	};

	fulfillment_check_show(rq, &c);
	if (changed)
		page_status(rq, 409);
	return RC_OK;
}

static enum rc moved_on(struct request *rq, struct err *e)
{
	return page_conflict(rq, _("The change before is just being sent. Try again in a moment."),
			     e);
}

/* To the next order of the list when that was asked for, otherwise back to this one. */
static enum rc go_on(struct request *rq, const char *form_id)
{
	const char *here = req_back(rq, url_orders_id(rq, form_id));

	return redirect(rq, req_next(rq, form_text(rq->form, "then"), here));
}

enum rc do_fulfillment_one(struct request *rq, struct err *e)
{
	struct outbox_pick pick = {.subject = req_param(rq, "id"),
				   .version = (uint64_t)form_int(rq->form, "version", 0)};
	struct decided d = {.form = {.picks = &pick, .n = 1}};

	if (plan_form_batch(rq, &d.form.batch, e))
		return e->rc;
	if (decide(rq, &d, e))
		return moved_on(rq, e);
	if (!d.outcomes->now)
		return err_set(e, RC_NOT_FOUND, "no such order: %s", pick.subject);
	if (d.outcomes->verdict == ORDER_STATUS_SAME)
		return flash(rq, _("It already has this status or is about to get it."), e)
			   ? e->rc
			   : go_on(rq, pick.subject);
	if (d.outcomes->verdict != ORDER_STATUS_OK)
		return refuse(rq, d.outcomes);
	if (d.outcomes->changed)
		return show_again(rq, &d);
	return go_on(rq, pick.subject);
}

/* ---- Many orders ----------------------------------------------------------------------------- */

enum rc pg_fulfillment_check(struct request *rq, struct err *e)
{
	struct fulfillment_check c = {.word = form_text(rq->form, "status"),
				      .back = order_marks_back(rq)};
	struct order_status *rows;
	struct order_ids marks;
	size_t n;

	if (order_marks_read(rq, ORDER_STATUS_MAX, &marks, e) ||
	    order_status_list(rq->db, rq, marks.ids, marks.n, &rows, &n, e))
		return e->rc;
	c.n = marks.n;
	c.more = marks.more;
	struct order_status_outcome *outcomes = mem_array(rq, struct order_status_outcome, c.n + 1);
	for (size_t i = 0; i < c.n; i++) {
		const struct order_status *s = order_status_find(rows, n, marks.ids[i]);

		outcomes[i].now = s;
		if (!s)
			continue;
		outcomes[i].verdict = order_status_check(s, c.word);
		outcomes[i].doubt = order_status_doubt(s, c.word);
	}
	c.outcomes = outcomes;
	fulfillment_check_show(rq, &c);
	return RC_OK;
}

/* Those that changed in between stay as they are. */
static size_t left_out(const struct decided *d)
{
	size_t left = 0;

	for (size_t i = 0; i < d->form.n; i++) {
		const struct order_status_outcome *o = &d->outcomes[i];
		left += !o->now || (o->changed && o->verdict == ORDER_STATUS_OK) ||
			(o->verdict != ORDER_STATUS_OK && o->verdict != ORDER_STATUS_SAME);
	}
	return left;
}

enum rc do_fulfillment_many(struct request *rq, struct err *e)
{
	struct decided d = {0};

	if (plan_form_read(rq, ORDER_STATUS_MAX, &d.form, e))
		return e->rc;
	if (decide(rq, &d, e))
		return moved_on(rq, e);
	if (!d.form.n && flash(rq, _("Nothing was ticked, so nothing changes."), e))
		return e->rc;
	if (plan_form_left_out(rq, left_out(&d), e))
		return e->rc;
	return redirect(rq, req_next(rq, form_text(rq->form, "back"), url_orders()));
}
