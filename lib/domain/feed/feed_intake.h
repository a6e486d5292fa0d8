#ifndef DOMAIN_FEED_FEED_INTAKE_H
#define DOMAIN_FEED_FEED_INTAKE_H

/* Pages of the journal into the database; private to the feed. */

#include "domain/feed/feed.h"

/* What belongs into the transaction of a page: a cursor or the position of a sweep moves. */
struct feed_intake_page {
	const struct journal_event *last; /* NULL: the page is empty */
	size_t n_new;			  /* events that were not stored yet */
	bool full;			  /* there may be more */
};
struct feed_intake_also {
	enum rc (*fn)(struct db *db, const struct feed_intake_page *page, void *arg, struct err *e);
	void *arg;
};

/* Store the events, mark the things of the really new ones dirty, and do the rest: one transaction.
 * feed->turn->counts.events counts the new ones. In a dry run only that. */
MUST_CHECK enum rc feed_intake_store(struct feed *feed, const struct journal_page *page,
				     struct feed_intake_also also, struct err *e);

#endif
