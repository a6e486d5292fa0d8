/* Whose fault a failure is: an outage is never held against an order (F8). */
#include "domain/orders/order_blame.h"

#include "base/compiler.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static enum order_blame blame(enum rc rc, int http)
{
	const struct err e = {.rc = rc, .http = http};

	return order_blame_of(&e);
}

/* F8 */
static void outages_are_nobodys_fault(void **state)
{
	(void)state;
	static const int statuses[] = {0, 408, 429, 500, 502, 503, 504, 599};

	for (size_t i = 0; i < COUNT_OF(statuses); i++)
		assert_int_equal(blame(RC_RETRY, statuses[i]), BLAME_NOBODY);
	assert_int_equal(blame(RC_AUTH, 401), BLAME_NOBODY);
	assert_int_equal(blame(RC_DENIED, 403), BLAME_NOBODY);
	assert_int_equal(blame(RC_REMOTE, 406), BLAME_NOBODY);
	assert_int_equal(blame(RC_REMOTE, 415), BLAME_NOBODY);
	assert_int_equal(blame(RC_STOPPED, 0), BLAME_NOBODY);
	assert_int_equal(blame(RC_DB, 0), BLAME_NOBODY);
	assert_int_equal(blame(RC_IO, 0), BLAME_NOBODY);
}

/* F7 */
static void what_is_about_one_document_is_its_own(void **state)
{
	(void)state;
	assert_int_equal(blame(RC_SHAPE, 200), BLAME_ORDER);
	assert_int_equal(blame(RC_SHAPE, 0), BLAME_ORDER);
	assert_int_equal(blame(RC_REMOTE, 422), BLAME_ORDER);
	assert_int_equal(blame(RC_CONFLICT, 409), BLAME_ORDER);
	assert_int_equal(blame(RC_NOT_FOUND, 404), BLAME_MISSING);
	assert_int_equal(blame(RC_NOT_FOUND, 410), BLAME_MISSING);
}

static void every_code_has_an_answer(void **state)
{
	(void)state;
	for (int rc = RC_OK + 1; rc < RC_COUNT; rc++)
		assert_in_range(blame((enum rc)rc, 0), BLAME_NOBODY, BLAME_ORDER);
}

static bool outage(size_t fresh, size_t bad)
{
	return order_is_outage(&(struct order_verdict){fresh, bad});
}

/* F8 */
static void more_than_half_of_a_batch_is_an_outage(void **state)
{
	(void)state;
	assert_true(outage(100, 51));
	assert_true(outage(100, 100));
	assert_false(outage(100, 50));
	assert_false(outage(100, 0));
	assert_true(outage(10, 10));
	assert_false(outage(9, 9)); /* too few to say anything */
	assert_false(outage(0, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(outages_are_nobodys_fault),
	    cmocka_unit_test(what_is_about_one_document_is_its_own),
	    cmocka_unit_test(every_code_has_an_answer),
	    cmocka_unit_test(more_than_half_of_a_batch_is_an_outage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
