#ifndef ALLEGRO_ORDER_API_H
#define ALLEGRO_ORDER_API_H

/*
 * Orders as Allegro serves them: the journal and the list (FACTS 2.1 to 2.5); single ones are
 * OP_CHECKOUT_FORM of document.h.
 *
 * Reading only. Everything returned belongs to the owner passed in: give each page a context of
 * its own and free it before the next. Errors are those of allegro_call() in client.h.
 */

#include "allegro/journal.h"

enum {
	CHECKOUT_FORMS_MAX = 100,	   /* limit of one page of the list */
	CHECKOUT_FORMS_WINDOW_MAX = 10000, /* offset + limit: above it, 422 */
};

/* GET /order/events. */
extern const struct journal order_journal;

/* GET /order/event-stats: the newest event; id is NULL when the journal is empty. */
MUST_CHECK enum rc order_event_latest(struct allegro *a, void *owner, struct journal_event *out,
				      struct err *e);

/* GET /order/checkout-forms: every filter there is. Zero, NULL and TIME_NONE leave one out, so
 * start from CHECKOUT_FORM_QUERY. */
struct checkout_form_query {
	int64_t offset;
	int64_t limit; /* 1..CHECKOUT_FORMS_MAX; 0: CHECKOUT_FORMS_MAX */
	const char *status;
	const char *fulfillment_status;
	const char *fulfillment_provider;
	const char *line_items_sent;
	int64_t bought_from; /* lineItems.boughtAt.gte */
	int64_t bought_to;   /* lineItems.boughtAt.lte */
	int64_t updated_from;
	int64_t updated_to;
	const char *payment_id;
	const char *surcharge_id;
	const char *delivery_method_id;
	const char *buyer_login;
	const char *marketplace;
	const char *sort; /* "lineItems.boughtAt", "-lineItems.boughtAt", "updatedAt", ... */
};

#define CHECKOUT_FORM_QUERY                                                                        \
	((struct checkout_form_query){.bought_from = TIME_NONE,                                    \
				      .bought_to = TIME_NONE,                                      \
				      .updated_from = TIME_NONE,                                   \
				      .updated_to = TIME_NONE})

/* A document before it is read: decode it with checkout_form_decode(). */
struct checkout_form_item {
	const char *id;	  /* NULL when the document has no readable id */
	const char *raw;  /* compact JSON text, equal for the list and for a single GET */
	struct json *doc; /* view into the answer; NULL: it could not be read, see why */
	const char *why;  /* a sentence, when doc is NULL */
	const char *revision;
	int64_t updated_at; /* TIME_NONE when it is not told or cannot be read */
	const char *trace;  /* Trace-Id of the answer, "" when none */
};

struct checkout_form_page {
	struct checkout_form_item *items;
	size_t n;
	int64_t total; /* totalCount: all that match, whatever the limit; it may be wrong */
	bool full;     /* as many as asked for */
};

/* A page that cannot be read is RC_SHAPE with e->code ALLEGRO_PAGE_PART, as one of a journal; the
 * only document on it comes back without doc. */
MUST_CHECK enum rc checkout_forms_list(struct allegro *a, void *owner,
				       const struct checkout_form_query *q,
				       struct checkout_form_page *out, struct err *e);

#endif
