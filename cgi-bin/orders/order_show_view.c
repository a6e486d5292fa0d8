/* The page of one order: its head, its lines and sums, its document. */
#include "orders/order_show_view.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_stop.h"
#include "accounts/account_view.h"
#include "outbox/fulfillment_view.h"
#include "common/json_text.h"
#include "orders/order_labels.h"
#include "orders/order_view.h"
#include "orders/order_warnings_view.h"
#include "tpl/orders/_fulfillment.h"
#include "tpl/orders/show.h"
#include "tpl/outbox/_banner.h"
#include "outbox/undo_view.h"
#include "urls.h"
#include "users/roles.h"
#include "web/url.h"

/* ---- Lines --------------------------------------------------------------------------------- */

/* The words of a blank separated list, translated, with commas. */
static const char *words_text(const struct fmt *f, const struct label *labels, const char *words)
{
	char *rest = mem_strdup(f->mem, str_or(words, ""));
	const char *out = "";

	for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " "))
		if (*word)
			out = *out ? mem_printf(f->mem, "%s, %s", out, label_text(labels, word))
				   : label_text(labels, word);
	return out;
}

static const char *tax_text(const struct fmt *f, const struct order_line *line)
{
	if (!role_sees(f->role, FACT_MONEY))
		return NULL;
	if (!str_empty(line->tax_exemption))
		return mem_printf(f->mem, _("VAT exempt (%s)"), line->tax_exemption);
	if (str_empty(line->tax_rate))
		return NULL;
	return mem_printf(f->mem, "VAT %s%%", fmt_rate(f, line->tax_rate));
}

static const char *times_text(const struct fmt *f, struct money price, int64_t n)
{
	struct money value;

	return money_times(price, n, &value) ? fmt_money(f, value) : "";
}

static void add_extra(struct tpl *t, const struct fmt *f, const char *name, int64_t n,
		      struct money price)
{
	t = tpl_add(t, T_EXTRA);
	tpl_set(t, T_EXTRA_NAME, name);
	tpl_set(t, T_EXTRA_QTY, fmt_int(f, n));
	if (role_sees(f->role, FACT_MONEY))
		t = tpl_add(t, T_IF_EXTRA_MONEY);
	tpl_set(t, T_EXTRA_PRICE, fmt_money(f, price));
	tpl_set(t, T_EXTRA_VALUE, times_text(f, price, n));
}

static void fill_extras(struct tpl *t, const struct fmt *f, const struct order_detail *d,
			const struct order_line *line)
{
	if (!money_is_none(line->deposit))
		add_extra(t, f, _("Packaging deposit"), line->quantity, line->deposit);
	for (size_t i = 0; i < d->n_extras; i++) {
		const struct order_extra *x = &d->extras[i];

		if (str_eq(x->kind, "SERVICE") && str_eq(x->line_item_id, line->line_item_id))
			add_extra(t, f, str_or(x->name, _("Additional service")),
				  x->quantity > 0 ? x->quantity : 1, x->amount);
	}
}

static bool is_cheaper(const struct order_line *line)
{
	return !money_is_none(line->original) &&
	       str_eq(line->original.currency, line->price.currency) &&
	       line->original.minor > line->price.minor;
}

static void fill_price(struct tpl *t, const struct fmt *f, const struct order_line *line)
{
	tpl_set(t, T_PRICE, fmt_money(f, line->price));
	if (is_cheaper(line))
		tpl_set_shown(t, T_ORIGINAL, fmt_money(f, line->original), T_IF_ORIGINAL);
	tpl_set(t, T_VALUE, times_text(f, line->price, line->quantity));
}

static void fill_line(struct tpl *t, const struct fmt *f, const struct order_detail *d,
		      const struct order_line *line, const struct picture_copies *pictures)
{
	PICTURE(t, f, PICTURE, picture_copy_of_line(pictures, line->line_item_id));
	tpl_set(t, T_LINE_NAME, line->offer_name);
	tpl_set_shown(t, T_SKU, line->sku, T_IF_SKU);
	tpl_set(t, T_OFFER_ID, line->offer_id);
	tpl_set_shown(t, T_TAX, tax_text(f, line), T_IF_TAX);
	tpl_set_shown(t, T_DISCOUNTS, words_text(f, order_discount_labels, line->discounts),
		      T_IF_DISCOUNTS);
	if (line->serials_expected == 1)
		tpl_show(t, T_IF_SERIAL);
	tpl_set_shown(t, T_SERIALS, line->serials, T_IF_SERIALS);
	tpl_set_shown(t, T_SET, order_view_set(f, line), T_IF_SET);
	tpl_set(t, T_QTY, fmt_int(f, line->quantity));
	if (line->quantity > 1)
		tpl_show(t, T_IF_SEVERAL);
	if (role_sees(f->role, FACT_MONEY))
		fill_price(tpl_add(t, T_IF_PRICE), f, line);
	fill_extras(t, f, d, line);
}

