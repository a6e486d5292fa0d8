/* The arithmetic of the request budget: no window sees more than the share, waits only grow. */
#include "domain/budget/budget_rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* The most a bucket can give within its window: what it holds and what flows in. */
static int64_t most_in_window(const struct request_rate *rate)
{
	struct bucket_shape s = bucket_shape_of(rate);

	return s.cap_milli + s.rate_milli * rate->window_s;
}

static void no_minute_sees_more_than_the_share(void **state)
{
	(void)state;
	const struct request_rate *all = &request_rates[LIMIT_ALL];

	assert_int_equal(most_in_window(all), 9000 * 60 / 100 * BUDGET_MILLI);
	for (int i = 0; i < LIMIT_COUNT; i++) {
		struct bucket_shape s = bucket_shape_of(&request_rates[i]);
		assert_true(s.rate_milli > 0);
		assert_true(s.rate_milli * request_rates[i].window_s <
			    request_rates[i].n * BUDGET_MILLI);
		if (request_rates[i].window_s == 60)
			assert_true(most_in_window(&request_rates[i]) <=
				    request_rates[i].n * BUDGET_SHARE_PERCENT * BUDGET_MILLI / 100);
	}
}

static void a_class_leaves_more_than_those_above_it(void **state)
{
	(void)state;
	for (int i = 0; i < LIMIT_COUNT; i++) {
		struct bucket_shape s = bucket_shape_of(&request_rates[i]);
		for (int c = CLASS_TOKEN + 1; c < CLASS_COUNT; c++)
			assert_true(bucket_reserve(&s, (enum request_class)c) >
				    bucket_reserve(&s, (enum request_class)(c - 1)));
		/* The least urgent still gets one out of a full bucket. */
		assert_true(s.cap_milli - bucket_reserve(&s, CLASS_CATALOGUE) >= BUDGET_MILLI);
	}
	assert_int_equal(bucket_reserve(&(struct bucket_shape){5000, 1000}, CLASS_TOKEN), 0);
}

static void a_wait_that_did_not_help_is_doubled(void **state)
{
	(void)state;
	int64_t wait = ban_wait_s(0, 0);

	assert_int_equal(wait, 60);
	wait = ban_wait_s(wait, 0);
	assert_int_equal(wait, 120);
	wait = ban_wait_s(wait, 0);
	assert_int_equal(wait, 240);
	for (int i = 0; i < 20; i++)
		wait = ban_wait_s(wait, 0);
	assert_int_equal(wait, BAN_WAIT_MAX_S);
}

static void retry_after_is_honoured(void **state)
{
	(void)state;
	assert_int_equal(ban_wait_s(0, 1), 1);
	assert_int_equal(ban_wait_s(0, 90), 90);
	/* However short it is told to be, an ignored ban grows. */
	assert_int_equal(ban_wait_s(1, 1), 2);
	assert_int_equal(ban_wait_s(60, 5), 120);
	/* What Allegro asks for is waited for, also above our own maximum. */
	assert_int_equal(ban_wait_s(0, 3600), 3600);
	assert_int_equal(ban_wait_s(3600, 1800), 1800);
}

static void leases_grow_with_use_and_shrink_without(void **state)
{
	(void)state;
	assert_int_equal(lease_size(0, true, 1), 1);
	assert_int_equal(lease_size(1, true, 1), 2);
	assert_int_equal(lease_size(16, true, 1), 32);
	assert_int_equal(lease_size(32, true, 1), BUDGET_LEASE_MAX);
	assert_int_equal(lease_size(32, false, 1), 16);
	assert_int_equal(lease_size(1, false, 1), 1);
	assert_int_equal(lease_size(1, true, 20), 20);
	assert_int_equal(lease_size(1, true, 1000), BUDGET_LEASE_MAX);
}

static void no_budget_grants_everything(void **state)
{
	(void)state;
	const struct request_budget none = {0};
	struct err e = {0};
	size_t granted = 0;

	const struct request_ask ask = {CLASS_ORDERS, LIMIT_ALL, 7, NULL};
	assert_int_equal(budget_take(&none, &ask, &granted, &e), RC_OK);
	assert_int_equal(granted, 7);
	budget_tell(&none, &(struct request_told){.meaning = MEANING_LIMIT, .retry_after_s = 1});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_minute_sees_more_than_the_share),
	    cmocka_unit_test(a_class_leaves_more_than_those_above_it),
	    cmocka_unit_test(a_wait_that_did_not_help_is_doubled),
	    cmocka_unit_test(retry_after_is_honoured),
	    cmocka_unit_test(leases_grow_with_use_and_shrink_without),
	    cmocka_unit_test(no_budget_grants_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
