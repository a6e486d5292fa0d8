/* What numbers of stock mean, and the steps of a line: tables of cases. */
#include "domain/stock/stock_count.h"
#include "domain/stock/stock_lease.h"
#include "domain/stock/stock_offer.h"
#include "domain/stock/stock_rule.h"

#include "base/str.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void what_is_available_has_its_parts(void **state)
{
	static const struct {
		struct stock_supply s;
		int64_t available, shows;
	} cases[] = {
	    {{1, 10, 4, 2, 1, 1, false}, 3, 3},
	    {{1, 10, 0, 0, 0, 1, false}, 10, 10},
	    {{1, 10, 0, 0, 0, 3, false}, 10, 3},
	    {{1, 2, 0, 0, 0, 3, false}, 2, 0},
	    {{1, 0, 0, 0, 0, 1, false}, 0, 0},
	    {{1, 1, 3, 0, 0, 1, false}, -2, 0},
	    {{1, -1, 0, 0, 0, 1, false}, -1, 0},
	    {{1, 3, 0, 5, 0, 1, false}, -2, 0},
	    /* Nobody has counted it: that is not 0. */
	    {{0, 0, 0, 0, 0, 1, false}, STOCK_UNKNOWN, STOCK_UNKNOWN},
	    {{0, -4, 1, 0, 0, 1, false}, STOCK_UNKNOWN, STOCK_UNKNOWN},
	    {{1, 5, 0, 0, 0, 0, false}, 5, STOCK_UNKNOWN},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (stock_available(&cases[i].s) != cases[i].available ||
		    stock_shows(&cases[i].s, 1) != cases[i].shows)
			fail_msg("case %zu", i);
}

static void a_set_is_as_many_as_its_scarcest_part(void **state)
{
	const struct stock_supply a = {1, 10, 0, 0, 0, 1, false};
	const struct stock_supply b = {1, 7, 0, 0, 0, 2, false};
	const struct stock_supply none = {1, 0, 0, 0, 0, 1, false};
	const struct stock_supply rests = {1, 1, 0, 0, 0, 1, true};
	const struct stock_supply unknown = {0, 0, 0, 0, 0, 1, false};
	(void)state;

	assert_int_equal(stock_shows((const struct stock_supply[]){a, b}, 2), 3);
	assert_int_equal(stock_shows((const struct stock_supply[]){b, a}, 2), 3);
	assert_int_equal(stock_shows((const struct stock_supply[]){a, none, b}, 3), 0);
	/* The last pieces of one of them are kept by another offer. */
	assert_int_equal(stock_shows((const struct stock_supply[]){a, rests}, 2), 0);
	assert_int_equal(stock_available(&rests), 1);
	assert_true(stock_shows((const struct stock_supply[]){rests, unknown}, 2) == STOCK_UNKNOWN);
	assert_true(stock_shows((const struct stock_supply[]){a, unknown}, 2) == STOCK_UNKNOWN);
	assert_true(stock_shows((const struct stock_supply[]){unknown, a}, 2) == STOCK_UNKNOWN);
	assert_true(stock_shows(NULL, 0) == STOCK_UNKNOWN);
}

static void rows_of_an_offer_are_taken_together(void **state)
{
	const struct stock_offer_part rows[] = {
	    {"1", 7, {1, 10, 0, 0, 0, 1, false}, 0}, {"1", 8, {1, 7, 0, 0, 0, 2, false}, 0},
	    {"2", 7, {1, 10, 0, 0, 0, 1, false}, 0}, {"3", 8, {1, 9, 0, 0, 0, 1, false}, 0},
	    {"3", 9, {0, 0, 0, 0, 0, 1, false}, 0},
	};
	static const struct {
		size_t at, parts;
		int64_t shows;
	} cases[] = {{0, 2, 3}, {2, 1, 10}, {3, 2, STOCK_UNKNOWN}};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		size_t parts = 0;
		int64_t shows =
		    stock_offer_shows(rows + cases[i].at, COUNT_OF(rows) - cases[i].at, &parts);
		if (shows != cases[i].shows || parts != cases[i].parts)
			fail_msg("case %zu", i);
	}
}

