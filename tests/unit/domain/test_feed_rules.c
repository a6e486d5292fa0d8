/* When something is read again, what is a gap of the journal, and whose a line is. */
#include "base/compiler.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/orders/order_doc_age.h"
#include "domain/orders/order_gap_rule.h"
#include "domain/orders/order_merge.h"
#include "domain/orders/order_sweeps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define HOUR TIME_HOUR_MS
#define DAY  TIME_DAY_MS

/* 2026-11-21 12:00 in Warsaw. */
static int64_t noon(void)
{
	int64_t ms = 0;

	assert_true(time_parse_rfc3339("2026-11-21T11:00:00Z", &ms));
	return ms;
}

/* ---- Sweeps ---------------------------------------------------------------------------------- */

static void a_sweep_is_due_when_its_time_has_come_or_it_runs(void **state)
{
	int64_t now = noon();
	const struct {
		enum order_sweep kind;
		int64_t due_at;
		bool running;
		bool due;
	} cases[] = {
	    {ORDER_SWEEP_OVERLAP, now, false, true},
	    {ORDER_SWEEP_OVERLAP, now - DAY, false, true},
	    {ORDER_SWEEP_OVERLAP, now + 1, false, false},
	    {ORDER_SWEEP_OVERLAP, now + 5 * TIME_MINUTE_MS, false, false},
	    {ORDER_SWEEP_OVERLAP, now + HOUR, true, true},
	    {ORDER_SWEEP_NIGHTLY, now + 14 * HOUR, false, false},
	    {ORDER_SWEEP_UNPAID, now + 10 * TIME_MINUTE_MS, false, false},
	    {ORDER_SWEEP_OPEN, now + 59 * TIME_MINUTE_MS, false, false},
	    /* Planned under a clock that was set back since. */
	    {ORDER_SWEEP_OVERLAP, now + 400 * DAY, false, true},
	    {ORDER_SWEEP_NIGHTLY, now + 2 * DAY, false, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct feed_sweep_state s = {cases[i].due_at, cases[i].running};
		assert_int_equal(feed_sweep_is_due(&order_sweeps[cases[i].kind], &s, now),
				 cases[i].due);
	}
}

static void the_nightly_one_runs_once_a_night_on_every_calendar(void **state)
{
	static const struct {
		const char *now;
		const char *next;
	} cases[] = {
	    {"2026-11-21T11:00:00Z", "2026-11-22T01:10:00.000Z"},
	    {"2026-11-21T23:30:00Z", "2026-11-22T01:10:00.000Z"}, /* after midnight in Warsaw */
	    {"2026-11-22T01:10:00Z", "2026-11-23T01:10:00.000Z"},
	    {"2026-03-28T12:00:00Z", "2026-03-29T01:10:00.000Z"}, /* the hour 2 to 3 is missing */
	    {"2026-10-24T12:00:00Z", "2026-10-25T00:10:00.000Z"}, /* it comes twice */
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[TIME_RFC3339_SIZE];
		int64_t now = 0;
		assert_true(time_parse_rfc3339(cases[i].now, &now));
		int64_t next = feed_sweep_next(&order_sweeps[ORDER_SWEEP_NIGHTLY], now);
		time_format_rfc3339(next, text);
		assert_string_equal(text, cases[i].next);
		assert_true(next > now);
	}
}

static void the_others_run_again_after_their_interval(void **state)
{
	(void)state;
	assert_int_equal(feed_sweep_next(&order_sweeps[ORDER_SWEEP_OVERLAP], 0),
			 5 * TIME_MINUTE_MS);
	assert_int_equal(feed_sweep_next(&order_sweeps[ORDER_SWEEP_UNPAID], 0),
			 15 * TIME_MINUTE_MS);
	assert_int_equal(feed_sweep_next(&order_sweeps[ORDER_SWEEP_OPEN], 0), HOUR);
}

/* ---- Gaps ------------------------------------------------------------------------------------ */

static void a_gap_is_what_the_journal_cannot_tell(void **state)
{
	int64_t now = noon();
	const struct {
		struct feed_gap_facts f;
		enum feed_gap_verdict verdict;
	} cases[] = {
	    /* event_at, end_at, oldest_at, refused, unreadable */
	    {{now, now - HOUR, now - 20, TIME_NONE, false, true}, FEED_GAP_UNREAD},
	    {{now, now - HOUR, now - 20, TIME_NONE, false, false}, FEED_GAP_NONE},
	    {{now, now - DAY, TIME_NONE, TIME_NONE, false, false}, FEED_GAP_NONE},
	    {{now, now - DAY - 1, TIME_NONE, TIME_NONE, false, false}, FEED_GAP_LATE},
	    {{now, now - DAY - 1, now - DAY - 1, TIME_NONE, false, false}, FEED_GAP_LATE},
	    /* A shop without orders, polled all the time. */
	    {{now, now - 300 * DAY, now - 20, TIME_NONE, false, false}, FEED_GAP_NONE},
	    {{now, now - 300 * DAY, now - 20, now - 1, false, false}, FEED_GAP_NONE},
	    {{now, now - 60 * DAY, TIME_NONE, TIME_NONE, false, false}, FEED_GAP_LATE},
	    {{now, now - 60 * DAY - 1, TIME_NONE, TIME_NONE, false, false}, FEED_GAP_OLD},
	    {{now, TIME_NONE, now - 61 * DAY, TIME_NONE, false, false}, FEED_GAP_OLD},
	    /* An installation that never read anything. */
	    {{now, TIME_NONE, TIME_NONE, TIME_NONE, false, false}, FEED_GAP_NONE},
	    {{now, TIME_NONE, TIME_NONE, now - 50 * DAY, false, false}, FEED_GAP_NONE},
	    /* Our clock stands still, theirs does not. */
	    {{now, now, now, now + 60 * DAY, false, false}, FEED_GAP_NONE},
	    {{now, now, now, now + 60 * DAY + 1, false, false}, FEED_GAP_JUMPED},
	    {{now, now, now, TIME_NONE, true, false}, FEED_GAP_REFUSED},
	    {{now, now - 70 * DAY, TIME_NONE, TIME_NONE, true, false}, FEED_GAP_OLD},
	    {{now, TIME_NONE, TIME_NONE, TIME_NONE, true, false}, FEED_GAP_REFUSED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		enum feed_gap_verdict verdict = feed_gap_judge(&order_reach, &cases[i].f);
		assert_int_equal(verdict, cases[i].verdict);
		assert_int_equal(feed_gap_is_one(verdict), feed_gap_reasons[verdict] != NULL);
	}
}

static void the_list_is_read_from_the_last_known_moment(void **state)
{
	int64_t now = noon();
	const struct {
		int64_t event_at;
		int64_t end_at;
		int64_t from;
	} cases[] = {
	    {now - 70 * DAY, TIME_NONE, now - 70 * DAY - ORDER_GAP_SLACK_MS},
	    {now - 70 * DAY, now - 61 * DAY, now - 61 * DAY - ORDER_GAP_SLACK_MS},
	    /* Stopped in the middle of catching up. */
	    {now - 61 * DAY, now - 70 * DAY, now - 61 * DAY - ORDER_GAP_SLACK_MS},
	    {TIME_NONE, TIME_NONE, now - ORDER_LIST_KEPT_MS},
	    {now - 500 * DAY, TIME_NONE, now - ORDER_LIST_KEPT_MS},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct feed_gap_facts f = {
		    now, cases[i].event_at, cases[i].end_at, TIME_NONE, true, false};
		assert_int_equal(order_gap_from(&f), cases[i].from);
	}
}

/* ---- Merges ---------------------------------------------------------------------------------- */

static void the_later_form_has_the_line(void **state)
{
	static const struct {
		struct order_claim older;
		struct order_claim later;
	} cases[] = {
	    /* form, updatedAt, stored, rank, lines */
	    {{"b", 100, false, 3, 9}, {"a", 101, false, 1, 1}},
	    {{"b", 100, false, 3, 9}, {"a", 101, true, 1, 1}}, /* the old document comes late */
	    {{"a", 100, true, 3, 9}, {"b", 101, false, 1, 1}},
	    {{"a", 100, true, 3, 9}, {"b", 100, false, 1, 1}}, /* what has just come */
	    {{"a", TIME_NONE, true, 3, 9}, {"b", 100, false, 1, 1}},
	    {{"a", 100, true, 3, 9}, {"b", TIME_NONE, false, 1, 1}},
	    {{"b", TIME_NONE, false, 1, 9}, {"a", TIME_NONE, false, 2, 1}},
	    {{"b", 100, false, 2, 1}, {"a", 100, false, 2, 2}},
	    {{"a", 100, false, 2, 2}, {"b", 100, false, 2, 2}}, /* anything, but always the same */
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_true(order_claim_compare(&cases[i].later, &cases[i].older) > 0);
		assert_true(order_claim_compare(&cases[i].older, &cases[i].later) < 0);
		assert_int_equal(order_claim_compare(&cases[i].older, &cases[i].older), 0);
	}
}

static void a_purchase_that_came_further_ranks_higher(void **state)
{
	(void)state;
	assert_int_equal(order_claim_rank("BOUGHT"), 1);
	assert_int_equal(order_claim_rank("FILLED_IN"), 2);
	assert_int_equal(order_claim_rank("READY_FOR_PROCESSING"), 3);
	assert_int_equal(order_claim_rank("CANCELLED"), 0);
	assert_int_equal(order_claim_rank(NULL), 0);
}

static void a_document_of_the_list_must_be_as_new_as_the_event(void **state)
{
	static const struct {
		struct order_doc_age age;
		bool current;
	} cases[] = {
	    {{TIME_NONE, NULL, TIME_NONE, NULL}, true}, /* no event: nothing to be older than */
	    {{100, NULL, 100, NULL}, true},
	    {{100, NULL, 99, NULL}, false},
	    {{100, NULL, TIME_NONE, NULL}, false},
	    {{100, "r2", 99, "r2"}, true}, /* a fulfilment change that left updatedAt alone */
	    {{100, "r2", 99, "r1"}, false},
	    {{100, NULL, 99, "r1"}, false},
	    {{100, "r2", 101, "r3"}, true}, /* something happened since */
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(order_doc_is_current(&cases[i].age), cases[i].current);
}

static void a_document_behind_the_stored_one_counts_for_nothing(void **state)
{
	(void)state;
	assert_true(order_doc_is_behind(100, 99));
	assert_false(order_doc_is_behind(100, 100));
	assert_false(order_doc_is_behind(100, 101));
	assert_false(order_doc_is_behind(100, TIME_NONE));
	assert_false(order_doc_is_behind(TIME_NONE, 100));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_sweep_is_due_when_its_time_has_come_or_it_runs),
	    cmocka_unit_test(the_nightly_one_runs_once_a_night_on_every_calendar),
	    cmocka_unit_test(the_others_run_again_after_their_interval),
	    cmocka_unit_test(a_gap_is_what_the_journal_cannot_tell),
	    cmocka_unit_test(the_list_is_read_from_the_last_known_moment),
	    cmocka_unit_test(the_later_form_has_the_line),
	    cmocka_unit_test(a_purchase_that_came_further_ranks_higher),
	    cmocka_unit_test(a_document_of_the_list_must_be_as_new_as_the_event),
	    cmocka_unit_test(a_document_behind_the_stored_one_counts_for_nothing),
	};

	time_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
