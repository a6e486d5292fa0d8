/* Rules from an order document to place, payment and conflict. */
#include "domain/orders/order_state.h"

#include "base/str.h"
#include "domain/orders/order_hold.h"
#include "domain/orders/order_invoice.h"

/* What a fulfilment status says about the work left. Unknown words count as begun. */
static const struct {
	const char *status;
	enum order_place place;
} fulfillment_places[] = {
    {"NEW", ORDER_PLACE_NEW},
    {"PROCESSING", ORDER_PLACE_OPEN},
    {"READY_FOR_SHIPMENT", ORDER_PLACE_OPEN},
    {"SUSPENDED", ORDER_PLACE_OPEN},
    {"READY_FOR_PICKUP", ORDER_PLACE_SENT}, /* waits for the buyer; nothing is left to send */
    {"SENT", ORDER_PLACE_SENT},
    {"PICKED_UP", ORDER_PLACE_SENT},
    {"RETURNED", ORDER_PLACE_SENT},
    {"CANCELLED", ORDER_PLACE_CANCELLED}, /* by the seller: the order's status stays (FACTS 2.6) */
};

static enum order_place fulfillment_place(const char *status)
{
	if (!status)
		return ORDER_PLACE_NEW;
	for (size_t i = 0; i < COUNT_OF(fulfillment_places); i++)
		if (str_eq(status, fulfillment_places[i].status))
			return fulfillment_places[i].place;
	return ORDER_PLACE_OPEN;
}

static bool is_proven(const struct checkout_payment *p)
{
	return p->id && p->finished_at != TIME_NONE;
}

/* Adds an amount that may be absent; false when it cannot be added (other currency, overflow). */
static bool add_if_any(struct money *sum, struct money more)
{
	return money_is_none(more) || money_add(*sum, more, sum);
}

/* The most that may count as paid: Allegro's own share (reconciliation, Allegro Prices: "added to
 * the checkout form payment") and the surcharges that were paid. */
static bool add_all(const struct checkout_form *form, struct money *sum)
{
	if (!add_if_any(sum, form->payment.reconciliation))
		return false;
	for (size_t i = 0; i < form->n_surcharges; i++)
		if (is_proven(&form->surcharges[i]) &&
		    !add_if_any(sum, form->surcharges[i].paid_amount))
			return false;
	return true;
}

/* The paid amount against the total. It is not said whether either holds the surcharges or
 * Allegro's share, so what was paid is a range: without them and with them. */
static enum order_payment compare_amounts(const struct checkout_form *form)
{
	struct money low = form->payment.paid_amount;
	struct money total = form->total_to_pay;
	struct money high = low;

	if (money_is_none(low) || money_is_none(total))
		return ORDER_PAYMENT_PAID; /* there is nothing to compare */
	if (!str_eq(low.currency, total.currency) || !add_all(form, &high))
		return ORDER_PAYMENT_PARTIAL;
	if (high.minor < total.minor)
		return ORDER_PAYMENT_PARTIAL;
	return low.minor > total.minor ? ORDER_PAYMENT_OVER : ORDER_PAYMENT_PAID;
}

static bool has_open_surcharge(const struct checkout_form *form)
{
	for (size_t i = 0; i < form->n_surcharges; i++)
		if (!is_proven(&form->surcharges[i]) &&
		    !str_eq(form->surcharges[i].type, "CASH_ON_DELIVERY"))
			return true;
	return false;
}

static bool is_ready(const char *status)
{
	return str_eq(status, "READY_FOR_PROCESSING");
}

/* A word Allegro may have added since (schema CheckoutFormStatus). */
static bool is_unknown(const char *status)
{
	static const char *const known[] = {"BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING",
					    "CANCELLED"};

	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (str_eq(status, known[i]))
			return false;
	return true;
}

static enum order_payment unproven_payment(const struct checkout_form *form)
{
	if (str_eq(form->payment.type, "CASH_ON_DELIVERY"))
		return ORDER_PAYMENT_COD;
	if (str_eq(form->payment.type, "EXTENDED_TERM") && is_ready(form->status))
		return ORDER_PAYMENT_TERM;
	return ORDER_PAYMENT_UNPAID;
}

static enum order_place place_by_status(const char *status, const char *fulfillment,
					enum order_payment payment)
{
	enum order_place place = fulfillment_place(fulfillment);

	if (str_eq(status, "CANCELLED"))
		return ORDER_PLACE_CANCELLED;
	if (place == ORDER_PLACE_SENT || place == ORDER_PLACE_CANCELLED)
		return place; /* the seller has decided, paid or not */
	/* Paid is not unpaid because of a word nobody knows: a person has to look. */
	if (is_unknown(status) && payment != ORDER_PAYMENT_UNPAID)
		return ORDER_PLACE_OPEN;
	if (!is_ready(status) || payment == ORDER_PAYMENT_UNPAID)
		return ORDER_PLACE_UNPAID;
	return place;
}

enum order_place order_place_of(const char *status, const char *fulfillment, const char *provider,
				enum order_payment payment)
{
	enum order_place place = place_by_status(status, fulfillment, payment);
	bool is_to_send = place == ORDER_PLACE_NEW || place == ORDER_PLACE_OPEN;

