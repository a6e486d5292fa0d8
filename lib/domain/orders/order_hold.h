#ifndef DOMAIN_ORDERS_ORDER_HOLD_H
#define DOMAIN_ORDERS_ORDER_HOLD_H

/*
 * May an order be packed and sent, and if not, why? One judgement over everything that is known of
 * it, asked by the page, the list, the slip, mass changes and every write, and asked again at the
 * moment of the act. Pure.
 */

#include <stdbool.h>

#include "domain/orders/order.h"

/* What the judgement is made of: words as they stand in the database, NULL: not told. */
struct order_facts {
	const char *status;
	const char *fulfillment;
	const char *provider;
	const char *lines_sent; /* NONE, SOME, ALL */
	const char *place;
	const char *payment_state;
	int64_t withdrawn_at;  /* delivery.cancellation.date; TIME_NONE: it is not */
	const char *doc_state; /* of the newest document: order_form.state */
};

/* Why not, the gravest first: of several reasons the first is the one that is told. */
enum order_hold {
	ORDER_HOLD_NONE, /* it may */
	ORDER_HOLD_MERGED,
	ORDER_HOLD_CANCELLED,	  /* by the buyer or by Allegro */
	ORDER_HOLD_RETURNED,	  /* the parcel came back */
	ORDER_HOLD_ALLEGRO_SENDS, /* One Fulfillment */
	ORDER_HOLD_GONE,	  /* Allegro no longer shows it */
	ORDER_HOLD_GIVEN_UP,	  /* fulfilment CANCELLED: the seller's own mark */
	ORDER_HOLD_SENT,	  /* already */
	ORDER_HOLD_WITHDRAWN,	  /* the buyer withdrew from the delivery: ask (FACTS 2.5) */
	ORDER_HOLD_UNREAD,	  /* a newer document cannot be read: an address may have changed */
	ORDER_HOLD_UNKNOWN,	  /* a status that Kram does not know */
	ORDER_HOLD_UNPAID,
	ORDER_HOLD_NOT_READY, /* paid, but the buyer's data is not final (FACTS 2.5) */
	ORDER_HOLD_PARTIAL,   /* less was paid than there is to pay */
	ORDER_HOLD_SURCHARGE, /* one is open */
	ORDER_HOLD_SUSPENDED, /* the seller's own mark */
	ORDER_HOLD_COUNT
};

/* As they stand in columns and addresses; ended by NULL. */
extern const char *const order_hold_names[ORDER_HOLD_COUNT + 1];

enum order_hold order_hold_of(const struct order_facts *f);

/* Nobody can decide otherwise: there is nothing to send, or it is not the seller's to send. The
 * others are a person's to decide. */
bool order_hold_is_final(enum order_hold hold);

/* Was it cancelled while somebody had begun, so that a parcel of the seller's may be under way
 * (FACTS 2.6)? */
bool order_hold_is_to_stop(const struct order_facts *f);

struct order_facts order_facts_of(const struct order_detail *d);
struct order_facts order_facts_of_row(const struct order_row *r);

#endif
