/* Dates as text, the Warsaw calendar, and what is kept of it. */
#include "base/str.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int setup(void **state)
{
	(void)state;
	time_init();
	return 0;
}

static void times_are_read_and_written(void **state)
{
	static const struct {
		const char *in;
		const char *out;
	} good[] = {
	    {"2026-07-18T10:00:00.000Z", "2026-07-18T10:00:00.000Z"},
	    {"2026-07-18T10:00:00Z", "2026-07-18T10:00:00.000Z"},
	    {"2026-07-18T12:00:00.1+02:00", "2026-07-18T10:00:00.100Z"},
	    {"2024-02-29T23:59:59.123456789Z", "2024-02-29T23:59:59.123Z"},
	    {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
	};
	static const char *const bad[] = {"",
					  "2026-07-18",
					  "2026-02-30T10:00:00Z",
					  "2026-13-01T10:00:00Z",
					  "2026-07-18T24:00:00Z",
					  "2026-07-18T10:00:00",
					  "2026-07-18T10:00:00.Z",
					  "2026-07-18T10:00:00Zx",
					  "26-07-18T10:00:00Z",
					  "0001-01-01T00:00:00+11:11",
					  "9999-12-31T23:59:59-01:00"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		int64_t ms;
		char out[TIME_RFC3339_SIZE];
		assert_true(time_parse_rfc3339(good[i].in, &ms));
		time_format_rfc3339(ms, out);
		assert_string_equal(out, good[i].out);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		int64_t ms;
		if (time_parse_rfc3339(bad[i], &ms))
			fail_msg("accepted: %s", bad[i]);
	}
}

static void a_warsaw_day_may_have_25_hours(void **state)
{
	int64_t noon;

	(void)state;
	assert_true(time_parse_rfc3339("2026-10-25T11:00:00Z", &noon));
	assert_int_equal(time_day_start(noon, 1) - time_day_start(noon, 0), 25 * TIME_HOUR_MS);
	assert_true(time_parse_rfc3339("2026-03-29T11:00:00Z", &noon));
	assert_int_equal(time_day_start(noon, 1) - time_day_start(noon, 0), 23 * TIME_HOUR_MS);
}

static void compare_with_libc(int64_t ms)
{
	time_t s = (time_t)(ms / 1000 - (ms % 1000 < 0));
	struct tm is;
	struct tm libc;

	assert_non_null(localtime_r(&s, &libc));
	time_local(ms, &is);
	if (is.tm_year != libc.tm_year || is.tm_yday != libc.tm_yday || is.tm_mon != libc.tm_mon ||
	    is.tm_mday != libc.tm_mday || is.tm_hour != libc.tm_hour || is.tm_min != libc.tm_min ||
	    is.tm_sec != libc.tm_sec || is.tm_wday != libc.tm_wday ||
	    is.tm_isdst != libc.tm_isdst || is.tm_gmtoff != libc.tm_gmtoff ||
	    !str_eq(is.tm_zone, libc.tm_zone))
		fail_msg("%lld", (long long)ms);
}

/* The end of an hour is worked out anew, its beginning comes from what was kept then. */
static void what_is_kept_of_the_zone_is_what_libc_says(void **state)
{
	static const int64_t year_2040 = INT64_C(2208988800000);

	(void)state;
	for (int64_t ms = -100 * TIME_DAY_MS; ms < year_2040; ms += TIME_HOUR_MS) {
		compare_with_libc(ms + TIME_HOUR_MS - 1);
		compare_with_libc(ms);
	}
}

/* Thirty-two days later is kept in the same place. */
static void a_kept_day_ends_at_midnight(void **state)
{
	static const char *const moments[] = {"2026-11-30T22:59:59.999Z", "2026-11-30T23:00:00Z",
					      "2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00Z",
					      "2026-10-24T21:59:59.999Z", "2026-10-24T22:00:00Z"};
	static const char *const starts[] = {"2026-11-29T23:00:00Z", "2026-11-30T23:00:00Z",
					     "2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z",
					     "2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z"};

	(void)state;
	for (size_t i = 0; i < 3 * COUNT_OF(moments); i++) {
		int64_t ms;
		int64_t start;
		assert_true(time_parse_rfc3339(moments[i % COUNT_OF(moments)], &ms));
		assert_true(time_parse_rfc3339(starts[i % COUNT_OF(moments)], &start));
		assert_int_equal(time_day_start(ms, 0), start);
		assert_true(time_day_start(ms, 32) > start);
		assert_int_equal(time_day_start(ms, 0), start);
	}
}

static void a_utc_day_begins_before_every_moment_of_it(void **state)
{
	static const struct {
		int64_t ms;
		int64_t day;
	} cases[] = {
	    {0, 0},
	    {1, 0},
	    {TIME_DAY_MS - 1, 0},
	    {TIME_DAY_MS, TIME_DAY_MS},
	    {-1, -TIME_DAY_MS},
	    {-TIME_DAY_MS, -TIME_DAY_MS},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(time_utc_day(cases[i].ms), cases[i].day);
	assert_int_equal(time_utc_hour(TIME_DAY_MS + TIME_HOUR_MS - 1), TIME_DAY_MS);
	assert_int_equal(time_utc_hour(-1), -TIME_HOUR_MS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(times_are_read_and_written),
	    cmocka_unit_test(a_warsaw_day_may_have_25_hours),
	    cmocka_unit_test(what_is_kept_of_the_zone_is_what_libc_says),
	    cmocka_unit_test(a_kept_day_ends_at_midnight),
	    cmocka_unit_test(a_utc_day_begins_before_every_moment_of_it),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