	return is_to_send && str_eq(provider, "ALLEGRO") ? ORDER_PLACE_ALLEGRO : place;
}

static bool is_total_off(const struct checkout_form *form)
{
	enum order_payment compared = compare_amounts(form);

	return is_proven(&form->payment) && compared != ORDER_PAYMENT_PAID;
}

static bool is_other(struct money m, const char *currency)
{
	return !money_is_none(m) && !str_eq(m.currency, currency);
}

/* Of its total, else of its items: every order has some. */
static const char *currency_of(const struct checkout_form *form)
{
	if (money_is_none(form->total_to_pay) && form->n_lines)
		return form->lines[0].price.currency;
	return form->total_to_pay.currency;
}

/* A sum of two currencies is no sum. */
static bool has_mixed_currencies(const struct checkout_form *form)
{
	const char *currency = currency_of(form);

	if (is_other(form->payment.paid_amount, currency) ||
	    is_other(form->payment.reconciliation, currency) ||
	    is_other(form->delivery.cost, currency))
		return true;
	for (size_t i = 0; i < form->n_surcharges; i++)
		if (is_other(form->surcharges[i].paid_amount, currency))
			return true;
	for (size_t i = 0; i < form->n_lines; i++)
		if (is_other(form->lines[i].price, currency) ||
		    is_other(form->lines[i].deposit, currency))
			return true;
	return false;
}

static enum order_conflict conflict_of(const struct checkout_form *form, enum order_payment payment)
{
	const struct order_facts facts = {
	    .status = form->status,
	    .fulfillment = form->fulfillment.status,
	    .provider = form->fulfillment.provider,
	    .lines_sent = form->fulfillment.line_items_sent,
	};

	if (str_eq(form->status, "CANCELLED"))
		return order_hold_is_to_stop(&facts) ? ORDER_CONFLICT_STOP : ORDER_CONFLICT_NONE;
	if (is_unknown(form->status) && payment != ORDER_PAYMENT_UNPAID)
		return ORDER_CONFLICT_STATUS;
	if (is_ready(form->status) && payment == ORDER_PAYMENT_UNPAID)
		return ORDER_CONFLICT_READY_UNPAID;
	if (has_mixed_currencies(form))
		return ORDER_CONFLICT_CURRENCY;
	if (money_is_none(form->total_to_pay))
		return ORDER_CONFLICT_TOTAL;
	return is_total_off(form) ? ORDER_CONFLICT_AMOUNT : ORDER_CONFLICT_NONE;
}

struct order_state order_state_of(const struct checkout_form *form)
{
	struct order_state s;

	s.payment = is_proven(&form->payment) ? compare_amounts(form) : unproven_payment(form);
	if (s.payment == ORDER_PAYMENT_PAID && has_open_surcharge(form))
		s.payment = ORDER_PAYMENT_SURCHARGE;
	s.place = order_place_of(form->status, form->fulfillment.status, form->fulfillment.provider,
				 s.payment);
	s.conflict = conflict_of(form, s.payment);
	return s;
}

static bool is_set(const struct checkout_line *line)
{
	return line->n_products > 1 || (line->n_products && line->products[0].quantity > 1);
}

static int64_t line_flags(const struct checkout_line *line)
{
	int64_t flags = 0;

	if (!money_is_none(line->deposit))
		flags |= ORDER_FLAG_DEPOSIT;
	if (line->serials_expected == TRI_TRUE)
		flags |= ORDER_FLAG_SERIALS;
	if (line->n_services)
		flags |= ORDER_FLAG_SERVICES;
	if (line->n_discounts || line->n_vouchers)
		flags |= ORDER_FLAG_DISCOUNT;
	if (is_set(line))
		flags |= ORDER_FLAG_BUNDLE;
	return flags;
}

int64_t order_flags_of(const struct checkout_form *form)
{
	const struct {
		bool holds;
		enum order_flag flag;
	} rules[] = {
	    {!str_empty(form->message_to_seller), ORDER_FLAG_MESSAGE},
	    {!str_empty(form->note), ORDER_FLAG_NOTE},
	    {form->invoice.company_name != NULL, ORDER_FLAG_COMPANY},
	    {form->n_surcharges > 0, ORDER_FLAG_SURCHARGE},
	    {form->delivery.recipient.modified_at != TIME_NONE, ORDER_FLAG_ADDRESS_CHANGED},
	    {form->buyer.guest == TRI_TRUE, ORDER_FLAG_GUEST},
	    {str_eq(form->fulfillment.line_items_sent, "SOME"), ORDER_FLAG_PART_SENT},
	    {str_eq(form->fulfillment.provider, "ALLEGRO"), ORDER_FLAG_ALLEGRO_SENDS},
	    {!order_invoice_is_complete(&form->invoice), ORDER_FLAG_INVOICE_LACKS},
	};
	int64_t flags = 0;

	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (rules[i].holds)
			flags |= rules[i].flag;
	for (size_t i = 0; i < form->n_lines; i++)
		flags |= line_flags(&form->lines[i]);
	return flags;
}
