/* One trouble is one box: rows of open alarms, and which box each stands in. */
#include "domain/alarms/alarm_group.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS_MAX = 4 };

#define ROW(k, acc, sub, sev)                                                                      \
	{                                                                                          \
		.kind = k, .account_id = acc, .subject = sub, .severity = sev                      \
	}

static const struct {
	const char *what;
	struct alarm_row rows[ROWS_MAX];
	size_t n;
	size_t heads[ROWS_MAX];
	size_t boxes;
	int64_t gravest; /* of the box of the first row */
} cases[] = {
    {"nothing", {{0}}, 0, {0}, 0, 0},
    {"one", {ROW("disk-low", 0, "h", 2)}, 1, {0}, 1, 2},
    {"two that have nothing to do with each other",
     {ROW("disk-low", 0, "h", 2), ROW("order-problem", 1, "", 1)},
     2,
     {0, 1},
     2,
     2},
    {"dead access stops everything of its account",
     {ROW("token-dead", 1, "", 2), ROW("poll-gap", 1, "", 2), ROW("order-waiting", 1, "", 2),
      ROW("job-failing", 0, "poll-orders", 1)},
     4,
     {0, 0, 0, 0},
     1,
     2},
    {"but nothing of another",
     {ROW("token-dead", 1, "", 2), ROW("poll-gap", 2, "", 2)},
     2,
     {0, 1},
     2,
     2},
    {"the cause may be less grave than what follows",
     {ROW("poll-gap", 1, "", 2), ROW("banned", 0, "simulator c api", 1)},
     2,
     {1, 1},
     1,
     2},
    {"documents that do not come, and the job that says so",
     {ROW("order-waiting", 1, "", 2), ROW("job-failing", 0, "poll-orders", 1)},
     2,
     {0, 0},
     1,
     2},
    {"another job fails for its own reasons",
     {ROW("order-waiting", 1, "", 2), ROW("job-failing", 0, "keep-house", 1)},
     2,
     {0, 1},
     2,
     2},
    {"one after the other to the first cause",
     {ROW("job-failing", 0, "poll-orders", 1), ROW("order-waiting", 1, "", 1),
      ROW("poll-gap", 1, "", 2), ROW("job-silent", 0, "poll-orders", 2)},
     4,
     {3, 3, 3, 3},
     1,
     2},
    {"all jobs are silent: cron does not run",
     {ROW("job-silent", 0, "poll-orders", 2), ROW("job-silent", 0, "keep-house", 2),
      ROW("job-silent", 0, "push-outbox", 2)},
     3,
     {0, 0, 0},
     1,
     2},
    {"a kind this program does not know", {ROW("new-kind", 0, "", 1)}, 1, {0}, 1, 1},
};

static void each_stands_in_its_box(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		size_t heads[ROWS_MAX];
		alarm_group(cases[i].rows, cases[i].n, heads);
		for (size_t k = 0; k < cases[i].n; k++)
			if (heads[k] != cases[i].heads[k])
				fail_msg("%s: row %zu in %zu", cases[i].what, k, heads[k]);
		if (alarm_group_count(heads, cases[i].n) != cases[i].boxes)
			fail_msg("%s: boxes", cases[i].what);
		if (cases[i].n && alarm_group_severity(cases[i].rows, cases[i].n, heads,
						       heads[0]) != cases[i].gravest)
			fail_msg("%s: gravity", cases[i].what);
	}
}

/* By what each cause explains; whatever is not listed has a box of its own. */
static const struct {
	const char *cause;
	const char *job; /* that fails because of it */
	const char *effects;
} causes[] = {
    {"token-dead", "push-outbox",
     "token-dying banned key-unused poll-gap cursor-old order-waiting job-failing"},
    {"job-silent", "poll-orders", "poll-gap cursor-old order-waiting account-quiet"},
    {"banned", "push-outbox", "poll-gap cursor-old order-waiting job-failing"},
    {"order-gap", "poll-orders", "cursor-old order-waiting"},
    {"poll-gap", "poll-orders", "cursor-old order-waiting job-failing"},
    {"cursor-old", "poll-orders", "order-waiting"},
    {"order-waiting", "poll-orders", "job-failing"},
    {"mail", "send-alarms", "job-failing"},
    {"disk-low", "poll-orders", ""},
    {"order-problem", "poll-orders", ""},
};

static void each_cause_explains_what_follows_from_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(causes); i++)
		for (int k = 0; k < ALARM_KIND_COUNT; k++) {
			const char *kind = alarm_kind((enum alarm_kind)k)->key;
			const struct alarm_row rows[] = {ROW(causes[i].cause, 1, "", 2),
							 ROW(kind, 1, causes[i].job, 1)};
			size_t heads[COUNT_OF(rows)];
			alarm_group(rows, COUNT_OF(rows), heads);
			bool follows = heads[0] == 0 && heads[1] == 0;
			bool expected =
			    str_has_word(causes[i].effects, kind) || str_eq(causes[i].cause, kind);
			if (follows != expected)
				fail_msg("%s after %s", kind, causes[i].cause);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_stands_in_its_box),
	    cmocka_unit_test(each_cause_explains_what_follows_from_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