/* ---- Lines ----------------------------------------------------------------------------------- */

#define OPEN STOCK_LINE_OPEN
#define SENT STOCK_LINE_SENT
#define OFF  STOCK_LINE_OFF
#define NONE STOCK_PART_NONE
#define HELD STOCK_PART_RESERVED
#define SOLD STOCK_PART_SOLD

enum { LINKED_AT = 1000, BEFORE = 999, AFTER = 1000 };

static const struct {
	struct stock_line_case c;
	struct stock_steps want;
} steps[] = {
    /* Bought is reserved, whenever it was bought; again changes nothing. */
    {{OPEN, NONE, 0, false, 2, AFTER, LINKED_AT, false}, {{STOCK_RESERVATION}, 1, HELD}},
    {{OPEN, NONE, 0, false, 2, BEFORE, LINKED_AT, false}, {{STOCK_RESERVATION}, 1, HELD}},
    {{OPEN, NONE, 0, false, 2, TIME_NONE, LINKED_AT, false}, {{STOCK_RESERVATION}, 1, HELD}},
    {{OPEN, HELD, 2, true, 2, BEFORE, LINKED_AT, false}, {{0}, 0, HELD}},
    {{OPEN, HELD, 2, true, 3, BEFORE, LINKED_AT, false},
     {{STOCK_RELEASE, STOCK_RESERVATION}, 2, HELD}},
    /* Sent takes what was reserved; unseen before, only what was bought since the link. */
    {{SENT, HELD, 2, true, 2, BEFORE, LINKED_AT, false}, {{STOCK_SALE}, 1, SOLD}},
    {{SENT, HELD, 2, true, 3, BEFORE, LINKED_AT, false}, {{STOCK_RELEASE, STOCK_SALE}, 2, SOLD}},
    {{SENT, NONE, 0, false, 2, AFTER, LINKED_AT, false}, {{STOCK_SALE}, 1, SOLD}},
    {{SENT, NONE, 0, false, 2, BEFORE, LINKED_AT, false}, {{0}, 0, NONE}},
    {{SENT, NONE, 0, false, 2, TIME_NONE, LINKED_AT, false}, {{0}, 0, NONE}},
    {{SENT, NONE, 2, true, 2, BEFORE, LINKED_AT, false}, {{STOCK_SALE}, 1, SOLD}},
    /* Its offer sells another product since. */
    {{SENT, NONE, 2, true, 2, AFTER, LINKED_AT, true}, {{0}, 0, NONE}},
    {{SENT, HELD, 2, true, 2, AFTER, LINKED_AT, true}, {{STOCK_SALE}, 1, SOLD}},
    {{SENT, SOLD, 2, true, 2, BEFORE, LINKED_AT, false}, {{0}, 0, SOLD}},
    {{SENT, SOLD, 2, true, 3, BEFORE, LINKED_AT, false}, {{0}, 0, SOLD}},
    /* Cancelled gives back what was reserved; what was sent comes back as a return. */
    {{OFF, HELD, 2, true, 2, AFTER, LINKED_AT, false}, {{STOCK_RELEASE}, 1, NONE}},
    {{OFF, NONE, 0, false, 2, AFTER, LINKED_AT, false}, {{0}, 0, NONE}},
    {{OFF, NONE, 2, true, 2, AFTER, LINKED_AT, false}, {{0}, 0, NONE}},
    {{OFF, SOLD, 2, true, 2, AFTER, LINKED_AT, false}, {{0}, 0, SOLD}},
    /* Cancelled by mistake, sent by mistake. */
    {{OPEN, NONE, 2, true, 2, AFTER, LINKED_AT, false}, {{STOCK_RESERVATION}, 1, HELD}},
    {{OPEN, SOLD, 2, true, 2, AFTER, LINKED_AT, false},
     {{STOCK_RETURN, STOCK_RESERVATION}, 2, HELD}},
    /* Not linked, or not any more: nothing, but what was sent stays out. */
    {{OPEN, NONE, 0, false, 0, AFTER, TIME_NONE, false}, {{0}, 0, NONE}},
    {{SENT, NONE, 0, false, 0, AFTER, TIME_NONE, false}, {{0}, 0, NONE}},
    {{OPEN, HELD, 2, true, 0, AFTER, TIME_NONE, false}, {{STOCK_RELEASE}, 1, NONE}},
    {{SENT, SOLD, 2, true, 0, AFTER, TIME_NONE, false}, {{0}, 0, SOLD}},
    {{OPEN, SOLD, 2, true, 0, AFTER, TIME_NONE, false}, {{STOCK_RETURN}, 1, NONE}},
};

