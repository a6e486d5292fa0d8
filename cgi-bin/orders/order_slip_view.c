/* The slips that go through the packing room with orders. */
#include "orders/order_slip_view.h"

#include <inttypes.h>

#include "common/barcode.h"
#include "base/mem.h"
#include "base/str.h"
#include "orders/order_address_view.h"
#include "orders/order_labels.h"
#include "orders/order_view.h"
#include "orders/order_warnings_view.h"
#include "tpl/orders/_slip.h"
#include "tpl/orders/slip.h"

enum { BAR_HEIGHT = 40 }; /* in modules; the template scales it to 14 mm */

static enum rc fill_barcode(struct tpl *t, const struct fmt *f, const char *text, struct err *e)
{
	struct barcode code;

	if (barcode_code128(f->mem, text, &code, e))
		return e->rc;
	tpl_set_int(t, T_BAR_WIDTH, code.width);
	tpl_set_int(t, T_BAR_HEIGHT, BAR_HEIGHT);
	for (size_t i = 0; i < code.n; i++) {
		struct tpl *bar = tpl_add(t, T_BAR);

		tpl_set_int(bar, T_X, code.bars[i].x);
		tpl_set_int(bar, T_W, code.bars[i].width);
	}
	return RC_OK;
}

/* Another offer of the same name: only its number tells them apart. */
static bool has_twin(const struct order_detail *d, const struct order_line *line)
{
	for (size_t i = 0; i < d->n_lines; i++)
		if (str_eq(d->lines[i].offer_name, line->offer_name) &&
		    !str_eq(d->lines[i].offer_id, line->offer_id))
			return true;
	return false;
}

static void fill_line(struct tpl *t, const struct fmt *f, const struct order_detail *d,
		      const struct order_line *line)
{
	tpl_set(t, T_QTY, fmt_int(f, line->quantity));
	if (line->quantity > 1)
		tpl_show(t, T_IF_SEVERAL);
	tpl_set(t, T_LINE_NAME, line->offer_name);
	tpl_set_shown(t, T_SET, order_view_set(f, line), T_IF_SET);
	if (has_twin(d, line))
		tpl_set_shown(t, T_OFFER_ID, line->offer_id, T_IF_TWIN);
	tpl_set(t, T_SKU, line->sku);
	if (line->serials_expected == 1)
		tpl_show(t, T_IF_SERIAL);
	for (size_t i = 0; i < d->n_extras; i++)
		if (str_eq(d->extras[i].kind, "SERVICE") &&
		    str_eq(d->extras[i].line_item_id, line->line_item_id))
			tpl_set(tpl_add(t, T_SERVICE), T_SERVICE_NAME, d->extras[i].name);
}

static void fill_delivery(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	const struct order_person *p = &d->person;

	order_address_recipient(t, f, p);
	tpl_set_shown(t, T_PHONE, fmt_phone(f, p->ship_phone), T_IF_PHONE);
	tpl_set(t, T_METHOD, d->order.delivery_method);
	if (!str_empty(d->order.pickup_id)) {
		struct tpl *point = tpl_add(t, T_IF_POINT);

		tpl_set(point, T_POINT, d->order.pickup_id);
		tpl_set(point, T_POINT_ADDRESS,
			fmt_join(f, p->pickup_street, fmt_join(f, p->pickup_zip, p->pickup_city)));
	}
	if (d->order.ship_by != TIME_NONE)
		tpl_set_shown(t, T_SHIP_FULL, fmt_full(f, d->order.ship_by), T_IF_SHIP);
	if (str_eq(d->order.payment_state, order_payment_names[ORDER_PAYMENT_COD]))
		tpl_set_shown(t, T_COD, fmt_money(f, d->order.total), T_IF_COD);
}

static void fill_message(struct tpl *t, const char *title, const char *text)
{
	if (str_empty(text))
		return;
	t = tpl_add(t, T_MESSAGE);
	tpl_set(t, T_MESSAGE_TITLE, title);
	tpl_set(t, T_MESSAGE_TEXT, text);
}

static const char *pieces_text(const struct fmt *f, const struct order *o)
{
	return mem_printf(f->mem, _("Items: %s, pieces: %s"), fmt_int(f, o->line_count),
			  fmt_int(f, o->item_count));
}

/* What the others wrote down at the order: somebody has to know it while packing. */
static void fill_said(struct tpl *t, const struct fmt *f, const struct printout *p,
		      const struct order_detail *d)
{
	const char *tags = "";

	for (size_t i = 0; i < p->n_said; i++)
		if (p->said[i].order_id == d->order.id && !p->said[i].author)
			tags =
			    mem_printf(f->mem, "%s%s%s", tags, *tags ? ", " : "", p->said[i].text);
	fill_message(t, _("Tags"), tags);
	for (size_t i = 0; i < p->n_said; i++)
		if (p->said[i].order_id == d->order.id && p->said[i].author)
			fill_message(t, mem_printf(f->mem, "%s: %s", _("Note"), p->said[i].author),
				     p->said[i].text);
}

static enum rc fill_slip(struct tpl *t, const struct fmt *f, const struct printout *p,
			 const struct order_detail *d, struct err *e)
{
	struct order_summary summary = order_summary_of(&d->order);

	tpl_set(t, T_ID, d->order.form_id);
	tpl_set(t, T_NUMBER, order_view_number(f, d->order.form_id));
	tpl_set(t, T_ACCOUNT, d->order.account);
	tpl_set(t, T_BOUGHT, fmt_full(f, d->order.bought_at));
	fill_delivery(t, f, d);
	order_view_flags(t, &summary);
	for (size_t i = 0; i < d->n_lines; i++)
		fill_line(tpl_add(t, T_LINE), f, d, &d->lines[i]);
	tpl_set(t, T_PIECES, pieces_text(f, &d->order));
	fill_message(t, _("Message from the buyer"), d->person.message);
	fill_message(t, _("Own note"), d->person.note);
	fill_said(t, f, p, d);
	(void)order_warnings_fill(t, d);
	return fill_barcode(t, f, d->order.form_id, e);
}

static const char *title_of(const struct fmt *f, size_t slips, size_t held)
{
	if (!held)
		return mem_printf(f->mem, _("Packing slips: %s"), fmt_int(f, (int64_t)slips));
	return mem_printf(f->mem, _("Packing slips: %s, held back: %s"), fmt_int(f, (int64_t)slips),
			  fmt_int(f, (int64_t)held));
}

enum rc slips_fill(struct tpl *t, const struct fmt *f, const struct printout *p, struct err *e)
{
	size_t held = printout_held(p);

	printout_fill(t, f, p, p->is_one ? _("Packing slip") : title_of(f, p->n - held, held));
	for (size_t i = 0; i < p->n; i++)
		if (!printout_holds(p, &p->orders[i]) &&
		    fill_slip(tpl_include(t, T_SLIP, TPL_ORDERS__SLIP), f, p, &p->orders[i], e))
			return e->rc;
	return RC_OK;
}
