/* The certificate as stored: latency counts only what came by itself, gaps, finds and their why. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "domain/days/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define DAY_AT "2026-11-19 23:00:00" /* first moment of 20 November in Warsaw */

static void *mem;
static struct db *db;
static uint64_t account;
static int64_t day_at;

static const char *form(int n)
{
	return mem_printf(mem, "da000000-0000-4000-8000-%012d", n);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "day");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account = world_account(db, "day");
	day_at = time_day_of("2026-11-20");
	struct turn way = world_turn(db, account);
	struct form_spec specs[12];
	for (int i = 0; i < 12; i++)
		specs[i] = (struct form_spec){
		    .id = form(i),
		    .finished_at = "2026-11-20T10:05:00.000Z",
		    .bought_at = mem_printf(mem, "2026-11-20T%02d:00:00.000Z", i + 6),
		};
	world_apply(&way, specs, COUNT_OF(specs));
	/* Each was visible as many seconds after its purchase as its number says, and one more. */
	for (int i = 0; i < 12; i++)
		db_test_run(
		    db, mem_printf(mem,
				   "UPDATE orders SET created_at = bought_at + INTERVAL %d SECOND"
				   " WHERE form_id = '%s'",
				   i + 1, form(i)));
	db_test_run(
	    db,
	    mem_printf(mem,
		       "INSERT INTO order_import (account_id, from_at, until_at, done_until, state,"
		       " started_at) VALUES (%llu, '2026-10-21', '2026-11-20 07:30:00',"
		       " '2026-11-20 07:30:00', 'DONE', '2026-11-20 07:30:00')",
		       (unsigned long long)account));
	return 0;
}

static struct day_latency latency(void)
{
	struct day_latency out;
	struct err e = {0};

	if (day_latency(db, account, day_at, time_day_start(day_at, 1), &out, &e))
		fail_msg("%s", e.msg);
	return out;
}

static void the_first_import_is_no_latency(void **state)
{
	(void)state;
	struct day_latency l = latency();
	assert_int_equal(l.n, 10); /* two of twelve were bought before the import began */
	assert_int_equal(l.p50_ms, 7000);
	assert_int_equal(l.p95_ms, 12000);
}

static void a_mended_gap_is_no_latency(void **state)
{
	(void)state;
	db_test_run(
	    db,
	    mem_printf(mem,
		       "INSERT INTO order_gap (account_id, reason, from_at, until_at, done_until,"
		       " state, started_at) VALUES (%llu, 'old', '2026-11-20 16:30:00',"
		       " '2026-11-21', '2026-11-21', 'DONE', '2026-11-20 17:00:00')",
		       (unsigned long long)account));
	assert_int_equal(latency().n, 9); /* the one of 17:00 came while it was mended */
	db_test_run(db, "DELETE FROM order_gap");
}

static void an_heir_is_no_latency(void **state)
{
	(void)state;
	db_test_run(
	    db, mem_printf(
		    mem,
		    "INSERT INTO order_form (account_id, form_id, state, superseded_by)"
		    " VALUES (%llu, 'old-1', 'SUPERSEDED', '%s'), (%llu, 'old-2', 'SUPERSEDED',"
		    " '%s')",
		    (unsigned long long)account, form(11), (unsigned long long)account, form(11)));
	assert_int_equal(latency().n, 9);
	db_test_run(db, "DELETE FROM order_form WHERE state = 'SUPERSEDED'");
}

static void a_clock_that_runs_ahead_gives_no_negative_time(void **state)
{
	(void)state;
	db_test_run(db, "UPDATE orders SET created_at = bought_at - INTERVAL 3 SECOND");
	struct day_latency l = latency();
	assert_int_equal(l.n, 10);
	assert_int_equal(l.p50_ms, 0);
	assert_int_equal(l.p95_ms, 0);
}

static void a_day_nobody_bought_has_no_latency(void **state)
{
	struct day_latency l;
	struct err e = {0};

	(void)state;
	assert_int_equal(day_latency(db, account, 0, 1, &l, &e), RC_OK);
	assert_int_equal(l.n, 0);
	assert_int_equal(l.p50_ms, INT64_MIN);
}

static struct day load(void)
{
	struct day day;
	struct err e = {0};

	if (day_load(db, mem, account, day_at, &day, &e))
		fail_msg("%s", e.msg);
	return day;
}

static void silence_counts_for_the_day_it_falls_on(void **state)
{
	(void)state;
	db_test_run(
	    db,
	    mem_printf(mem,
		       "INSERT INTO order_day (account_id, day_at, until_at) VALUES (%llu, '" DAY_AT
		       "', '2026-11-20 23:00:00')",
		       (unsigned long long)account));
	/* Half an hour of it before midnight, one and a half after; and one on another day. */
	db_test_run(db,
		    mem_printf(mem,
			       "INSERT INTO order_poll_gap (account_id, from_at, until_at) VALUES"
			       " (%llu, '2026-11-19 22:30:00', '2026-11-20 00:30:00'),"
			       " (%llu, '2026-11-18 10:00:00', '2026-11-18 11:00:00')",
			       (unsigned long long)account, (unsigned long long)account));
	assert_int_equal(load().gap_ms, 90 * TIME_MINUTE_MS);

	struct day_poll_gap *gaps;
	size_t n;
	struct err e = {0};
	assert_int_equal(
	    day_poll_gaps(db, mem, account, day_at, time_day_start(day_at, 1), &gaps, &n, &e),
	    RC_OK);
	assert_int_equal(n, 1);
	db_test_run(db, "DELETE FROM order_poll_gap");
}

