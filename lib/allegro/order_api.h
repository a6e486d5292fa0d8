#ifndef ALLEGRO_ORDER_API_H
#define ALLEGRO_ORDER_API_H

/*
 * Orders as Allegro serves them: the journal, the list and single documents (FACTS 2.1 to 2.5).
 *
 * Reading only. Everything returned belongs to the owner passed in: give each page a context of
 * its own and free it before the next. Errors are those of allegro_call() in client.h.
 */

#include "allegro/client.h"

enum {
	ORDER_EVENTS_MAX = 1000,	   /* limit of one page of the journal */
	CHECKOUT_FORMS_MAX = 100,	   /* limit of one page of the list */
	CHECKOUT_FORMS_WINDOW_MAX = 10000, /* offset + limit: above it, 422 */
};

/*
 * A page that cannot be read because of its size, or because of one thing on it, is RC_SHAPE with
 * e->code ORDER_PAGE_PART: ask for fewer. With a limit of 1 there is only that one thing, and it
 * comes back by what can be told of it: an event of type ORDER_EVENT_UNREAD, a document without
 * doc.
 */
#define ORDER_PAGE_PART	   "page-part"
#define ORDER_EVENT_UNREAD "UNREAD"

/* One entry of the journal. Act on the document it points to, never on the event (FACTS 2.1). */
struct order_event {
	const char *id;	      /* opaque; keep the order of the answer */
	const char *type;     /* BOUGHT, READY_FOR_PROCESSING, ..., a newer word, or the above */
	int64_t occurred_at;  /* TIME_NONE when it cannot be read */
	const char *form_id;  /* NULL: the field is optional */
	const char *revision; /* NULL: the field is optional */
	const char *raw;      /* the event as JSON text */
};

struct order_event_page {
	struct order_event *events;
	size_t n;
	size_t nameless; /* entries without an id one could go on from: left out */
	bool full;	 /* as many as asked for: there may be more */
};

/* GET /order/events: up to limit (1..ORDER_EVENTS_MAX) events after `from` (NULL: the oldest).
 * RC_SHAPE also when there are entries and none has an id. */
MUST_CHECK enum rc order_events_fetch(struct allegro *a, void *owner, const char *from,
				      int64_t limit, struct order_event_page *out, struct err *e);

/* GET /order/event-stats: the newest event; id is NULL when the journal is empty. */
MUST_CHECK enum rc order_event_latest(struct allegro *a, void *owner, struct order_event *out,
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

MUST_CHECK enum rc checkout_forms_list(struct allegro *a, void *owner,
				       const struct checkout_form_query *q,
				       struct checkout_form_page *out, struct err *e);

/* One of many single documents: id goes in, the rest comes out. */
struct checkout_form_get {
	const char *id;
	enum rc rc;			/* RC_OK: item is filled */
	bool asked;			/* false: rc is that of another, which made this one vain */
	struct err err;			/* when rc is not RC_OK */
	struct checkout_form_item item; /* with RC_SHAPE: id and raw text, if it is this order's */
};

/*
 * GET /order/checkout-forms/{id} for n documents in parallel over one connection; RC_NOT_FOUND of
 * one: merged into another, or foreign (FACTS 2.3). RC_OK when each was answered, well or not. Any
 * other code stands for all that follow: stopped, throttled, no network, token or scope refused;
 * the ones not asked have that code too.
 */
MUST_CHECK enum rc checkout_forms_fetch(struct allegro *a, void *owner,
					struct checkout_form_get *wanted, size_t n, struct err *e);

#endif
