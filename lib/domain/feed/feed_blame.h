#ifndef DOMAIN_FEED_FEED_BLAME_H
#define DOMAIN_FEED_FEED_BLAME_H

/*
 * Whose fault is a failure: the thing's own, or nobody's because Allegro, the network or this
 * machine is in trouble (RELIABILITY F7, F8, L11)? Only own failures count towards quarantine, and
 * only while something else succeeds. Pure.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum feed_blame {
	BLAME_NOBODY,  /* an outage: ask again soon, hold nothing against it */
	BLAME_MISSING, /* Allegro knows no such thing: merged, ended, or not there yet */
	BLAME_THING,   /* its own document or request fails */
};

/* By how the request for one document ended. */
enum feed_blame feed_blame_of(const struct err *e);

/* What a batch of answers says about Allegro. Things known to fail say nothing new. */
struct feed_verdict {
	size_t fresh; /* answers about things that did not fail before */
	size_t bad;   /* of these: failed by themselves */
};

/* More than half of a batch: that is Allegro's trouble, however each one looks. */
enum { FEED_VERDICT_MIN = 10 }; /* fewer failures can be chance */
bool feed_is_outage(const struct feed_verdict *v);

#endif
