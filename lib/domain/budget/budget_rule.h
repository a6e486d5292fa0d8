#ifndef DOMAIN_BUDGET_BUDGET_RULE_H
#define DOMAIN_BUDGET_BUDGET_RULE_H

/*
 * The arithmetic of the request budget. Pure.
 *
 * Of each of Allegro's limits Kram uses 60 %: the rest is for the seller's other programs under the
 * same application and for clocks that cut the minute elsewhere. A bucket holds a sixth of that
 * and is refilled with the rest over the window, so that no window of that length sees more.
 */

#include <stdbool.h>

#include "allegro/budget.h"

enum {
	BUDGET_SHARE_PERCENT = 60,
	BUDGET_BURST_PART = 6,	   /* the bucket holds this part of a window's requests ... */
	BUDGET_BURST_MIN = 5,	   /* ... but enough for the reserves to leave one */
	BUDGET_MILLI = 1000,	   /* thousandths of a request, so that slow limits refill too */
	BAN_FIRST_WAIT_S = 60,	   /* the global limit lifts with the minute (FACTS 1.9) */
	BAN_WALL_WAIT_S = 5 * 60,  /* robots are let in again after minutes (FACTS 0.2) */
	BAN_TOKEN_WAIT_S = 5 * 60, /* each try costs a pair of tokens, and those are limited */
	BAN_WAIT_MAX_S = 15 * 60,  /* Allegro promises a minute: more would only delay orders */
};

struct bucket_shape {
	int64_t cap_milli;  /* when full */
	int64_t rate_milli; /* refilled in a second */
};
struct bucket_shape bucket_shape_of(const struct request_rate *rate);

/* What a request of this class must leave in the bucket, for the classes above it. */
int64_t bucket_reserve(const struct bucket_shape *shape, enum request_class urgency);

/*
 * How long to wait after a 429: what Allegro says, else a minute; after a wait that did not help,
 * at least twice that wait. previous_s 0: this is the first.
 */
int64_t ban_wait_s(int64_t previous_s, int64_t told_s);

/* Requests to lease next: twice the last lease while that was used up in time, half of it when
 * not, but no less than wanted. */
enum { BUDGET_LEASE_MAX = 32 }; /* what a process that dies takes along, and spends into a ban */
int64_t lease_size(int64_t last, bool used_up, int64_t want);

#endif
