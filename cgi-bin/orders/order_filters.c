/* The filters of the order list: one table for the address, one for the form and the chips. */
#include "orders/order_filters.h"

#include "accounts/account_view.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_note.h"
#include "orders/order_labels.h"
#include "orders/order_seen.h"
#include "users/roles.h"
#include "urls.h"

enum {
	WORD_MAX = 64, /* longest word or id of Allegro in a filter */
	AMOUNT_MAX = 1000000,
	PIECES_MAX = 100000,
	CURSOR_MAX = 200, /* made by order_list() */
};

#define FILTER(member) .part = QUERY_FILTER, INTO(struct order_filter, member)

/* "view" is a tab somebody chose, "tab" the one from which the form of filters was sent. */
const struct field order_query_fields[] = {
    {"tab", .type = FIELD_ENUM, .values = order_view_names, INTO(struct order_filter, view)},
    {"view", .type = FIELD_ENUM, .values = order_view_names, .part = QUERY_TAB,
     INTO(struct order_filter, view)},
    {"sort", .type = FIELD_ENUM, .values = order_sort_names, .part = QUERY_SORT,
     INTO(struct order_filter, sort)},
    {"q", .type = FIELD_TEXT, .max = ORDER_QUERY_MAX, FILTER(query)},
    {"status", .type = FIELD_ID, FILTER(status)},
    {"payment", .type = FIELD_ENUM, .values = order_payment_names, FILTER(payment)},
    {"fulfillment", .type = FIELD_ID, FILTER(fulfillment)},
    {"method", .type = FIELD_TEXT, .max = WORD_MAX, FILTER(delivery_method)},
    {"marketplace", .type = FIELD_ID, FILTER(marketplace)},
    {"account", .type = FIELD_INT, .min = 1, .max = INT32_MAX, FILTER(account_id)},
    {"from", .type = FIELD_DATE, FILTER(from)},
    {"until", .type = FIELD_DATE, .flags = FIELD_DAY_AFTER, FILTER(until)},
    {"due_from", .type = FIELD_DATE, FILTER(due_from)},
    {"due_until", .type = FIELD_DATE, .flags = FIELD_DAY_AFTER, FILTER(due_until)},
    {"flag", .type = FIELD_ENUM, .values = order_flag_names, FILTER(flag)},
    {"country", .type = FIELD_ID, FILTER(country)},
    {"amount_from", .type = FIELD_INT, .max = AMOUNT_MAX, FILTER(amount_from)},
    {"amount_until", .type = FIELD_INT, .max = AMOUNT_MAX, FILTER(amount_until)},
    {"pieces_from", .type = FIELD_INT, .max = PIECES_MAX, FILTER(pieces_from)},
    {"pieces_until", .type = FIELD_INT, .max = PIECES_MAX, FILTER(pieces_until)},
    {"lines", .type = FIELD_INT, .min = 1, .max = 1, FILTER(lines)},
    {"tag", .type = FIELD_TEXT, .max = ORDER_TAG_MAX, FILTER(tag)},
    {"cursor", .type = FIELD_TEXT, .max = CURSOR_MAX, .part = QUERY_CURSOR,
     INTO(struct order_filter, cursor)},
    {"seen", .type = FIELD_INT, .min = 0, .max = INT64_MAX},
    {LIST_PANEL, .type = FIELD_FLAG},
    {0},
};

/* Whoever may not see amounts may not ask for them either. */
static const char *const money_filters[] = {"amount_from", "amount_until"};

static void forget_money(struct query *q, struct order_filter *out)
{
	out->amount_from = out->amount_until = 0;
	for (size_t i = 0; i < COUNT_OF(money_filters); i++)
		query_choose(q, money_filters[i], "");
}

static bool is_about_money(const char *param)
{
	for (size_t i = 0; i < COUNT_OF(money_filters); i++)
		if (str_eq(param, money_filters[i]))
			return true;
	return false;
}

