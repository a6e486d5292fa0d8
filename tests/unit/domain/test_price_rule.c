/* A price follows from its rule to the last grosz, or there is none, with the reason. */
#include "domain/pricing/price_rule.h"

#include "base/compiler.h"
#include "base/str.h"
#include "domain/catalog/product.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NONE   PRICE_NONE
#define VAT_23 2300
#define PLN(n)                                                                                     \
	{                                                                                          \
		.minor = (n), .currency = "PLN"                                                    \
	}
#define EUR(n)                                                                                     \
	{                                                                                          \
		.minor = (n), .currency = "EUR"                                                    \
	}
#define RON(n)                                                                                     \
	{                                                                                          \
		.minor = (n), .currency = "RON"                                                    \
	}
#define NO_MONEY                                                                                   \
	{                                                                                          \
		.minor = MONEY_NULL                                                                \
	}

static const struct price_rate rate_rows[] = {
    {"EUR", 1, 43000, 0}, {"CZK", 1, 1700, 0}, {"HUF", 100, 10500, 0}, {"USD", 1, 0, 0}};
static const struct price_rates rates = {rate_rows, COUNT_OF(rate_rows)};

/* A rule in PLN: bounds of 0 are none, and a margin of nothing is AT_COST. */
#define AT_COST INT64_MAX
#define RULE(...)                                                                                  \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define IN_PLN(...) RULE(.currency = "PLN", __VA_ARGS__)

static struct price_rule rule_of(struct price_rule r)
{
	r.floor = r.floor ? r.floor : NONE;
	r.ceiling = r.ceiling ? r.ceiling : NONE;
	r.min_margin = r.min_margin == AT_COST ? 0 : r.min_margin ? r.min_margin : NONE;
	return r;
}

#define OFFER(p, c, v, f, n, cur)                                                                  \
	{                                                                                          \
		.price = p, .cost = c, .vat = (v), .fee = (f), .pieces = (n), .currency = (cur),   \
		.rates = &rates                                                                    \
	}
#define USUAL  OFFER(PLN(4999), PLN(2000), VAT_23, 1000, 1, "PLN")
#define EXEMPT PRODUCT_VAT_EXEMPT

