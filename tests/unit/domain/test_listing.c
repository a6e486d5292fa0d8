/* Whether a product may be listed, and how a run goes on: tables of cases. */
#include "domain/offers/listing.h"

#include "base/str.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void what_is_there_already_is_not_listed_again(void **state)
{
	static const struct {
		struct listing_case c; /* ready, linked, signature, EAN, SKU */
		const char *want;
	} cases[] = {
	    {{true, false, false, false, true}, NULL},
	    {{false, false, false, false, true}, "not-ready"},
	    {{true, true, false, false, true}, "linked"},
	    {{true, false, true, false, true}, "exists"},
	    {{true, false, false, true, true}, "ean-listed"},
	    {{true, true, true, true, true}, "linked"},
	    {{true, false, false, false, false}, "no-sku"},
	    {{false, true, true, true, false}, "not-ready"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *got = listing_obstacle(&cases[i].c);
		if (!str_eq(str_or(got, ""), str_or(cases[i].want, "")))
			fail_msg("case %zu: %s", i, str_or(got, "none"));
		assert_true(!got || str_is_one_of(got, listing_obstacle_names));
	}
}

static void the_rest_follows_only_a_trial_that_came_off(void **state)
{
	static const struct {
		enum listing_state from;
		struct listing_sums s; /* planned, sent, listed, refused, held, left */
		enum listing_state to;
	} cases[] = {
	    {LISTING_ON_TRIAL, {{9, 0, 0, 0, 0, 0}}, LISTING_ON_TRIAL},
	    {LISTING_ON_TRIAL, {{4, 5, 0, 0, 0, 0}}, LISTING_ON_TRIAL},
	    {LISTING_ON_TRIAL, {{4, 1, 4, 0, 0, 0}}, LISTING_ON_TRIAL},
	    {LISTING_ON_TRIAL, {{4, 0, 5, 0, 0, 0}}, LISTING_RUNS},
	    {LISTING_ON_TRIAL, {{4, 0, 4, 1, 0, 0}}, LISTING_STOPPED},
	    {LISTING_ON_TRIAL, {{4, 1, 3, 1, 0, 0}}, LISTING_STOPPED},
	    {LISTING_ON_TRIAL, {{4, 0, 4, 0, 1, 0}}, LISTING_STOPPED},
	    {LISTING_ON_TRIAL, {{0, 0, 3, 0, 0, 0}}, LISTING_DONE},
	    {LISTING_ON_TRIAL, {{4, 0, 0, 0, 0, 3}}, LISTING_ON_TRIAL},
	    {LISTING_RUNS, {{4, 9, 5, 7, 1, 0}}, LISTING_RUNS},
	    {LISTING_RUNS, {{0, 1, 5, 7, 1, 0}}, LISTING_RUNS},
	    {LISTING_RUNS, {{0, 0, 5, 7, 1, 2}}, LISTING_DONE},
	    {LISTING_STOPPED, {{0, 0, 5, 7, 1, 2}}, LISTING_DONE},
	    {LISTING_STOPPED, {{4, 0, 5, 0, 0, 0}}, LISTING_STOPPED},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (listing_next(cases[i].from, &cases[i].s) != cases[i].to)
			fail_msg("case %zu", i);
}

static void the_pace_of_the_last_minutes_tells_the_end(void **state)
{
	static const struct {
		struct listing_run run;
		int64_t at; /* of 1,000,000 */
	} cases[] = {
	    {{.sums = {{100, 20, 5, 0, 0, 0}}, .recent = 60}, 1600000},
	    {{.sums = {{100, 20, 5, 0, 0, 0}}, .recent = 0}, TIME_NONE},
	    {{.sums = {{0, 0, 5, 0, 0, 0}}, .recent = 5}, TIME_NONE},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (listing_over_at(&cases[i].run, 1000000) != cases[i].at)
			fail_msg("case %zu", i);
}

static void nothing_is_listed_while_offers_are_unknown(void **state)
{
	static const struct {
		struct listing_bar bar; /* listed, unread, stuck */
		bool is_barred;
		int64_t minutes;
	} cases[] = {
	    {{0, 0, 0}, true, 0},    {{1, 0, 0}, false, 0},   {{1, 1, 0}, true, 2},
	    {{1, 3000, 0}, true, 2}, {{1, 3001, 0}, true, 3}, {{1, 2, 2}, true, 0},
	    {{1, 3002, 2}, true, 2},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (listing_is_barred(&cases[i].bar) != cases[i].is_barred ||
		    listing_bar_minutes(&cases[i].bar) != cases[i].minutes)
			fail_msg("case %zu", i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_there_already_is_not_listed_again),
	    cmocka_unit_test(the_pace_of_the_last_minutes_tells_the_end),
	    cmocka_unit_test(nothing_is_listed_while_offers_are_unknown),
	    cmocka_unit_test(the_rest_follows_only_a_trial_that_came_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
