/* Whose fault a failure is: an outage is never held against an order (F8). */
#include "domain/feed/feed_blame.h"

#include "base/compiler.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static enum feed_blame blame(enum meaning m, enum rc rc)
{
	const struct err e = {.rc = rc, .meaning = m};

	return feed_blame_of(&e);
}

/* F8 */
static void outages_are_nobodys_fault(void **state)
{
	static const enum meaning nobodys[] = {
	    MEANING_NO_ANSWER, MEANING_OUTAGE,	MEANING_WALL,	 MEANING_LIMIT,	  MEANING_TOKEN,
	    MEANING_SCOPE,     MEANING_BLOCKED, MEANING_REMOVED, MEANING_REQUEST,
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(nobodys); i++)
		assert_int_equal(blame(nobodys[i], RC_RETRY), BLAME_NOBODY);
	assert_int_equal(blame(MEANING_NONE, RC_STOPPED), BLAME_NOBODY);
	assert_int_equal(blame(MEANING_NONE, RC_DB), BLAME_NOBODY);
	assert_int_equal(blame(MEANING_NONE, RC_IO), BLAME_NOBODY);
}

/* F7 */
static void what_is_about_one_document_is_its_own(void **state)
{
	static const enum meaning own[] = {MEANING_FOREIGN, MEANING_CONFLICT, MEANING_EXHAUSTED,
					   MEANING_REFUSED, MEANING_SHAPE};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(own); i++)
		assert_int_equal(blame(own[i], RC_REMOTE), BLAME_THING);
	assert_int_equal(blame(MEANING_NONE, RC_SHAPE), BLAME_THING);
	assert_int_equal(blame(MEANING_GONE, RC_NOT_FOUND), BLAME_MISSING);
}

/* What one document is blamed for must not be what stops a whole pass. */
static void nothing_that_reaches_further_is_an_orders_own(void **state)
{
	(void)state;
	for (int m = MEANING_NONE + 1; m < MEANING_COUNT; m++)
		if (meaning_reach((enum meaning)m) != REACH_THING)
			assert_int_equal(blame((enum meaning)m, RC_REMOTE), BLAME_NOBODY);
}

static bool outage(size_t fresh, size_t bad)
{
	return feed_is_outage(&(struct feed_verdict){fresh, bad});
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
	    cmocka_unit_test(nothing_that_reaches_further_is_an_orders_own),
	    cmocka_unit_test(more_than_half_of_a_batch_is_an_outage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
