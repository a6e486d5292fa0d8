#ifndef DOMAIN_ORDERS_ORDER_APPLY_H
#define DOMAIN_ORDERS_ORDER_APPLY_H

/*
 * Documents into orders: one transaction a batch, array-bound statements, and when the batch fails
 * its documents one by one, so that a bad one isolates itself (RELIABILITY F7).
 *
 * The state comes from the document alone. An equal document (by hash: revision and updatedAt are
 * no proof, FACTS 2.4) writes nothing but the clean mark. A document that cannot be read is kept
 * with its JSON path and reason, and is tried again later.
 */

#include "domain/orders/feed.h"

/* A document as it came. */
struct feed_doc {
	const char *form_id;
	const char *raw;
	struct json *doc;  /* NULL: it could not be read, see why */
	const char *why;   /* a sentence, when doc is NULL */
	uint64_t seen_gen; /* dirty_gen read before the request; 0: not among the dirty ones */
	const char *trace; /* Trace-Id of the answer it came in, NULL: not to be kept */
	bool listed;	   /* from the list, which may lag: what is stored may be newer */
	const char *revision;
	int64_t updated_at; /* TIME_NONE: not told; both only of a listed one */
};

/* What belongs into the same transaction as the documents; fn NULL for nothing. It is told what
 * this transaction does. */
struct feed_also {
	enum rc (*fn)(struct db *db, const struct turn_counts *now, void *arg, struct err *e);
	void *arg;
};

/*
 * Apply n (up to ORDER_BATCH_MAX) documents. What can be read is stored always; what cannot is kept
 * with its path and reason. When most of a batch cannot be read, that may be an outage: the first
 * time nothing is counted against these forms (F8), from the second on they are like any other.
 */
MUST_CHECK enum rc order_apply(struct turn *turn, const struct feed_doc *docs, size_t n,
			       struct feed_also also, struct err *e);

#endif
