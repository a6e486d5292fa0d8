/* Rules of the watch: what is silent, failing, late; row by row. */
#include "domain/health/high_water.h"
#include "domain/health/watch.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW	 INT64_C(1795269600000)
#define AGO(min) (NOW - (min)*TIME_MINUTE_MS)

static void *mem;

static int setup(void **state)
{
	(void)state;
	time_init();
	mem = mem_context(NULL, "watch");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

/* ---- Jobs --------------------------------------------------------------------------------------
 */

#define RUN_OF(start, beat, end, res)                                                              \
	{                                                                                          \
		.started_at = start, .heartbeat_at = beat, .ended_at = end, .result = res          \
	}
#define ENDED(min, res) RUN_OF(AGO(min) - 1000, AGO(min), AGO(min), res)
#define RUNNING(min)	RUN_OF(AGO(min), AGO(min), TIME_NONE, NULL)

static const struct {
	const char *what;
	struct run runs[3]; /* newest first */
	size_t n;
	int64_t watched_min; /* ago; -1: this is the first look */
	bool silent;
	bool failing;
} jobs[] = {
    {"never ran, first look", {{0}}, 0, -1, false, false},
    {"never ran, watched a little", {{0}}, 0, 10, false, false},
    {"F36: never ran", {{0}}, 0, 11, true, false},
    {"good", {ENDED(1, "DONE")}, 1, 100, false, false},
    {"three intervals are no silence yet", {ENDED(3, "DONE")}, 1, 100, false, false},
    {"F36: more than three intervals are", {ENDED(4, "DONE")}, 1, 100, true, false},
    {"running and beating", {RUNNING(1), ENDED(9, "DONE")}, 2, 100, false, false},
    {"hanging", {RUNNING(4), ENDED(9, "DONE")}, 2, 100, true, false},
    {"asked to stop", {ENDED(1, "STOPPED")}, 1, 100, false, false},
    {"failed once", {ENDED(1, "FAILED"), ENDED(2, "DONE")}, 2, 100, false, false},
    {"fails", {ENDED(1, "FAILED"), ENDED(4, "DONE")}, 2, 100, false, true},
    {"has only failed",
     {ENDED(1, "FAILED"), ENDED(2, "FAILED"), ENDED(4, "FAILED")},
     3,
     100,
     false,
     true},
    {"tries again", {ENDED(1, "RETRY"), ENDED(20, "DONE")}, 2, 100, false, false},
    {"tries in vain", {ENDED(1, "RETRY"), ENDED(21, "DONE")}, 2, 100, false, true},
    {"recovered", {ENDED(1, "DONE"), ENDED(30, "FAILED")}, 2, 100, false, false},
    {"failed and silent", {ENDED(9, "FAILED"), ENDED(20, "DONE")}, 2, 100, true, false},
};

static void jobs_are_silent_failing_or_well(void **state)
{
	static const struct watch_job job = {"poll-orders", "x", TIME_MINUTE_MS};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(jobs); i++) {
		struct finding f[WATCH_JOB_FINDINGS];
		const struct job_facts facts = {&job, jobs[i].runs, jobs[i].n,
						jobs[i].watched_min < 0 ? TIME_NONE
									: AGO(jobs[i].watched_min)};
		watch_judge_job(mem, &facts, NOW, f);
		if (f[0].on != jobs[i].silent || f[1].on != jobs[i].failing)
			fail_msg("%s: silent %d, failing %d", jobs[i].what, f[0].on, f[1].on);
	}
}

/* ---- Accounts ----------------------------------------------------------------------------------
 */

enum { GAP = 1, PROBLEM = 2, SKEW = 4, HELD = 8, LOST = 16, LATE = 32 };
enum { QUIET = 64, TO_STOP = 128, STOCK = 256, SKEW_KEPT = 512, LATE_RED = 1024, QUIET_RED = 2048 };

