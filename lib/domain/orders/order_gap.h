#ifndef DOMAIN_ORDERS_ORDER_GAP_H
#define DOMAIN_ORDERS_ORDER_GAP_H

/*
 * Gaps of the journal, read from the list: every form changed since the last known moment, then the
 * cursor stands on the event that was the newest before. Until then it does not move. Functions of
 * the kind; private to the order domain.
 */

#include "domain/feed/feed.h"

/* In the transaction that finds one: open it. */
MUST_CHECK enum rc order_gap_note(struct db *db, struct feed *feed, const struct feed_loss *loss,
				  struct err *e);

/* Continue and end the gap that is open; without one nothing. */
MUST_CHECK enum rc order_gap_mend(struct feed *feed, struct err *e);

#endif
