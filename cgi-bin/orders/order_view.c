/* What the list, the page and the slip of an order show alike. */
#include "orders/order_view.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_set.h"
#include "common/meaning_words.h"
#include "orders/order_labels.h"
#include "tpl/orders/_result.h"
#include "tpl/orders/show.h"

enum { NUMBER_CHARS = 8 }; /* first group of the UUID */

struct order_summary order_summary_of(const struct order *o)
{
	return (struct order_summary){
	    .status = o->status,
	    .fulfillment = o->fulfillment,
	    .place = o->place,
	    .payment_state = o->payment_state,
	    .problem = o->problem,
	    .marketplace = o->marketplace,
	    .flags = o->flags,
	    .smart = o->smart,
	    .invoice_required = o->invoice_required,
	    .ship_by = o->ship_by,
	};
}

struct order_summary order_summary_of_row(const struct order_row *r)
{
	return (struct order_summary){
	    .status = r->status,
	    .fulfillment = r->fulfillment,
	    .place = r->place,
	    .payment_state = r->payment_state,
	    .problem = r->problem,
	    .marketplace = r->marketplace,
	    .flags = r->flags,
	    .smart = INT64_MIN, /* goes without saying in a list */
	    .invoice_required = r->invoice_required,
	    .ship_by = r->ship_by,
	};
}

static bool is_at(const struct order_summary *summary, enum order_place place)
{
	return str_eq(summary->place, order_place_names[place]);
}

bool order_summary_is_open(const struct order_summary *summary)
{
	return is_at(summary, ORDER_PLACE_NEW) || is_at(summary, ORDER_PLACE_OPEN);
}

/* Until the buyer is done, Allegro's order status says more than the fulfilment does. */
void order_view_status(struct tpl *t, const struct order_summary *summary)
{
	bool early = is_at(summary, ORDER_PLACE_UNPAID) || str_eq(summary->status, "CANCELLED") ||
		     !summary->fulfillment;
	struct label label = early ? label_of(order_status_labels, summary->status)
				   : label_of(order_fulfillment_labels, summary->fulfillment);

	BADGE(t, STATUS, label);
}

void order_view_payment(struct tpl *t, const struct order_summary *summary)
{
	BADGE(t, PAY, label_of(order_payment_labels, summary->payment_state));
}

struct tpl *order_view_deadline(struct tpl *t, const struct fmt *f,
				const struct order_summary *summary)
{
	bool late = summary->ship_by < f->now;
	bool today = summary->ship_by < time_day_start(f->now, 1);

	if (summary->ship_by == TIME_NONE || !order_summary_is_open(summary))
		return NULL;
	t = tpl_add(t, T_IF_SHIP);
	tpl_set(t, T_SHIP_TONE, late ? "bad" : today ? "warn" : "none");
	tpl_set(t, T_SHIP_ICON, late ? "warn" : "clock");
	if (late || today)
		tpl_show(t, T_IF_SHIP_ICON);
	return t;
}

/* ---- Flags --------------------------------------------------------------------------------- */

static const struct {
	int64_t flag;
	const char *name;
	const char *title;
} flags[] = {
    {ORDER_FLAG_MESSAGE, N_("message"), N_("The buyer wrote a message")},
    {ORDER_FLAG_NOTE, N_("note"), N_("You left a note on Allegro")},
    {ORDER_FLAG_DEPOSIT, N_("deposit"), N_("Includes a packaging deposit")},
    {ORDER_FLAG_SERIALS, N_("serial no."), N_("A serial number is expected")},
    {ORDER_FLAG_SERVICES, N_("services"), N_("Additional services were bought")},
    {ORDER_FLAG_BUNDLE, N_("bundle"), N_("A line is a set of products")},
    {ORDER_FLAG_SURCHARGE, N_("surcharge"), N_("There is a surcharge")},
    {ORDER_FLAG_ADDRESS_CHANGED, N_("new address"),
     N_("The buyer changed the address after the purchase")},
    {ORDER_FLAG_PART_SENT, N_("partly sent"), N_("Some of the items were sent")},
    {ORDER_FLAG_INVOICE_LACKS, N_("invoice incomplete"),
     N_("An invoice cannot be issued: the address or a valid tax number is missing")},
};

