#ifndef DOMAIN_FEED_FEED_FETCH_H
#define DOMAIN_FEED_FEED_FETCH_H

/* Things to documents; for kinds that read many at once. */

#include "domain/feed/feed.h"

/* Things to be read in one go. */
struct feed_set {
	struct feed_thing *things; /* sorted by id */
	bool *done;
	size_t n;
	size_t left;
};

/* NULL: it is none of them. */
struct feed_thing *feed_set_find(const struct feed_set *set, const char *id);

/* Its document was applied. */
void feed_set_done(struct feed_set *set, const struct feed_thing *thing);

/*
 * Read these things and apply them; sorts the array. One whose dirty_gen is 0 is not dirty: an
 * equal document then writes nothing, and one that cannot be had makes it dirty, so that it is
 * tried again like any other.
 */
MUST_CHECK enum rc feed_fetch_things(struct feed *feed, struct feed_thing *things, size_t n,
				     struct err *e);

#endif
