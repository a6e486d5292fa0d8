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
	int64_t may_end;  /* that of status too: offers are ended and made active again */
	int64_t open_plans;
	uint64_t left_plan; /* whole, held by nothing, and not started: who made it was killed, or
			       a switch is off; 0: none */
};
MUST_CHECK enum rc stock_gate(struct db *db, uint64_t account_id, struct stock_gate *out,
			      struct err *e);

/* An offer, as statements and the walk (stock_walk.h) fill it together. */
struct stock_offer_row {
	const char *offer_id;
	int64_t available;
	const char *status;
	int64_t is_linked;
	int64_t may_write;
	int64_t seen_at;
	int64_t shows; /* by the ledger */
	/* By the outbox; not asked, and 0, where it would change nothing. */
	int64_t is_emptied;
	int64_t is_busy; /* a change of it is on its way, or waits for a person */
};
/* Offers of an account behind one up to another, by id. */
MUST_CHECK enum rc stock_offer_rows(struct db *db, void *mem, uint64_t account_id,
				    const char *after, const char *last,
				    struct stock_offer_row **rows, size_t *n, struct err *e);

/* Up to STOCK_OFFERS_PAGE offers, in the order given. */
struct stock_among {
	uint64_t account_id;
	const char *const *offer_ids;
	size_t n;
};
MUST_CHECK enum rc stock_offer_rows_among(struct db *db, void *mem, const struct stock_among *among,
					  struct stock_offer_row **rows, size_t *n, struct err *e);
/* What the outbox says of them. */
MUST_CHECK enum rc stock_offer_outbox(struct db *db, void *mem, const struct stock_among *among,
				      struct stock_offer_row **rows, size_t *n, struct err *e);

/* Linked offers of an account whose number may be another one since, by id. More than
 * STOCK_MOVED_MAX: there are others. */
enum { STOCK_MOVED_MAX = 10000 }; /* a look at all of 100,000 takes about as long */
MUST_CHECK enum rc stock_offers_moved(struct db *db, void *mem, uint64_t account_id, int64_t since,
				      const char ***offer_ids, size_t *n, struct err *e);

#endif
