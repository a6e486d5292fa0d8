/* What a filter asks for: by what it has to be looked for, and in which order it can be shown. */
#include "base/str.h"
#include "domain/orders/order_list.h"
#include "domain/orders/order_tab.h"

static bool is_by_deadline(enum order_sort sort)
{
	return sort == ORDER_SORT_DUE || sort == ORDER_SORT_DUE_LAST;
}

/* Nearly all that waits stands in the tabs of what is new and begun: they have the index of the
 * deadlines between them. */
bool order_sort_fits(enum order_view view, enum order_sort sort)
{
	if (sort == ORDER_SORT_USUAL)
		return true;
	if (is_by_deadline(sort))
		return order_view_is_by_deadline(view) || view == ORDER_VIEW_NEW ||
		       view == ORDER_VIEW_OPEN;
	return !order_view_is_by_deadline(view);
}

bool order_filter_is_search(const struct order_filter *f)
{
	return !str_empty(f->query) || f->tag;
}

/* What is asked for, where it can be had. */
static enum order_sort sort_of(const struct order_filter *f)
{
	if (order_filter_is_search(f))
		return ORDER_SORT_BOUGHT_LAST;
	if (f->sort != ORDER_SORT_USUAL && order_sort_fits(f->view, f->sort))
		return f->sort;
	return order_view_is_by_deadline(f->view) ? ORDER_SORT_DUE : ORDER_SORT_BOUGHT_LAST;
}

bool order_filter_is_by_deadline(const struct order_filter *f)
{
	return is_by_deadline(sort_of(f));
}

bool order_filter_is_falling(const struct order_filter *f)
{
	return sort_of(f) == ORDER_SORT_BOUGHT_LAST || sort_of(f) == ORDER_SORT_DUE_LAST;
}

bool order_filter_reads_orders(const struct order_filter *f)
{
	return f->flag || f->country || f->amount_from || f->amount_until || f->pieces_from ||
	       f->pieces_until || f->lines || f->due_from != TIME_NONE || f->due_until != TIME_NONE;
}

bool order_filter_can_match(const struct order_filter *f)
{
	const char *const words[] = {f->status,		 f->payment,	 f->fulfillment,
				     f->delivery_method, f->marketplace, f->country};

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (words[i] && !str_is_id(words[i]))
			return false;
	return true;
}
