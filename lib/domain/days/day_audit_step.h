#ifndef DOMAIN_DAYS_DAY_AUDIT_STEP_H
#define DOMAIN_DAYS_DAY_AUDIT_STEP_H

/* Private to day_audit.c and day_audit_judge.c: the audit of one account. */

#include "domain/days/day_audit_store.h"
#include "domain/orders/order_feed.h"

struct day_audit {
	struct turn *turn;
	struct feed feed;
	int hour;
	int64_t since;
	uint64_t days;
	uint64_t sealed;
	uint64_t found; /* made dirty */
};

/* One day under check. */
struct day_audit_step {
	struct day_audit *audit;
	void *mem; /* of this day */
	struct day_audit_day day;
	int64_t told; /* what Allegro counted for the day when it was read to its end */
};

/* Compare the reading with what is here, mark what must be fetched, and close the check. */
MUST_CHECK enum rc day_audit_judge(struct day_audit_step *s, struct err *e);

#endif
