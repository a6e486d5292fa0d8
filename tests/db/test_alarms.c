/* Alarms: raised once, cleared once, and one that flickers is one. */
#include "db_test.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "domain/alarms/alarm.h"
#include "domain/alarms/alarm_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "alarms");
	db = db_test_open(mem, DB_ROLE_JOBS);
	return 0;
}

static int fresh(void **state)
{
	(void)state;
	db_test_run(db, "DELETE FROM alarm_mail");
	db_test_run(db, "DELETE FROM mail");
	db_test_run(db, "DELETE FROM alarm");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	(void)fresh(NULL);
	mem_free(mem);
	db_end();
	return 0;
}

static void raise_silent(const char *job, const char *minutes, int64_t step)
{
	struct err e = {0};

	if (alarm_raise(db,
			&(struct alarm){.kind = ALARM_JOB_SILENT,
					.subject = job,
					.text = "No sign for %s minutes.",
					.values = {minutes},
					.step = step},
			&e))
		fail_msg("%s", e.msg);
}

static void clear_silent(const char *job)
{
	struct err e = {0};

	if (alarm_clear(db, ALARM_JOB_SILENT, 0, job, &e))
		fail_msg("%s", e.msg);
}

static struct alarm_list open_ones(void)
{
	struct alarm_list list;
	struct err e = {0};

	if (alarm_list(db, mem, &list, &e))
		fail_msg("%s", e.msg);
	return list;
}

static struct alarm_list cleared_ones(void)
{
	struct alarm_list list;
	struct err e = {0};

	if (alarm_list_cleared(db, mem, &list, &e))
		fail_msg("%s", e.msg);
	return list;
}

static void an_alarm_seen_often_is_one_with_the_newest_words(void **state)
{
	(void)state;
	raise_silent("poll-orders", "3", 0);
	struct alarm_list list = open_ones();
	assert_int_equal(list.n, 1);
	uint64_t id = list.rows[0].id;
	raise_silent("poll-orders", "4", 2);
	list = open_ones();
	assert_int_equal(list.n, 1);
	assert_int_equal(list.rows[0].id, id);
	assert_int_equal(list.rows[0].step, 2);
	assert_int_equal(list.rows[0].severity, ALARM_RED);
	assert_string_equal(alarm_words(mem, list.rows[0].text, list.rows[0].args),
			    "No sign for 4 minutes.");
}

static void subjects_are_apart(void **state)
{
	(void)state;
	raise_silent("poll-orders", "3", 0);
	raise_silent("refresh-tokens", "3", 0);
	assert_int_equal(open_ones().n, 2);
	clear_silent("refresh-tokens");
	struct alarm_list list = open_ones();
	assert_int_equal(list.n, 1);
	assert_string_equal(list.rows[0].subject, "poll-orders");
}

static void clearing_twice_keeps_the_first_time(void **state)
{
	(void)state;
	clear_silent("poll-orders");
	raise_silent("poll-orders", "3", 0);
	clear_silent("poll-orders");
	struct alarm_list list = cleared_ones();
	assert_int_equal(open_ones().n, 0);
	assert_int_equal(list.n, 1);
	clear_silent("poll-orders");
	assert_int_equal(cleared_ones().rows[0].cleared_at, list.rows[0].cleared_at);
}

static void one_that_comes_back_at_once_is_the_same(void **state)
{
	(void)state;
	raise_silent("poll-orders", "3", 0);
	uint64_t id = open_ones().rows[0].id;
	clear_silent("poll-orders");
	raise_silent("poll-orders", "3", 0);
	assert_int_equal(open_ones().rows[0].id, id);
	assert_int_equal(cleared_ones().n, 0);
}

static void one_that_comes_back_later_is_another(void **state)
{
	(void)state;
	raise_silent("poll-orders", "3", 0);
	uint64_t id = open_ones().rows[0].id;
	clear_silent("poll-orders");
	db_test_run(db, "UPDATE alarm SET cleared_at = cleared_at - INTERVAL 301 SECOND");
	raise_silent("poll-orders", "3", 0);
	assert_int_not_equal(open_ones().rows[0].id, id);
	assert_int_equal(cleared_ones().n, 1);
}

static void one_whose_end_was_mailed_is_another(void **state)
{
	(void)state;
	raise_silent("poll-orders", "3", 0);
	clear_silent("poll-orders");
	db_test_run(db, "UPDATE alarm SET clear_mail = 1");
	raise_silent("poll-orders", "3", 0);
	assert_int_equal(open_ones().n, 1);
	assert_int_equal(cleared_ones().n, 1);
}

static void a_kind_is_open_until_the_last_is_cleared(void **state)
{
	struct err e = {0};
	bool open = false;

	(void)state;
	raise_silent("poll-orders", "3", 0);
	raise_silent("refresh-tokens", "3", 0);
	assert_int_equal(alarm_is_open(db, ALARM_JOB_SILENT, &open, &e), RC_OK);
	assert_true(open);
	assert_int_equal(alarm_clear(db, ALARM_JOB_SILENT, 0, "poll-orders", &e), RC_OK);
	assert_int_equal(alarm_is_open(db, ALARM_JOB_SILENT, &open, &e), RC_OK);
	assert_true(open);
	assert_int_equal(alarm_clear(db, ALARM_JOB_SILENT, 0, "refresh-tokens", &e), RC_OK);
	assert_int_equal(alarm_is_open(db, ALARM_JOB_SILENT, &open, &e), RC_OK);
	assert_false(open);
}

static void the_gravest_come_first(void **state)
{
	struct err e = {0};

	(void)state;
	raise_silent("poll-orders", "3", 0);
	assert_int_equal(alarm_raise(db, &(struct alarm){.kind = ALARM_MAIL}, &e), RC_OK);
	struct alarm_list list = open_ones();
	assert_int_equal(list.n, 2);
	assert_string_equal(list.rows[0].kind, "job-silent");
	assert_string_equal(list.rows[1].kind, "mail");
}

static enum rc raise_and_fail(struct db *tx_db, void *arg, struct err *e)
{
	(void)arg;
	if (alarm_raise(tx_db, &(struct alarm){.kind = ALARM_MAIL}, e))
		return e->rc;
	return err_set(e, RC_INVALID, "no");
}

static void an_alarm_of_a_transaction_goes_with_it(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(tx_run(db, raise_and_fail, NULL, &e), RC_INVALID);
	assert_int_equal(open_ones().n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(an_alarm_seen_often_is_one_with_the_newest_words, fresh),
	    cmocka_unit_test_setup(subjects_are_apart, fresh),
	    cmocka_unit_test_setup(clearing_twice_keeps_the_first_time, fresh),
	    cmocka_unit_test_setup(one_that_comes_back_at_once_is_the_same, fresh),
	    cmocka_unit_test_setup(one_that_comes_back_later_is_another, fresh),
	    cmocka_unit_test_setup(one_whose_end_was_mailed_is_another, fresh),
	    cmocka_unit_test_setup(a_kind_is_open_until_the_last_is_cleared, fresh),
	    cmocka_unit_test_setup(the_gravest_come_first, fresh),
	    cmocka_unit_test_setup(an_alarm_of_a_transaction_goes_with_it, fresh),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
