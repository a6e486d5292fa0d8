/* The pick list: a row for what lies in one place. */
#include "orders/order_picklist_view.h"

#include "base/mem.h"
#include "base/str.h"
#include "orders/order_view.h"
#include "tpl/orders/picklist.h"

static void fill_pick(struct tpl *t, const struct fmt *f, const struct order_pick *pick)
{
	const struct order_line line = {.products = pick->first.products};
	const char *set = order_view_set(f, &line);

	tpl_set(t, T_PIECES, fmt_int(f, pick->pieces));
	tpl_set(t, T_SKU, pick->first.sku);
	if (str_empty(pick->first.sku))
		tpl_set_shown(t, T_OFFER_ID, pick->first.offer_id, T_IF_NO_SKU);
	tpl_set(t, T_OFFER_NAME, pick->first.offer_name);
	tpl_set(t, T_LINES, fmt_int(f, pick->lines));
	if (!set)
		return;
	t = tpl_add(t, T_IF_SET);
	tpl_set(t, T_UNITS, fmt_int(f, pick->first.quantity));
	tpl_set(t, T_SET, set);
}

/* Of these some pieces are no longer there, and nobody says which. */
static const char *partly_sent(const struct fmt *f, const struct printout *p)
{
	const char *numbers = "";

	for (size_t i = 0; i < p->n; i++) {
		const struct order_detail *d = &p->orders[i];

		if (!printout_holds(p, d) && (d->order.flags & ORDER_FLAG_PART_SENT))
			numbers = mem_printf(f->mem, "%s %s", numbers,
					     order_view_number(f, d->order.form_id));
	}
	return numbers;
}

static const char *summary(const struct fmt *f, size_t orders, int64_t pieces)
{
	return mem_printf(f->mem, _("%s, orders: %s, pieces: %s"), fmt_full(f, f->now),
			  fmt_int(f, (int64_t)orders), fmt_int(f, pieces));
}

void picklist_fill(struct tpl *t, const struct fmt *f, const struct printout *p,
		   const struct order_pick *picks, size_t n)
{
	printout_fill(t, f, p, _("Pick list"));
	if (!n)
		return;
	t = tpl_add(t, T_LIST);
	tpl_set(t, T_SUMMARY, summary(f, p->n - printout_held(p), order_pick_count(picks, n)));
	tpl_set_shown(t, T_PARTLY, partly_sent(f, p), T_IF_PARTLY);
	for (size_t i = 0; i < n; i++)
		fill_pick(tpl_add(t, T_PICK), f, &picks[i]);
}
