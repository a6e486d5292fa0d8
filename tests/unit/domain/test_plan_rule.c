/* Outliers, brakes, next steps and the time of plans: tables of cases. */
#include "domain/offers/plan_rule.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/offers/offer_value.h"
#include "domain/outbox/outbox_kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PRICE  OUTBOX_OFFER_PRICE
#define STOCK  OUTBOX_OFFER_STOCK
#define STATUS OUTBOX_OFFER_STATUS
#define NONE   INT64_MIN

static void each_change_is_looked_at(void **state)
{
	static const struct {
		const char *kind, *before, *after;
		enum plan_outlier want;
		int64_t bp;
	} cases[] = {
	    {PRICE, "100.00 PLN", "105.00 PLN", PLAN_PLAIN, 500},
	    {PRICE, "100.00 PLN", "130.00 PLN", PLAN_PLAIN, 3000},
	    {PRICE, "100.00 PLN", "130.01 PLN", PLAN_JUMP, 3001},
	    {PRICE, "100.00 PLN", "69.99 PLN", PLAN_JUMP, -3001},
	    {PRICE, "100.00 PLN", "70.00 PLN", PLAN_PLAIN, -3000},
	    {PRICE, "100.00 PLN", "10000.00 PLN", PLAN_UNIT, 990000},
	    {PRICE, "100.00 PLN", "1.00 PLN", PLAN_UNIT, -9900},
	    {PRICE, "100.00 PLN", "100.00 EUR", PLAN_UNIT, NONE},
	    {PRICE, "100.00 PLN", "123.00 PLN", PLAN_TAX, 2300},
	    {PRICE, "123.00 PLN", "100.00 PLN", PLAN_TAX, -1869},
	    {PRICE, "19.99 PLN", "24.59 PLN", PLAN_TAX, 2301},
	    {PRICE, "24.59 PLN", "19.99 PLN", PLAN_TAX, -1870},
	    {PRICE, "19.99 PLN", "24.99 PLN", PLAN_PLAIN, 2501},
	    {PRICE, "100.00 CZK", "121.00 CZK", PLAN_TAX, 2100},
	    {PRICE, "100.00 CZK", "123.00 CZK", PLAN_PLAIN, 2300},
	    {PRICE, NULL, "123.00 PLN", PLAN_PLAIN, NONE},
	    {PRICE, "99999999999.00 PLN", "1.00 PLN", PLAN_UNIT, NONE},
	    {STOCK, "1", "100", PLAN_PLAIN, NONE},
	    {STATUS, "ACTIVE", OFFER_ENDED, PLAN_ENDS, NONE},
	    {STATUS, "ACTIVE", OFFER_EMPTIED, PLAN_ENDS, NONE},
	    {STATUS, "ENDED", OFFER_REVIVED, PLAN_PLAIN, NONE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int64_t bp;
		enum plan_outlier got =
		    plan_outlier_of(cases[i].kind, cases[i].before, cases[i].after, &bp);

		if (got != cases[i].want || bp != cases[i].bp)
			fail_msg("case %zu: %s, %lld", i, plan_outlier_names[got], (long long)bp);
	}
}

/* Whatever the price, a slip of the unit is seen (F25). */
static void a_hundredfold_price_is_always_a_slip(void **state)
{
	void *mem = mem_context(NULL, "slip");

	(void)state;
	for (int64_t minor = 1; minor < 100000; minor += minor < 1000 ? 1 : 997) {
		struct money price = {minor, "PLN"}, slipped = {minor * 100, "PLN"}, back;
		const char *text = offer_price_text(mem, price);
		int64_t bp;

		assert_true(offer_price_read(text, &back) && back.minor == minor);
		const char *wrong = offer_price_text(mem, slipped);
		assert_int_equal(plan_outlier_of(PRICE, text, wrong, &bp), PLAN_UNIT);
		assert_int_equal(plan_outlier_of(PRICE, wrong, text, &bp), PLAN_UNIT);
	}
	mem_free(mem);
}

static void each_plan_has_its_brakes(void **state)
{
	static const struct {
		struct plan_sums s;
		unsigned want;
	} cases[] = {
	    {{.items = 0}, 0},
	    {{.items = 5000, .active = 20000}, 0},
	    {{.items = 5001, .active = 20000}, PLAN_BRAKE_MANY},
	    {{.items = 1, .deletes = true}, PLAN_BRAKE_DELETE},
	    {{.items = 0, .deletes = true}, 0},
	    {{.items = 30, .of = {[PLAN_ENDS] = 20}, .active = 30}, 0},
	    {{.items = 30, .of = {[PLAN_ENDS] = 21}, .active = 30}, PLAN_BRAKE_EMPTYING},
	    {{.items = 900, .of = {[PLAN_ENDS] = 50}, .active = 1000}, 0},
	    {{.items = 900, .of = {[PLAN_ENDS] = 51}, .active = 1000}, PLAN_BRAKE_EMPTYING},
	    {{.items = 900, .of = {[PLAN_JUMP] = 1}}, PLAN_BRAKE_JUMP},
	    {{.items = 900, .of = {[PLAN_UNIT] = 1}}, PLAN_BRAKE_UNIT},
	    {{.items = 4, .of = {[PLAN_TAX] = 2}}, 0},
	    {{.items = 3, .of = {[PLAN_TAX] = 3}}, PLAN_BRAKE_TAX},
	    {{.items = 7, .of = {[PLAN_TAX] = 3}}, 0},
	    {{.items = 6000, .of = {2, 2, 5000, 900}, .active = 100},
	     PLAN_BRAKE_UNIT | PLAN_BRAKE_JUMP | PLAN_BRAKE_TAX | PLAN_BRAKE_EMPTYING |
		 PLAN_BRAKE_MANY},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (plan_brakes(&cases[i].s) != cases[i].want)
			fail_msg("case %zu: %u", i, plan_brakes(&cases[i].s));
}

static void each_standing_has_its_next_step(void **state)
{
	static const struct {
		enum plan_state state;
		struct plan_counts c;
		enum plan_next want;
		int64_t feed;
		enum plan_stop why;
	} cases[] = {
	    {PLAN_DRAFT, {.waiting = 9}, PLAN_WAIT, 0, 0},
	    {PLAN_STOPPED, {.waiting = 9, .posted = 1}, PLAN_WAIT, 0, 0},
	    {PLAN_TRIAL, {.waiting = 9}, PLAN_FEED, 5, 0},
	    {PLAN_TRIAL, {.waiting = 9, .posted = 2, .left = 3}, PLAN_FEED, 3, 0},
	    {PLAN_TRIAL, {.waiting = 4, .posted = 5}, PLAN_WAIT, 0, 0},
	    {PLAN_TRIAL, {.waiting = 4, .posted = 1, .done_now = 4}, PLAN_WAIT, 0, 0},
	    {PLAN_TRIAL, {.waiting = 4, .done_now = 5}, PLAN_GO_ON, 0, 0},
	    {PLAN_TRIAL, {.done_now = 3}, PLAN_FINISH, 0, 0},
	    {PLAN_TRIAL,
	     {.waiting = 4, .posted = 4, .bad_now = 1},
	     PLAN_STOP_NOW,
	     0,
	     PLAN_STOP_TRIAL},
	    {PLAN_TRIAL,
	     {.waiting = 4, .bad_now = 1, .blocked_now = 1},
	     PLAN_STOP_NOW,
	     0,
	     PLAN_STOP_BLOCKED},
	    {PLAN_RUNNING, {.waiting = 90, .posted = 10}, PLAN_FEED, 90, 0},
	    {PLAN_RUNNING, {.waiting = 90, .bad_now = 49}, PLAN_FEED, 90, 0},
	    {PLAN_RUNNING, {.waiting = 90, .bad_now = 50, .done_now = 50}, PLAN_FEED, 90, 0},
	    {PLAN_RUNNING,
	     {.waiting = 90, .bad_now = 50, .done_now = 49},
	     PLAN_STOP_NOW,
	     0,
	     PLAN_STOP_FAILING},
	    {PLAN_RUNNING,
	     {.waiting = 90, .done_now = 99, .blocked_now = 1},
	     PLAN_STOP_NOW,
	     0,
	     PLAN_STOP_BLOCKED},
	    {PLAN_RUNNING, {.posted = 1}, PLAN_WAIT, 0, 0},
	    {PLAN_RUNNING, {.done = 9, .bad_now = 3, .held = 3}, PLAN_FINISH, 0, 0},
	    {PLAN_RUNNING, {.done = 9, .blocked_now = 3, .held = 3}, PLAN_FINISH, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		enum plan_stop why;
		int64_t feed;
		enum plan_next got = plan_next(cases[i].state, &cases[i].c, &feed, &why);

		if (got != cases[i].want || (got == PLAN_FEED && feed != cases[i].feed) ||
		    (got == PLAN_STOP_NOW && why != cases[i].why))
			fail_msg("case %zu: %d", i, (int)got);
	}
}

static void limits_bound_the_pace(void **state)
{
	(void)state;
	assert_int_equal(plan_room(PLAN_STOCK, 0, 0), 9000);
	assert_int_equal(plan_room(PLAN_STOCK, 8000, 8000), 1000);
	assert_int_equal(plan_room(PLAN_STOCK, 9001, 9001), 0);
	assert_int_equal(plan_room(PLAN_PRICE, 0, 149000), 1000);
	assert_int_equal(plan_room(PLAN_STATUS, 0, 149000), 9000);
	assert_int_equal(plan_minutes(PLAN_PRICE, 0, 0), 0);
	assert_int_equal(plan_minutes(PLAN_PRICE, 9000, 1), 1);
	assert_int_equal(plan_minutes(PLAN_PRICE, 20000, 1), 3);
	assert_int_equal(plan_minutes(PLAN_PRICE, 20000, 20000), 20);
	assert_int_equal(plan_minutes(PLAN_PRICE, 300000, 1), 120);
	assert_int_equal(plan_room(PLAN_DELETE, 0, 0), 2400);
	assert_int_equal(plan_minutes(PLAN_DELETE, 3000, 1), 3);
	assert_int_equal(plan_room(plan_topic_of("later"), 0, 0), 2400);
}

static void values_are_read_and_taken_back(void **state)
{
	struct money price;
	int64_t pieces;

	(void)state;
	assert_true(offer_price_read("12.30 PLN", &price) && price.minor == 1230);
	assert_false(offer_price_read("12.30", &price));
	assert_false(offer_price_read("0.00 PLN", &price));
	assert_false(offer_price_read("12,30 PLN", &price));
	assert_false(offer_price_read(NULL, &price));
	assert_true(offer_stock_read("0", &pieces));
	assert_false(offer_stock_read("-1", &pieces));
	assert_false(offer_stock_read("1.5", &pieces));
	assert_string_equal(offer_status_of(OFFER_EMPTIED), "ENDED");
	assert_null(offer_status_of("ACTIVATING"));
	assert_string_equal(offer_value_back(PRICE, "1.00 PLN", "2.00 PLN"), "1.00 PLN");
	assert_string_equal(offer_value_back(STATUS, "ACTIVE", OFFER_EMPTIED), OFFER_REVIVED);
	assert_null(offer_value_back(STOCK, NULL, "2"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_change_is_looked_at),
	    cmocka_unit_test(a_hundredfold_price_is_always_a_slip),
	    cmocka_unit_test(each_plan_has_its_brakes),
	    cmocka_unit_test(each_standing_has_its_next_step),
	    cmocka_unit_test(limits_bound_the_pace),
	    cmocka_unit_test(values_are_read_and_taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
