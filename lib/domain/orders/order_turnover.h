#ifndef DOMAIN_ORDERS_ORDER_TURNOVER_H
#define DOMAIN_ORDERS_ORDER_TURNOVER_H

/* What orders are worth, by the day of purchase: sums of the tally by hours (order_due.h), without
 * merged and cancelled orders. */

#include <stddef.h>

#include "base/err.h"
#include "base/money.h"
#include "db/db.h"

enum {
	TURNOVER_CURRENCIES = 6, /* more are left out */
	TURNOVER_WEEKS = 4,	 /* the usual of a weekday is their mean */
};

struct turnover {
	struct money sums[TURNOVER_CURRENCIES]; /* one a currency */
	size_t n;
};

struct order_turnover {
	struct turnover today; /* so far */
	struct turnover yesterday;
	struct turnover
	    usual; /* of the whole day, in weeks that had orders on it; n 0: not known */
};

MUST_CHECK enum rc order_turnover(struct db *db, int64_t now_ms, struct order_turnover *out,
				  struct err *e);

/* Pure: add what is of the same currency; a sum that is too large stays as it was. */
void turnover_add(struct turnover *to, const struct turnover *what);
void turnover_divide(struct turnover *t, int64_t by);

/* Private to order_turnover.c: what was bought from then to then. */
MUST_CHECK enum rc turnover_sum(struct db *db, int64_t from, int64_t until, struct turnover *out,
				struct err *e);

#endif
