#ifndef DOMAIN_ORDERS_ORDER_AUDIT_STEP_H
#define DOMAIN_ORDERS_ORDER_AUDIT_STEP_H

/* Private to order_audit.c and order_audit_judge.c: one day under check. */

#include "domain/orders/order_audit_rows.h"

struct audit_step {
	struct order_audit *audit;
	void *mem; /* of this day */
	struct audit_day day;
	int64_t told; /* what Allegro counted for the day when it was read to its end */
};

static inline enum rc audit_fence(struct audit_step *s, struct db *db, struct err *e)
{
	const struct order_sync *sync = s->audit->sync;

	return sync->fence(db, sync->fence_arg, e);
}

/* Compare the reading with what is here, mark what must be fetched, and close the check. */
MUST_CHECK enum rc audit_judge(struct audit_step *s, struct err *e);

#endif
