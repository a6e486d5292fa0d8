#ifndef DOMAIN_FEED_FEED_ISOLATE_H
#define DOMAIN_FEED_FEED_ISOLATE_H

/*
 * A batch of documents is stored in one transaction; if the database does not take it, one by one,
 * so that a bad one isolates itself (RELIABILITY F7).
 */

#include "domain/accounts/turn.h"

struct feed_pieces {
	struct turn *turn;
	size_t n;
	/* Store n of them from `at` on in one transaction, and with the last ones what belongs to
	 * the batch as a whole. n may be 0 then. */
	enum rc (*commit)(void *arg, size_t at, size_t n, bool last, struct err *e);
	/* The database does not take this one: it counts as one that cannot be read from now on.
	 * false: it was none that is to be stored. */
	bool (*spoil)(void *arg, size_t i, const struct err *e);
	void *arg;
};

/* RC_OK: all of them are stored, or kept as ones that cannot be read. */
MUST_CHECK enum rc feed_commit(const struct feed_pieces *p, struct err *e);

#endif
