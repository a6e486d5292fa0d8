#ifndef DOMAIN_DAYS_DAY_AUDIT_STEP_H
#define DOMAIN_DAYS_DAY_AUDIT_STEP_H

/* Private to day_audit.c and day_audit_judge.c: one day under check. */

#include "domain/days/day_audit_store.h"

struct day_audit_step {
	struct day_audit *audit;
	void *mem; /* of this day */
	struct day_audit_day day;
	int64_t told; /* what Allegro counted for the day when it was read to its end */
};

static inline enum rc day_audit_fence(struct day_audit_step *s, struct db *db, struct err *e)
{
	const struct order_sync *sync = s->audit->sync;

	return sync->fence(db, sync->fence_arg, e);
}

/* Compare the reading with what is here, mark what must be fetched, and close the check. */
MUST_CHECK enum rc day_audit_judge(struct day_audit_step *s, struct err *e);

#endif
