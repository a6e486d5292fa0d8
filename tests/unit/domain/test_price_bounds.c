/* Whatever the rule and the product: a price within its bounds, or none. */
#include "domain/pricing/price_rule.h"

#include "base/compiler.h"
#include "domain/catalog/product.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct price_rate rate_rows[] = {{"EUR", 1, 43000, 0}, {"CZK", 1, 1700, 0}};
static const struct price_rates rates = {rate_rows, COUNT_OF(rate_rows)};

static uint64_t seed = 20261201;

static int64_t draw(int64_t from, int64_t to)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return from + (int64_t)((seed >> 16) % (uint64_t)(to - from + 1));
}

static int64_t draw_or_none(int64_t from, int64_t to)
{
	return draw(0, 3) ? draw(from, to) : PRICE_NONE;
}

static struct price_rule draw_rule(void)
{
	struct price_rule r = {
	    .currency = "PLN",
	    .base = (enum price_base)draw(0, PRICE_BASES - 1),
	    .way = (enum price_way)draw(0, PRICE_WAYS - 1),
	    .rate = draw(PRICE_PERCENT_MIN, draw(0, 9) ? PRICE_MARGIN_MAX : PRICE_PERCENT_MAX),
	    .add = draw(0, 1) ? draw(-1000, 1000) : 0,
	    .fixed = draw(0, 100000),
	    .ending = (enum price_ending)draw(0, PRICE_ENDINGS - 1),
	    .direction = (enum price_direction)draw(0, PRICE_DIRECTIONS - 1),
	    .floor = draw_or_none(PRICE_LEAST, 10000),
	    .ceiling = draw_or_none(PRICE_LEAST, 100000),
	    .min_margin = draw_or_none(-1000, 9000),
	};

	if (draw(0, 3) == 0)
		memcpy(r.currency, "EUR", sizeof("EUR"));
	return r;
}

static int64_t draw_amount(void)
{
	static const int64_t most[] = {200, 10000, 1000000, PRICE_MOST, INT64_MAX - 1};

	return draw(0, 9) ? draw(0, most[draw(0, COUNT_OF(most) - 1)]) : MONEY_NULL;
}

static struct price_input draw_input(void)
{
	static const char *const currencies[] = {"PLN", "EUR", "PLN", "CZK"};
	struct price_input in = {
	    .price.minor = draw_amount(),
	    .cost.minor = draw_amount(),
	    .vat = draw(0, 7) ? draw(0, 1) * 2300 : PRODUCT_UNKNOWN,
	    .fee = draw_or_none(0, 3000),
	    .pieces = draw(0, 9) ? draw(1, 12) : draw(-1, PRICE_PIECES_MAX + 1),
	    .currency = currencies[draw(0, COUNT_OF(currencies) - 1)],
	    .rates = &rates,
	};

	memcpy(in.price.currency, currencies[draw(0, 3)], sizeof(in.price.currency));
	memcpy(in.cost.currency, currencies[draw(0, 3)], sizeof(in.cost.currency));
	return in;
}

static void check(const struct price_rule *r, const struct price_input *in,
		  const struct price_answer *got)
{
	const int64_t p = got->price.minor;

	assert_true(got->n <= PRICE_STEPS);
	if (got->reason) {
		assert_true(money_is_none(got->price));
		return;
	}
	assert_string_equal(got->price.currency, in->currency);
	assert_true(p >= PRICE_LEAST && p <= PRICE_MOST);
	assert_true(r->floor == PRICE_NONE || p >= r->floor);
	assert_true(r->ceiling == PRICE_NONE || p <= r->ceiling);
	if (r->min_margin != PRICE_NONE)
		assert_true(price_margin(got->price, in) >= r->min_margin);
	assert_int_equal(got->steps[got->n - 1].value.minor, p);
}

static void no_price_ever_leaves_its_bounds(void **state)
{
	uint64_t found = 0;

	(void)state;
	for (int i = 0; i < 1000000; i++) {
		const struct price_rule r = draw_rule();
		const struct price_input in = draw_input();
		struct price_answer got;

		if (price_rule_fault(&r))
			continue;
		price_by_rule(&r, &in, &got);
		check(&r, &in, &got);
		found += !got.reason;
	}
	assert_true(found > 10000);
}

/* The same rule over a higher price gives no lower one. */
static void a_higher_price_gives_no_lower_one(void **state)
{
	(void)state;
	for (int i = 0; i < 200000; i++) {
		const struct price_rule r = draw_rule();
		struct price_input in = draw_input();
		struct price_answer low;
		struct price_answer high;

		if (price_rule_fault(&r) || in.price.minor > PRICE_MOST)
			continue;
		price_by_rule(&r, &in, &low);
		in.price.minor += draw(0, 1000);
		price_by_rule(&r, &in, &high);
		if (!low.reason && !high.reason)
			assert_true(low.price.minor <= high.price.minor);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_price_ever_leaves_its_bounds),
	    cmocka_unit_test(a_higher_price_gives_no_lower_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
