/* Command lines of jobs. */
#include "job/options.h"

#include "base/str.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct job_def with_all = {.name = "a-job",
					.options = JOB_OPT_ACCOUNT | JOB_OPT_SINCE};
static const struct job_def with_none = {.name = "a-job"};

static enum rc parse(const struct job_def *def, const char **argv, struct job_opts *out)
{
	struct err e = {0};
	int argc = 0;

	while (argv[argc])
		argc++;
	/* getopt only moves the pointers. */
	return job_options(def, argc, (char **)(uintptr_t)argv, out, &e);
}

#define ARGS(...) ((const char *[]){"a-job", __VA_ARGS__, NULL})

static void all_options_are_understood(void **state)
{
	struct job_opts o;

	(void)state;
	assert_int_equal(parse(&with_all,
			       ARGS("-c", "/etc/k", "--once", "--dry-run", "--verbose", "--account",
				    "demo", "--since", "2d"),
			       &o),
			 RC_OK);
	assert_string_equal(o.config, "/etc/k");
	assert_string_equal(o.account, "demo");
	assert_true(o.once && o.dry_run && o.verbose);
	assert_true(o.since <= time_now_ms() - 2 * TIME_DAY_MS);
}

static void nothing_is_set_by_default(void **state)
{
	struct job_opts o;

	(void)state;
	assert_int_equal(parse(&with_all, (const char *[]){"a-job", NULL}, &o), RC_OK);
	assert_true(!o.once && !o.dry_run && !o.verbose && !o.account && !o.config);
	assert_true(o.since == TIME_NONE);
}

static void what_a_job_does_not_know_is_refused(void **state)
{
	struct job_opts o;

	(void)state;
	assert_int_equal(parse(&with_none, ARGS("--account", "demo"), &o), RC_INVALID);
	assert_int_equal(parse(&with_none, ARGS("--since", "2d"), &o), RC_INVALID);
	assert_int_equal(parse(&with_all, ARGS("--bogus"), &o), RC_INVALID);
	assert_int_equal(parse(&with_all, ARGS("word"), &o), RC_INVALID);
	assert_int_equal(parse(&with_all, ARGS("--account"), &o), RC_INVALID);
}

static void since_takes_times_dates_and_distances(void **state)
{
	const int64_t now = INT64_C(1795000000000); /* 2026-11-18T11:06:40Z */
	static const struct {
		const char *text;
		int64_t back; /* ms before now; -1: refused */
	} cases[] = {
	    {"90m", 90 * TIME_MINUTE_MS},
	    {"36h", 36 * TIME_HOUR_MS},
	    {"14d", 14 * TIME_DAY_MS},
	    {"2026-11-18T11:06:40Z", 0},
	    {"2026-11-18", 11 * TIME_HOUR_MS + 6 * TIME_MINUTE_MS + 40 * TIME_SECOND_MS},
	    {"2026-11-19", -1},
	    {"2020-01-01", -1},
	    {"0d", -1},
	    {"-1d", -1},
	    {"401d", -1},
	    {"d", -1},
	    {"", -1},
	    {"5w", -1},
	    {"99999999999999999999d", -1},
	    {"2026-13-01", -1},
	    {"yesterday", -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err e = {0};
		int64_t at = 0;
		enum rc rc = job_since(cases[i].text, now, &at, &e);
		if (cases[i].back < 0 ? rc != RC_INVALID : rc || at != now - cases[i].back)
			fail_msg("%s: %s, %lld", cases[i].text, rc_name(rc), (long long)(now - at));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_options_are_understood),
	    cmocka_unit_test(nothing_is_set_by_default),
	    cmocka_unit_test(what_a_job_does_not_know_is_refused),
	    cmocka_unit_test(since_takes_times_dates_and_distances),
	};

	time_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
