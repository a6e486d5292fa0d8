/* The page of orders: rows, tabs, pages and the reasons why a list is empty. */
#include "orders/orders_list_view.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_news.h"
#include "domain/orders/order_search.h"
#include "domain/orders/order_tab.h"
#include "outbox/fulfillment_view.h"
#include "orders/order_filters.h"
#include "orders/order_labels.h"
#include "orders/order_marks.h"
#include "orders/order_row_view.h"
#include "orders/order_saved_view.h"
#include "orders/order_view.h"
#include "tpl/orders/_bulk.h"
#include "tpl/orders/_fresh.h"
#include "tpl/orders/_result.h"
#include "tpl/orders/list.h"
#include "tpl/outbox/_banner.h"
#include "outbox/undo_view.h"
#include "urls.h"

static const struct list_view views[ORDER_VIEW_COUNT] = {
    [ORDER_VIEW_NEW] = {N_("New"), "", N_("No new orders"),
			N_("Orders nobody has started preparing show up here.")},
    [ORDER_VIEW_OPEN] = {N_("In progress"), "", N_("Nothing in progress"),
			 N_("Orders someone has started preparing show up here.")},
    [ORDER_VIEW_TODAY] = {N_("To send today"), "warn", N_("Nothing left to send today"),
			  N_("Orders with a deadline today or earlier show up here.")},
    [ORDER_VIEW_LATE] = {N_("Late"), "bad", N_("Nothing is late"),
			 N_("Orders whose deadline has passed show up here.")},
    [ORDER_VIEW_TOMORROW] = {N_("Tomorrow"), "", N_("Nothing to send tomorrow"),
			     N_("Orders with a deadline tomorrow show up here.")},
    [ORDER_VIEW_UNPAID] = {N_("Unpaid"), "", N_("No unpaid orders"),
			   N_("Purchases that wait for the buyer show up here.")},
    [ORDER_VIEW_SENT] = {N_("Sent"), "", N_("No sent orders"),
			 N_("Sent and delivered orders show up here.")},
    [ORDER_VIEW_CANCELLED] = {N_("Cancelled"), "", N_("No cancelled orders"),
			      N_("Orders cancelled by the buyer, Allegro or you show up here.")},
    [ORDER_VIEW_PROBLEM] = {N_("Problems"), "bad", N_("No problems"),
			    N_("Orders that need review show up here.")},
    [ORDER_VIEW_ALL] = {N_("All"), "", N_("No orders"), ""},
};

/* ---- Documents in trouble ------------------------------------------------------------------- */

static const char *next_try(const struct fmt *f, const struct order_problem *p)
{
	return p->fail_count >= FEED_QUARANTINE ? _("at its next event") : fmt_in(f, p->next_try);
}

/* Not a trouble of its own (yet): it is waited for too long. */
static bool is_waited_for(const struct order_problem *p)
{
	return !str_eq(p->state, "UNREADABLE") && !str_eq(p->state, "FAILING") &&
	       !str_eq(p->state, "LOST");
}

static const char *trouble_reason(const struct order_problem *p)
{
	if (!p->problem && !p->meaning)
		return _("Kram knows that it is new or changed, and has not asked for it yet.");
	return order_view_reason(p->problem, p->problem_path, p->meaning);
}

static void fill_trouble(struct tpl *t, const struct fmt *f, const struct order_problem *p)
{
	tpl_set(t, T_URL, url_orders_id(f->mem, p->form_id));
	tpl_set(t, T_ID, p->form_id);
	tpl_set(t, T_NUMBER, order_view_number(f, p->form_id));
	tpl_set(t, T_ACCOUNT, p->account);
	BADGE(t, STATE, label_of(order_form_state_labels, is_waited_for(p) ? "WAITING" : p->state));
	tpl_set(t, T_REASON, trouble_reason(p));
	if (p->waiting_since != TIME_NONE)
		tpl_set_shown(t, T_WAITS,
			      mem_printf(f->mem, _("since %s"), fmt_when(f, p->waiting_since)),
			      T_IF_WAITS);
	tpl_set_shown(t, T_PATH, p->problem_path, T_IF_PATH);
	tpl_set(t, T_NEXT, next_try(f, p));
}

