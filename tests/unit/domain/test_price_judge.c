/* How an offer stands to the rules, whoever asks. */
#include "domain/pricing/price_judge.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "domain/catalog/product.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PLN(n)                                                                                     \
	{                                                                                          \
		.minor = (n), .currency = "PLN"                                                    \
	}
#define ALL .offer_id = "", .brand = "", .shop_category = "", .category_id = "", .market = ""

/* Twice the price for all, armed; three times for Philips, armed or not. */
static struct price_version rules[] = {
    {.number = 1,
     .armed = 1,
     .scope = {ALL, .currency = "PLN"},
     .rule = {.currency = "PLN",
	      .rate = 10000,
	      .floor = PRICE_NONE,
	      .ceiling = PRICE_NONE,
	      .min_margin = PRICE_NONE}},
    {.number = 2,
     .armed = 1,
     .scope = {.offer_id = "",
	       .brand = "philips",
	       .shop_category = "",
	       .category_id = "",
	       .market = "",
	       .currency = "PLN"},
     .rule = {.currency = "PLN",
	      .rate = 20000,
	      .floor = PRICE_NONE,
	      .ceiling = PRICE_NONE,
	      .min_margin = PRICE_NONE}},
};
static const struct price_book book = {.rules = rules, .n_rules = COUNT_OF(rules)};

static struct price_part lamp = {.pieces = 1,
				 .price = PLN(1000),
				 .cost = PLN(500),
				 .vat = 2300,
				 .brand = "OSRAM",
				 .category = "Dom"};

#define CASE(...)                                                                                  \
	{                                                                                          \
		.offer_id = "1", .now = PLN(2000), .parts = &lamp, .n_parts = 1, __VA_ARGS__       \
	}
static struct price_part philips = {
    .pieces = 2, .price = PLN(1000), .vat = 2300, .brand = "PHILIPS"};
static struct price_part unpriced = {.pieces = 1, .price = {.minor = MONEY_NULL}};
static struct price_part set[] = {
    {.pieces = 2, .price = PLN(1000), .cost = PLN(500), .vat = 2300, .brand = "a", .category = "x"},
    {.pieces = 1, .price = PLN(300), .cost = PLN(100), .vat = 2300, .brand = "b", .category = "x"},
};

static const struct {
	const char *name;
	struct price_case offer;
	enum price_stand want;
	uint64_t rule;
	int64_t price;
	int64_t change;
} cases[] = {
    {"as it is", CASE(.name = ""), PRICE_SAME, 1, 2000, 0},
    {"to be changed",
     {.offer_id = "1", .now = PLN(1000), .parts = &lamp, .n_parts = 1},
     PRICE_CHANGES,
     1,
     2000,
     10000},
    {"the special one counts",
     {.offer_id = "1", .now = PLN(2000), .parts = &philips, .n_parts = 1},
     PRICE_CHANGES,
     2,
     6000,
     20000},
    {"by Allegro's rule", CASE(.allegro_rule = "r"), PRICE_ALLEGROS, 1, 2000, 0},
    {"in a campaign", CASE(.campaign = PRICE_CAMPAIGN_BADGE), PRICE_CAMPAIGN, 1, 2000, 0},
    {"without a product",
     {.offer_id = "1", .now = PLN(2000)},
     PRICE_UNLINKED,
     1,
     MONEY_NULL,
     PRICE_NONE},
    {"without a price",
     {.offer_id = "1", .now = PLN(2000), .parts = &unpriced, .n_parts = 1},
     PRICE_UNKNOWN,
     1,
     MONEY_NULL,
     PRICE_NONE},
    {"a set is the sum",
     {.offer_id = "1", .now = PLN(2000), .parts = set, .n_parts = 2},
     PRICE_CHANGES,
     1,
     4600,
     13000},
    {"another currency is nobody's",
     {.offer_id = "1", .now = {.minor = 1, .currency = "EUR"}, .parts = &lamp, .n_parts = 1},
     PRICE_FREE,
     0,
     MONEY_NULL,
     PRICE_NONE},
};

static void each_offer_stands_somewhere(void **state)
{
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct price_verdict v;
		price_judge(mem, &book, &cases[i].offer, &(struct price_ways){0}, 0, &v);
		if (v.stand != cases[i].want || v.answer.price.minor != cases[i].price ||
		    v.change != cases[i].change || (v.rule ? v.rule->number : 0) != cases[i].rule)
			fail_msg("%s: %s, %lld, %lld", cases[i].name, price_stand_names[v.stand],
				 (long long)v.answer.price.minor, (long long)v.change);
	}
	mem_free(mem);
}

/* Who switches the special rule off does not hand its offers to the general one. */
static void a_rule_that_is_off_keeps_the_price(void **state)
{
	const struct price_case offer = {
	    .offer_id = "1", .now = PLN(2000), .parts = &philips, .n_parts = 1};
	void *mem = mem_context(NULL, "test");
	struct price_verdict v;

	(void)state;
	rules[1].armed = 0;
	price_judge(mem, &book, &offer, &(struct price_ways){0}, 0, &v);
	assert_int_equal(v.stand, PRICE_IS_OFF);
	price_judge(mem, &book, &offer, &(struct price_ways){0}, 2, &v);
	assert_int_equal(v.stand, PRICE_CHANGES); /* as if it were armed */
	price_judge(mem, &book, &offer, &(struct price_ways){0}, 1, &v);
	assert_int_equal(v.stand, PRICE_IS_OFF);
	rules[1].armed = 1;
	rules[1].is_broken = true;
	price_judge(mem, &book, &offer, &(struct price_ways){0}, 2, &v);
	assert_int_equal(v.stand, PRICE_IS_OFF);
	rules[1].is_broken = false;
	mem_free(mem);
}

static void what_the_products_of_a_set_do_not_share_is_unknown(void **state)
{
	struct price_case offer = {.parts = set, .n_parts = 2};

	(void)state;
	struct price_part sum = price_sum(&offer);
	assert_int_equal(sum.price.minor, 2300);
	assert_int_equal(sum.cost.minor, 1100);
	assert_int_equal(sum.pieces, 1);
	assert_int_equal(sum.vat, 2300);
	assert_null(sum.brand);
	assert_string_equal(sum.category, "x");
	set[1].vat = 800;
	set[1].cost = MONEY_NONE;
	sum = price_sum(&offer);
	assert_int_equal(sum.vat, PRODUCT_UNKNOWN);
	assert_true(money_is_none(sum.cost));
	assert_int_equal(sum.price.minor, 2300);
	offer.n_parts = 0;
	assert_int_equal(price_sum(&offer).pieces, PRICE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_offer_stands_somewhere),
	    cmocka_unit_test(a_rule_that_is_off_keeps_the_price),
	    cmocka_unit_test(what_the_products_of_a_set_do_not_share_is_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
