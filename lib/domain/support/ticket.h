#ifndef DOMAIN_SUPPORT_TICKET_H
#define DOMAIN_SUPPORT_TICKET_H

/*
 * What Allegro's support asks for about an order: numbers, times, requests with their Trace-Ids.
 * Nothing about the buyer and no secret goes in, so that it can be pasted into a public thread.
 */

#include "domain/orders/order.h"
#include "domain/orders/order_traces.h"

/* A step of a change that Kram made, or tried to make, at Allegro. */
struct ticket_step {
	int64_t at;
	const char *request; /* NULL: none was made in this step */
	int64_t status;	     /* INT64_MIN: no answer */
	const char *trace_id;
	const char *event;
	const char *state;
};

struct ticket {
	const char *form_id;
	const char *seller_id;
	const char *seller_login;
	const char *environment;
	const char *client_id;	/* of the application; NULL: its keys were taken away */
	const char *user_agent; /* as it is sent now */
	struct order_moment *moments;
	size_t n_moments;
	struct order_trace *traces;
	size_t n_traces;
	struct ticket_step *steps;
	size_t n_steps;
};

/* RC_NOT_FOUND: no such form. */
MUST_CHECK enum rc ticket_load(struct db *db, void *owner, const char *form_id, struct ticket *out,
			       struct err *e);

/* Text in English, times in UTC, one fact a line. Pure. */
const char *ticket_text(void *owner, const struct ticket *t, const struct order *order,
			int64_t now) RETURNS_NONNULL;

#endif
