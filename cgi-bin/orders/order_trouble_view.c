/* A document in trouble, on the page of its order. */
#include "base/mem.h"
#include "base/str.h"
#include "common/once.h"
#include "domain/orders/order_allow.h"
#include "orders/order_show_view.h"
#include "orders/order_view.h"
#include "tpl/orders/show.h"
#include "urls.h"

static void fill_actions(struct tpl *t, const struct fmt *f, const struct order_document *doc)
{
	if (f->role < ROLE_SELLER)
		return;
	t = tpl_add(t, T_IF_ACTIONS);
	tpl_set(t, T_RETRY_URL, url_orders_id_retry(f->mem, doc->form_id));
	if (!order_path_may_be_left(doc->problem_path))
		return;
	t = tpl_add(t, T_IF_LEAVE);
	tpl_set(t, T_LEAVE_URL, url_orders_id_leave(f->mem, doc->form_id));
	tpl_set(t, T_LEAVE_PATH, doc->problem_path);
}

static const char *advice(const struct fmt *f, const struct order_document *doc,
			  const char *consequence)
{
	if (doc->fail_count >= FEED_QUARANTINE)
		return mem_printf(f->mem,
				  _("%s Kram has tried %s times and is waiting for the next event "
				    "of this order, or for you."),
				  consequence, fmt_int(f, doc->fail_count));
	/* Only what is so: one that is gone is asked for again only when an event tells of it. */
	if (doc->next_try == TIME_NONE || str_eq(doc->state, "GONE"))
		return consequence;
	return mem_printf(f->mem, _("%s Next attempt: %s."), consequence, fmt_in(f, doc->next_try));
}

void order_trouble_fill(struct tpl *t, const struct fmt *f, const struct order_document *doc,
			const char *consequence)
{
	bool unreadable = str_eq(doc->state, "UNREADABLE");

	if (!unreadable && !str_eq(doc->state, "GONE") && !str_eq(doc->state, "LOST") &&
	    !str_eq(doc->state, "FAILING"))
		return;
	t = tpl_add(t, T_PROBLEM);
	tpl_set(t, T_PROBLEM_TITLE,
		unreadable ? _("The newest document of this order cannot be read")
		: str_eq(doc->state, "LOST")
		    ? _("Allegro no longer shows this order, although it was paid")
		    : _("The newest document of this order could not be fetched"));
	tpl_set(t, T_PROBLEM_TEXT,
		order_view_reason(doc->problem, doc->problem_path, doc->meaning));
	tpl_set_shown(t, T_PROBLEM_RAW, doc->problem, T_IF_PROBLEM_RAW);
	tpl_set_shown(t, T_PATH, doc->problem_path, T_IF_PATH);
	tpl_set(t, T_PROBLEM_ADVICE, advice(f, doc, consequence));
	fill_actions(t, f, doc);
}

void order_allowances_fill(struct tpl *t, const struct fmt *f, const struct order_allowance *rows,
			   size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct tpl *one = tpl_add(t, T_ALLOWANCE);
		tpl_set(one, T_ALLOWANCE_PATH, rows[i].path);
		tpl_set(one, T_ALLOWANCE_TEXT,
			mem_printf(f->mem, _("Decided by %s, %s."), once_person(f, rows[i].actor),
				   fmt_when(f, rows[i].at)));
	}
}
