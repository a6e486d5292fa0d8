/* The columns of the file of orders, one line each. */
#include "orders/order_csv_view.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_set.h"
#include "orders/order_labels.h"
#include "users/roles.h"

enum kind { TEXT, WORD, MOMENT, AMOUNT, CURRENCY, QUANTITY, PIECES };

struct column {
	const char *name;
	enum kind kind;
	size_t at;		    /* in struct order_detail, or order_line */
	const struct label *labels; /* of a WORD */
	unsigned only;		    /* 1 + enum role_fact: for who sees that; 0: for everybody */
};

#define ORDER(member) .at = offsetof(struct order_detail, member)
#define LINE(member)  .at = offsetof(struct order_line, member)
#define FOR(fact)     .only = 1 + (fact)

static const struct column of_order[] = {
    {N_("Order"), TEXT, ORDER(order.form_id)},
    {N_("Account"), TEXT, ORDER(order.account)},
    {N_("Bought"), MOMENT, ORDER(order.bought_at)},
    {N_("Order status"), WORD, ORDER(order.status), .labels = order_status_labels},
    {N_("Fulfilment"), WORD, ORDER(order.fulfillment), .labels = order_fulfillment_labels},
    {N_("Payment"), WORD, ORDER(order.payment_state), .labels = order_payment_labels},
    {N_("Paid on"), MOMENT, ORDER(order.payment_finished_at), FOR(FACT_PAYMENTS)},
    {N_("Total"), AMOUNT, ORDER(order.total)},
    {N_("Delivery cost"), AMOUNT, ORDER(order.delivery_cost), FOR(FACT_MONEY)},
    {N_("Currency"), CURRENCY, ORDER(order.total)},
    {N_("Login"), TEXT, ORDER(person.login)},
    {N_("E-mail"), TEXT, ORDER(person.email), FOR(FACT_EMAIL)},
    {N_("First name"), TEXT, ORDER(person.ship_first_name)},
    {N_("Last name"), TEXT, ORDER(person.ship_last_name)},
    {N_("Company"), TEXT, ORDER(person.ship_company)},
    {N_("Street"), TEXT, ORDER(person.ship_street)},
    {N_("Post code"), TEXT, ORDER(person.ship_zip)},
    {N_("City"), TEXT, ORDER(person.ship_city)},
    {N_("Country"), TEXT, ORDER(person.ship_country)},
    {N_("Phone"), TEXT, ORDER(person.ship_phone)},
    {N_("Delivery method"), TEXT, ORDER(order.delivery_method)},
    {N_("Pickup point"), TEXT, ORDER(order.pickup_id)},
    {N_("Ship by"), MOMENT, ORDER(order.ship_by)},
    {N_("Invoice for"), TEXT, ORDER(person.inv_company), FOR(FACT_INVOICE)},
    {N_("Tax number"), TEXT, ORDER(person.inv_tax_id), FOR(FACT_INVOICE)},
    {N_("Message from the buyer"), TEXT, ORDER(person.message)},
};

static const struct column of_line[] = {
    {N_("Offer number"), TEXT, LINE(offer_id)},
    {N_("Offer"), TEXT, LINE(offer_name)},
    {"SKU", TEXT, LINE(sku)},
    {N_("Quantity"), QUANTITY, .at = 0},
    {N_("Pieces"), PIECES, .at = 0},
    {N_("Price"), AMOUNT, LINE(price), FOR(FACT_MONEY)},
    {N_("VAT rate"), TEXT, LINE(tax_rate), FOR(FACT_MONEY)},
};

static bool is_seen(const struct fmt *f, const struct column *c)
{
	return !c->only || role_sees(f->role, (enum role_fact)(c->only - 1));
}

/* "2026-11-21 08:15:04": sorted as it stands, and read as a date in any language. */
static const char *moment(const struct fmt *f, int64_t at)
{
	return at == TIME_NONE ? "" : fmt_join(f, fmt_iso_day(f, at), fmt_clock(f, at));
}

/* With the comma of a Polish spreadsheet; in English with the dot. */
static const char *amount(const struct fmt *f, struct money m)
{
	char *text = money_is_none(m) ? mem_strdup(f->mem, "") : money_to_decimal(f->mem, m);
	char *dot = strchr(text, '.');

	if (dot && f->lang == LANG_PL)
		*dot = ',';
	return text;
}

static int64_t pieces(const struct order_line *line)
{
	return order_set_count(line, 1);
}

static void add_cell(struct csv *csv, const struct fmt *f, const struct column *c, const void *row)
{
	const void *at = (const char *)row + c->at;

	switch (c->kind) {
	case TEXT:
		csv_text(csv, *(const char *const *)at);
		break;
	case WORD:
		csv_text(csv, label_text(c->labels, *(const char *const *)at));
		break;
	case MOMENT:
		csv_text(csv, moment(f, *(const int64_t *)at));
		break;
	case AMOUNT:
		csv_text(csv, amount(f, *(const struct money *)at));
		break;
	case CURRENCY:
		csv_text(csv, ((const struct money *)at)->currency);
		break;
	case QUANTITY:
		csv_int(csv, ((const struct order_line *)row)->quantity);
		break;
	case PIECES:
		csv_int(csv, pieces(row));
		break;
	}
}

static void add_cells(struct csv *csv, const struct fmt *f, const struct column *columns, size_t n,
		      const void *row)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_seen(f, &columns[i]))
			continue;
		if (row)
			add_cell(csv, f, &columns[i], row);
		else
			csv_text(csv, _(columns[i].name));
	}
}

void order_csv_head(struct csv *csv, const struct fmt *f)
{
	add_cells(csv, f, of_order, COUNT_OF(of_order), NULL);
	add_cells(csv, f, of_line, COUNT_OF(of_line), NULL);
	csv_end_row(csv);
}

void order_csv_rows(struct csv *csv, const struct fmt *f, const struct order_detail *d)
{
	for (size_t i = 0; i < d->n_lines; i++) {
		add_cells(csv, f, of_order, COUNT_OF(of_order), d);
		add_cells(csv, f, of_line, COUNT_OF(of_line), &d->lines[i]);
		csv_end_row(csv);
	}
}