/* clang-format off */
static const struct {
	const char *name;
	struct price_rule rule;
	struct price_input in;
	enum price_reason reason;
	int64_t want; /* minor units */
} cases[] = {
	{"the price as it is", IN_PLN(.rate = 0), USUAL, PRICE_FOUND, 4999},
	{"12 % more", IN_PLN(.rate = 1200), USUAL, PRICE_FOUND, 5599},
	{"12 % less", IN_PLN(.rate = -1200), USUAL, PRICE_FOUND, 4399},
	{"and an amount", IN_PLN(.rate = 1200, .add = 250), USUAL, PRICE_FOUND, 5849},
	{"less an amount", IN_PLN(.add = -500), USUAL, PRICE_FOUND, 4499},
	{"to .99, near", IN_PLN(.rate = 1000, .ending = PRICE_99), USUAL, PRICE_FOUND, 5499},
	{"to .99, near, up", IN_PLN(.add = 60, .ending = PRICE_99), USUAL, PRICE_FOUND, 5099},
	{"to .99, half is up", IN_PLN(.add = 50, .ending = PRICE_99), USUAL, PRICE_FOUND, 5099},
	{"to .99, near, down", IN_PLN(.add = 49, .ending = PRICE_99), USUAL, PRICE_FOUND, 4999},
	{"to .99, up", IN_PLN(.add = 1, .ending = PRICE_99, .direction = PRICE_UP), USUAL, PRICE_FOUND, 5099},
	{"to .99, down", IN_PLN(.add = 99, .ending = PRICE_99, .direction = PRICE_DOWN), USUAL, PRICE_FOUND, 4999},
	{"to .90, up", IN_PLN(.ending = PRICE_90, .direction = PRICE_UP), USUAL, PRICE_FOUND, 5090},
	{"to .90, down", IN_PLN(.ending = PRICE_90, .direction = PRICE_DOWN), USUAL, PRICE_FOUND, 4990},
	{"to whole ones", IN_PLN(.ending = PRICE_WHOLE), USUAL, PRICE_FOUND, 5000},
	{"to whole ones, down", IN_PLN(.ending = PRICE_WHOLE, .direction = PRICE_DOWN), USUAL, PRICE_FOUND, 4900},
	{"what ends so already stays", IN_PLN(.ending = PRICE_99, .direction = PRICE_UP), USUAL, PRICE_FOUND, 4999},
	{"three pieces", IN_PLN(.rate = 0), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 3, "PLN"), PRICE_FOUND, 14997},
	{"three pieces, 5 % off", IN_PLN(.rate = -500), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 3, "PLN"), PRICE_FOUND, 14247},
	{"into EUR", RULE(.currency = "EUR"), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 1, "EUR"), PRICE_FOUND, 1163},
	{"into CZK", RULE(.currency = "CZK"), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 1, "CZK"), PRICE_FOUND, 29406},
	{"into HUF, told by the hundred", RULE(.currency = "HUF"), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 1, "HUF"), PRICE_FOUND, 476095},
	{"from EUR", IN_PLN(.rate = 0), OFFER(EUR(1000), NO_MONEY, VAT_23, NONE, 1, "PLN"), PRICE_FOUND, 4300},
	{"from EUR into CZK", RULE(.currency = "CZK"), OFFER(EUR(1000), NO_MONEY, VAT_23, NONE, 1, "CZK"), PRICE_FOUND, 25294},
	{"cost to gross", IN_PLN(.base = PRICE_OF_COST), USUAL, PRICE_FOUND, 2460},
	{"cost, exempt", IN_PLN(.base = PRICE_OF_COST), OFFER(NO_MONEY, PLN(2000), EXEMPT, NONE, 1, "PLN"), PRICE_FOUND, 2000},
	/* 24.60 * 1.3 / (1 - 0.1 * 1.23) */
	{"30 % over cost after fees", IN_PLN(.base = PRICE_OF_COST, .way = PRICE_MARKUP, .rate = 3000), USUAL, PRICE_FOUND, 3647},
	/* 24.60 / (1 - 0.3 - 0.123) */
	{"30 % of it left after fees", IN_PLN(.base = PRICE_OF_COST, .way = PRICE_MARGIN, .rate = 3000), USUAL, PRICE_FOUND, 4263},
	/* 49.99 / (1 - 0.123): the fee alone on top of the shop's price */
	{"the fee on top", IN_PLN(.way = PRICE_MARKUP), USUAL, PRICE_FOUND, 5700},
	{"the fee on top, exempt", IN_PLN(.way = PRICE_MARKUP), OFFER(PLN(9000), NO_MONEY, EXEMPT, 1000, 1, "PLN"), PRICE_FOUND, 10000},
	{"no fee is a known fee", IN_PLN(.way = PRICE_MARKUP), OFFER(PLN(9000), NO_MONEY, VAT_23, 0, 1, "PLN"), PRICE_FOUND, 9000},
	{"fixed", IN_PLN(.way = PRICE_FIXED, .fixed = 12345), OFFER(NO_MONEY, NO_MONEY, NONE, NONE, NONE, "PLN"), PRICE_FOUND, 12345},
	{"fixed is not rounded", IN_PLN(.way = PRICE_FIXED, .fixed = 12345, .ending = PRICE_99), USUAL, PRICE_FOUND, 12345},
	{"fixed has a floor", IN_PLN(.way = PRICE_FIXED, .fixed = 1000, .floor = 1500), USUAL, PRICE_FOUND, 1500},
	{"floor", IN_PLN(.rate = -5000, .floor = 4000), USUAL, PRICE_FOUND, 4000},
	{"floor keeps the ending", IN_PLN(.rate = -5000, .floor = 4000, .ending = PRICE_99), USUAL, PRICE_FOUND, 4099},
	{"ceiling", IN_PLN(.rate = 5000, .ceiling = 6000), USUAL, PRICE_FOUND, 6000},
	{"ceiling keeps the ending", IN_PLN(.rate = 5000, .ceiling = 6000, .ending = PRICE_99), USUAL, PRICE_FOUND, 5999},
	{"no ending within the bounds", IN_PLN(.rate = -5000, .floor = 4000, .ceiling = 4050, .ending = PRICE_99), USUAL, PRICE_FOUND, 4000},
	{"nor under the ceiling", IN_PLN(.rate = 5000, .floor = 4000, .ceiling = 4050, .ending = PRICE_99), USUAL, PRICE_FOUND, 4050},
	{"rounding cannot leave the floor", IN_PLN(.floor = 4950, .ending = PRICE_90, .direction = PRICE_DOWN), OFFER(PLN(4980), NO_MONEY, NONE, NONE, 1, "PLN"), PRICE_FOUND, 4990},
	{"exactly the floor", IN_PLN(.floor = 4999), USUAL, PRICE_FOUND, 4999},
	{"exactly the ceiling", IN_PLN(.ceiling = 4999), USUAL, PRICE_FOUND, 4999},
	/* 24.60 / (1 - 0.5 - 0.123) = 65.252 */
	{"never below the margin", IN_PLN(.min_margin = 5000), USUAL, PRICE_FOUND, 6526},
	{"the margin keeps the ending", IN_PLN(.min_margin = 5000, .ending = PRICE_99), USUAL, PRICE_FOUND, 6599},
	{"the margin counts the pieces", IN_PLN(.min_margin = 5000), OFFER(PLN(100), PLN(2000), VAT_23, 1000, 2, "PLN"), PRICE_FOUND, 13051},
	{"a margin below what is left anyway", IN_PLN(.min_margin = 100), USUAL, PRICE_FOUND, 4999},
	{"fixed has a margin", IN_PLN(.way = PRICE_FIXED, .fixed = 2000, .min_margin = AT_COST), USUAL, PRICE_FOUND, 2806},
	{"an add below zero is held by the floor", IN_PLN(.add = -9000, .floor = 4000), USUAL, PRICE_FOUND, 4000},

	{"no price", IN_PLN(.rate = 0), OFFER(NO_MONEY, PLN(2000), VAT_23, 1000, 1, "PLN"), PRICE_NO_PRICE, 0},
	{"no cost", IN_PLN(.base = PRICE_OF_COST), OFFER(PLN(4999), NO_MONEY, VAT_23, 1000, 1, "PLN"), PRICE_NO_COST, 0},
	{"no cost for the margin", IN_PLN(.min_margin = AT_COST), OFFER(PLN(4999), NO_MONEY, VAT_23, 1000, 1, "PLN"), PRICE_NO_COST, 0},
	{"no VAT for the cost", IN_PLN(.base = PRICE_OF_COST), OFFER(NO_MONEY, PLN(2000), NONE, 1000, 1, "PLN"), PRICE_NO_VAT, 0},
	{"no VAT for the fee", IN_PLN(.way = PRICE_MARKUP), OFFER(PLN(4999), NO_MONEY, NONE, 1000, 1, "PLN"), PRICE_NO_VAT, 0},
	{"VAT is not needed", IN_PLN(.rate = 100), OFFER(PLN(5000), NO_MONEY, NONE, NONE, 1, "PLN"), PRICE_FOUND, 5050},
	{"VAT beyond all rates", IN_PLN(.way = PRICE_MARKUP), OFFER(PLN(4999), NO_MONEY, 10001, 1000, 1, "PLN"), PRICE_NO_VAT, 0},
	{"no fee", IN_PLN(.way = PRICE_MARGIN), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 1, "PLN"), PRICE_NO_FEE, 0},
	{"no fee for the margin", IN_PLN(.min_margin = AT_COST), OFFER(PLN(4999), PLN(2000), VAT_23, NONE, 1, "PLN"), PRICE_NO_FEE, 0},
	{"a fee beyond all", IN_PLN(.way = PRICE_MARGIN), OFFER(PLN(4999), NO_MONEY, VAT_23, 9001, 1, "PLN"), PRICE_NO_FEE, 0},
	{"no rate", RULE(.currency = "RON"), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 1, "RON"), PRICE_NO_RATE, 0},
	{"a rate of nothing", RULE(.currency = "USD"), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 1, "USD"), PRICE_NO_RATE, 0},
	{"no rate for the cost", IN_PLN(.min_margin = AT_COST), OFFER(PLN(4999), RON(1), VAT_23, 0, 1, "PLN"), PRICE_NO_RATE, 0},
	{"pieces unknown", IN_PLN(.rate = 0), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, NONE, "PLN"), PRICE_NO_PIECES, 0},
	{"no pieces", IN_PLN(.rate = 0), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 0, "PLN"), PRICE_NO_PIECES, 0},
	{"another currency", IN_PLN(.rate = 0), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 1, "EUR"), PRICE_OTHER_CURRENCY, 0},
	{"fixed in another currency", IN_PLN(.way = PRICE_FIXED, .fixed = 100), OFFER(PLN(4999), NO_MONEY, VAT_23, NONE, 1, "EUR"), PRICE_OTHER_CURRENCY, 0},
	{"nothing can be left", IN_PLN(.way = PRICE_MARGIN, .rate = 8800), USUAL, PRICE_IMPOSSIBLE, 0},
	{"nor as a floor", IN_PLN(.min_margin = 8800), USUAL, PRICE_IMPOSSIBLE, 0},
	{"the fee takes all", IN_PLN(.way = PRICE_MARKUP), OFFER(PLN(4999), NO_MONEY, VAT_23, 8500, 1, "PLN"), PRICE_IMPOSSIBLE, 0},
	{"bounds that cross", IN_PLN(.min_margin = 5000, .ceiling = 6000), USUAL, PRICE_BOUNDS, 0},
	{"below what Allegro takes", IN_PLN(.rate = 0), OFFER(PLN(99), NO_MONEY, NONE, NONE, 1, "PLN"), PRICE_RANGE, 0},
	{"a price of nothing", IN_PLN(.rate = 0), OFFER(PLN(0), NO_MONEY, NONE, NONE, 1, "PLN"), PRICE_RANGE, 0},
	{"less than nothing", IN_PLN(.rate = 0), OFFER(PLN(-5), NO_MONEY, NONE, NONE, 1, "PLN"), PRICE_RANGE, 0},
	{"rounded away", IN_PLN(.ending = PRICE_99, .direction = PRICE_DOWN), OFFER(PLN(150), NO_MONEY, NONE, NONE, 1, "PLN"), PRICE_RANGE, 0},
	{"more than Allegro takes", IN_PLN(.rate = 100000), OFFER(PLN(PRICE_MOST), NO_MONEY, NONE, NONE, 1, "PLN"), PRICE_RANGE, 0},
	{"more than can be", IN_PLN(.rate = 0), OFFER(PLN(INT64_MAX), NO_MONEY, NONE, NONE, 1, "PLN"), PRICE_RANGE, 0},
	{"a cost beyond all", IN_PLN(.min_margin = AT_COST), OFFER(PLN(4999), PLN(INT64_MAX), VAT_23, 0, 1, "PLN"), PRICE_RANGE, 0},
};
/* clang-format on */

