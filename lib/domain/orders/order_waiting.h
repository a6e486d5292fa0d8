#ifndef DOMAIN_ORDERS_ORDER_WAITING_H
#define DOMAIN_ORDERS_ORDER_WAITING_H

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
#define ORDER_WAIT_LATE_MS (15 * TIME_MINUTE_MS)
#define ORDER_WAIT_LATE	   "15 MINUTE" /* the same in SQL */

/* After an hour a courier may have come and gone without the parcel. */
#define ORDER_WAIT_RED_MS TIME_HOUR_MS

/* Was the order of form f announced as one to be sent, in whatever order events came? */
#define ORDER_IS_READY(f)                                                                          \
	"EXISTS (SELECT 1 FROM order_event e WHERE e.account_id = " f ".account_id"                \
	" AND e.form_id = " f ".form_id AND e.type = 'READY_FOR_PROCESSING')"

/* Conditions on a row f of order_form. */
#define ORDER_IS_WAITING(f)                                                                        \
	f ".is_dirty = 1 AND " f ".state IN ('PENDING', 'APPLIED', 'FAILING', 'GONE')"             \
	  " AND NOT (" f ".state = 'FAILING' AND " f ".fail_count >= 5)"                           \
	  " AND (IFNULL(" f ".meaning, '') <> 'GONE' OR " ORDER_IS_READY(f) ")"
#define ORDER_WAITS_SINCE(f) "IFNULL(" f ".waiting_since, " f ".first_seen_at)"
#define ORDER_IS_LATE(f)                                                                           \
	ORDER_IS_WAITING(f)                                                                        \
	" AND " ORDER_WAITS_SINCE(f) " < UTC_TIMESTAMP(3) - INTERVAL " ORDER_WAIT_LATE

#endif