static void add_flag(struct tpl *t, const char *name, const char *title, bool is_bad)
{
	t = tpl_add(t, T_FLAG);
	tpl_set(t, T_FLAG_NAME, name);
	tpl_set(t, T_FLAG_TITLE, title);
	if (is_bad)
		tpl_show(t, T_FLAG_BAD);
}

void order_view_flags(struct tpl *t, const struct order_summary *summary)
{
	if (summary->problem)
		add_flag(t, label_text(order_conflict_chips, summary->problem),
			 label_text(order_conflict_labels, summary->problem), true);
	if (summary->smart == 1)
		add_flag(t, "Smart!", _("Delivery in Allegro Smart!"), false);
	if (summary->invoice_required == 1)
		add_flag(t, _("invoice"), _("The buyer wants an invoice"), false);
	if (summary->marketplace && !str_eq(summary->marketplace, "allegro-pl"))
		add_flag(t, label_text(order_marketplace_labels, summary->marketplace),
			 _("Bought on another marketplace"), false);
	for (size_t i = 0; i < COUNT_OF(flags); i++)
		if (summary->flags & flags[i].flag)
			add_flag(t, _(flags[i].name), _(flags[i].title), false);
}

const char *order_view_number(const struct fmt *f, const char *form_id)
{
	return str_or(mem_strndup(f->mem, form_id, NUMBER_CHARS), "");
}

/* What lib/json says of a field. */
static const struct label decoding[] = {
    {"must be a text", N_("must be a text"), "", ""},
    {"must be a whole number", N_("must be a whole number"), "", ""},
    {"must be true or false", N_("must be true or false"), "", ""},
    {"must be a date and time (RFC 3339)", N_("must be a date and time (RFC 3339)"), "", ""},
    {"must be an amount with a currency", N_("must be an amount with a currency"), "", ""},
    {"currency is missing", N_("currency is missing"), "", ""},
    {"must be a list", N_("must be a list"), "", ""},
    {"must be an object", N_("must be an object"), "", ""},
    {"is missing", N_("is missing"), "", ""},
    {"missing", N_("is missing"), "", ""},
    {"amount is missing", N_("amount is missing"), "", ""},
    {"holds a character U+0000", N_("contains an invalid character (U+0000)"), "", ""},
    {"not an id", N_("is not an id"), "", ""},
    {"the same line item twice", N_("the same line item twice"), "", ""},
    {"less than 1", N_("is less than 1"), "", ""},
    {"negative", N_("is negative"), "", ""},
    {"no line items", N_("the order has no items"), "", ""},
    {"too many line items", N_("the order has too many items"), "", ""},
    {"the database does not take one of its values",
     N_("one of its values cannot be stored; please report it"), "", ""},
    {0},
};

const char *order_view_reason(const char *problem, const char *path, const char *meaning)
{
	const char *sentence = meaning_sentence(meaning_find(meaning));
	size_t len = strlen(str_or(path, ""));

	if (sentence)
		return sentence;

	if (!len || !str_starts(problem, path) || strncmp(problem + len, ": ", 2) != 0)
		return label_text(decoding, problem);
	return label_text(decoding, problem + len + 2);
}

const char *order_view_problem(const struct fmt *f, const char *problem)
{
	const char *colon = str_starts(problem, "/") ? strstr(problem, ": ") : NULL;

	if (!colon)
		return problem;
	return mem_printf(f->mem, "%.*s: %s", (int)(colon - problem), problem,
			  label_text(decoding, colon + 2));
}

const char *order_view_set(const struct fmt *f, const struct order_line *line)
{
	const char *products = line->products;
	const char *parts = "";
	int64_t pieces = order_set_pieces(products);
	int64_t n;

	if (pieces <= 1)
		return NULL;
	while (order_set_next(&products, &n))
		parts = mem_printf(f->mem, "%s%s%s", parts, *parts ? " + " : "", fmt_int(f, n));
	if (!strchr(parts, '+'))
		return mem_printf(f->mem, _("set of %s pieces"), parts);
	return mem_printf(f->mem, _("set of %s pieces (%s)"), fmt_int(f, pieces), parts);
}