static void each_case_has_its_price_or_its_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct price_answer got;
		const struct price_rule rule = rule_of(cases[i].rule);
		const int64_t want = cases[i].reason ? MONEY_NULL : cases[i].want;

		price_by_rule(&rule, &cases[i].in, &got);
		if (got.reason != cases[i].reason || got.price.minor != want)
			fail_msg("%s: %s, %" PRId64, cases[i].name, price_reason_names[got.reason],
				 got.price.minor);
		if (!got.reason)
			assert_string_equal(got.price.currency, cases[i].rule.currency);
	}
}

/* Product 49.99 x 1.12 = 55.99, + 2.50 = 58.49, rounding 58.99. */
static void the_steps_tell_how_it_came_about(void **state)
{
	static const struct price_rule as_told =
	    IN_PLN(.rate = 1200, .add = 250, .ending = PRICE_99, .direction = PRICE_UP);
	static const struct price_input in = USUAL;
	static const struct price_step want[] = {
	    {PRICE_STEP_PRICE, 0, 0, PLN(4999)},
	    {PRICE_STEP_PERCENT, 1200, 0, PLN(5599)},
	    {PRICE_STEP_ADD, 250, 0, PLN(5849)},
	    {PRICE_STEP_ROUND, 0, 0, PLN(5899)},
	};
	const struct price_rule rule = rule_of(as_told);
	struct price_answer got;

	(void)state;
	price_by_rule(&rule, &in, &got);
	assert_int_equal(got.n, COUNT_OF(want));
	for (size_t i = 0; i < got.n; i++) {
		assert_int_equal(got.steps[i].kind, want[i].kind);
		assert_int_equal(got.steps[i].by, want[i].by);
		assert_int_equal(got.steps[i].value.minor, want[i].value.minor);
	}
}