static const struct {
	const char *what;
	struct watch_account a;
	unsigned on;
} accounts[] = {
#define ACCOUNT(st, conn, skew, poll, imp, prob)                                                   \
	{                                                                                          \
		.state = st, .connected_at = conn, .clock_skew_ms = skew, .polled_at = poll,       \
		.importing = imp, .problems = prob                                                 \
	}
    {"well", ACCOUNT("CONNECTED", AGO(999), 0, AGO(1), 0, 0), 0},
    {"new", ACCOUNT("NEW", TIME_NONE, INT64_MIN, TIME_NONE, 0, 0), 0},
    {"just connected", ACCOUNT("CONNECTED", AGO(20), 0, TIME_NONE, 0, 0), 0},
    {"never read", ACCOUNT("CONNECTED", AGO(21), 0, TIME_NONE, 0, 0), GAP},
    {"importing", ACCOUNT("CONNECTED", AGO(90), 0, TIME_NONE, 1, 0), 0},
    {"gap of 20", ACCOUNT("CONNECTED", AGO(999), 0, AGO(20), 0, 0), 0},
    {"gap of 21", ACCOUNT("CONNECTED", AGO(999), 0, AGO(21), 0, 0), GAP},
    {"connected again", ACCOUNT("CONNECTED", AGO(2), 0, AGO(999), 0, 0), 0},
    {"dead is told by the vault", ACCOUNT("RECONNECT_REQUIRED", AGO(999), 0, AGO(99), 0, 0), 0},
    {"disconnected by a person", ACCOUNT("DISCONNECTED", AGO(9), 0, AGO(99), 0, 0), 0},
    {"F46: ours is late", ACCOUNT("CONNECTED", AGO(9), 60001, AGO(1), 0, 0), SKEW},
    {"F46: ours is early", ACCOUNT("CONNECTED", AGO(9), -99000, AGO(1), 0, 0), SKEW},
    {"F46: a minute", ACCOUNT("CONNECTED", AGO(9), 60000, AGO(1), 0, 0), SKEW_KEPT},
    {"F46: half a minute", ACCOUNT("CONNECTED", AGO(9), 30000, AGO(1), 0, 0), 0},
    {"unreadable", ACCOUNT("CONNECTED", AGO(9), 0, AGO(1), 0, 2), PROBLEM},
    {"lost", {.state = "CONNECTED", .polled_at = AGO(1), .lost = 1}, LOST},
#define WAITS(st, since)                                                                           \
	{                                                                                          \
		.state = st, .polled_at = AGO(1), .late = 2, .late_since = since                   \
	}
    {"documents are late, the journal is read", WAITS("CONNECTED", AGO(16)), LATE},
    {"late for an hour", WAITS("CONNECTED", AGO(60)), LATE},
    {"late for more than an hour", WAITS("CONNECTED", AGO(61)), LATE | LATE_RED},
    {"late because the access is dead", WAITS("RECONNECT_REQUIRED", AGO(61)), LATE | LATE_RED},
    {"nobody wants them", WAITS("DISCONNECTED", AGO(999)), 0},
#undef WAITS
#define CALLED(st, days)                                                                           \
	{                                                                                          \
		.state = st, .polled_at = AGO(1), .called_at = AGO(days * 24 * 60)                 \
	}
    {"not asked for 59 days", CALLED("CONNECTED", 59), 0},
    {"not asked for 60 days", CALLED("CONNECTED", 60), QUIET},
    {"not asked for 80 days", CALLED("CONNECTED", 80), QUIET | QUIET_RED},
    {"its consent is over", CALLED("RECONNECT_REQUIRED", 99), 0},
#undef CALLED
    {"held", {.state = "CONNECTED", .polled_at = AGO(1), .held = 1}, HELD},
    {"to stop", {.state = "CONNECTED", .polled_at = AGO(1), .to_stop = 2}, TO_STOP},
#define STOCKED(st, write, made, n, since)                                                         \
	{                                                                                          \
		.state = st, .polled_at = AGO(1), .stock_armed = write, .stock_offers = 9,         \
		.stock_made_at = made, .stock_off = n, .stock_off_since = since                    \
	}
    {"stock is as it should be", STOCKED("CONNECTED", 1, AGO(15), 0, TIME_NONE), 0},
    {"stock differs for an hour", STOCKED("CONNECTED", 1, AGO(15), 3, AGO(60)), 0},
    {"stock differs for long", STOCKED("CONNECTED", 1, AGO(15), 3, AGO(121)), STOCK},
    {"stock is not compared any more", STOCKED("CONNECTED", 1, AGO(24 * 60), 0, TIME_NONE), STOCK},
    {"stock is not ours to write", STOCKED("CONNECTED", 0, AGO(15), 3, AGO(999)), 0},
    {"nobody expects stock", STOCKED("DISCONNECTED", 1, AGO(9999), 3, AGO(999)), 0},
#undef STOCKED
#undef ACCOUNT
};

static void accounts_are_late_or_well(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(accounts); i++) {
		struct finding f[WATCH_ACCOUNT_FINDINGS];
		watch_judge_account(mem, &accounts[i].a, NOW, f);
		unsigned on = 0;
		for (unsigned k = 0; k < WATCH_ACCOUNT_FINDINGS; k++)
			on |= (unsigned)f[k].on << k;
		on |= f[2].keep ? SKEW_KEPT : 0;
		on |= f[5].alarm.severity == ALARM_RED ? LATE_RED : 0;
		on |= f[6].alarm.severity == ALARM_RED ? QUIET_RED : 0;
		if (on != accounts[i].on)
			fail_msg("%s: on %u", accounts[i].what, on);
	}
}

static void a_key_nobody_uses_is_told_in_time(void **state)
{
	const struct watch_key used = {"production", AGO(19 * 24 * 60)};
	const struct watch_key unused = {"production", AGO(20 * 24 * 60)};

	(void)state;
	assert_false(watch_judge_key(mem, &used, NOW).on);
	assert_true(watch_judge_key(mem, &unused, NOW).on);
}

