#ifndef DOMAIN_FEED_FEED_FAILURES_H
#define DOMAIN_FEED_FEED_FAILURES_H

/* What becomes of the things of a batch whose documents could not be had; private to feed_fetch.c.
 */

#include "domain/feed/feed.h"
#include "domain/feed/feed_blame.h"

struct feed_failed_rows {
	struct feed_miss rows[FEED_BATCH_MAX];
	size_t n;
};

/* Failures of one batch, sorted by whom they are held against (feed_blame.h). */
struct feed_failures {
	struct feed *feed;
	struct feed_failed_rows missing, failing, later;
	struct feed_failed_rows all; /* of those three, as they were asked for */
	struct feed_verdict verdict;
};

/* Note how a request for one document failed; texts belong to mem. */
void feed_failure_note(struct feed_failures *f, void *mem, const struct feed_thing *thing,
		       const struct document_get *get);

/* Did any document come in well in this turn? Else something may be answering for Allegro. */
bool feed_others_came(const struct turn_counts *c);

/* Store them, once the documents that came are stored. asked: requests of the batch. */
MUST_CHECK enum rc feed_failures_store(struct feed_failures *f, size_t asked, struct err *e);

#endif
