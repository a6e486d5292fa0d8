/* What an unreadable document says clearly, put into the order as it is stored. */
#include "domain/orders/order_glimpse.h"

#include "base/str.h"
#include "domain/orders/order_hold.h"
#include "domain/orders/order_map.h"
#include "domain/orders/order_state.h"

static enum order_payment payment_named(const char *name)
{
	for (size_t i = 0; i < ORDER_PAYMENT_COUNT; i++)
		if (str_eq(order_payment_names[i], name))
			return (enum order_payment)i;
	return ORDER_PAYMENT_UNPAID;
}

/* A proof of payment tells that it was paid; how much is not told. */
static enum order_payment glimpse_payment(const struct checkout_form *form, const struct order *o)
{
	enum order_payment before = payment_named(o->payment_state);
	bool proven = form->payment.id && form->payment.finished_at != TIME_NONE;

	return proven && before == ORDER_PAYMENT_UNPAID ? ORDER_PAYMENT_PAID : before;
}

static const char *glimpse_problem(const struct order *o)
{
	const struct order_facts facts = {
	    .status = o->status,
	    .fulfillment = o->fulfillment,
	    .provider = o->fulfillment_provider,
	    .lines_sent = o->line_items_sent,
	};

	if (!str_eq(o->status, "CANCELLED"))
		return o->problem;
	return order_hold_is_to_stop(&facts) ? order_conflict_names[ORDER_CONFLICT_STOP] : NULL;
}

void order_glimpse_add(void *owner, const struct checkout_form *form, struct order *o)
{
	const struct checkout_fulfillment *f = &form->fulfillment;
	enum order_payment payment = glimpse_payment(form, o);

	if (form->status)
		o->status = str_ascii(owner, form->status, ORDER_WORD_CHARS);
	if (f->status)
		o->fulfillment = str_ascii(owner, f->status, ORDER_WORD_CHARS);
	if (f->provider)
		o->fulfillment_provider = str_ascii(owner, f->provider, ORDER_SHORT_WORD_CHARS);
	if (f->line_items_sent)
		o->line_items_sent = str_ascii(owner, f->line_items_sent, ORDER_SHORT_WORD_CHARS);
	if (form->payment.finished_at != TIME_NONE)
		o->payment_finished_at = form->payment.finished_at;
	if (form->delivery.cancelled_at != TIME_NONE)
		o->cancelled_at = form->delivery.cancelled_at;
	o->payment_state = order_payment_names[payment];
	o->problem = glimpse_problem(o);
	o->place = order_place_names[order_place_of(o->status, o->fulfillment,
						    o->fulfillment_provider, payment)];
}
