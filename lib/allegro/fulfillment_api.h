#ifndef ALLEGRO_FULFILLMENT_API_H
#define ALLEGRO_FULFILLMENT_API_H

/*
 * The fulfilment status of an order: setting it, and asking where the order stands (FACTS 2.6,
 * setOrderFulfillmentUsingPUT, getOrderDetailsUsingGET). Errors are those of client.h.
 */

#include "allegro/client.h"

/* Exactly what is sent. */
struct fulfillment_put {
	const char *form_id;
	const char *revision; /* refused with RC_CONFLICT when it is no longer this; NULL: any */
	struct bytes body;    /* of fulfillment_body() */
};

const char *fulfillment_body(void *owner, const char *status) RETURNS_NONNULL;

MUST_CHECK enum rc fulfillment_put(struct allegro *a, void *owner, const struct fulfillment_put *p,
				   struct allegro_receipt *out, struct err *e);

/* What an order shows of itself now; texts belong to owner, NULL where it says nothing. */
struct order_standing {
	const char *id;
	const char *status;	 /* of the order */
	const char *fulfillment; /* fulfillment.status */
	const char *revision;
};

MUST_CHECK enum rc order_standing_fetch(struct allegro *a, void *owner, const char *form_id,
					struct order_standing *out, struct err *e);

#endif
