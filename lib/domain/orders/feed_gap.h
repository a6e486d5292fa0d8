#ifndef DOMAIN_ORDERS_FEED_GAP_H
#define DOMAIN_ORDERS_FEED_GAP_H

/*
 * Gaps: a stretch of time the journal can no longer tell (feed_gap_rule.h).
 *
 * As at the first import, the newest event is noted first, then every form changed since the last
 * known moment is read from the list, then the cursor stands on that event. Nothing falls between.
 * Until then the cursor does not move. Private to the order domain.
 */

#include "allegro/order_api.h"
#include "domain/orders/feed.h"
#include "domain/orders/feed_cursor_store.h"

/* The next page of the journal after the cursor. *gap: there is one, which was opened and mended
 * instead; page is not filled, and the cursor stands elsewhere. Raises the alarm of an old cursor.
 */
MUST_CHECK enum rc feed_gap_fetch(struct feed *feed, void *mem, const struct feed_cursor *cursor,
				  struct journal_page *page, bool *gap, struct err *e);

/* Continue and end the gap that an earlier turn has opened; without one nothing. */
MUST_CHECK enum rc feed_gap_mend(struct feed *feed, struct err *e);

/* The journal was read to its end: nobody has to know any longer that it was late. */
MUST_CHECK enum rc feed_gap_caught_up(struct feed *feed, struct err *e);

#endif
