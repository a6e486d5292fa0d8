/* How offers came in, as the status page tells it. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/offers/offer_reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void *mem;
static struct db *db;

static size_t readings(struct offer_reading **rows)
{
	struct err e = {0};
	size_t n;

	if (offer_readings(db, mem, rows, &n, &e))
		fail_msg("%s", e.msg);
	return n;
}

static struct offer_reading reading(void)
{
	struct offer_reading *rows;

	assert_int_equal(readings(&rows), 1);
	return *rows;
}

static void an_account_that_was_never_read_is_not_told_of(void **state)
{
	struct offer_reading *rows;
	(void)state;

	assert_int_equal(readings(&rows), 0);
}

static void the_first_reading_is_no_gap(void **state)
{
	(void)state;

	db_test_run(db, "INSERT INTO offer_cursor (account_id, polled_at, event_at) SELECT id,"
			" UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL 1 HOUR FROM account"
			" WHERE name = 'read'");
	db_test_run(db, "INSERT INTO walk (account_id, name, wanted_at) SELECT account_id,"
			" 'offers', UTC_TIMESTAMP(3) FROM offer_cursor");
	db_test_run(db, "INSERT INTO offer_gap (account_id, reason, found_at) SELECT account_id,"
			" 'first', UTC_TIMESTAMP(3) FROM offer_cursor");
	const struct offer_reading r = reading();
	assert_string_equal(r.account, "read");
	assert_null(r.gap);
	assert_int_equal(r.pauses, 0);
	assert_int_equal(r.paused_at, TIME_NONE);
	assert_int_equal(r.polled_at - r.event_at, TIME_HOUR_MS);
	assert_int_equal(r.list_at, TIME_NONE);
	assert_int_equal(r.list_is_going, 1);
}

static void pauses_and_the_last_gap_are_told(void **state)
{
	(void)state;

	db_test_run(db, "UPDATE walk SET wanted_at = '2020-1-1', read_to = UTC_TIMESTAMP(3)");
	db_test_run(db, "UPDATE offer_cursor SET polled_at = polled_at - INTERVAL 50 MINUTE");
	db_test_run(db, "INSERT INTO offer_poll_gap (account_id, from_at, until_at) SELECT"
			" account_id, UTC_TIMESTAMP(3) - INTERVAL h HOUR, UTC_TIMESTAMP(3) -"
			" INTERVAL h - l HOUR FROM offer_cursor JOIN (SELECT 50 h, 3 l UNION"
			" SELECT 9, 1 UNION SELECT 2000, 30) spans");
	db_test_run(db, "INSERT INTO offer_gap (account_id, reason, known_until, found_at) SELECT"
			" account_id, reason, UTC_TIMESTAMP(3) - INTERVAL 30 HOUR,"
			" UTC_TIMESTAMP(3) - INTERVAL age HOUR FROM offer_cursor JOIN (SELECT"
			" 'jumped' reason, 9 age UNION SELECT 'old', 3) gaps");
	const struct offer_reading r = reading();
	assert_int_equal(r.pauses, 2);
	assert_int_equal(r.longest_ms, 3 * TIME_HOUR_MS);
	assert_int_equal(r.paused_at, r.polled_at);
	assert_string_equal(r.gap, "old");
	assert_true(r.gap_from < r.gap_at && r.gap_at < r.list_at);
	assert_int_equal(r.list_is_going, 0);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "readings");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	(void)world_account(db, "read");
	(void)world_account(db, "unread");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_account_that_was_never_read_is_not_told_of),
	    cmocka_unit_test(the_first_reading_is_no_gap),
	    cmocka_unit_test(pauses_and_the_last_gap_are_told),
	};

	return cmocka_run_group_tests_name("readings", tests, setup, db_test_teardown);
}
