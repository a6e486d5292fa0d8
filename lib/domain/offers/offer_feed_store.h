#ifndef DOMAIN_OFFERS_OFFER_FEED_STORE_H
#define DOMAIN_OFFERS_OFFER_FEED_STORE_H

/* SQL of the journal of offers, where it is not that of every feed; private to offer_feed.c. */

#include "domain/feed/feed_thing_store.h"

extern const struct stmt_def offer_tables[]; /* FEED_TABLES */

/* Offers that were clean, or needed no more than price and pieces, and of which n events tell no
 * more; in the transaction that marked them. */
struct offer_parts_mark {
	uint64_t account_id;
	const char *offer_id;
	uint64_t n;
};
MUST_CHECK enum rc offer_parts_mark(struct db *db, const struct offer_parts_mark *rows, size_t n,
				    struct err *e);

/* Those of up to FEED_BATCH_MAX whose document is known, but for price and pieces. */
struct offer_feed_id {
	const char *offer_id;
};
MUST_CHECK enum rc offer_parts_suffice(struct db *db, void *mem, const struct feed_keys *keys,
				       struct offer_feed_id **rows, size_t *n, struct err *e);

/* Those of them that are GONE by now have left Allegro. */
MUST_CHECK enum rc offers_gone(struct db *db, const struct feed_miss *rows, size_t n,
			       struct err *e);

/* Offers whose document was never read, or is older than what the list showed, become dirty; events
 * that Allegro has forgotten long ago are forgotten here too. At most OFFERS_WOKEN; *n: rows
 * written. */
MUST_CHECK enum rc offers_wake(struct db *db, uint64_t account_id, uint64_t *n, struct err *e);

struct offer_gap {
	uint64_t account_id;
	const char *reason;
	int64_t known_until;
	const char *event_id;
};
MUST_CHECK enum rc offer_gap_add(struct db *db, const struct offer_gap *gap, struct err *e);

/* When the last one was found; RC_NOT_FOUND: never. */
MUST_CHECK enum rc offer_gap_last(struct db *db, uint64_t account_id, int64_t *at, struct err *e);

#endif
