/* A row of the list: who, what, where to, until when, and what sets the order apart. */
#include "orders/order_row_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "orders/order_hold_words.h"
#include "orders/order_labels.h"
#include "orders/order_view.h"
#include "outbox/fulfillment_view.h"
#include "tpl/orders/_result.h"
#include "urls.h"

static void fill_buyer(struct tpl *t, const struct fmt *f, const struct order_row *r)
{
	const char *name = fmt_join(f, r->ship_first_name, r->ship_last_name);

	if (!*name)
		name = fmt_join(f, r->first_name, r->last_name);
	tpl_set(t, T_BUYER, name);
	tpl_set(t, T_LOGIN, r->login);
}

static void fill_items(struct tpl *t, const struct fmt *f, const struct order_row *r)
{
	if (r->line_count == 1) {
		struct tpl *qty = tpl_add(t, T_IF_QTY);

		tpl_set(qty, T_QTY, fmt_int(f, r->item_count));
		if (r->item_count > 1)
			tpl_show(qty, T_IF_SEVERAL);
	}
	tpl_set(t, T_LINE_NAME, r->first_line);
	tpl_set_shown(t, T_SKU, r->first_sku, T_IF_SKU);
	if (r->line_count > 1)
		tpl_set_shown(
		    t, T_MORE,
		    mem_printf(f->mem,
			       ngettext("+ %s item (%s pcs in all)", "+ %s items (%s pcs in all)",
					(unsigned long)(r->line_count - 1)),
			       fmt_int(f, r->line_count - 1), fmt_int(f, r->item_count)),
		    T_IF_MORE);
}

static void fill_delivery(struct tpl *t, const struct order_row *r)
{
	tpl_set(t, T_METHOD, r->delivery_method);
	if (!str_empty(r->pickup_id) && !str_is_uuid(r->pickup_id)) {
		t = tpl_add(t, T_IF_POINT);
		tpl_set(t, T_POINT, r->pickup_id);
		tpl_set(t, T_POINT_CITY, r->ship_city);
		return;
	}
	tpl_set_shown(t, T_CITY, r->ship_city, T_IF_CITY);
}

static void fill_deadline(struct tpl *t, const struct fmt *f, const struct order_summary *summary)
{
	t = order_view_deadline(t, f, summary);
	if (!t)
		return;
	tpl_set(t, T_SHIP, fmt_deadline(f, summary->ship_by));
	if (summary->ship_by < f->now)
		tpl_set(tpl_add(t, T_SHIP_LATE), T_SHIP_FULL, fmt_full(f, summary->ship_by));
}

/* A change of the status that is on its way, beside the status there is. */
static void fill_way(struct tpl *t, const struct fmt *f, const struct orders_list *list,
		     const char *form_id)
{
	const struct order_status *s = order_status_find(list->statuses, list->n_statuses, form_id);

	if (!s || !order_way_is_shown(s))
		return;
	struct label next = label_of(order_fulfillment_labels, s->after);
	struct label way = order_way_label(s);
	t = tpl_add(t, T_PENDING);
	tpl_set(t, T_NEXT, next.text);
	BADGE(t, WAY, way);
	tpl_set(t, T_WAY_URL, url_outbox_id(f->mem, fmt_id(f, s->intent_id)));
}

/* What a row of the tab need not say. */
static const struct {
	const char *status; /* fulfilment */
	const char *payment;
} usual[ORDER_VIEW_COUNT] = {
    [ORDER_VIEW_OPEN] = {.status = "PROCESSING"},
    [ORDER_VIEW_UNPAID] = {.payment = "unpaid"},
    [ORDER_VIEW_SENT] = {.status = "SENT"},
};

static void fill_hold(struct tpl *t, const struct order_row *r)
{
	const struct order_facts facts = order_facts_of_row(r);
	const struct hold_words *words = &hold_words[order_hold_of(&facts)];

	if (!words->mark)
		return;
	struct label label = {.text = _(words->mark), .tone = words->tone, .icon = "bad"};
	BADGE(tpl_add(t, T_IF_HOLD), HOLD, label);
}

/* Only what sets the order apart: paid and new are most of them. */
static void fill_exceptions(struct tpl *t, const struct orders_list *list,
			    const struct order_row *r, const struct order_summary *summary)
{
	enum order_view view = list->filter.view;

	if (!str_eq(r->payment_state, order_payment_names[ORDER_PAYMENT_PAID]) &&
	    !str_eq(r->payment_state, usual[view].payment))
		order_view_payment(tpl_add(t, T_IF_PAY), summary);
	if (!str_eq(r->place, order_place_names[ORDER_PLACE_NEW]) &&
	    !str_eq(r->fulfillment, usual[view].status))
		order_view_status(tpl_add(t, T_IF_STATUS), summary);
	fill_hold(t, r);
	if (list->sync.accounts.n > 1)
		tpl_set_shown(t, T_ACCOUNT, r->account, T_IF_ACCOUNT);
	order_view_flags(t, summary);
}

static const char *const match_names[ORDER_MATCH_COUNT] = {
    [ORDER_MATCH_PHONE] = N_("phone"),	   [ORDER_MATCH_EMAIL] = N_("e-mail"),
    [ORDER_MATCH_BUYER] = N_("buyer"),	   [ORDER_MATCH_COMPANY] = N_("company"),
    [ORDER_MATCH_INVOICE] = N_("invoice"), [ORDER_MATCH_TAX_ID] = N_("tax number"),
    [ORDER_MATCH_AMOUNT] = N_("amount"),   [ORDER_MATCH_CITY] = N_("city"),
    [ORDER_MATCH_POINT] = N_("point"),	   [ORDER_MATCH_OFFER] = N_("offer"),
    [ORDER_MATCH_SKU] = N_("SKU"),	   [ORDER_MATCH_ITEM] = N_("item"),
};

/* By what a search found it, where one does not see it at once. */
static void fill_match(struct tpl *t, const struct fmt *f, const struct order_row *r,
		       const struct order_matched *m)
{
	const char *text = m->what == ORDER_MATCH_AMOUNT ? fmt_money(f, r->total) : m->text;

	if (str_empty(text))
		return;
	if (m->what == ORDER_MATCH_PHONE && !m->is_whole)
		text = mem_printf(f->mem, "…%s", text);
	t = tpl_add(t, T_IF_MATCH);
	tpl_set(t, T_MATCH_NAME, _(match_names[m->what]));
	tpl_set(t, T_MATCH, text);
}

void order_row_fill(struct tpl *t, const struct fmt *f, const struct orders_list *list,
		    const struct order_row *r)
{
	struct order_summary summary = order_summary_of_row(r);

	tpl_set(t, T_URL,
		mem_printf(f->mem, "%s%s", url_orders_id(f->mem, r->form_id), list->tail));
	tpl_set(t, T_ID, r->form_id);
	tpl_set(t, T_NUMBER, order_view_number(f, r->form_id));
	tpl_set(t, T_BOUGHT, fmt_when(f, r->bought_at));
	fill_buyer(t, f, r);
	PICTURE(t, f, PICTURE, picture_copy_of(&list->pictures, r->id));
	fill_items(t, f, r);
	fill_delivery(t, r);
	tpl_set(t, T_AMOUNT, fmt_money(f, r->total));
	fill_deadline(t, f, &summary);
	fill_exceptions(t, list, r, &summary);
	fill_way(t, f, list, r->form_id);
	if (list->matches)
		fill_match(t, f, r, &list->matches[r - list->page.rows]);
}