/* ---- Pages and emptiness ------------------------------------------------------------------- */

/* Is the page in the order of deadlines? */
static bool is_by_deadline(const struct orders_list *list)
{
	return order_filter_is_by_deadline(&list->filter);
}

/* The newest first, or the earliest deadline? */
static bool is_as_usual(const struct orders_list *list)
{
	return is_by_deadline(list) != order_filter_is_falling(&list->filter);
}

static const char *looked_text(const struct fmt *f, const struct orders_list *list)
{
	const char *end = fmt_date(f, list->page.looked_until);

	if (!is_as_usual(list))
		return mem_printf(f->mem, _("Searched up to %s"), end);
	return mem_printf(f->mem,
			  is_by_deadline(list) ? _("Searched up to the deadline %s")
					       : _("Searched back to %s"),
			  end);
}

static const char *nothing_text(const struct fmt *f, const struct orders_list *list)
{
	const char *end = fmt_date(f, list->page.looked_until);

	if (!is_as_usual(list))
		return mem_printf(f->mem, _("Nothing found up to %s"), end);
	return mem_printf(
	    f->mem,
	    is_by_deadline(list) ? _("Nothing found due by %s") : _("Nothing found since %s"), end);
}

static const char *shown_text(const struct fmt *f, const struct orders_list *list)
{
	if (list->page.looked_until != TIME_NONE)
		return looked_text(f, list);
	if (query_is_narrow(&list->query))
		return mem_printf(f->mem,
				  ngettext("%s order on this page", "%s orders on this page",
					   (unsigned long)list->page.n),
				  fmt_int(f, (int64_t)list->page.n));
	return mem_printf(f->mem, _("%s of %s"), fmt_int(f, (int64_t)list->page.n),
			  fmt_count(f, list->counts[list->filter.view], ORDER_COUNT_MAX));
}

/* What can be done with marked orders. Filters go along in the address. */
static void fill_bulk(struct tpl *t, const struct fmt *f, const struct orders_list *list)
{
	const struct query *q = &list->query;

	tpl_set(t, T_CHECK_URL, query_under(q, url_fulfillment_check()));
	tpl_set(t, T_CSV_URL, query_under(q, url_csv_orders()));
	if (f->role >= ROLE_PACKER) {
		struct tpl *paper = tpl_add(t, T_PAPER);

		tpl_set(paper, T_SLIPS_URL, query_under(q, url_slips()));
		tpl_set(paper, T_PICKLIST_URL, query_under(q, url_picklist()));
		fulfillment_choices_fill(tpl_add(t, T_STATUSES));
	}
	if (list->page.prev || list->page.next)
		tpl_set(tpl_add(t, T_ALL), T_ALL_TEXT,
			mem_printf(f->mem,
				   _("All that match, on every page (up to %s, in a CSV %s)"),
				   fmt_int(f, ORDER_MARKS_MAX), fmt_int(f, ORDER_CSV_MAX)));
}

/* Heads that sort. */
static const struct sort_head {
	bool by_deadline;
	enum order_sort usual;
	enum order_sort other; /* the other way round */
	const char *sorted;    /* markers */
	const char *fixed;
	const char *link;
} sort_heads[] = {
    {false, ORDER_SORT_BOUGHT_LAST, ORDER_SORT_BOUGHT, T_BOUGHT_SORTED, T_BOUGHT_FIXED,
     T_BOUGHT_SORT},
    {true, ORDER_SORT_DUE, ORDER_SORT_DUE_LAST, T_DUE_SORTED, T_DUE_FIXED, T_DUE_SORT},
};

