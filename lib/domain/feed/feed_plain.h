#ifndef DOMAIN_FEED_FEED_PLAIN_H
#define DOMAIN_FEED_FEED_PLAIN_H

/*
 * Documents that are stored each by itself, whatever the others say: feed_kind.apply of a kind that
 * can read one into a struct and save some of them.
 */

#include "domain/feed/feed.h"

struct feed_plain {
	size_t size; /* of the struct */
	/* RC_SHAPE: it cannot be read, e->code is the path in it. */
	enum rc (*read)(void *mem, const struct feed_doc *doc, void *item, struct err *e);
	/* In the transaction that marks their things clean. */
	enum rc (*save)(struct db *db, uint64_t account_id, const void *items, size_t n,
			int64_t asked_at, struct err *e);
};

/* Store n (up to FEED_BATCH_MAX) documents. What cannot be read is kept with path and reason; when
 * most of a batch cannot, that may be an outage: the first time nothing is counted against these
 * things (F8). */
MUST_CHECK enum rc feed_plain_apply(struct turn *turn, const struct stmt_def *table,
				    const struct feed_plain *plain, const struct feed_doc *docs,
				    size_t n, struct feed_also also, struct err *e);

#endif