/* ---- Sums ---------------------------------------------------------------------------------- */

/* sum += price * n; a sum that cannot be made (two currencies, overflow) becomes none. */
static void add_times(struct money *sum, struct money price, int64_t n)
{
	struct money value;

	if (money_is_none(price))
		return;
	if (!money_times(price, n, &value))
		*sum = MONEY_NONE;
	else if (!sum->currency[0])
		*sum = value;
	else if (!money_add(*sum, value, sum))
		*sum = MONEY_NONE;
}

static void add_sum(struct tpl *t, const struct fmt *f, const char *name, struct money value)
{
	if (money_is_none(value) || !value.currency[0])
		return;
	t = tpl_add(t, T_SUM);
	tpl_set(t, T_SUM_NAME, name);
	tpl_set(t, T_SUM_VALUE, fmt_money(f, value));
}

static void fill_sums(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	struct money goods = {0};
	struct money services = {0};
	struct money deposits = {0};
	struct tpl *total;

	for (size_t i = 0; i < d->n_lines; i++) {
		add_times(&goods, d->lines[i].price, d->lines[i].quantity);
		add_times(&deposits, d->lines[i].deposit, d->lines[i].quantity);
	}
	for (size_t i = 0; i < d->n_extras; i++)
		if (str_eq(d->extras[i].kind, "SERVICE"))
			add_times(&services, d->extras[i].amount,
				  d->extras[i].quantity > 0 ? d->extras[i].quantity : 1);
	add_sum(t, f, _("Goods"), goods);
	add_sum(t, f, _("Additional services"), services);
	add_sum(t, f, _("Packaging deposits"), deposits);
	add_sum(t, f, _("Delivery"), d->order.delivery_cost);
	total = tpl_add(t, T_SUM);
	tpl_set(total, T_SUM_NAME, _("Total to pay"));
	tpl_set(total, T_SUM_VALUE, fmt_money(f, d->order.total));
	tpl_show(total, T_IF_TOTAL);
}

/* ---- Head, notes, document ----------------------------------------------------------------- */

static void add_message(struct tpl *t, const char *title, const char *text)
{
	if (str_empty(text))
		return;
	t = tpl_add(t, T_MESSAGE);
	tpl_set(t, T_MESSAGE_TITLE, title);
	tpl_set(t, T_MESSAGE_TEXT, text);
}

static void fill_document(struct tpl *t, const struct fmt *f, const struct order_document *doc)
{
	if (!doc->raw)
		return;
	t = tpl_add(t, T_RAW);
	tpl_set(t, T_RAW_INFO,
		mem_printf(f->mem, _("%s bytes, fetched %s"), fmt_int(f, (int64_t)strlen(doc->raw)),
			   fmt_when(f, doc->fetched_at)));
	tpl_set(t, T_JSON, json_text_indent(f->mem, doc->raw));
}

static void fill_superseded(struct tpl *t, const struct fmt *f, const struct order_document *doc)
{
	if (str_empty(doc->superseded_by))
		return;
	t = tpl_add(t, T_SUPERSEDED);
	tpl_set(t, T_SUPERSEDED_URL, url_orders_id(f->mem, doc->superseded_by));
}

/* The way back: what this order was before purchases were paid together. */
static void fill_merged(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	if (!d->n_merged)
		return;
	t = tpl_add(t, T_MERGED);
	for (size_t i = 0; i < d->n_merged; i++) {
		struct tpl *one = tpl_add(t, T_MERGED_ONE);
		tpl_set(one, T_MERGED_ID, d->merged[i].form_id);
		tpl_set(one, T_MERGED_URL, url_orders_id(f->mem, d->merged[i].form_id));
	}
}

/* Below its warning: what a person says once it is done. */
static void fill_stop(struct tpl *t, const struct fmt *f, const struct order *o)
{
	if (f->role < ROLE_PACKER || !order_stop_is_open(o))
		return;
	t = tpl_add(t, T_STOP);
	tpl_set(t, T_STOP_URL, url_orders_id_stop(f->mem, o->form_id));
	tpl_set(t, T_STOP_REVISION, o->revision);
}

/* A parcel to stop has its own warning. */
static void fill_conflict(struct tpl *t, const struct order *o)
{
	if (!o->problem || order_stop_is_open(o))
		return;
	t = tpl_add(t, T_PROBLEM);
	tpl_set(t, T_PROBLEM_TITLE, label_text(order_conflict_labels, o->problem));
	tpl_set(t, T_PROBLEM_ADVICE, _("Check the order in Allegro before it is sent."));
}

