/* Sums of days, and what is usual. */
#include "domain/orders/order_turnover.h"

#include "base/str.h"
#include "base/time.h"

static void add_one(struct turnover *to, struct money what)
{
	for (size_t i = 0; i < to->n; i++)
		if (str_eq(to->sums[i].currency, what.currency)) {
			struct money sum;

			if (money_add(to->sums[i], what, &sum))
				to->sums[i] = sum;
			return;
		}
	if (to->n < TURNOVER_CURRENCIES)
		to->sums[to->n++] = what;
}

void turnover_add(struct turnover *to, const struct turnover *what)
{
	for (size_t i = 0; i < what->n; i++)
		add_one(to, what->sums[i]);
}

void turnover_divide(struct turnover *t, int64_t by)
{
	for (size_t i = 0; i < t->n; i++)
		t->sums[i].minor /= by;
}

static enum rc usual_of(struct db *db, int64_t now_ms, struct turnover *out, struct err *e)
{
	enum { WEEK = 7 };
	int64_t weeks = 0;

	for (int i = 1; i <= TURNOVER_WEEKS; i++) {
		struct turnover day;

		if (turnover_sum(db, time_day_start(now_ms, -WEEK * i),
				 time_day_start(now_ms, 1 - WEEK * i), &day, e))
			return e->rc;
		weeks += day.n > 0;
		turnover_add(out, &day);
	}
	if (weeks)
		turnover_divide(out, weeks);
	return RC_OK;
}

enum rc order_turnover(struct db *db, int64_t now_ms, struct order_turnover *out, struct err *e)
{
	int64_t today = time_day_start(now_ms, 0);

	*out = (struct order_turnover){0};
	if (turnover_sum(db, today, time_day_start(now_ms, 1), &out->today, e) ||
	    turnover_sum(db, time_day_start(now_ms, -1), today, &out->yesterday, e))
		return e->rc;
	return usual_of(db, now_ms, &out->usual, e);
}
