#ifndef DOMAIN_OFFERS_STOCK_PUSH_STORE_H
#define DOMAIN_OFFERS_STOCK_PUSH_STORE_H

/* SQL of keeping stock. Private to lib/domain/offers. */

#include "db/stmt.h"
#include "domain/offers/stock_push.h"

/* May stock be computed now? */
struct stock_gate {
	int64_t is_fresh; /* the journal was read to its end a moment ago */
	int64_t waits;	  /* documents of orders that are not read yet */
	int64_t is_armed; /* the writer of stock */
	int64_t open_plans;
};
MUST_CHECK enum rc stock_gate(struct db *db, uint64_t account_id, struct stock_gate *out,
			      struct err *e);

struct stock_offer_row {
	const char *offer_id;
	int64_t available;
	const char *status;
	int64_t is_linked;
	int64_t may_write;
	int64_t is_emptied;
	int64_t is_busy; /* a change of it is on its way, or waits for a person */
	int64_t seen_at;
	int64_t shows; /* by the ledger: stock_walk.h */
};
/* Offers of an account behind one up to another, by id. */
MUST_CHECK enum rc stock_offer_rows(struct db *db, void *mem, uint64_t account_id,
				    const char *after, const char *last,
				    struct stock_offer_row **rows, size_t *n, struct err *e);

#endif
