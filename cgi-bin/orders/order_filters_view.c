/* The filters of the order list: one table, from which the form and the chips are made. */
#include "orders/order_filters_view.h"

#include <inttypes.h>

#include "base/mem.h"
#include "base/str.h"
#include "orders/order_labels.h"
#include "tpl/orders/_result.h"
#include "tpl/orders/list.h"

/* Where the choices of a filter come from. */
enum source { FROM_LABELS, FROM_METHODS, FROM_MARKETPLACES, FROM_ACCOUNTS };

static const struct filter {
	enum order_param param;
	const char *name;
	enum source source;
	const struct label *labels;
} filters[] = {
    {ORDER_PARAM_STATUS, N_("Order status"), FROM_LABELS, order_status_labels},
    {ORDER_PARAM_PAYMENT, N_("Payment"), FROM_LABELS, order_payment_labels},
    {ORDER_PARAM_FULFILLMENT, N_("Fulfilment"), FROM_LABELS, order_fulfillment_labels},
    {ORDER_PARAM_METHOD, N_("Delivery method"), FROM_METHODS, NULL},
    {ORDER_PARAM_MARKETPLACE, N_("Marketplace"), FROM_MARKETPLACES, order_marketplace_labels},
    {ORDER_PARAM_ACCOUNT, N_("Account"), FROM_ACCOUNTS, NULL},
};

struct choice {
	const char *value;
	const char *text;
};

static const char *facet_text(const struct filter *f, const struct order_facet *facet)
{
	if (facet->label)
		return facet->label;
	return f->labels ? label_text(f->labels, facet->value) : facet->value;
}

static size_t facet_choices(const struct filter *f, const struct order_facet *facets, size_t n,
			    struct choice *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct choice){facets[i].value, facet_text(f, &facets[i])};
	return n;
}

static size_t label_choices(const struct label *labels, struct choice *out)
{
	size_t n = 0;

	for (; labels[n].word; n++)
		out[n] = (struct choice){labels[n].word, _(labels[n].text)};
	return n;
}

static size_t account_choices(const struct orders_list *list, struct choice *out)
{
	for (size_t i = 0; i < list->accounts.n; i++) {
		const struct account *a = &list->accounts.accounts[i];

		out[i] = (struct choice){mem_printf(list->query.mem, "%" PRIu64, a->id), a->name};
	}
	return list->accounts.n;
}

enum { LABELS_MAX = 16 }; /* more than the longest table of labels */

/* The choices of a filter; *n receives their number. */
static struct choice *choices_of(const struct filter *f, const struct orders_list *list, size_t *n)
{
	size_t most =
	    LABELS_MAX + list->facets.n_methods + list->facets.n_marketplaces + list->accounts.n;
	struct choice *out = mem_array(list->query.mem, struct choice, most);

	switch (f->source) {
	case FROM_LABELS:
		*n = label_choices(f->labels, out);
		break;
	case FROM_METHODS:
		*n = facet_choices(f, list->facets.methods, list->facets.n_methods, out);
		break;
	case FROM_MARKETPLACES:
		*n = facet_choices(f, list->facets.marketplaces, list->facets.n_marketplaces, out);
		break;
	case FROM_ACCOUNTS:
		*n = account_choices(list, out);
		break;
	}
	return out;
}

static void fill_select(struct tpl *t, const struct filter *f, const struct orders_list *list)
{
	size_t n = 0;
	const struct choice *choices = choices_of(f, list, &n);

	if (n < 2 && f->source != FROM_LABELS && str_empty(list->query.value[f->param]))
		return; /* nothing to choose from */
	t = tpl_add(t, T_SELECT);
	tpl_set(t, T_LABEL, _(f->name));
	tpl_set(t, T_NAME, order_param_names[f->param]);
	for (size_t i = 0; i < n; i++) {
		struct tpl *option = tpl_add(t, T_OPTION);

		tpl_set(option, T_VALUE, choices[i].value);
		tpl_set(option, T_TEXT, choices[i].text);
		if (str_eq(choices[i].value, list->query.value[f->param]))
			tpl_show(option, T_SELECTED);
	}
}

/* Is one of the fields behind the "Filters" button in use? */
static bool is_filtered(const struct order_query *q)
{
	struct order_query rest = *q;

	rest.value[ORDER_PARAM_QUERY] = "";
	return order_query_is_narrow(&rest);
}

void order_filters_form(struct tpl *t, const struct orders_list *list)
{
	const struct order_query *q = &list->query;

	tpl_set(t, T_VIEW, q->value[ORDER_PARAM_VIEW]);
	tpl_set(t, T_Q, q->value[ORDER_PARAM_QUERY]);
	tpl_set(t, T_FROM, q->value[ORDER_PARAM_FROM]);
	tpl_set(t, T_UNTIL, q->value[ORDER_PARAM_UNTIL]);
	if (is_filtered(q))
		tpl_show(t, T_FILTERS_OPEN);
	for (size_t i = 0; i < COUNT_OF(filters); i++)
		fill_select(t, &filters[i], list);
}

static void add_chip(struct tpl *t, const struct order_query *q, enum order_param param,
		     const char *name, const char *value)
{
	t = tpl_add(t, T_CHIP);
	tpl_set(t, T_CHIP_TEXT, mem_printf(q->mem, "%s: %s", name, value));
	tpl_set(t, T_CHIP_URL, order_query_with(q, param, ""));
}

static const char *choice_text(const struct filter *f, const struct orders_list *list)
{
	size_t n = 0;
	const struct choice *choices = choices_of(f, list, &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(choices[i].value, list->query.value[f->param]))
			return choices[i].text;
	return list->query.value[f->param];
}

static void add_date_chip(struct tpl *t, const struct order_query *q, enum order_param param,
			  const char *name)
{
	if (!str_empty(q->value[param]))
		add_chip(t, q, param, name, q->value[param]);
}

void order_filters_chips(struct tpl *t, const struct fmt *f, const struct orders_list *list)
{
	const struct order_query *q = &list->query;

	(void)f;
	if (!order_query_is_narrow(q))
		return;
	t = tpl_add(t, T_CHIPS);
	tpl_set(t, T_CLEAR_URL, order_query_clear(q));
	if (!str_empty(q->value[ORDER_PARAM_QUERY]))
		add_chip(t, q, ORDER_PARAM_QUERY, _("Search"), q->value[ORDER_PARAM_QUERY]);
	for (size_t i = 0; i < COUNT_OF(filters); i++)
		if (!str_empty(q->value[filters[i].param]))
			add_chip(t, q, filters[i].param, _(filters[i].name),
				 choice_text(&filters[i], list));
	add_date_chip(t, q, ORDER_PARAM_FROM, _("Bought from"));
	add_date_chip(t, q, ORDER_PARAM_UNTIL, _("Bought until"));
}
