/* What all printed pages of orders have in common. */
#include "orders/order_printout.h"

#include "base/mem.h"
#include "domain/orders/order_hold.h"
#include "orders/order_hold_words.h"
#include "orders/order_marks.h"
#include "orders/order_view.h"
#include "tpl/orders/_held.h"
#include "tpl/orders/_printout.h"
#include "tpl/orders/slip.h"
#include "urls.h"

static enum order_hold hold_of(const struct order_detail *d)
{
	const struct order_facts facts = order_facts_of(d);

	return order_hold_of(&facts);
}

bool printout_holds(const struct printout *p, const struct order_detail *d)
{
	return !p->is_one && hold_of(d) != ORDER_HOLD_NONE;
}

size_t printout_held(const struct printout *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += printout_holds(p, &p->orders[i]);
	return n;
}

static void fill_held(struct tpl *t, const struct fmt *f, const struct order_detail *d)
{
	const struct hold_words *words = &hold_words[hold_of(d)];

	tpl_set(t, T_URL, url_orders_id(f->mem, d->order.form_id));
	tpl_set(t, T_ID, d->order.form_id);
	tpl_set(t, T_NUMBER, order_view_number(f, d->order.form_id));
	tpl_set(t, T_FIRST_LINE, d->order.first_line);
	tpl_set(t, T_WHY, _(words->title));
	if (words->text)
		tpl_set_shown(t, T_WHAT, _(words->text), T_IF_WHAT);
}

static void fill_tools(struct tpl *t, const struct fmt *f, const struct printout *p,
		       const char *heading)
{
	tpl_set(t, T_HEADING, heading);
	tpl_set(t, T_BACK_URL, p->back);
	tpl_set(t, T_BACK_TEXT, p->back_text);
	if (!p->n)
		tpl_show(t, T_NOTHING);
	if (p->more)
		tpl_set_shown(t, T_MORE,
			      mem_printf(f->mem,
					 _("These are the first %s. Select the others separately, "
					   "or narrow the list."),
					 fmt_int(f, ORDER_MARKS_MAX)),
			      T_IF_MORE);
}

void printout_fill(struct tpl *t, const struct fmt *f, const struct printout *p,
		   const char *heading)
{
	struct tpl *held;

	fill_tools(tpl_include(t, T_PRINTOUT, TPL_ORDERS__PRINTOUT), f, p, heading);
	if (!printout_held(p))
		return;
	held = tpl_include(t, T_HELD_BACK, TPL_ORDERS__HELD);
	for (size_t i = 0; i < p->n; i++)
		if (printout_holds(p, &p->orders[i]))
			fill_held(tpl_add(held, T_HELD), f, &p->orders[i]);
}