/* The tab: chosen, else all orders for a search, else where the filters were set, else today. */
void order_filter_read(struct request *rq, struct query *q, struct order_filter *out)
{
	*q = query_read(rq, url_orders());
	*out = ORDER_FILTER;
	out->view = ORDER_VIEW_TODAY;
	if (!q->fields) /* a page that is shown again by a form */
		return;
	form_into(rq->query, out);
	if (!role_sees(rq->session->role, FACT_MONEY))
		forget_money(q, out);
	out->sight = order_sight_of(rq->session->role);
	if (out->query && !form_has(rq->query, "view"))
		out->view = ORDER_VIEW_ALL;
	query_choose(q, "view", order_view_names[out->view]);
	if (!order_sort_fits(out->view, out->sort))
		out->sort = ORDER_SORT_USUAL;
	query_choose(q, "sort", out->sort ? order_sort_names[out->sort] : "");
}

/* A value without a label of its own may have one among the words of the panel. */
static void set_facets(const struct fmt *f, struct list_filter *filter,
		       const struct order_facet *facets, size_t n, const struct label *labels)
{
	struct choice *choices = mem_array(f->mem, struct choice, n + 1);

	for (size_t i = 0; i < n; i++) {
		const char *value = facets[i].value;
		const char *text = labels ? label_text(labels, value) : value;

		choices[i] = (struct choice){value, facets[i].label ? facets[i].label : text};
	}
	filter->choices = choices;
	filter->n_choices = n;
}

static void set_sorts(const struct fmt *f, struct list_filter *filter,
		      const struct orders_list *list)
{
	struct choice *choices = mem_array(f->mem, struct choice, ORDER_SORT_COUNT);

	for (int sort = ORDER_SORT_USUAL + 1; sort < ORDER_SORT_COUNT; sort++)
		if (order_sort_fits(list->filter.view, (enum order_sort)sort))
			choices[filter->n_choices++] =
			    (struct choice){order_sort_names[sort],
					    label_text(order_sort_labels, order_sort_names[sort])};
	filter->choices = choices;
}

void order_filters(const struct fmt *f, const struct orders_list *list,
		   struct list_filter out[ORDER_FILTERS_COUNT])
{
	const struct order_facets *facets = &list->facets;
	struct list_filter filters[ORDER_FILTERS_COUNT] = {
	    {"q", .name = N_("Search"), .apart = true},
	    {"status", .name = N_("Order status"), .labels = order_status_labels},
	    {"payment", .name = N_("Payment"), .labels = order_payment_labels},
	    {"fulfillment", .name = N_("Fulfilment"), .labels = order_fulfillment_labels},
	    {"method", .name = N_("Delivery method")},
	    {"marketplace", .name = N_("Marketplace")},
	    {"account", .name = N_("Account"), .choices = account_choices(f, &list->sync.accounts),
	     .n_choices = list->sync.accounts.n},
	    {"from", .name = N_("Bought from")},
	    {"until", .name = N_("Bought until")},
	    {"due_from", .name = N_("Ship by, from")},
	    {"due_until", .name = N_("Ship by, until")},
	    {"flag", .name = N_("Flag"), .labels = order_flag_labels},
	    {"country", .name = N_("Country of delivery"), .labels = order_country_labels},
	    {"amount_from", .name = N_("Amount from")},
	    {"amount_until", .name = N_("Amount up to")},
	    {"pieces_from", .name = N_("Pieces from")},
	    {"pieces_until", .name = N_("Pieces up to")},
	    {"lines", .name = N_("Items"), .labels = order_lines_labels},
	    {"tag", .name = N_("Tag")},
	    {"sort", .name = N_("Sorting"), .any = N_("default")},
	};

	set_sorts(f, &filters[ORDER_FILTERS_COUNT - 1], list);
	set_facets(f, &filters[4], facets->methods, facets->n_methods, NULL);
	set_facets(f, &filters[5], facets->marketplaces, facets->n_marketplaces,
		   order_marketplace_labels);
	for (size_t i = 0; i < ORDER_FILTERS_COUNT; i++) {
		out[i] = filters[i];
		if (is_about_money(out[i].param) && !role_sees(f->role, FACT_MONEY))
			out[i].apart = true;
	}
}
