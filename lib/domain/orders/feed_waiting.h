#ifndef DOMAIN_ORDERS_FEED_WAITING_H
#define DOMAIN_ORDERS_FEED_WAITING_H

/*
 * Documents that are waited for. How fresh the orders are is measured here and not at the journal:
 * a journal that is read well says nothing about documents that do not come.
 *
 * Waiting is what is known to be new and is not read yet, whatever the cause, unless it is told as
 * a problem already: a document that cannot be read, one that failed too often, a lost order. One
 * that Allegro says is not there waits only if its order was announced as ready to be sent; else
 * it is a purchase that fell apart.
 */

#include "base/time.h"

/* An order is here within a minute as a rule; Allegro's own troubles are mostly over in ten. */
#define FEED_WAIT_LATE_MS (15 * TIME_MINUTE_MS)
#define FEED_WAIT_LATE	  "15 MINUTE" /* the same in SQL */

/* After an hour a courier may have come and gone without the parcel. */
#define FEED_WAIT_RED_MS TIME_HOUR_MS

/* Was the order of form f announced as one to be sent, in whatever order events came? */
#define FEED_IS_READY(f)                                                                           \
	"EXISTS (SELECT 1 FROM order_event e WHERE e.account_id = " f ".account_id"                \
	" AND e.form_id = " f ".form_id AND e.type = 'READY_FOR_PROCESSING')"

/* Conditions on a row f of order_form. */
#define FEED_IS_WAITING(f)                                                                         \
	f ".is_dirty = 1 AND " f ".state IN ('PENDING', 'APPLIED', 'FAILING', 'GONE')"             \
	  " AND NOT (" f ".state = 'FAILING' AND " f ".fail_count >= 5)"                           \
	  " AND (IFNULL(" f ".meaning, '') <> 'GONE' OR " FEED_IS_READY(f) ")"
#define FEED_WAITS_SINCE(f) "IFNULL(" f ".waiting_since, " f ".first_seen_at)"
#define FEED_IS_LATE(f)                                                                            \
	FEED_IS_WAITING(f)                                                                         \
	" AND " FEED_WAITS_SINCE(f) " < UTC_TIMESTAMP(3) - INTERVAL " FEED_WAIT_LATE

/* Assignments that make a row of order_form dirty. They run left to right: nothing may have
 * touched its generations before. */
#define FEED_MARK_DIRTY                                                                            \
	"waiting_since = IF(clean_gen = dirty_gen, UTC_TIMESTAMP(3), waiting_since),"              \
	" dirty_gen = dirty_gen + 1"

/* When a form whose document failed is tried again: after 1, 2, 4, ... 60 minutes, by fail_count.
 */
#define FEED_NEXT_TRY "UTC_TIMESTAMP(3) + INTERVAL LEAST(60, 1 << LEAST(fail_count, 6)) MINUTE"

#endif
