#ifndef DOMAIN_FEED_FEED_PAGE_H
#define DOMAIN_FEED_FEED_PAGE_H

/*
 * Pages of a journal and of lists, of a size that can be read.
 *
 * A page that is too large, or holds one thing that cannot be read, is asked for again at half the
 * limit, down to one; there the one thing comes back by its name (allegro/journal.h). What was
 * learned stays with the asker, and grows again with each page that could be read.
 */

#include "domain/feed/feed.h"

/* A journal after `from`, by who has no feed; learned is 0 at first. Everything belongs to mem. */
MUST_CHECK enum rc feed_page_journal(struct turn *turn, void *mem, const struct journal *journal,
				     const char *from, int64_t *learned, struct journal_page *page,
				     struct err *e);

/* The journal of a feed. */
MUST_CHECK enum rc feed_page_events(struct feed *feed, void *mem, const char *from,
				    struct journal_page *page, struct err *e);

/* Something that is asked for at a limit; who reads a list fills it in. */
struct feed_asking {
	struct turn *turn;
	int64_t *learned; /* the limit that was good; of feed->limits, where a feed keeps them */
	int64_t max;
	enum rc (*fetch)(struct feed_asking *a, void *owner, int64_t limit, struct err *e);
	void *arg; /* the asker's own */
	void *page;
};
MUST_CHECK enum rc feed_page_ask(struct feed_asking *a, void *mem, struct err *e);

#endif
