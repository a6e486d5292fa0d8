/* How a job does, from its runs. */
#include "domain/health/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW    (INT64_C(1000) * TIME_HOUR_MS + 20 * TIME_SECOND_MS)
#define MINUTE TIME_MINUTE_MS

static struct run ended(int64_t ago, const char *result, const char *error)
{
	return (struct run){
	    .started_at = NOW - ago,
	    .heartbeat_at = NOW - ago,
	    .ended_at = NOW - ago + TIME_SECOND_MS,
	    .result = result,
	    .error = error,
	    .seen = 10,
	    .requests = 2,
	};
}

static void no_run_is_said(void **state)
{
	struct run_summary s = run_summarise(NULL, 0, MINUTE, NOW);

	(void)state;
	assert_int_equal(s.state, RUN_NEVER);
	assert_int_equal(s.next_at, TIME_NONE);
}

static void a_running_job_counts_by_its_last_end(void **state)
{
	struct run runs[] = {ended(10 * TIME_SECOND_MS, NULL, NULL), ended(MINUTE, "DONE", NULL)};
	struct run_summary s;

	(void)state;
	runs[0].ended_at = TIME_NONE;
	s = run_summarise(runs, 2, MINUTE, NOW);
	assert_int_equal(s.state, RUN_GOOD);
	assert_int_equal(s.last_at, NOW - 10 * TIME_SECOND_MS);
	assert_int_equal(s.next_at, NOW + 40 * TIME_SECOND_MS);
	assert_int_equal(s.hour.seen, 20);
	assert_int_equal(s.hour.requests, 4);
}

static void errors_show_until_a_run_is_good(void **state)
{
	struct run failing[] = {ended(MINUTE, "RETRY", "no answer"),
				ended(2 * MINUTE, "DONE", NULL)};
	struct run healed[] = {ended(MINUTE, "DONE", NULL), ended(2 * MINUTE, "FAILED", "refused")};
	struct run_summary s = run_summarise(failing, 2, MINUTE, NOW);

	(void)state;
	assert_int_equal(s.state, RUN_TRYING);
	assert_string_equal(s.error, "no answer");
	s = run_summarise(healed, 2, MINUTE, NOW);
	assert_int_equal(s.state, RUN_GOOD);
	assert_null(s.error);
	s = run_summarise(&healed[1], 1, MINUTE, NOW);
	assert_int_equal(s.state, RUN_FAILING);
}

static void silence_is_an_alarm(void **state)
{
	struct run old[] = {ended(RUN_DEAD_MS + 2 * MINUTE, "DONE", NULL)};
	struct run dead[] = {ended(RUN_DEAD_MS + 2 * MINUTE, NULL, NULL)};

	(void)state;
	dead[0].ended_at = TIME_NONE;
	assert_int_equal(run_summarise(old, 1, MINUTE, NOW).state, RUN_SILENT);
	assert_int_equal(run_summarise(dead, 1, MINUTE, NOW).state, RUN_SILENT);
}

static void only_the_last_hour_is_added_up(void **state)
{
	struct run runs[] = {ended(MINUTE, "DONE", NULL), ended(61 * MINUTE, "DONE", NULL)};

	(void)state;
	assert_int_equal(run_summarise(runs, 2, MINUTE, NOW).hour.seen, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_run_is_said),
	    cmocka_unit_test(a_running_job_counts_by_its_last_end),
	    cmocka_unit_test(errors_show_until_a_run_is_good),
	    cmocka_unit_test(silence_is_an_alarm),
	    cmocka_unit_test(only_the_last_hour_is_added_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
