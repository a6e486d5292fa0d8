#ifndef DOMAIN_ORDERS_ORDER_STATE_H
#define DOMAIN_ORDERS_ORDER_STATE_H

/*
 * What an order document means: where the order stands, whether it is paid, whether somebody must
 * look. Pure: only the document counts, never the events that led to it (RELIABILITY F3).
 *
 * READY_FOR_PROCESSING is no proof of payment (cash on delivery, invoices with a due date);
 * payment.finishedAt is (FACTS 2.5).
 */

#include "allegro/checkout_form.h"
#include "domain/orders/order.h"

struct order_state {
	enum order_place place;
	enum order_payment payment;
	enum order_conflict conflict;
};

struct order_state order_state_of(const struct checkout_form *form);

/* Where an order stands by words alone, where a document says no more. */
enum order_place order_place_of(const char *status, const char *fulfillment, const char *provider,
				enum order_payment payment);

/* Bits of enum order_flag. */
int64_t order_flags_of(const struct checkout_form *form);

#endif
