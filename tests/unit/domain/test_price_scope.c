/* Of the rules that cover an offer the most special counts; of its fees the deepest. */
#include "domain/pricing/price_scope.h"
#include "domain/pricing/price_terms.h"

#include "base/compiler.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A lamp of Philips, in a leaf with two categories above it. */
static const char *const ways[] = {"300", "200", "100"};
static const struct price_subject lamp = {.account_id = 7,
					  .offer_id = "111",
					  .brand = "philips",
					  .shop_category = "Dom > Lampy > Wiszące",
					  .categories = ways,
					  .n_categories = COUNT_OF(ways),
					  .market = "allegro-pl",
					  .currency = "PLN"};

#define SCOPE(...)                                                                                 \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}

/* Texts that a case does not name are empty. */
static struct price_scope filled(struct price_scope s)
{
	const char **const texts[] = {&s.offer_id,    &s.brand,	 &s.shop_category,
				      &s.category_id, &s.market, &s.currency};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (!*texts[i])
			*texts[i] = i == 5 ? "PLN" : "";
	return s;
}

/* From the most special to the least; those after the gap do not cover it. */
static const struct price_scope by_rank[] = {
    SCOPE(.offer_id = "111", .brand = "philips"),
    SCOPE(.offer_id = "111"),
    SCOPE(.brand = "philips", .shop_category = "Dom"),
    SCOPE(.brand = "philips", .category_id = "300"),
    SCOPE(.brand = "philips"),
    SCOPE(.shop_category = "Dom > Lampy > Wiszące"),
    SCOPE(.shop_category = "Dom > Lampy", .category_id = "300"),
    SCOPE(.shop_category = "Dom > Lampy"),
    SCOPE(.shop_category = "Dom"),
    SCOPE(.category_id = "300"),
    SCOPE(.category_id = "200", .market = "allegro-pl"),
    SCOPE(.category_id = "200"),
    SCOPE(.category_id = "100", .account_id = 7),
    SCOPE(.category_id = "100"),
    SCOPE(.market = "allegro-pl", .account_id = 7),
    SCOPE(.market = "allegro-pl"),
    SCOPE(.account_id = 7),
    SCOPE(.account_id = 0),
};
static const struct price_scope others[] = {
    SCOPE(.offer_id = "11"),
    SCOPE(.offer_id = "1111"),
    SCOPE(.brand = "phil"),
    SCOPE(.shop_category = "Dom > Lam"),
    SCOPE(.shop_category = "Lampy"),
    SCOPE(.shop_category = "Dom > Lampy > Wiszące > Inne"),
    SCOPE(.category_id = "400"),
    SCOPE(.market = "allegro-cz"),
    SCOPE(.account_id = 8),
    SCOPE(.currency = "EUR"),
    SCOPE(.offer_id = "111", .account_id = 8),
};

static void the_most_special_rule_counts(void **state)
{
	struct price_weight last = {{0}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(by_rank); i++) {
		const struct price_scope s = filled(by_rank[i]);
		struct price_weight w;
		if (!price_scope_covers(&s, &lamp, &w))
			fail_msg("%zu does not cover it", i);
		if (i && price_weight_compare(&last, &w) <= 0)
			fail_msg("%zu is as special as the one before", i);
		assert_int_equal(price_weight_compare(&w, &w), 0);
		last = w;
	}
}

static void what_is_for_others_does_not_cover_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		const struct price_scope s = filled(others[i]);
		struct price_weight w;
		if (price_scope_covers(&s, &lamp, &w))
			fail_msg("%zu covers it", i);
	}
}

/* What is not known of an offer is in no scope that asks for it. */
static void an_offer_without_a_product_is_covered_by_what_is_for_all(void **state)
{
	static const struct price_subject bare = {.account_id = 7,
						  .offer_id = "111",
						  .brand = "",
						  .shop_category = "",
						  .market = "allegro-pl",
						  .currency = "PLN"};
	const struct price_scope all = filled((struct price_scope){.account_id = 7});
	const struct price_scope brand = filled((struct price_scope){.brand = "philips"});
	const struct price_scope deep = filled((struct price_scope){.category_id = "300"});
	struct price_weight w;

	(void)state;
	assert_true(price_scope_covers(&all, &bare, &w));
	assert_false(price_scope_covers(&brand, &bare, &w));
	assert_false(price_scope_covers(&deep, &bare, &w));
}

