/* Buckets, reserves and waits. */
#include "domain/budget/budget_rule.h"

/* Percent of a full bucket that is kept for the more urgent. */
static const int64_t reserves[CLASS_COUNT] = {
    [CLASS_TOKEN] = 0,	[CLASS_ORDERS] = 10, [CLASS_FULFILLMENT] = 20,
    [CLASS_STOCK] = 35, [CLASS_PRICE] = 50,  [CLASS_CATALOGUE] = 70,
};

struct bucket_shape bucket_shape_of(const struct request_rate *rate)
{
	int64_t share = rate->n * BUDGET_SHARE_PERCENT * BUDGET_MILLI / 100;
	int64_t cap = share / BUDGET_BURST_PART;

	if (cap < BUDGET_BURST_MIN * BUDGET_MILLI)
		cap = BUDGET_BURST_MIN * BUDGET_MILLI;
	/* A limit of a few a second cannot afford the burst within its window. */
	int64_t refill = share > 2 * cap ? share - cap : share / 2;
	return (struct bucket_shape){cap, refill / rate->window_s};
}

int64_t bucket_reserve(const struct bucket_shape *shape, enum request_class urgency)
{
	return shape->cap_milli * reserves[urgency] / 100;
}

int64_t ban_wait_s(int64_t previous_s, int64_t told_s)
{
	int64_t wait = told_s > 0 ? told_s : BAN_FIRST_WAIT_S;

	if (wait < 2 * previous_s)
		wait = 2 * previous_s;
	if (wait > BAN_WAIT_MAX_S && wait > told_s)
		wait = told_s > BAN_WAIT_MAX_S ? told_s : BAN_WAIT_MAX_S;
	return wait;
}

int64_t lease_size(int64_t last, bool used_up, int64_t want)
{
	int64_t size = used_up ? last * 2 : last / 2;

	if (size < want)
		size = want;
	if (size < 1)
		size = 1;
	return size > BUDGET_LEASE_MAX ? BUDGET_LEASE_MAX : size;
}
