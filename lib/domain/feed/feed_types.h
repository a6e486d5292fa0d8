#ifndef DOMAIN_FEED_FEED_TYPES_H
#define DOMAIN_FEED_FEED_TYPES_H

/* Words and numbers of the feed, for whoever shows or stores what came by it. */

#include <stddef.h>
#include <stdint.h>

enum {
	FEED_BATCH_MAX = 100, /* documents of one transaction: a page of Allegro's list of orders */
	FEED_QUARANTINE = 5,  /* own failures after which a thing is left alone (RELIABILITY F7) */
	FEED_GONE_TRIES = 3,  /* answers 404 before a thing counts as gone (F10) */
	FEED_REASON_CHARS = 500, /* of the column `problem` */
};

/* What to read by: 1 to FEED_BATCH_MAX ids of an account. */
struct feed_keys {
	uint64_t account_id;
	const char *const *ids;
	size_t n;
};

#endif