static void a_reason_keeps_the_steps_before_it(void **state)
{
	static const struct price_rule as_told = IN_PLN(.base = PRICE_OF_COST, .way = PRICE_MARGIN);
	static const struct price_input in = OFFER(NO_MONEY, PLN(2000), VAT_23, NONE, 2, "PLN");
	const struct price_rule rule = rule_of(as_told);
	struct price_answer got;

	(void)state;
	price_by_rule(&rule, &in, &got);
	assert_int_equal(got.reason, PRICE_NO_FEE);
	assert_int_equal(got.n, 3);
	assert_int_equal(got.steps[2].kind, PRICE_STEP_VAT);
	assert_int_equal(got.steps[2].value.minor, 4920);
}

static void a_margin_is_read_off_a_price(void **state)
{
	static const struct {
		struct price_input in;
		int64_t price;
		int64_t want;
	} rows[] = {
	    {USUAL, 4263, 2999}, /* a grosz of rounding below 30 % */
	    {USUAL, 4264, 3000},
	    {USUAL, 2460, -1230},
	    {OFFER(NO_MONEY, PLN(2000), EXEMPT, 0, 1, "PLN"), 4000, 5000},
	    {OFFER(NO_MONEY, PLN(2000), EXEMPT, 0, 2, "PLN"), 4000, 0},
	    {OFFER(NO_MONEY, EUR(1000), EXEMPT, 0, 1, "PLN"), 8600, 5000},
	    {OFFER(NO_MONEY, NO_MONEY, EXEMPT, 0, 1, "PLN"), 4000, NONE},
	    {OFFER(NO_MONEY, PLN(2000), NONE, 0, 1, "PLN"), 4000, NONE},
	    {OFFER(NO_MONEY, PLN(2000), EXEMPT, NONE, 1, "PLN"), 4000, NONE},
	    {OFFER(NO_MONEY, PLN(2000), EXEMPT, 0, NONE, "PLN"), 4000, NONE},
	    {USUAL, 0, NONE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct money price = PLN(rows[i].price);
		if (price_margin(price, &rows[i].in) != rows[i].want)
			fail_msg("%zu: %" PRId64, i, price_margin(price, &rows[i].in));
	}
}

static void a_rule_that_makes_no_sense_is_not_kept(void **state)
{
	static const struct {
		struct price_rule rule;
		enum price_fault want;
	} rows[] = {
	    {IN_PLN(.rate = 1200), PRICE_FAULTLESS},
	    {IN_PLN(.rate = -9001), PRICE_FAULT_RATE},
	    {IN_PLN(.rate = 100001), PRICE_FAULT_RATE},
	    {IN_PLN(.way = PRICE_MARGIN, .rate = 9501), PRICE_FAULT_RATE},
	    {IN_PLN(.way = PRICE_FIXED, .fixed = 99), PRICE_FAULT_FIXED},
	    {IN_PLN(.way = PRICE_FIXED, .fixed = 100), PRICE_FAULTLESS},
	    {IN_PLN(.way = PRICE_FIXED), PRICE_FAULT_FIXED},
	    {IN_PLN(.add = PRICE_MOST + 1), PRICE_FAULT_AMOUNT},
	    {IN_PLN(.floor = 500, .ceiling = 499), PRICE_FAULT_BOUNDS},
	    {IN_PLN(.floor = 500, .ceiling = 500), PRICE_FAULTLESS},
	    {IN_PLN(.floor = 99), PRICE_FAULT_BOUNDS},
	    {IN_PLN(.ceiling = PRICE_MOST + 1), PRICE_FAULT_BOUNDS},
	    {IN_PLN(.min_margin = 9501), PRICE_FAULT_MARGIN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct price_rule rule = rule_of(rows[i].rule);
		if (price_rule_fault(&rule) != rows[i].want)
			fail_msg("%zu: %d", i, (int)price_rule_fault(&rule));
	}
}

static void a_percentage_is_half_up_and_never_leaves_the_range(void **state)
{
	static const struct {
		int64_t minor;
		int64_t bp;
		int64_t want; /* PRICE_NONE: no price */
	} rows[] = {
	    {10000, 500, 10500},
	    {10000, -500, 9500},
	    {1010, 500, 1061}, /* 1060.5 */
	    {1009, 500, 1059}, /* 1059.45 */
	    {1030, -500, 979}, /* 978.5 */
	    {199, 1, 199},
	    {1999, 1250, 2249}, /* 2248.875 */
	    {100, 0, 100},
	    {100, -1, 100}, /* 99.99 */
	    {100, -100, PRICE_NONE},
	    {100, -10000, PRICE_NONE},
	    {1, -5000, PRICE_NONE},
	    {PRICE_MOST, 0, PRICE_MOST},
	    {PRICE_MOST, 1, PRICE_NONE},
	    {INT64_MAX, PRICE_PERCENT_MAX, PRICE_NONE},
	    {INT64_MAX, INT64_MAX, PRICE_NONE},
	    {INT64_MAX, INT64_MIN, PRICE_NONE},
	    {MONEY_NULL, 500, PRICE_NONE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct money got;
		const struct money price = {rows[i].minor, "PLN"};
		const bool ok = price_by_percent(price, rows[i].bp, &got);
		if (ok != (rows[i].want != PRICE_NONE) || (ok && got.minor != rows[i].want))
			fail_msg("%zu: %lld", i, (long long)got.minor);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_case_has_its_price_or_its_reason),
	    cmocka_unit_test(the_steps_tell_how_it_came_about),
	    cmocka_unit_test(a_reason_keeps_the_steps_before_it),
	    cmocka_unit_test(a_margin_is_read_off_a_price),
	    cmocka_unit_test(a_rule_that_makes_no_sense_is_not_kept),
	    cmocka_unit_test(a_percentage_is_half_up_and_never_leaves_the_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
