#ifndef DOMAIN_DAYS_DAY_AUDIT_H
#define DOMAIN_DAYS_DAY_AUDIT_H

/*
 * The daily audit: Allegro's own list of a day's purchases against what is here (RELIABILITY F4).
 * For jobs; the panel reads the result by day.h.
 *
 * The audit never stores an order: what is missing or differs is made dirty, and poll-orders
 * fetches it. A check may be killed at any moment and goes on at the next page; checking again
 * changes nothing but the time of the check.
 */

#include "domain/orders/order_sync.h"

struct day_audit {
	struct order_sync *sync; /* db, api, account, actor, mode, fence, beat */
	int hour;		 /* of the night, in Warsaw */
	int64_t since;		 /* check each day from here on, due or not; TIME_NONE: due ones */
	/* Counted: */
	uint64_t days;
	uint64_t sealed;
	uint64_t forms; /* seen in Allegro's list */
	uint64_t found; /* made dirty */
};

/* Check the account's due days, newest first. There are none before the first import is done, while
 * a gap is mended, and while the journal is not being read: that is not Allegro's fault. */
MUST_CHECK enum rc day_audit(struct day_audit *a, struct err *e);

#endif
