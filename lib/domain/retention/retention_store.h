#ifndef DOMAIN_RETENTION_RETENTION_STORE_H
#define DOMAIN_RETENTION_RETENTION_STORE_H

/* SQL of retention, for the files of this folder. */

#include "base/err.h"
#include "db/db.h"
#include "domain/orders/order_erase.h"
#include "domain/retention/buyer.h"

/* Rows that are not part of an order: whole rows go, or are emptied. */
enum retained_rows {
	RETAINED_RAW,
	RETAINED_EVENTS,
	RETAINED_VIEWS,
	RETAINED_TRACES,
	RETAINED_BYTES,	  /* of requests that wrote something */
	RETAINED_WORDS,	  /* that were to be written */
	RETAINED_RATINGS, /* of orders that are not here */
};
MUST_CHECK enum rc retained_count(struct db *db, enum retained_rows what, int64_t limit, int64_t *n,
				  struct err *e);
/* One batch; n receives how many went. */
MUST_CHECK enum rc retained_erase(struct db *db, enum retained_rows what, int64_t limit,
				  uint64_t *n, struct err *e);

/* Orders of one buyer, by exact login or e-mail. */
MUST_CHECK enum rc buyer_orders(struct db *db, void *owner, const char *who,
				struct buyer_order **out, size_t *n, struct err *e);
/* Ratings by exact login, or by that of the orders with this e-mail: their ids. */
MUST_CHECK enum rc buyer_ratings(struct db *db, void *owner, const char *who, uint64_t **out,
				 size_t *n, struct err *e);
MUST_CHECK enum rc erasure_insert(struct db *db, const char *asked_by, uint64_t orders,
				  uint64_t *id, struct err *e);
MUST_CHECK enum rc erasure_add(struct db *db, uint64_t erasure_id, const struct buyer_order *orders,
			       size_t n, struct err *e);
MUST_CHECK enum rc erasure_add_ratings(struct db *db, uint64_t erasure_id, const uint64_t *ids,
				       size_t n, struct err *e);
/* The oldest open one; RC_NOT_FOUND: none. */
struct erasure_row {
	uint64_t id;
	const char *asked_by;
};
MUST_CHECK enum rc erasure_next(struct db *db, void *owner, struct erasure_row *out, struct err *e);
MUST_CHECK enum rc erasure_orders(struct db *db, void *owner, uint64_t erasure_id,
				  struct buyer_order **out, size_t *n, struct err *e);
/* What was written to Allegro about an order of his, and about its rating. */
MUST_CHECK enum rc erasure_bytes(struct db *db, const struct buyer_order *o, struct err *e);
/* And about the ratings it concerns. */
MUST_CHECK enum rc erasure_rated(struct db *db, uint64_t erasure_id, struct err *e);
MUST_CHECK enum rc erasure_end(struct db *db, uint64_t erasure_id, struct err *e);

#endif