static void find(const char *form_id, const char *kind, int had_event, const char *found_at)
{
	db_test_run(
	    db,
	    mem_printf(mem,
		       "INSERT INTO order_day_find (account_id, day_at, form_id, kind, doc_hash,"
		       " had_event, found_at, found_by) VALUES (%llu, '" DAY_AT "', '%s', '%s',"
		       " UNHEX(REPEAT('00', 32)), %d, %s, 'test')",
		       (unsigned long long)account, form_id, kind, had_event, found_at));
}

static void event(const char *form_id, const char *occurred_at, const char *seen_at)
{
	db_test_run(
	    db,
	    mem_printf(mem,
		       "INSERT INTO order_event (account_id, event_id, form_id, type, occurred_at,"
		       " seen_at, raw) VALUES (%llu, UUID(), '%s', 'BOUGHT', %s, %s, '')",
		       (unsigned long long)account, form_id, occurred_at, seen_at));
}

static const char *reason_of(const char *form_id)
{
	struct day day = load();
	struct day_find *finds;
	struct err e = {0};
	size_t n;

	if (day_finds(db, mem, &day, &finds, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, day.found);
	for (size_t i = 0; i < n; i++)
		if (str_eq(finds[i].form_id, form_id))
			return finds[i].reason;
	return "UNDER_WAY";
}

#define HOURS_AGO(n) "UTC_TIMESTAMP(3) - INTERVAL " #n " HOUR"

static void a_find_says_why(void **state)
{
	static const struct {
		const char *form_id;
		const char *kind;
		int had_event;
		const char *found_at;
		const char *occurred_at; /* of its event; NULL: none */
		const char *seen_at;
		const char *want;
	} cases[] = {
	    {"never", "MISSING", 0, HOURS_AGO(5), NULL, NULL, "EVENT_MISSING"},
	    {"late", "MISSING", 0, HOURS_AGO(5), HOURS_AGO(9), HOURS_AGO(4), "LATE"},
	    {"known", "MISSING", 1, HOURS_AGO(5), HOURS_AGO(9), HOURS_AGO(8), "NOT_READ"},
	    {"quick", "MISSING", 0, HOURS_AGO(5), "UTC_TIMESTAMP(3) - INTERVAL 301 MINUTE",
	     "UTC_TIMESTAMP(3) - INTERVAL 299 MINUTE", "UNDER_WAY"},
	    /* What happened later says nothing about then. */
	    {"later", "MISSING", 0, HOURS_AGO(5), HOURS_AGO(4), HOURS_AGO(2), "EVENT_MISSING"},
	    {"silent change", "DIFFERS", 1, HOURS_AGO(5), NULL, NULL, "EVENT_MISSING"},
	    {"fresh change", "DIFFERS", 1, "UTC_TIMESTAMP(3)", NULL, NULL, "UNDER_WAY"},
	    {"fresh order", "MISSING", 0, "UTC_TIMESTAMP(3)", NULL, NULL, "EVENT_MISSING"},
	    {"told of change", "DIFFERS", 1, HOURS_AGO(5), HOURS_AGO(6), HOURS_AGO(1), "LATE"},
	    {"only here", "ONLY_HERE", 0, HOURS_AGO(5), NULL, NULL, "UNDER_WAY"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		find(cases[i].form_id, cases[i].kind, cases[i].had_event, cases[i].found_at);
		if (cases[i].occurred_at)
			event(cases[i].form_id, cases[i].occurred_at, cases[i].seen_at);
		const char *got = reason_of(cases[i].form_id);
		if (!str_eq(got, cases[i].want))
			fail_msg("%s: %s", cases[i].form_id, got);
	}
}

static void a_list_of_days_counts_the_finds_of_each(void **state)
{
	struct day *days;
	struct err e = {0};
	size_t n;

	(void)state;
	db_test_run(db, mem_printf(mem,
				   "INSERT INTO order_day (account_id, day_at, until_at) VALUES"
				   " (%llu, '2026-11-18 23:00:00', '2026-11-19 23:00:00'),"
				   " (%llu, '2026-11-20 23:00:00', '2026-11-21 23:00:00')",
				   (unsigned long long)account, (unsigned long long)account));
	assert_int_equal(day_list(db, mem, account, 0, INT64_C(4102444800000), &days, &n, &e),
			 RC_OK);
	assert_int_equal(n, 3);
	assert_int_equal(days[0].found, 0);
	assert_int_equal(days[1].found, load().found);
	assert_true(days[1].found > 0);
	assert_int_equal(days[2].found, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_first_import_is_no_latency),
	    cmocka_unit_test(a_mended_gap_is_no_latency),
	    cmocka_unit_test(an_heir_is_no_latency),
	    cmocka_unit_test(a_clock_that_runs_ahead_gives_no_negative_time),
	    cmocka_unit_test(a_day_nobody_bought_has_no_latency),
	    cmocka_unit_test(silence_counts_for_the_day_it_falls_on),
	    cmocka_unit_test(a_find_says_why),
	    cmocka_unit_test(a_list_of_days_counts_the_finds_of_each),
	};

	time_init();
	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
