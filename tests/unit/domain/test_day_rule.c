/* Rules of the daily audit: every form in exactly one bucket, when a day is sealed, when it is
 * checked again. */
#include "domain/days/day_rule.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define FORM "00000000-0000-4000-8000-000000000001"

static const uint8_t one[32] = {1};
static const uint8_t two[32] = {2};
#define SAME                                                                                       \
	{                                                                                          \
		one, sizeof(one)                                                                   \
	}
#define OTHER                                                                                      \
	{                                                                                          \
		two, sizeof(two)                                                                   \
	}
#define NO_HASH                                                                                    \
	{                                                                                          \
		NULL, 0                                                                            \
	}

enum { PAGE_AT = 1000, BEFORE = 900, AFTER = 1100 };

static void every_form_has_one_verdict(void **state)
{
	static const struct {
		const char *name;
		const char *form_id;
		const char *state;
		int64_t is_dirty;
		struct bytes here;
		int64_t fetched_at;
		enum day_verdict want;
	} cases[] = {
	    {"equal", FORM, "APPLIED", 0, SAME, BEFORE, DAY_VERDICT_EQUAL},
	    {"equal, but dirty", FORM, "APPLIED", 1, SAME, BEFORE, DAY_VERDICT_WAITING},
	    {"another document", FORM, "APPLIED", 0, OTHER, BEFORE, DAY_VERDICT_DIFFERS},
	    {"another, told of", FORM, "APPLIED", 1, OTHER, BEFORE, DAY_VERDICT_WAITING},
	    {"newer than the page", FORM, "APPLIED", 0, OTHER, AFTER, DAY_VERDICT_WAITING},
	    {"no document", FORM, "APPLIED", 0, NO_HASH, TIME_NONE, DAY_VERDICT_DIFFERS},
	    {"unknown", FORM, NULL, 0, NO_HASH, TIME_NONE, DAY_VERDICT_MISSING},
	    {"to be read", FORM, "PENDING", 1, NO_HASH, TIME_NONE, DAY_VERDICT_WAITING},
	    {"never read", FORM, "PENDING", 0, NO_HASH, TIME_NONE, DAY_VERDICT_MISSING},
	    {"gone, and listed", FORM, "GONE", 0, SAME, BEFORE, DAY_VERDICT_MISSING},
	    {"gone, asked again", FORM, "GONE", 1, SAME, BEFORE, DAY_VERDICT_WAITING},
	    {"merged", FORM, "SUPERSEDED", 0, SAME, BEFORE, DAY_VERDICT_SUPERSEDED},
	    {"unreadable", FORM, "UNREADABLE", 1, NO_HASH, BEFORE, DAY_VERDICT_UNREADABLE},
	    {"failing", FORM, "FAILING", 1, NO_HASH, TIME_NONE, DAY_VERDICT_FAILING},
	    {"no id", ORDER_NAMELESS "ab", NULL, 0, NO_HASH, TIME_NONE, DAY_VERDICT_UNREADABLE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct day_listed form = {.form_id = cases[i].form_id,
						.doc_hash = SAME,
						.seen_at = PAGE_AT,
						.state = cases[i].state,
						.is_dirty = cases[i].is_dirty,
						.here_hash = cases[i].here,
						.fetched_at = cases[i].fetched_at};
		if (day_verdict_of(&form) != cases[i].want)
			fail_msg("%s: %s", cases[i].name, day_verdict_names[day_verdict_of(&form)]);
	}
}

static void an_order_that_is_not_listed_has_one_reason(void **state)
{
	static const struct {
		const char *name;
		struct day_unlisted order;
		enum day_absence want;
	} cases[] = {
	    {"merged", {FORM, "merged", "SUPERSEDED", 0, 0, 0}, DAY_ABSENCE_MERGED},
	    {"gone", {FORM, "new", "GONE", 0, 0, 1}, DAY_ABSENCE_GONE},
	    {"two days", {FORM, "new", "APPLIED", 0, 1, 0}, DAY_ABSENCE_ELSEWHERE},
	    {"found now", {FORM, "new", "APPLIED", 0, 0, 0}, DAY_ABSENCE_ASKED},
	    {"asked for", {FORM, "new", "APPLIED", 1, 0, 1}, DAY_ABSENCE_ASKED},
	    {"answered", {FORM, "new", "APPLIED", 0, 0, 1}, DAY_ABSENCE_SERVED},
	    {"answered badly", {FORM, "new", "UNREADABLE", 0, 0, 1}, DAY_ABSENCE_ASKED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (day_absence_of(&cases[i].order) != cases[i].want)
			fail_msg("%s: %d", cases[i].name, (int)day_absence_of(&cases[i].order));
}

#define NOW INT64_C(1795000000000)

static void a_day_is_sealed_when_nothing_is_open(void **state)
{
	static const struct {
		const char *name;
		enum day_verdict verdict;
		int64_t unsettled_since;
		enum day_outcome want;
	} cases[] = {
	    {"equal", DAY_VERDICT_EQUAL, TIME_NONE, DAY_OUTCOME_SEALED},
	    {"merged", DAY_VERDICT_SUPERSEDED, TIME_NONE, DAY_OUTCOME_SEALED},
	    {"missing", DAY_VERDICT_MISSING, TIME_NONE, DAY_OUTCOME_DIFFERENT},
	    {"differs", DAY_VERDICT_DIFFERS, TIME_NONE, DAY_OUTCOME_DIFFERENT},
	    {"unreadable", DAY_VERDICT_UNREADABLE, TIME_NONE, DAY_OUTCOME_DIFFERENT},
	    {"failing", DAY_VERDICT_FAILING, TIME_NONE, DAY_OUTCOME_DIFFERENT},
	    {"waits", DAY_VERDICT_WAITING, TIME_NONE, DAY_OUTCOME_UNSETTLED},
	    {"waits still", DAY_VERDICT_WAITING, NOW - TIME_MINUTE_MS, DAY_OUTCOME_UNSETTLED},
	    {"waits long", DAY_VERDICT_WAITING, NOW - TIME_HOUR_MS, DAY_OUTCOME_DIFFERENT},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct day_count c = {
		    .verdicts[DAY_VERDICT_EQUAL] = 400, .theirs = 401, .told = 401};
		c.verdicts[cases[i].verdict]++;
		if (day_outcome(&c, cases[i].unsettled_since, NOW) != cases[i].want)
			fail_msg("%s", cases[i].name);
	}
}

static void an_order_nobody_can_explain_keeps_a_day_open(void **state)
{
	(void)state;
	for (enum day_absence a = 0; a < DAY_ABSENCE_COUNT; a++) {
		struct day_count c = {.verdicts[DAY_VERDICT_EQUAL] = 1, .theirs = 1, .told = 1};
		c.absences[a] = 1;
		assert_int_equal(day_outcome(&c, TIME_NONE, NOW), a == DAY_ABSENCE_ASKED
								      ? DAY_OUTCOME_DIFFERENT
								      : DAY_OUTCOME_SEALED);
	}
}

/* The list has to have shown what it counts, and something of a day that has orders. */
static void a_list_that_does_not_add_up_seals_nothing(void **state)
{
	static const struct {
		const char *name;
		int64_t told;
		int64_t theirs;
		int64_t served; /* orders of ours that are not listed, but served one by one */
		enum day_outcome want;
	} cases[] = {
	    {"adds up", 3, 3, 0, DAY_OUTCOME_SEALED},
	    {"shows less than it counts", 1000, 99, 0, DAY_OUTCOME_UNSETTLED},
	    {"counts less than it shows", 2, 3, 0, DAY_OUTCOME_UNSETTLED},
	    {"a day without orders", 0, 0, 0, DAY_OUTCOME_SEALED},
	    {"empty for a day with orders", 0, 0, 2, DAY_OUTCOME_UNSETTLED},
	    {"one is not listed", 3, 3, 1, DAY_OUTCOME_SEALED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct day_count c = {
		    .verdicts[DAY_VERDICT_EQUAL] = cases[i].theirs,
		    .absences[DAY_ABSENCE_SERVED] = cases[i].served,
		    .theirs = cases[i].theirs,
		    .told = cases[i].told,
		};
		if (day_outcome(&c, TIME_NONE, NOW) != cases[i].want)
			fail_msg("%s", cases[i].name);
		if (cases[i].want == DAY_OUTCOME_UNSETTLED)
			assert_int_equal(day_outcome(&c, NOW - TIME_HOUR_MS, NOW),
					 DAY_OUTCOME_DIFFERENT);
	}
}

static int64_t at(const char *text)
{
	int64_t ms;

	assert_true(time_parse_rfc3339(text, &ms));
	return ms;
}

static void a_day_is_checked_again_in_time(void **state)
{
	static const struct {
		const char *name;
		const char *day;
		enum day_outcome outcome;
		uint64_t tries;
		const char *want; /* NULL: never */
	} cases[] = {
	    {"tonight", "2026-03-20", DAY_OUTCOME_SEALED, 0, "2026-03-22T03:00:00+01:00"},
	    {"last nightly", "2026-03-08", DAY_OUTCOME_SEALED, 0, "2026-03-22T03:00:00+01:00"},
	    {"monthly", "2026-03-07", DAY_OUTCOME_SEALED, 0, "2026-04-20T03:00:00+02:00"},
	    {"too old", "2025-03-20", DAY_OUTCOME_SEALED, 0, NULL},
	    {"too old to mend", "2025-03-20", DAY_OUTCOME_DIFFERENT, 0, NULL},
	    {"soon", "2026-03-20", DAY_OUTCOME_DIFFERENT, 0, "2026-03-21T12:01:00+01:00"},
	    {"later", "2026-03-20", DAY_OUTCOME_DIFFERENT, 3, "2026-03-21T12:08:00+01:00"},
	    {"an hour", "2026-03-20", DAY_OUTCOME_UNSETTLED, 99, "2026-03-21T13:00:00+01:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int64_t got = day_next_check(time_day_of(cases[i].day), cases[i].outcome,
					     cases[i].tries, 3, at("2026-03-21T12:00:00+01:00"));
		if (got != (cases[i].want ? at(cases[i].want) : TIME_NONE))
			fail_msg("%s: %lld", cases[i].name, (long long)got);
	}
}

static void the_night_of_a_short_day_has_its_hour(void **state)
{
	(void)state;
	/* On 29 March 2026 two o'clock does not exist: the hour after it is meant. */
	assert_int_equal(time_day_hour(at("2026-03-29T12:00:00Z"), 0, 3),
			 at("2026-03-29T01:00:00Z"));
	assert_int_equal(time_day_hour(at("2026-10-25T12:00:00Z"), 0, 3),
			 at("2026-10-25T02:00:00Z"));
	assert_int_equal(time_day_of("2026-10-25"), at("2026-10-24T22:00:00Z"));
	assert_int_equal(time_day_of("2026-10-26"), at("2026-10-25T23:00:00Z"));
	assert_int_equal(time_day_of("2026-02-30"), TIME_NONE);
	assert_int_equal(time_day_of("2026-2-3"), TIME_NONE);
	assert_int_equal(time_day_of(NULL), TIME_NONE);
}

static void percentiles_are_values_that_happened(void **state)
{
	int64_t hundred[100];

	(void)state;
	for (int i = 0; i < 100; i++)
		hundred[i] = i + 1;
	assert_int_equal(day_percentile(hundred, 100, 50), 50);
	assert_int_equal(day_percentile(hundred, 100, 95), 95);
	assert_int_equal(day_percentile(hundred, 1, 95), 1);
	assert_int_equal(day_percentile(hundred, 2, 50), 1);
	assert_int_equal(day_percentile(hundred, 2, 95), 2);
	assert_int_equal(day_percentile(hundred, 0, 50), INT64_MIN);
}

static void a_seal_is_a_text_anybody_can_write(void **state)
{
	void *mem = mem_context(NULL, "seal");
	struct str text;

	(void)state;
	str_init(&text, mem, 1000);
	day_seal_line(&text, "a", "819b5836", at("2026-03-20T10:00:00.120Z"));
	day_seal_line(&text, "b", NULL, TIME_NONE);
	assert_string_equal(text.text, "a 819b5836 2026-03-20T10:00:00.120Z\nb - -\n");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_form_has_one_verdict),
	    cmocka_unit_test(an_order_that_is_not_listed_has_one_reason),
	    cmocka_unit_test(a_day_is_sealed_when_nothing_is_open),
	    cmocka_unit_test(an_order_nobody_can_explain_keeps_a_day_open),
	    cmocka_unit_test(a_list_that_does_not_add_up_seals_nothing),
	    cmocka_unit_test(a_day_is_checked_again_in_time),
	    cmocka_unit_test(the_night_of_a_short_day_has_its_hour),
	    cmocka_unit_test(percentiles_are_values_that_happened),
	    cmocka_unit_test(a_seal_is_a_text_anybody_can_write),
	};

	time_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