/* The way it is sorted now, and what a click makes of it. */
static void fill_sort(struct tpl *t, const struct orders_list *list, const struct sort_head *head)
{
	bool is_sorted = is_by_deadline(list) == head->by_deadline;
	enum order_sort next = is_sorted && is_as_usual(list) ? head->other : head->usual;

	if (is_sorted)
		tpl_set(tpl_add(t, head->sorted), T_SORTED,
			order_filter_is_falling(&list->filter) ? "descending" : "ascending");
	if (order_filter_is_search(&list->filter) || !order_sort_fits(list->filter.view, next)) {
		tpl_show(t, head->fixed);
		return;
	}
	tpl_set(tpl_add(t, head->link), T_SORT_URL,
		query_with(&list->query, "sort", order_sort_names[next]));
}

static void fill_rows(struct tpl *t, const struct fmt *f, const struct orders_list *list)
{
	const struct pager pager = {
	    .newer = list->page.prev,
	    .older = list->page.next,
	    .shown = shown_text(f, list),
	    .is_two_way = true,
	    .is_plain = is_by_deadline(list) || !is_as_usual(list),
	};

	t = tpl_add(t, T_IF_ROWS);
	tpl_set(t, T_CAPTION, _(views[list->filter.view].name));
	for (size_t i = 0; i < COUNT_OF(sort_heads); i++)
		fill_sort(t, list, &sort_heads[i]);
	for (size_t i = 0; i < list->page.n; i++)
		order_row_fill(tpl_add(t, T_ROW), f, list, &list->page.rows[i]);
	fill_bulk(tpl_include(t, T_BULK, TPL_ORDERS__BULK), f, list);
	list_pager(t, T_PAGER, &list->query, &pager);
}

static bool is_connected(const struct orders_list *list)
{
	for (size_t i = 0; i < list->sync.accounts.n; i++)
		if (!str_eq(list->sync.accounts.accounts[i].state, ACCOUNT_NEW))
			return true;
	return false;
}

/* Nothing so far: the next step looks on from there. */
static void fill_so_far(struct tpl *t, const struct fmt *f, const struct orders_list *list)
{
	const struct query *q = &list->query;

	t = tpl_add(t, T_EMPTY_SO_FAR);
	tpl_set(t, T_SO_FAR, nothing_text(f, list));
	if (list->page.prev)
		tpl_set_shown(t, T_NEWER_URL, query_with(q, "cursor", list->page.prev), T_NEWER);
	if (list->page.next)
		tpl_set_shown(t, T_OLDER_URL, query_with(q, "cursor", list->page.next), T_OLDER);
	tpl_set(t, T_CLEAR_URL, query_without_filters(q));
}

static struct empty filtered_out(const struct fmt *f, const struct orders_list *list)
{
	int64_t here = list->counts[list->filter.view];
	const char *query = list->filter.query;
	bool skips = !order_find_amount(f->mem, query) && order_search_skips(f->mem, query);

	return (struct empty){
	    .icon = "filter",
	    .title = _("No matches"),
	    .hint = skips ? _("Words of one or two letters are ignored.") : NULL,
	    .text = mem_printf(f->mem,
			       ngettext("Without filters there is %s order in this view.",
					"Without filters there are %s orders in this view.",
					(unsigned long)here),
			       fmt_count(f, here, ORDER_COUNT_MAX)),
	    .action = _("Clear filters"),
	    .url = query_without_filters(&list->query),
	};
}

/* Not loaded yet, never any, or just nothing in this tab. */
static struct empty empty_of(const struct orders_list *list)
{
	const struct list_view *view = &views[list->filter.view];

	if (list->counts[ORDER_VIEW_ALL] == 0 && sync_is_importing(&list->sync))
		return (struct empty){.icon = "refresh",
				      .title = _("Orders are being fetched"),
				      .text = _("The first ones will appear here in a moment.")};
	if (list->counts[ORDER_VIEW_ALL] == 0)
		return (struct empty){
		    .icon = "orders",
		    .title = _("No orders yet"),
		    .text =
			_("The account is connected. New orders will appear here automatically.")};
	return (struct empty){.icon = "ok",
			      .title = _(view->empty_title),
			      .text = _(view->empty_text),
			      .action = _("Show all orders"),
			      .url = "/orders?view=all"};
}

