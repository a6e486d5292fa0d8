/* The table of tabs. */
#include "domain/orders/order_tab.h"

#include "base/str.h"
#include "base/time.h"

static const enum order_place places[ORDER_VIEW_COUNT] = {
    [ORDER_VIEW_NEW] = ORDER_PLACE_NEW,	       [ORDER_VIEW_OPEN] = ORDER_PLACE_OPEN,
    [ORDER_VIEW_TODAY] = ORDER_PLACE_COUNT,    [ORDER_VIEW_LATE] = ORDER_PLACE_COUNT,
    [ORDER_VIEW_TOMORROW] = ORDER_PLACE_COUNT, [ORDER_VIEW_UNPAID] = ORDER_PLACE_UNPAID,
    [ORDER_VIEW_SENT] = ORDER_PLACE_SENT,      [ORDER_VIEW_CANCELLED] = ORDER_PLACE_CANCELLED,
    [ORDER_VIEW_PROBLEM] = ORDER_PLACE_COUNT,  [ORDER_VIEW_ALL] = ORDER_PLACE_COUNT,
};

bool order_view_is_by_deadline(enum order_view view)
{
	return view == ORDER_VIEW_TODAY || view == ORDER_VIEW_LATE || view == ORDER_VIEW_TOMORROW;
}

struct order_tab order_tab_of(enum order_view view, int64_t now_ms)
{
	int64_t tomorrow = time_day_start(now_ms, 1);
	struct order_tab tab = {
	    .place = places[view],
	    .is_problem = view == ORDER_VIEW_PROBLEM,
	    .is_due = order_view_is_by_deadline(view),
	    .due_before = view == ORDER_VIEW_LATE ? now_ms : tomorrow,
	};

	if (view == ORDER_VIEW_TOMORROW) {
		tab.due_from = tomorrow;
		tab.due_before = time_day_start(now_ms, 2);
	}
	return tab;
}

static bool is_at(const struct order *o, enum order_place place)
{
	return str_eq(o->place, order_place_names[place]);
}

static bool holds(const struct order_tab *tab, const struct order *o)
{
	int64_t due = o->ship_by == TIME_NONE ? o->bought_at : o->ship_by;

	if (is_at(o, ORDER_PLACE_MERGED) || (tab->is_problem && str_empty(o->problem)))
		return false;
	if (tab->is_due)
		return (is_at(o, ORDER_PLACE_NEW) || is_at(o, ORDER_PLACE_OPEN)) &&
		       due >= tab->due_from && due < tab->due_before;
	return tab->place == ORDER_PLACE_COUNT || is_at(o, tab->place);
}

unsigned order_views_of(const struct order *o, int64_t now_ms)
{
	unsigned views = 0;

	for (int view = 0; view < ORDER_VIEW_COUNT; view++) {
		struct order_tab tab = order_tab_of((enum order_view)view, now_ms);
		if (holds(&tab, o))
			views |= 1U << view;
	}
	return views;
}