/* ---- The host ----------------------------------------------------------------------------------
 */

static struct watch_host well(void)
{
	return (struct watch_host){
	    .name = "h", .disk_free_percent = 50, .guard_at = AGO(1), .watched_since = AGO(999)};
}

static bool host_is(const struct watch_host *h, enum alarm_kind kind, bool *keep)
{
	struct finding f[WATCH_HOST_FINDINGS];

	watch_judge_host(mem, h, NOW, f);
	for (size_t i = 0; i < COUNT_OF(f); i++)
		if (f[i].alarm.kind == kind) {
			*keep = f[i].keep;
			return f[i].on;
		}
	fail();
	return false;
}

static void f43_a_full_disk_is_told_and_over_with_some_room(void **state)
{
	static const struct {
		int64_t free;
		bool on;
		bool keep;
	} rows[] = {{-1, false, false}, {0, true, false}, {4, true, false},
		    {5, false, true},	{6, false, true}, {7, false, false}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct watch_host h = well();
		bool keep;
		h.disk_free_percent = rows[i].free;
		assert_int_equal(host_is(&h, ALARM_DISK_LOW, &keep), rows[i].on);
		assert_int_equal(keep, rows[i].keep);
	}
}

static void the_guard_is_guarded(void **state)
{
	struct watch_host h = well();
	bool keep;

	(void)state;
	assert_false(host_is(&h, ALARM_WATCH_SILENT, &keep));
	h.guard_at = AGO(4);
	assert_true(host_is(&h, ALARM_WATCH_SILENT, &keep));
	h.guard_at = TIME_NONE;
	assert_true(host_is(&h, ALARM_WATCH_SILENT, &keep));
	h.watched_since = AGO(5);
	assert_false(host_is(&h, ALARM_WATCH_SILENT, &keep));
}

static void f46_the_clock_of_the_database_counts_too(void **state)
{
	struct watch_host h = well();
	bool keep;

	(void)state;
	h.db_ahead_ms = -61000;
	assert_true(host_is(&h, ALARM_CLOCK_SKEW, &keep));
	h.db_ahead_ms = 45000;
	assert_false(host_is(&h, ALARM_CLOCK_SKEW, &keep));
	assert_true(keep);
}

static void f40_time_travel_ends_by_a_person_only(void **state)
{
	struct watch_host h = well();
	bool keep;

	(void)state;
	assert_false(host_is(&h, ALARM_TIME_TRAVEL, &keep));
	assert_true(keep);
	h.time_travel = true;
	assert_true(host_is(&h, ALARM_TIME_TRAVEL, &keep));
}

static void f40_what_a_host_has_seen_and_what_it_meets(void **state)
{
	enum { MINUTES = TIME_MINUTE_MS };
	static const struct high_water seen = {10, 20, 30, 40, 0};
	static const struct {
		const struct high_water *seen;
		struct high_water now;
		enum high_water_sign sign;
	} cases[] = {
	    {&seen, {10, 20, 30, 40, 0}, HIGH_WATER_WELL},
	    {&seen, {11, 20, 31, 40, 0}, HIGH_WATER_WELL},
	    {&seen, {9, 99, 99, 99, 0}, HIGH_WATER_FELL},
	    {&seen, {99, 19, 99, 99, 0}, HIGH_WATER_FELL},
	    {&seen, {99, 99, 29, 99, 0}, HIGH_WATER_FELL},
	    {&seen, {99, 99, 99, 39, 0}, HIGH_WATER_FELL},
	    /* A long pause of a host that remembers is no backup. */
	    {&seen, {10, 20, 30, 40, 70 * 1440 * (int64_t)MINUTES}, HIGH_WATER_WELL},
	    /* Fresh installation; one more host; a host where nobody was. */
	    {NULL, {0, 0, 0, 0, INT64_MIN}, HIGH_WATER_WELL},
	    {NULL, {10, 20, 30, 40, 5 * MINUTES}, HIGH_WATER_WELL},
	    {NULL, {10, 20, 30, 40, 5 * MINUTES + 1}, HIGH_WATER_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (high_water_judge(cases[i].seen, &cases[i].now) != cases[i].sign)
			fail_msg("case %zu", i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(jobs_are_silent_failing_or_well),
	    cmocka_unit_test(accounts_are_late_or_well),
	    cmocka_unit_test(a_key_nobody_uses_is_told_in_time),
	    cmocka_unit_test(f43_a_full_disk_is_told_and_over_with_some_room),
	    cmocka_unit_test(the_guard_is_guarded),
	    cmocka_unit_test(f46_the_clock_of_the_database_counts_too),
	    cmocka_unit_test(f40_time_travel_ends_by_a_person_only),
	    cmocka_unit_test(f40_what_a_host_has_seen_and_what_it_meets),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