static void of_fees_the_deepest_counts(void **state)
{
	static const struct price_fee fees[] = {
	    {.market = "", .category_id = "", .rate = 1000},
	    {.market = "allegro-pl", .category_id = "", .rate = 1100},
	    {.market = "allegro-cz", .category_id = "300", .rate = 1},
	    {.market = "", .category_id = "100", .rate = 1200},
	    {.market = "allegro-pl", .category_id = "100", .rate = 1300},
	    {.market = "", .category_id = "200", .rate = 1400},
	};

	(void)state;
	assert_int_equal(price_fee_of(fees, 6, "allegro-pl", ways, 3), 1400);
	assert_int_equal(price_fee_of(fees, 6, "allegro-pl", ways + 2, 1), 1300);
	assert_int_equal(price_fee_of(fees, 6, "allegro-sk", ways + 2, 1), 1200);
	assert_int_equal(price_fee_of(fees, 6, "allegro-pl", NULL, 0), 1100);
	assert_int_equal(price_fee_of(fees, 6, "allegro-sk", NULL, 0), 1000);
	assert_int_equal(price_fee_of(fees, 6, "allegro-cz", ways, 3), 1);
	assert_int_equal(price_fee_of(fees + 2, 1, "allegro-pl", ways, 3), PRICE_NONE);
}

/* ---- Rates as texts -------------------------------------------------------------------------- */

#define TODAY	   "2026-12-01"
#define DAY_BEFORE "2026-11-30"

static void rates_are_read_as_people_write_them(void **state)
{
	static const struct {
		const char *text;
		const char *currency; /* NULL: it is none */
		int64_t units;
		int64_t rate;
		const char *day;
	} rows[] = {
	    {"EUR;4,2973", "EUR", 1, 42973, TODAY},
	    {"EUR,4.2973", "EUR", 1, 42973, TODAY},
	    {"eur\t4,3", "EUR", 1, 43000, TODAY},
	    {" EUR ; 4,2973 ; ; ", "EUR", 1, 42973, TODAY},
	    {"100 HUF;1,0923", "HUF", 100, 10923, TODAY},
	    {"100HUF;1,0923", "HUF", 100, 10923, TODAY},
	    {"HUF;1,0923;100;2026-11-30", "HUF", 100, 10923, DAY_BEFORE},
	    {"waluta;kurs\nEUR;4\n\n# x\n", "EUR", 1, 40000, TODAY},
	    {"EUR;4\r\n", "EUR", 1, 40000, TODAY},
	    {"EUR", NULL, 0, 0, NULL},
	    {"EUR;0", NULL, 0, 0, NULL},
	    {"EUR;-4", NULL, 0, 0, NULL},
	    {"EUR;4,29731", NULL, 0, 0, NULL},
	    {"EUR;4 zł", NULL, 0, 0, NULL},
	    {"EUR;1000001", NULL, 0, 0, NULL},
	    {"EURO;4", NULL, 0, 0, NULL},
	    {"EUR;4;0", NULL, 0, 0, NULL},
	    {"EUR;4;1;30.11.2026", NULL, 0, 0, NULL},
	    {"EUR;4;1;2026-11-30;x", NULL, 0, 0, NULL},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct currency_rate *got;
		struct err e = {0};
		size_t line;
		size_t n;
		const enum rc rc =
		    currency_rates_read(mem, rows[i].text, TODAY, &got, &n, &line, &e);

		if (!rows[i].currency) {
			if (rc != RC_INVALID)
				fail_msg("%s is a rate", rows[i].text);
			continue;
		}
		if (rc || n != 1)
			fail_msg("%s: %s, %zu", rows[i].text, e.msg, n);
		assert_string_equal(got->currency, rows[i].currency);
		assert_int_equal(got->units, rows[i].units);
		assert_int_equal(got->rate, rows[i].rate);
		assert_string_equal(got->day, rows[i].day);
	}
	mem_free(mem);
}

static void the_line_that_is_wrong_is_named(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct currency_rate *got;
	struct err e = {0};
	size_t line = 0;
	size_t n;

	(void)state;
	assert_int_equal(
	    currency_rates_read(mem, "waluta;kurs\nEUR;4\nCZK;x\n", TODAY, &got, &n, &line, &e),
	    RC_INVALID);
	assert_int_equal(line, 3);
	assert_string_equal(e.msg, "this is no rate: x");
	assert_string_equal(currency_rate_text(mem, 42973), "4.2973");
	assert_string_equal(currency_rate_text(mem, 5), "0.0005");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_most_special_rule_counts),
	    cmocka_unit_test(what_is_for_others_does_not_cover_it),
	    cmocka_unit_test(an_offer_without_a_product_is_covered_by_what_is_for_all),
	    cmocka_unit_test(of_fees_the_deepest_counts),
	    cmocka_unit_test(rates_are_read_as_people_write_them),
	    cmocka_unit_test(the_line_that_is_wrong_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