static void each_line_has_its_steps(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		const struct stock_steps got = stock_line_steps(&steps[i].c);
		bool same = got.n == steps[i].want.n && got.then == steps[i].want.then;
		for (size_t k = 0; same && k < got.n; k++)
			same = got.kinds[k] == steps[i].want.kinds[k];
		if (!same)
			fail_msg("case %zu: %zu steps, then %s", i, got.n,
				 stock_part_state_names[got.then]);
	}
}

/* Whatever is booked: after its steps the sums are those of the state, and again nothing happens.
 */
static void steps_lead_to_the_sums_of_their_state(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		struct stock_line_case c = steps[i].c;
		const struct stock_steps got = stock_line_steps(&c);
		int64_t out = c.booked == SOLD ? c.booked_pieces : 0;
		int64_t held = c.booked == HELD ? c.booked_pieces : 0;
		bool was_reserved = c.booked == HELD;
		int64_t pieces = c.booked_pieces;

		for (size_t k = 0; k < got.n; k++) {
			int64_t on_hand = 0;
			int64_t reserved = 0;
			if (got.kinds[k] == STOCK_RESERVATION ||
			    (got.kinds[k] == STOCK_SALE && !was_reserved))
				pieces = c.pieces;
			stock_step_sums(got.kinds[k], was_reserved, pieces, &on_hand, &reserved);
			was_reserved = got.kinds[k] == STOCK_RESERVATION;
			out -= on_hand;
			held += reserved;
		}
		assert_int_equal(out, got.then == SOLD ? pieces : 0);
		assert_int_equal(held, got.then == HELD ? pieces : 0);
		c.booked = got.then;
		c.booked_pieces = pieces;
		c.was_booked = c.was_booked || got.n;
		assert_int_equal(stock_line_steps(&c).n, 0);
	}
}

