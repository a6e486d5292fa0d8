/* The page that shows a change of statuses before it is made: what changes, what does not and why.
 */
#include "outbox/fulfillment_view.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "outbox/fulfillment_words.h"
#include "orders/order_view.h"
#include "tpl/orders/fulfillment.h"
#include "urls.h"

static bool is_change(const struct order_status_outcome *o)
{
	return o->now && o->verdict == ORDER_STATUS_OK;
}

static void fill_order(struct tpl *t, const struct fmt *f, const struct order_status *s)
{
	struct label now = label_of(order_fulfillment_labels, order_status_now(s));

	tpl_set(t, T_URL, url_orders_id(f->mem, s->form_id));
	tpl_set(t, T_ID, s->form_id);
	tpl_set(t, T_NUMBER, order_view_number(f, s->form_id));
	tpl_set(t, T_ACCOUNT, s->account);
	tpl_set(t, T_LOGIN, s->login);
	tpl_set(t, T_LINE_NAME, s->first_line);
	if (s->line_count > 1)
		tpl_set_shown(t, T_MORE,
			      mem_printf(f->mem,
					 ngettext("and %s more line", "and %s more lines",
						  (unsigned long)(s->line_count - 1)),
					 fmt_int(f, s->line_count - 1)),
			      T_IF_MORE);
	BADGE(t, NOW, now);
}

/* What holds for one order is said in its row; what holds for many, once above. */
static const char *remark(const struct order_status *s, const char *word)
{
	return order_status_warnings(s, word) & ORDER_STATUS_UNPAID
		   ? fulfillment_warning(ORDER_STATUS_UNPAID)
		   : "";
}

static void fill_change(struct tpl *t, const struct fmt *f, const struct fulfillment_check *c,
			size_t i)
{
	const struct order_status *s = c->outcomes[i].now;
	struct label next = label_of(order_fulfillment_labels, c->word);
	struct tpl *pick = tpl_add(t, T_PICK);

	tpl_set(pick, T_PICK_VALUE, mem_printf(f->mem, "%s:%" PRIu64, s->form_id, s->version));
	t = tpl_add(t, T_CHANGE);
	fill_order(t, f, s);
	BADGE(t, NEXT, next);
	tpl_set(t, T_REMARK, remark(s, c->word));
	if (c->seen && !str_eq(c->seen, order_status_now(s)))
		tpl_set_shown(t, T_SEEN, label_text(order_fulfillment_labels, c->seen), T_IF_SEEN);
}

static void fill_skip(struct tpl *t, const struct fmt *f, const struct order_status_outcome *o)
{
	struct fulfillment_reason reason = fulfillment_reason(f, o->now, o->verdict);

	fill_order(t, f, o->now);
	tpl_set(t, T_REMARK, reason.text);
	if (!reason.link)
		return;
	t = tpl_add(t, T_IF_REMARK_LINK);
	tpl_set(t, T_REMARK_LINK, reason.link);
	tpl_set(t, T_REMARK_URL, reason.url);
}

static void fill_warnings(struct tpl *t, const struct fulfillment_check *c)
{
	static const enum order_status_warning common[] = {
	    ORDER_STATUS_NEAR_LIMIT, ORDER_STATUS_ENDS_CANCELLING, ORDER_STATUS_IS_NO_CANCEL};
	unsigned all = 0;

	for (size_t i = 0; i < c->n; i++)
		if (is_change(&c->outcomes[i]))
			all |= order_status_warnings(c->outcomes[i].now, c->word);
	for (size_t i = 0; i < COUNT_OF(common); i++)
		if (all & common[i])
			tpl_set(tpl_add(t, T_WARNING), T_WARNING_TEXT,
				fulfillment_warning(common[i]));
}

static void fill_changes(struct tpl *t, const struct fmt *f, const struct fulfillment_check *c,
			 size_t n)
{
	char batch[37];

	str_uuid(batch);
	t = tpl_add(t, T_CHANGES);
	tpl_set(t, T_BATCH, batch);
	tpl_set(t, T_STATUS, c->word);
	tpl_set(t, T_VIEW, c->view);
	tpl_set(
	    t, T_CHANGES_TEXT,
	    mem_printf(f->mem,
		       ngettext("%s order gets another status", "%s orders get another status", n),
		       fmt_int(f, (int64_t)n)));
	tpl_set(t, T_BUTTON,
		mem_printf(f->mem,
			   ngettext("Set the status of %s order", "Set the status of %s orders", n),
			   fmt_int(f, (int64_t)n)));
	for (size_t i = 0; i < c->n; i++)
		if (is_change(&c->outcomes[i]))
			fill_change(t, f, c, i);
}

static void fill_skipped(struct tpl *t, const struct fmt *f, const struct fulfillment_check *c,
			 size_t n)
{
	t = tpl_add(t, T_SKIPPED);
	tpl_set(t, T_SKIPPED_TEXT,
		mem_printf(f->mem,
			   ngettext("%s order stays as it is", "%s orders stay as they are", n),
			   fmt_int(f, (int64_t)n)));
	for (size_t i = 0; i < c->n; i++)
		if (c->outcomes[i].now && !is_change(&c->outcomes[i]))
			fill_skip(tpl_add(t, T_SKIP), f, &c->outcomes[i]);
}

static void fill_conflict(struct tpl *t, const struct fmt *f, const struct fulfillment_check *c)
{
	const struct order_status *s = c->n ? c->outcomes[0].now : NULL;

	if (!c->seen || !s)
		return;
	t = tpl_add(t, T_CONFLICT);
	if (str_eq(c->seen, order_status_now(s)))
		tpl_set(t, T_CONFLICT_TEXT,
			_("The status is the same, but something else in the order is not: look "
			  "at its history. Nothing has been sent."));
	else
		tpl_set(t, T_CONFLICT_TEXT,
			mem_printf(f->mem,
				   _("You saw \"%s\", now it is \"%s\". Nothing has been sent."),
				   label_text(order_fulfillment_labels, c->seen),
				   label_text(order_fulfillment_labels, order_status_now(s))));
}

void fulfillment_check_fill(struct tpl *t, const struct fmt *f, const struct fulfillment_check *c)
{
	size_t changes = 0;
	size_t known = 0;

	for (size_t i = 0; i < c->n; i++) {
		known += c->outcomes[i].now != NULL;
		changes += is_change(&c->outcomes[i]);
	}
	tpl_set(t, T_BACK_URL, c->back);
	tpl_set(t, T_TITLE,
		mem_printf(f->mem, _("Set the status to \"%s\""),
			   label_text(order_fulfillment_labels, c->word)));
	fill_conflict(t, f, c);
	fill_warnings(t, c);
	if (changes)
		fill_changes(t, f, c, changes);
	else
		tpl_set(tpl_add(t, T_NOTHING), T_NOTHING_TEXT,
			known ? _("None of these orders can be set to this status now.")
			      : _("No order was marked. Go back and mark some."));
	if (known > changes)
		fill_skipped(t, f, c, known - changes);
}