static void fill_emptiness(struct tpl *t, const struct fmt *f, const struct orders_list *list)
{
	bool narrow = query_is_narrow(&list->query);
	struct empty empty = narrow ? filtered_out(f, list) : empty_of(list);

	if (list->page.looked_until != TIME_NONE)
		fill_so_far(t, f, list);
	else if (!narrow && !is_connected(list))
		list_unconnected(t, T_EMPTY, f,
				 N_("Orders appear here as soon as an account is connected."));
	else if (narrow || !list->n_problems)
		list_empty(t, T_EMPTY, &empty);
}

static void fill_result(struct tpl *t, const struct fmt *f, const struct orders_list *list,
			const struct list_filter *filters)
{
	list_tabs(t, T_TABS, f, &list->query, views, list->counts, ORDER_COUNT_MAX);
	order_saved_fill(t, T_SAVED, f, list);
	list_chips(t, T_CHIPS, &list->query, filters, ORDER_FILTERS_COUNT);
	sync_import_show(t, T_IMPORT, T_PROGRESS, f, &list->sync);
	if (list->n_problems) {
		struct tpl *trouble = tpl_add(t, T_IF_TROUBLE);

		if (f->role >= ROLE_SELLER)
			tpl_set_shown(trouble, T_RETRY_ALL_URL, url_problems_retry(),
				      T_IF_RETRY_ALL);
		for (size_t i = 0; i < list->n_problems; i++)
			fill_trouble(tpl_add(trouble, T_TROUBLE), f, &list->problems[i]);
	}
	if (list->page.n)
		fill_rows(t, f, list);
	else
		fill_emptiness(t, f, list);
}

static const char *news_url(const struct fmt *f, const struct orders_list *list)
{
	char *seen = mem_printf(f->mem, "%" PRId64, list->sync.newest);
	const struct url_arg arg = {"seen", seen};

	return url_with(f->mem, query_under(&list->query, url_news_orders()), &arg, 1);
}

struct orders_parts orders_list_fill(struct tpl *t, const struct fmt *f,
				     const struct orders_list *list)
{
	struct tpl *result = tpl_include(t, T_RESULT, TPL_ORDERS__RESULT);
	struct list_filter filters[ORDER_FILTERS_COUNT];
	/* Whoever searches looks at all orders, whoever filters stays in the tab. */
	const struct list_find find = {
	    .label = N_("Search orders"),
	    .hint = N_("Number, name, phone or its last digits, city, point, amount, SKU"),
	    .tab = "tab",
	    .target = "orders",
	    .has_panel = true,
	    .is_open = list->shows_filters,
	};

	(void)tpl_include(t, T_FRESH, TPL_ORDERS__FRESH);
	tpl_set(t, T_FRESH_URL, news_url(f, list));
	undo_banner_fill(tpl_include(t, T_BANNER, TPL_OUTBOX__BANNER), f, &list->undo);
	order_filters(f, list, filters);
	struct tpl *panel = list_find(t, T_FIND, &list->query, &find, filters, ORDER_FILTERS_COUNT);
	fill_result(result, f, list, filters);
	return (struct orders_parts){result, panel};
}

static const char *news_text(const struct fmt *f, int64_t n)
{
	if (n >= ORDER_NEWS_MAX)
		return mem_printf(f->mem, _("more than %s new orders, show"),
				  fmt_int(f, ORDER_NEWS_MAX));
	return mem_printf(f->mem,
			  ngettext("%s new order, show", "%s new orders, show", (unsigned long)n),
			  fmt_int(f, n));
}

void orders_news_fill(struct tpl *t, const struct fmt *f, const struct query *q, int64_t n)
{
	t = tpl_add(t, T_IF_NEW);
	tpl_set(t, T_NEW_TEXT, news_text(f, n));
	tpl_set(t, T_SHOW_URL, query_with(q, "cursor", NULL));
}
