/* Setting the fulfilment status. What a person saw comes with the form; what is there now decides.
 */
#include "outbox/fulfillment.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order.h"
#include "outbox/fulfillment_view.h"
#include "outbox/fulfillment_words.h"
#include "urls.h"
#include "web/page.h"
#include "web/url.h"

enum {
	STATUS_WORD_MAX = 40,
	PICK_MAX = 64 + 1 + 20, /* form id, colon, version */
};

const struct field fulfillment_one_fields[] = {
    {"status", .type = FIELD_ENUM, .values = order_status_words, .flags = FIELD_REQUIRED},
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {"version", .type = FIELD_INT, .min = 0, .max = INT64_MAX, .flags = FIELD_REQUIRED},
    {"seen", .type = FIELD_TEXT, .max = STATUS_WORD_MAX},
    {0},
};
const struct field fulfillment_check_fields[] = {
    {"view", .type = FIELD_ENUM, .values = order_view_names},
    {"status", .type = FIELD_ENUM, .values = order_status_words, .flags = FIELD_REQUIRED},
    {"id", .type = FIELD_ID, .flags = FIELD_MANY},
    {0},
};
const struct field fulfillment_many_fields[] = {
    {"view", .type = FIELD_ENUM, .values = order_view_names},
    {"status", .type = FIELD_ENUM, .values = order_status_words, .flags = FIELD_REQUIRED},
    {"batch", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {"pick", .type = FIELD_TEXT, .max = PICK_MAX, .flags = FIELD_MANY | FIELD_REQUIRED},
    {0},
};

/* ---- Deciding -------------------------------------------------------------------------------- */

/* A batch is one of ours, made with the form. */
static enum rc read_batch(struct request *rq, const char **out, struct err *e)
{
	*out = form_text(rq->form, "batch");
	return str_is_uuid(*out) ? RC_OK : err_set(e, RC_INVALID, "the batch is no UUID");
}

struct decided {
	struct order_status_pick *picks;
	struct order_status_outcome *outcomes;
	size_t n;
	size_t posted;
};

static enum rc decide(struct request *rq, struct decided *d, struct err *e)
{
	struct order_status_decision decision = {
	    .word = form_text(rq->form, "status"),
	    .actor = rq->session->login,
	    .picks = d->picks,
	    .n = d->n,
	};

	d->outcomes = mem_array(rq, struct order_status_outcome, d->n + 1);
	if (read_batch(rq, &decision.batch, e))
		return e->rc;
	return order_status_decide(rq->db, rq, &decision, d->outcomes, &d->posted, e);
}

/* ---- One order ------------------------------------------------------------------------------- */

static enum rc refuse(struct request *rq, const struct order_status_outcome *o)
{
	struct fmt f = fmt_for(rq);

	return page_refuse(rq, 409, fulfillment_reason(&f, o->now, o->verdict).text);
}

/* Both values are shown, and the decision is asked for again (R26). */
static enum rc show_conflict(struct request *rq, const struct decided *d)
{
	const struct fulfillment_check c = {
	    .word = form_text(rq->form, "status"),
	    .back = url_orders_id(rq, d->picks->form_id),
	    .outcomes = d->outcomes,
	    .seen = form_text(rq->form, "seen"),
	    .n = d->n,
	};

	fulfillment_check_show(rq, &c);
	page_status(rq, 409);
	return RC_OK;
}

static enum rc moved_on(struct request *rq, struct err *e)
{
	if (e->rc != RC_CONFLICT)
		return e->rc;
	err_clear(e);
	return page_refuse(rq, 409,
			   _("The change before is just being sent. Try again in a moment."));
}

enum rc do_fulfillment_one(struct request *rq, struct err *e)
{
	struct order_status_pick pick = {req_param(rq, "id"),
					 (uint64_t)form_int(rq->form, "version", 0)};
	struct decided d = {.picks = &pick, .n = 1};

	if (decide(rq, &d, e))
		return moved_on(rq, e);
	if (!d.outcomes->now)
		return err_set(e, RC_NOT_FOUND, "no such order: %s", pick.form_id);
	if (d.outcomes->verdict == ORDER_STATUS_SAME)
		return flash(rq, _("It has this status already, or is just getting it."), e)
			   ? e->rc
			   : redirect(rq, url_orders_id(rq, pick.form_id));
	if (d.outcomes->verdict != ORDER_STATUS_OK)
		return refuse(rq, d.outcomes);
	if (d.outcomes->changed)
		return show_conflict(rq, &d);
	return redirect(rq, url_orders_id(rq, pick.form_id));
}

/* ---- Many orders ----------------------------------------------------------------------------- */

enum rc pg_fulfillment_check(struct request *rq, struct err *e)
{
	struct fulfillment_check c = {.word = form_text(rq->form, "status"),
				      .view = form_text(rq->form, "view"),
				      .back = req_back(rq, url_orders())};
	const char *const *ids = form_values(rq->form, "id", &c.n);
	struct order_status *rows;
	size_t n;

	if (c.n > ORDER_STATUS_MAX)
		return err_set(e, RC_INVALID, "%zu orders at once", c.n);
	if (order_status_list(rq->db, rq, ids, c.n, &rows, &n, e))
		return e->rc;
	struct order_status_outcome *outcomes = mem_array(rq, struct order_status_outcome, c.n + 1);
	for (size_t i = 0; i < c.n; i++) {
		const struct order_status *s = order_status_in(rows, n, ids[i]);

		outcomes[i].now = s;
		if (s)
			outcomes[i].verdict = order_status_check(s, c.word);
	}
	c.outcomes = outcomes;
	fulfillment_check_show(rq, &c);
	return RC_OK;
}

/* "form id:version". */
static bool read_pick(struct request *rq, const char *text, struct order_status_pick *out)
{
	const char *colon = strrchr(text, ':');
	int64_t version;

	if (!colon || !str_to_i64(colon + 1, 0, INT64_MAX, &version))
		return false;
	out->form_id = mem_strndup(rq, text, (size_t)(colon - text));
	out->version = (uint64_t)version;
	return str_is_id(out->form_id);
}

static enum rc read_picks(struct request *rq, struct decided *d, struct err *e)
{
	const char *const *texts = form_values(rq->form, "pick", &d->n);

	if (d->n > ORDER_STATUS_MAX)
		return err_set(e, RC_INVALID, "%zu orders at once", d->n);
	d->picks = mem_array(rq, struct order_status_pick, d->n + 1);
	for (size_t i = 0; i < d->n; i++)
		if (!read_pick(rq, texts[i], &d->picks[i]))
			return err_set(e, RC_INVALID, "a marked order cannot be read");
	return RC_OK;
}

/* Those that changed in between stay as they are, and that is said. */
static enum rc say_left_out(struct request *rq, const struct decided *d, struct err *e)
{
	struct fmt f = fmt_for(rq);
	size_t left = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct order_status_outcome *o = &d->outcomes[i];
		left += !o->now || (o->changed && o->verdict == ORDER_STATUS_OK) ||
			(o->verdict != ORDER_STATUS_OK && o->verdict != ORDER_STATUS_SAME);
	}
	if (!left)
		return RC_OK;
	return flash(
	    rq,
	    mem_printf(rq,
		       ngettext("%s order has changed meanwhile and was left out.",
				"%s orders have changed meanwhile and were left out.", left),
		       fmt_int(&f, (int64_t)left)),
	    e);
}

enum rc do_fulfillment_many(struct request *rq, struct err *e)
{
	const struct url_arg view = {"view", form_text(rq->form, "view")};
	struct decided d = {0};

	if (read_picks(rq, &d, e))
		return e->rc;
	if (decide(rq, &d, e))
		return moved_on(rq, e);
	if (say_left_out(rq, &d, e))
		return e->rc;
	return redirect(rq, url_with(rq, url_orders(), &view, 1));
}
