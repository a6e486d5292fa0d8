#ifndef DOMAIN_FEED_FEED_GAP_H
#define DOMAIN_FEED_FEED_GAP_H

/*
 * Gaps: a stretch of time the journal can no longer tell (feed_gap_rule.h); private to the feed.
 *
 * Where the journal tells its newest event that is noted first, and the cursor stands on it once
 * the kind has read everything anew: nothing falls between. Otherwise the journal goes on with what
 * it has, and whoever reads everything begins after that.
 */

#include "domain/feed/feed.h"
#include "domain/feed/feed_cursor_store.h"

/* The next page of the journal after the cursor. *gap: there is one, which was noted, and mended
 * where the kind does that; page is not filled, and the cursor stands elsewhere. Raises the alarm
 * of an old cursor. */
MUST_CHECK enum rc feed_gap_fetch(struct feed *feed, void *mem, const struct feed_cursor *cursor,
				  struct journal_page *page, bool *gap, struct err *e);

/* Open the cursor of an account that was never read: before the oldest event, with a loss. */
MUST_CHECK enum rc feed_gap_first(struct feed *feed, struct err *e);

/* The journal was read to its end: nobody has to know any longer that it was late. */
MUST_CHECK enum rc feed_gap_caught_up(struct feed *feed, struct err *e);

#endif