static void fill_head(struct tpl *t, const struct fmt *f, const struct order *o)
{
	struct order_summary summary = order_summary_of(o);

	order_view_status(t, &summary);
	order_view_payment(t, &summary);
	struct tpl *ship = order_view_deadline(t, f, &summary);
	if (ship)
		FMT_TIME(ship, f, SHIP, fmt_deadline(f, o->ship_by), o->ship_by);
	order_view_flags(t, &summary);
	FMT_TIME(t, f, BOUGHT, fmt_when(f, o->bought_at), o->bought_at);
	tpl_set(t, T_ACCOUNT, o->account);
	tpl_set(t, T_MARKETPLACE, label_text(order_marketplace_labels, o->marketplace));
}

static void fill_top(struct tpl *t, const struct fmt *f, const char *form_id)
{
	tpl_set(t, T_ID, form_id);
	tpl_set(t, T_NUMBER, order_view_number(f, form_id));
	tpl_set_shown(t, T_TICKET_URL, url_orders_id_ticket(f->mem, form_id), T_IF_TICKET);
}

/* The rehearsal has no such page. */
static void fill_link(struct tpl *t, const struct fmt *f, const struct order *o)
{
	const char *page = environment_label_of(o->environment)->order;

	if (page)
		tpl_set_shown(t, T_ALLEGRO_URL,
			      url_build(f->mem, page, (const char *const[]){o->form_id, NULL}),
			      T_IF_ALLEGRO);
}

static void fill_writes(struct tpl *t, struct tpl *order, const struct fmt *f,
			const struct order_writes *w)
{
	undo_banner_fill(tpl_include(t, T_BANNER, TPL_OUTBOX__BANNER), f, &w->undo);
	if (w->status)
		fulfillment_card_fill(tpl_include(order, T_FULFILLMENT, TPL_ORDERS__FULFILLMENT), f,
				      w->status, w->next);
}

static const char *recipient(const struct fmt *f, const struct order_person *p)
{
	const char *name = fmt_join(f, p->ship_first_name, p->ship_last_name);

	return *name ? name : fmt_join(f, p->first_name, p->last_name);
}

static const char *join_dot(const struct fmt *f, const char *a, const char *b)
{
	return *a && *b ? mem_printf(f->mem, "%s · %s", a, b) : *a ? a : b;
}

/* "Natalia Włodarczyk · 3 pcs"; either may be missing. */
static const char *whose_text(const struct fmt *f, const struct order_detail *d)
{
	int64_t n = d->order.item_count;
	const char *pieces =
	    n > 0 ? mem_printf(f->mem, ngettext("%s pc", "%s pcs", (unsigned long)n), fmt_int(f, n))
		  : "";

	return join_dot(f, recipient(f, &d->person), pieces);
}

const char *order_show_title(const struct fmt *f, const struct order_detail *d)
{
	const char *number =
	    mem_printf(f->mem, _("Order %s"), order_view_number(f, d->order.form_id));

	return join_dot(f, number, whose_text(f, d));
}

struct tpl *order_show_fill(struct tpl *t, const struct fmt *f, const struct order_detail *d,
			    const struct order_writes *w, const struct picture_copies *pictures)
{
	struct tpl *order = tpl_add(t, T_IF_ORDER);

	fill_top(t, f, d->order.form_id);
	fill_link(t, f, &d->order);
	tpl_set_shown(t, T_WHOSE, whose_text(f, d), T_IF_WHOSE);
	tpl_set(t, T_SLIP_CLASS, order_warnings_fill(t, d) ? "second" : "");
	if (str_empty(d->document.superseded_by))
		tpl_set_shown(t, T_SLIP_URL, url_orders_id_slip(f->mem, d->order.form_id),
			      T_IF_SLIP);
	order_trouble_fill(t, f, &d->document,
			   _("This page shows the last version that could be read."));
	fill_stop(t, f, &d->order);
	fill_conflict(t, &d->order);
	fill_superseded(t, f, &d->document);
	fill_merged(t, f, d);
	fill_head(order, f, &d->order);
	add_message(order, _("Message from the buyer"), d->person.message);
	add_message(order, _("Own note"), d->person.note);
	for (size_t i = 0; i < d->n_lines; i++)
		fill_line(tpl_add(order, T_LINE), f, d, &d->lines[i], pictures);
	if (role_sees(f->role, FACT_MONEY))
		tpl_show(order, T_IF_MONEY);
	if (!d->n_lines)
		tpl_show(order, T_NO_LINES);
	if (role_sees(f->role, FACT_MONEY))
		fill_sums(tpl_add(order, T_IF_SUMS), f, d);
	order_payment_fill(order, f, d);
	order_history_fill(order, f, d, w);
	fill_writes(t, order, f, w);
	order_cards_fill(order, f, d);
	fill_document(t, f, &d->document);
	return order;
}

void order_show_document(struct tpl *t, const struct fmt *f, const struct order_document *doc)
{
	fill_top(t, f, doc->form_id);
	tpl_set(t, T_BACK_URL, url_orders());
	order_trouble_fill(t, f, doc, _("Other orders are not affected."));
	fill_superseded(t, f, doc);
	fill_document(t, f, doc);
}
