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

#include "domain/accounts/turn.h"

/*
 * Check the account's due days, newest first; `since`: each day from then on, due or not
 * (TIME_NONE: due ones). They are due at `hour` of the night in Warsaw. There are none before the
 * first import is done, while a gap is mended, and while the journal is not being read: that is not
 * Allegro's fault. Counted as seen are documents of Allegro's list, as changed what was made dirty.
 */
MUST_CHECK enum rc day_audit(struct turn *turn, int hour, int64_t since, struct err *e);

#endif
