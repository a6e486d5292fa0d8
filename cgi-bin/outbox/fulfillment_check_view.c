/* The plan of a change of statuses: a row an order. */
#include "outbox/fulfillment_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "orders/order_view.h"
#include "outbox/fulfillment_words.h"
#include "outbox/outbox_words.h"
#include "outbox/plan_form.h"
#include "outbox/plan_view.h"
#include "urls.h"

/* What was bought, by its first line. */
static const char *lines_text(const struct fmt *f, const struct order_status *s)
{
	if (s->line_count <= 1)
		return s->first_line;
	return mem_printf(f->mem, "%s, %s", str_or(s->first_line, ""),
			  mem_printf(f->mem,
				     ngettext("and %s more line", "and %s more lines",
					      (unsigned long)(s->line_count - 1)),
				     fmt_int(f, s->line_count - 1)));
}

static struct plan_row row_of(const struct fmt *f, const struct order_status *s)
{
	return (struct plan_row){
	    .id = s->form_id,
	    .name = order_view_number(f, s->form_id),
	    .url = url_orders_id(f->mem, s->form_id),
	    .account = s->account,
	    .about = s->name,
	    .detail = lines_text(f, s),
	    .now = label_of(order_fulfillment_labels, order_status_now(s)),
	};
}

/* What holds for one order is said in its row; what holds for many, once above. */
static struct plan_row change_of(const struct fmt *f, const struct fulfillment_check *c,
				 const struct order_status_outcome *o)
{
	const struct outbox_pick pick = {o->now->form_id, o->now->version, o->doubt};
	struct plan_row row = row_of(f, o->now);

	row.pick = plan_form_pick(f->mem, &pick);
	row.after = label_of(order_fulfillment_labels, c->word);
	if (o->doubt)
		row.doubt = outbox_reason_text(OUTBOX_ORDER_STATUS, o->doubt);
	if (c->seen)
		row.seen = label_text(order_fulfillment_labels, c->seen);
	return row;
}

static struct plan_row stay_of(const struct fmt *f, const struct order_status_outcome *o)
{
	struct fulfillment_reason reason = fulfillment_reason(f, o->now, o->verdict);
	struct plan_row row = row_of(f, o->now);

	row.remark = reason.text;
	row.link = reason.link;
	row.link_url = reason.url;
	return row;
}

static void add_warnings(const struct fmt *f, struct plan *p, unsigned all, bool more)
{
	static const enum order_status_warning common[] = {
	    ORDER_STATUS_NEAR_LIMIT, ORDER_STATUS_ENDS_CANCELLING, ORDER_STATUS_IS_NO_CANCEL};
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(common); i++)
		if (all & common[i])
			p->warnings[n++] = fulfillment_warning(common[i]);
	if (more)
		p->warnings[n] = mem_printf(
		    f->mem, _("These are the first %s. Confirm them, then select the others."),
		    fmt_int(f, ORDER_STATUS_MAX));
}

void fulfillment_check_show(struct request *rq, const struct fulfillment_check *c)
{
	struct fmt f = fmt_for(rq);
	struct plan p = {
	    .kind = OUTBOX_ORDER_STATUS,
	    .after = c->word,
	    .crumb = _("Orders"),
	    .back = c->back,
	    .action = url_fulfillment(),
	    .fields = {{"status", c->word}, {"back", c->back}},
	    .rows = mem_array(rq, struct plan_row, c->n + 1),
	};
	unsigned warnings = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct order_status_outcome *o = &c->outcomes[i];

		if (!o->now)
			continue;
		if (o->verdict == ORDER_STATUS_OK)
			warnings |= order_status_warnings(o->now, c->word);
		p.rows[p.n++] =
		    o->verdict == ORDER_STATUS_OK ? change_of(&f, c, o) : stay_of(&f, o);
	}
	add_warnings(&f, &p, warnings, c->more);
	plan_show(rq, &p);
}
