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

#include "domain/feed/feed_doc.h"

/*
 * Apply n (up to FEED_BATCH_MAX) documents. What can be read is stored always; what cannot is kept
 * with its path and reason. When most of a batch cannot be read, that may be an outage: the first
 * time nothing is counted against these forms (F8), from the second on they are like any other.
 */
MUST_CHECK enum rc order_apply(struct turn *turn, const struct feed_doc *docs, size_t n,
			       struct feed_also also, struct err *e);

#endif
