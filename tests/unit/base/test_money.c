/* Amounts are exact or refused. */
#include "base/money.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void amounts_are_read_exactly(void **state)
{
	static const struct {
		const char *amount;
		int64_t minor;
	} cases[] = {
	    {"0", 0},
	    {"0.00", 0},
	    {"1", 100},
	    {"1.5", 150},
	    {"19.90", 1990},
	    {"-3.07", -307},
	    {"9999999999999.99", 999999999999999},
	    {"007.10", 710},
	    {"-0.01", -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct money m = MONEY_NONE;
		struct err e = {0};
		assert_int_equal(money_parse(cases[i].amount, "PLN", &m, &e), RC_OK);
		assert_int_equal(m.minor, cases[i].minor);
		assert_string_equal(m.currency, "PLN");
	}
}

static void everything_else_is_refused(void **state)
{
	static const char *const texts[] = {"",
					    " 1",
					    "1 ",
					    "+1",
					    "1,50",
					    "1.005",
					    "1.",
					    ".5",
					    "1e3",
					    "0x1",
					    "--1",
					    "NaN",
					    "12zł",
					    "1.5.5",
					    "-",
					    "1_0",
					    "1234567890123456.00",
					    "٣"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct money m;
		struct err e = {0};
		if (money_parse(texts[i], "PLN", &m, &e) != RC_INVALID)
			fail_msg("accepted: \"%s\"", texts[i]);
	}
	struct money m;
	struct err e = {0};
	assert_int_equal(money_parse("1.00", "XYZ", &m, &e), RC_INVALID);
	assert_int_equal(money_parse("1.00", "pln", &m, &e), RC_INVALID);
	assert_int_equal(money_parse("1.00", NULL, &m, &e), RC_INVALID);
	assert_int_equal(money_parse(NULL, "PLN", &m, &e), RC_INVALID);
}

static void text_and_amount_are_inverse(void **state)
{
	(void)state;
	srand(7);
	for (int i = 0; i < 20000; i++) {
		void *mem = mem_context(NULL, "t");
		struct money m = {.minor = ((int64_t)rand() << 12) % 100000000000,
				  .currency = "CZK"};
		struct money back;
		struct err e = {0};
		if (i & 1)
			m.minor = -m.minor;
		assert_int_equal(money_parse(money_to_decimal(mem, m), "CZK", &back, &e), RC_OK);
		assert_true(back.minor == m.minor);
		mem_free(mem);
	}
}

static void sums_keep_currency_and_range(void **state)
{
	struct money pln = {.minor = 150, .currency = "PLN"};
	struct money eur = {.minor = 150, .currency = "EUR"};
	struct money huge = {.minor = INT64_MAX, .currency = "PLN"};
	struct money out;

	(void)state;
	assert_true(money_add(pln, pln, &out));
	assert_int_equal(out.minor, 300);
	assert_true(money_times(pln, 3, &out));
	assert_int_equal(out.minor, 450);
	assert_false(money_add(pln, eur, &out));
	assert_false(money_add(pln, huge, &out));
	assert_false(money_times(huge, 2, &out));
	assert_false(money_add(pln, MONEY_NONE, &out));
}

static void people_read_it_their_way(void **state)
{
	static const struct {
		int64_t minor;
		const char *currency;
		const char *pl;
		const char *en;
	} cases[] = {
	    {123456, "PLN", "1234,56\u00a0zł", "PLN\u00a01,234.56"},
	    {1234567, "PLN", "12\u00a0345,67\u00a0zł", "PLN\u00a012,345.67"},
	    {-5, "CZK", "-0,05\u00a0Kč", "CZK\u00a0-0.05"},
	    {100000000, "EUR", "1\u00a0000\u00a0000,00\u00a0€", "EUR\u00a01,000,000.00"},
	};
	void *mem = mem_context(NULL, "t");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct money m = {.minor = cases[i].minor};
		memcpy(m.currency, cases[i].currency, 4);
		assert_string_equal(money_format(mem, m, MONEY_PL), cases[i].pl);
		assert_string_equal(money_format(mem, m, MONEY_EN), cases[i].en);
	}
	assert_string_equal(money_format(mem, MONEY_NONE, MONEY_PL), "");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(amounts_are_read_exactly),
	    cmocka_unit_test(everything_else_is_refused),
	    cmocka_unit_test(text_and_amount_are_inverse),
	    cmocka_unit_test(sums_keep_currency_and_range),
	    cmocka_unit_test(people_read_it_their_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
