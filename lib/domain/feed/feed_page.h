#ifndef DOMAIN_FEED_FEED_PAGE_H
#define DOMAIN_FEED_FEED_PAGE_H

/*
 * Pages of the journal and of lists, of a size that can be read.
 *
 * A page that is too large, or holds one thing that cannot be read, is asked for again at half the
 * limit, down to one; there the one thing comes back by its name (allegro/journal.h). What was
 * learned stays in feed->limits, and grows again with each page that could be read.
 */

#include "domain/feed/feed.h"

/* The journal after `from`. Everything belongs to mem. */
MUST_CHECK enum rc feed_page_events(struct feed *feed, void *mem, const char *from,
				    struct journal_page *page, struct err *e);

/* Something that is asked for at a limit; a kind that reads a list fills it in. */
struct feed_asking {
	struct feed *feed;
	int64_t *learned; /* of feed->limits */
	int64_t max;
	enum rc (*fetch)(struct feed_asking *a, void *owner, int64_t limit, struct err *e);
	void *arg; /* the kind's own */
	void *page;
};
MUST_CHECK enum rc feed_page_ask(struct feed_asking *a, void *mem, struct err *e);

#endif
