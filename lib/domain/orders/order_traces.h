#ifndef DOMAIN_ORDERS_ORDER_TRACES_H
#define DOMAIN_ORDERS_ORDER_TRACES_H

/*
 * What was asked about an order and how Allegro answered, with its Trace-Id: what a support ticket
 * needs. Heads only, never a body or a token; an equal document leaves no row, so that reading
 * again costs nothing. keep-house forgets them after keep-traces-days.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

struct order_trace {
	uint64_t account_id; /* when written */
	const char *form_id; /* when written */
	int64_t at;	     /* when read */
	const char *request; /* "GET /order/checkout-forms/{id}" */
	uint64_t status;     /* 0: no answer came */
	const char *trace_id;
	const char *answer; /* what became of it */
	const char *run_id; /* "run=17", as in the log */
};

/* Requests: one document, a page of the list. */
extern const char order_trace_single[];
extern const char order_trace_list[];

struct feed_miss;

/* In the transaction of what was learned. run_id is that of the running job. */
MUST_CHECK enum rc order_traces_save(struct db *db, struct order_trace *rows, size_t n,
				     struct err *e);

/* The same of documents that were asked for in vain: feed_kind.failed. */
MUST_CHECK enum rc order_traces_failed(struct db *db, const struct feed_miss *rows, size_t n,
				       struct err *e);

enum { ORDER_TRACES_MAX = 50 };

/* The newest ORDER_TRACES_MAX of an order, oldest first. */
MUST_CHECK enum rc order_traces(struct db *db, void *owner, const char *form_id,
				struct order_trace **out, size_t *n, struct err *e);

#endif
