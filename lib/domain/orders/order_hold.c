/* The table of reasons to hold an order back. */
#include "domain/orders/order_hold.h"

#include "base/compiler.h"
#include "base/str.h"
#include "base/time.h"

const char *const order_hold_names[ORDER_HOLD_COUNT + 1] = {
    [ORDER_HOLD_NONE] = "none",
    [ORDER_HOLD_MERGED] = "merged",
    [ORDER_HOLD_CANCELLED] = "cancelled",
    [ORDER_HOLD_RETURNED] = "returned",
    [ORDER_HOLD_ALLEGRO_SENDS] = "allegro-sends",
    [ORDER_HOLD_GONE] = "gone",
    [ORDER_HOLD_GIVEN_UP] = "given-up",
    [ORDER_HOLD_SENT] = "sent",
    [ORDER_HOLD_WITHDRAWN] = "withdrawn",
    [ORDER_HOLD_UNREAD] = "unread",
    [ORDER_HOLD_UNKNOWN] = "unknown",
    [ORDER_HOLD_UNPAID] = "unpaid",
    [ORDER_HOLD_NOT_READY] = "not-ready",
    [ORDER_HOLD_PARTIAL] = "partial",
    [ORDER_HOLD_SURCHARGE] = "surcharge",
    [ORDER_HOLD_SUSPENDED] = "suspended",
};

/* Nothing is left to send. READY_FOR_PICKUP: it waits for the buyer. */
static bool is_sent(const struct order_facts *f)
{
	static const char *const words[] = {"SENT", "READY_FOR_PICKUP", "PICKED_UP", NULL};

	return str_is_one_of(f->fulfillment, words) || str_eq(f->lines_sent, "ALL");
}

/* A version newer than the one shown exists, and nobody has seen what is in it. */
static bool is_unread(const struct order_facts *f)
{
	static const char *const words[] = {"UNREADABLE", "FAILING", NULL};

	return str_is_one_of(f->doc_state, words);
}

static bool is_gone(const struct order_facts *f)
{
	static const char *const words[] = {"GONE", "LOST", NULL};

	return str_is_one_of(f->doc_state, words);
}

static bool is_unknown(const struct order_facts *f)
{
	static const char *const statuses[] = {"BOUGHT", "FILLED_IN", "READY_FOR_PROCESSING",
					       "CANCELLED", NULL};
	static const char *const fulfillments[] = {
	    "NEW",	 "PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP", "SENT",
	    "PICKED_UP", "CANCELLED",  "SUSPENDED",	     "RETURNED",	 NULL,
	};

	return !str_is_one_of(f->status, statuses) ||
	       (f->fulfillment && !str_is_one_of(f->fulfillment, fulfillments));
}

static bool is_sent_by_allegro(const struct order_facts *f)
{
	return str_eq(f->provider, "ALLEGRO");
}

static bool is_paid_as(const struct order_facts *f, enum order_payment state)
{
	return str_eq(f->payment_state, order_payment_names[state]);
}

enum order_hold order_hold_of(const struct order_facts *f)
{
	const struct {
		bool holds;
		enum order_hold hold;
	} rules[] = {
	    {str_eq(f->place, order_place_names[ORDER_PLACE_MERGED]) ||
		 str_eq(f->doc_state, "SUPERSEDED"),
	     ORDER_HOLD_MERGED},
	    {str_eq(f->status, "CANCELLED"), ORDER_HOLD_CANCELLED},
	    {str_eq(f->fulfillment, "RETURNED"), ORDER_HOLD_RETURNED},
	    {is_sent_by_allegro(f), ORDER_HOLD_ALLEGRO_SENDS},
	    {is_gone(f), ORDER_HOLD_GONE},
	    {str_eq(f->fulfillment, "CANCELLED"), ORDER_HOLD_GIVEN_UP},
	    {is_sent(f), ORDER_HOLD_SENT},
	    {f->withdrawn_at != TIME_NONE, ORDER_HOLD_WITHDRAWN},
	    {is_unread(f), ORDER_HOLD_UNREAD},
	    {is_unknown(f), ORDER_HOLD_UNKNOWN},
	    {is_paid_as(f, ORDER_PAYMENT_UNPAID), ORDER_HOLD_UNPAID},
	    {!str_eq(f->status, "READY_FOR_PROCESSING"), ORDER_HOLD_NOT_READY},
	    {is_paid_as(f, ORDER_PAYMENT_PARTIAL), ORDER_HOLD_PARTIAL},
	    {is_paid_as(f, ORDER_PAYMENT_SURCHARGE), ORDER_HOLD_SURCHARGE},
	    {str_eq(f->fulfillment, "SUSPENDED"), ORDER_HOLD_SUSPENDED},
	};

	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (rules[i].holds)
			return rules[i].hold;
	return ORDER_HOLD_NONE;
}

bool order_hold_is_final(enum order_hold hold)
{
	return hold > ORDER_HOLD_NONE && hold <= ORDER_HOLD_GONE;
}

bool order_hold_is_to_stop(const struct order_facts *f)
{
	static const char *const begun[] = {"PROCESSING", "READY_FOR_SHIPMENT", "READY_FOR_PICKUP",
					    "SENT", NULL};

	static const char *const over[] = {"PICKED_UP", "RETURNED", NULL};
	bool has_left = str_eq(f->lines_sent, "SOME") || str_eq(f->lines_sent, "ALL");

	return str_eq(f->status, "CANCELLED") && !is_sent_by_allegro(f) &&
	       !str_is_one_of(f->fulfillment, over) &&
	       (has_left || str_is_one_of(f->fulfillment, begun));
}

struct order_facts order_facts_of(const struct order_detail *d)
{
	return (struct order_facts){
	    .status = d->order.status,
	    .fulfillment = d->order.fulfillment,
	    .provider = d->order.fulfillment_provider,
	    .lines_sent = d->order.line_items_sent,
	    .place = d->order.place,
	    .payment_state = d->order.payment_state,
	    .withdrawn_at = d->order.cancelled_at,
	    .doc_state = d->document.state,
	};
}

struct order_facts order_facts_of_row(const struct order_row *r)
{
	return (struct order_facts){
	    .status = r->status,
	    .fulfillment = r->fulfillment,
	    .provider = r->fulfillment_provider,
	    .lines_sent = r->line_items_sent,
	    .place = r->place,
	    .payment_state = r->payment_state,
	    .withdrawn_at = r->cancelled_at,
	    .doc_state = r->doc_state,
	};
}