static void it_is_reserved_where_there_is_enough(void **state)
{
	static const struct {
		struct stock_level levels[3];
		int64_t pieces;
		size_t want;
	} cases[] = {
	    {{{1, 1, 5, 0}, {1, 2, 9, 0}}, 5, 0},
	    {{{1, 1, 5, 1}, {1, 2, 9, 0}}, 5, 1},
	    {{{1, 1, 5, 1}, {1, 2, 9, 8}}, 5, 0},
	    {{{1, 1, 0, 0}, {1, 2, 0, 0}, {1, 3, 1, 0}}, 1, 2},
	    {{{1, 1, -1, 0}, {1, 2, 0, 0}}, 1, 0},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(stock_place_choose(cases[i].levels, 3, cases[i].pieces),
				 cases[i].want);
}

/* ---- What a person may book ------------------------------------------------------------------ */

static void each_deed_is_booked_or_refused(void **state)
{
	static const struct {
		struct stock_asked a;
		bool is_known, is_moved;
		int64_t on_hand;
		enum stock_refusal want;
	} cases[] = {
	    {{STOCK_DEED_COUNT, .pieces = 0}, false, false, 0, STOCK_MAY},
	    {{STOCK_DEED_COUNT, .pieces = 5}, false, true, -3, STOCK_MAY},
	    {{STOCK_DEED_COUNT, .pieces = -1}, true, true, 3, STOCK_NEGATIVE},
	    {{STOCK_DEED_RECEIVE, .pieces = 5}, false, false, 0, STOCK_MAY},
	    {{STOCK_DEED_RECEIVE, .pieces = 5}, true, true, -3, STOCK_MAY},
	    {{STOCK_DEED_RECEIVE, .pieces = 5}, false, true, -3, STOCK_UNCOUNTED},
	    {{STOCK_DEED_RECEIVE, .pieces = 0}, true, true, 3, STOCK_NEGATIVE},
	    {{STOCK_DEED_RECEIVE, .pieces = -1}, true, true, 3, STOCK_NEGATIVE},
	    {{STOCK_DEED_CORRECT, .pieces = -5}, true, true, 3, STOCK_MAY},
	    {{STOCK_DEED_CORRECT, .pieces = 0}, true, true, 3, STOCK_NEGATIVE},
	    {{STOCK_DEED_CORRECT, .pieces = 1}, false, false, 0, STOCK_UNCOUNTED},
	    {{STOCK_DEED_CARRY, .place_id = 1, .to_place_id = 2, .pieces = 3},
	     true,
	     true,
	     3,
	     STOCK_MAY},
	    {{STOCK_DEED_CARRY, .place_id = 1, .to_place_id = 2, .pieces = 4},
	     true,
	     true,
	     3,
	     STOCK_TOO_MANY},
	    {{STOCK_DEED_CARRY, .place_id = 1, .to_place_id = 1, .pieces = 1},
	     true,
	     true,
	     3,
	     STOCK_SAME_PLACE},
	    {{STOCK_DEED_CARRY, .place_id = 1, .to_place_id = 2, .pieces = 1},
	     false,
	     true,
	     3,
	     STOCK_UNCOUNTED},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (stock_refuses(&cases[i].a, cases[i].is_known, cases[i].is_moved,
				  cases[i].on_hand) != cases[i].want)
			fail_msg("case %zu", i);
}

/* ---- The last pieces ------------------------------------------------------------------------- */

static void one_offer_keeps_the_last_pieces(void **state)
{
	const struct stock_rival three[] = {
	    {1, "10", 1, true}, {1, "11", 1, true}, {2, "20", 1, true}};
	const struct stock_rival pack[] = {{1, "10", 3, true}, {1, "11", 1, true}};
	const struct stock_rival over[] = {
	    {1, "10", 1, false}, {1, "11", 1, true}, {2, "20", 1, true}};
	const struct stock_rival other = {2, "20", 1, true};
	const struct stock_rival gone = {9, "99", 1, true};
	const struct {
		const struct stock_rival *rivals;
		size_t n;
		int64_t available;
		const struct stock_rival *keeper;
		long want;
	} cases[] = {
	    {three, 3, 3, NULL, STOCK_ALL},
	    {three, 3, 2, NULL, 0},
	    {three, 3, 2, &other, 2}, /* it stays where it is */
	    {three, 3, 1, &other, 2},
	    {three, 3, 1, &gone, 0},
	    {three, 3, 0, &other, STOCK_NOBODY},
	    {three, 3, -1, NULL, STOCK_NOBODY},
	    {three, 1, 1, NULL, STOCK_ALL},
	    {pack, 2, 4, NULL, STOCK_ALL},
	    {pack, 2, 3, NULL, 0},
	    {pack, 2, 2, &pack[0], 1},
	    {over, 3, 1, &over[0], 1}, /* it ended: it moves on */
	    {over, 3, 2, NULL, STOCK_ALL},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (stock_keeper(cases[i].rivals, cases[i].n, cases[i].available,
				 cases[i].keeper) != cases[i].want)
			fail_msg("case %zu", i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_available_has_its_parts),
	    cmocka_unit_test(a_set_is_as_many_as_its_scarcest_part),
	    cmocka_unit_test(rows_of_an_offer_are_taken_together),
	    cmocka_unit_test(each_line_has_its_steps),
	    cmocka_unit_test(steps_lead_to_the_sums_of_their_state),
	    cmocka_unit_test(it_is_reserved_where_there_is_enough),
	    cmocka_unit_test(each_deed_is_booked_or_refused),
	    cmocka_unit_test(one_offer_keeps_the_last_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
