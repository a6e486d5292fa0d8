/* Fields, their comparison, and the brake. */
#include "domain/catalog/product_diff.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void *mem;

static struct product lamp(void)
{
	struct product p = product_unknown();

	p.sku = "K-1";
	p.name = "Kinkiet";
	p.price = (struct money){1990, "PLN"};
	p.stock = 3;
	return p;
}

static void each_field_has_its_column(void **state)
{
	static const struct {
		enum product_field field;
		const char *name;
	} cases[] = {
	    {PRODUCT_EAN, "ean"},
	    {PRODUCT_DESCRIPTION, "description"},
	    {PRODUCT_PRICE, "price"},
	    {PRODUCT_VAT, "vat"},
	    {PRODUCT_STOCK, "stock"},
	    {PRODUCT_COST, "cost"},
	    {PRODUCT_UNIT, "unit"},
	    {PRODUCT_WEIGHT, "weight_g"},
	    {PRODUCT_HEIGHT, "height_mm"},
	    {PRODUCT_IMAGES, "images"},
	    {PRODUCT_CATEGORY, "category"},
	    {PRODUCT_VARIANT_OF, "variant_of"},
	    {PRODUCT_ATTRIBUTES, "attributes"},
	    {PRODUCT_SHOP_ID, "shop_id"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_string_equal(product_field_name(cases[i].field), cases[i].name);
		assert_int_equal(product_field_find(cases[i].name), cases[i].field);
	}
	assert_int_equal(product_field_find("sku"), PRODUCT_FIELDS);
}

static void nothing_is_known_at_first(void **state)
{
	struct product p = product_unknown();

	(void)state;
	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		assert_false(product_is_known(&p, (enum product_field)i));
		assert_null(product_field_text(mem, &p, (enum product_field)i));
	}
}

static void fields_are_told_as_text(void **state)
{
	struct product p = lamp();

	(void)state;
	p.vat = 2300;
	assert_string_equal(product_field_text(mem, &p, PRODUCT_PRICE), "19.90 PLN");
	assert_string_equal(product_field_text(mem, &p, PRODUCT_STOCK), "3");
	assert_string_equal(product_field_text(mem, &p, PRODUCT_VAT), "23%");
	p.vat = 550;
	assert_string_equal(product_field_text(mem, &p, PRODUCT_VAT), "5.50%");
	p.vat = PRODUCT_VAT_EXEMPT;
	assert_string_equal(product_field_text(mem, &p, PRODUCT_VAT), "zw");
}

static void sets_are_names_and_back(void **state)
{
	uint64_t all = product_bit(PRODUCT_FIELDS) - 1;

	(void)state;
	assert_string_equal(product_fields_text(mem, 0), "");
	assert_string_equal(
	    product_fields_text(mem, product_bit(PRODUCT_EAN) | product_bit(PRODUCT_STOCK)),
	    "ean,stock");
	assert_int_equal(product_fields_read("stock,ean,nonsense"),
			 product_bit(PRODUCT_EAN) | product_bit(PRODUCT_STOCK));
	assert_int_equal(product_fields_read(product_fields_text(mem, all)), all);
	assert_int_equal(product_fields_read(NULL), 0);
}

static void words_are_there_whole_and_in_parts(void **state)
{
	struct product p = lamp();

	(void)state;
	p.name = "Żarówka E27/60W";
	assert_string_equal(product_words(mem, &p), " k-1 1 zarowka e27/60w 60w");
}

/* ---- Comparison ------------------------------------------------------------------------------ */

static struct product_diff compared(const struct product *row, uint64_t locks, bool is_gone)
{
	struct product have = lamp();

	return product_compare(&have, &(struct product_state){locks, is_gone}, row);
}

static void what_a_file_does_not_say_stays(void **state)
{
	struct product row = product_unknown();

	(void)state;
	assert_int_equal(compared(&row, 0, false).verdict, PRODUCT_SAME);
	row.name = "Kinkiet";
	assert_int_equal(compared(&row, 0, false).verdict, PRODUCT_SAME);
	row.name = "Lampa";
	row.ean = "5901234123457";
	assert_int_equal(compared(&row, 0, false).verdict, PRODUCT_CHANGED);
	assert_int_equal(compared(&row, 0, false).changed,
			 product_bit(PRODUCT_NAME) | product_bit(PRODUCT_EAN));
}

static void a_locked_field_stays_and_is_told(void **state)
{
	struct product row = lamp();

	(void)state;
	row.name = "Lampa";
	struct product_diff d =
	    compared(&row, product_bit(PRODUCT_NAME) | product_bit(PRODUCT_EAN), false);
	assert_int_equal(d.verdict, PRODUCT_SAME);
	assert_int_equal(d.changed, 0);
	assert_int_equal(d.locked, product_bit(PRODUCT_NAME));
	row.stock = 4;
	d = compared(&row, product_bit(PRODUCT_NAME), false);
	assert_int_equal(d.verdict, PRODUCT_CHANGED);
	assert_int_equal(d.changed, product_bit(PRODUCT_STOCK));
}

static void each_field_can_be_locked(void **state)
{
	const struct product have = product_unknown();
	struct product row = lamp();

	(void)state;
	row.ean = row.brand = row.mpn = row.description = row.unit = row.images = row.category =
	    row.variant_of = row.attributes = row.shop_id = "x";
	row.vat = row.weight_g = row.length_mm = row.width_mm = row.height_mm = 1;
	row.cost = row.price;
	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		const uint64_t bit = product_bit((enum product_field)i);
		const struct product_diff d =
		    product_compare(&have, &(struct product_state){bit, false}, &row);
		if (d.locked != bit || d.changed != product_bit(PRODUCT_FIELDS) - 1 - bit)
			fail_msg("%s", product_field_name((enum product_field)i));
	}
}

static void what_comes_back_is_a_change(void **state)
{
	struct product row = lamp();

	(void)state;
	assert_int_equal(compared(&row, 0, false).verdict, PRODUCT_SAME);
	assert_int_equal(compared(&row, 0, true).verdict, PRODUCT_CHANGED);
	assert_int_equal(product_compare(NULL, NULL, &row).verdict, PRODUCT_NEW);
}

static void losses_and_jumps_are_seen(void **state)
{
	static const struct {
		int64_t price;
		int64_t stock;
		bool loses_stock, loses_price, jumps;
	} cases[] = {
	    {1990, 3, false, false, false},
	    {1990, 0, true, false, false},
	    {1990, PRODUCT_UNKNOWN, false, false, false},
	    {0, 3, false, true, false},
	    {MONEY_NULL, 3, false, false, false},
	    {199000, 3, false, false, true},
	    {19, 3, false, false, true},
	    {5970, 3, false, false, false},
	    {664, 3, false, false, false},
	    {663, 3, false, false, false},
	    {600, 3, false, false, true},
	    {INT64_MAX, 3, false, false, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct product row = lamp();
		row.price = cases[i].price == MONEY_NULL ? MONEY_NONE
							 : (struct money){cases[i].price, "PLN"};
		row.stock = cases[i].stock;
		struct product_diff d = compared(&row, 0, false);
		if (d.loses_stock != cases[i].loses_stock ||
		    d.loses_price != cases[i].loses_price || d.jumps != cases[i].jumps)
			fail_msg("case %zu", i);
	}
	/* Another currency is another price. */
	struct product row = lamp();
	row.price = (struct money){1990, "EUR"};
	assert_true(compared(&row, 0, false).jumps);
	/* A locked price does not move. */
	row = lamp();
	row.price.minor = 0;
	assert_false(compared(&row, product_bit(PRODUCT_PRICE), false).loses_price);
}

static void a_variant_takes_what_it_does_not_say(void **state)
{
	struct product parent = lamp();
	struct product variant = product_unknown();

	(void)state;
	parent.ean = "5901234123457";
	parent.attributes = "Rozmiar\tS, M\t";
	variant.name = "Kinkiet M";
	product_inherit(&variant, &parent);
	assert_string_equal(variant.name, "Kinkiet M");
	parent.brand = "Trio";
	product_inherit(&variant, &parent);
	assert_string_equal(variant.brand, "Trio");
	/* Each variant has its own. */
	assert_null(variant.ean);
	assert_null(variant.attributes);
	assert_int_equal(variant.stock, PRODUCT_UNKNOWN);
	assert_true(money_is_none(variant.price));
}

/* F24: more than 5 % and more than 20. */
static void the_brake_asks_when_much_would_go(void **state)
{
	static const struct {
		struct run_effect effect;
		enum run_brake brake;
	} cases[] = {
	    {{.products = 1000}, BRAKE_NONE},
	    {{.products = 1000, .loses_stock = 50}, BRAKE_NONE},
	    {{.products = 1000, .loses_stock = 51}, BRAKE_STOCK},
	    {{.products = 100, .loses_stock = 20}, BRAKE_NONE},
	    {{.products = 100, .loses_stock = 21}, BRAKE_STOCK},
	    {{.products = 20, .gone = 20}, BRAKE_NONE},
	    {{.products = 1000, .loses_price = 51}, BRAKE_PRICE},
	    {{.products = 1000, .jumps = 1000}, BRAKE_JUMP},
	    {{.products = 1000, .gone = 999}, BRAKE_GONE},
	    {{.products = 0, .gone = 0}, BRAKE_NONE},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(run_brake(&cases[i].effect), cases[i].brake);
}

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "test");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_field_has_its_column),
	    cmocka_unit_test(nothing_is_known_at_first),
	    cmocka_unit_test(fields_are_told_as_text),
	    cmocka_unit_test(sets_are_names_and_back),
	    cmocka_unit_test(words_are_there_whole_and_in_parts),
	    cmocka_unit_test(what_a_file_does_not_say_stays),
	    cmocka_unit_test(a_locked_field_stays_and_is_told),
	    cmocka_unit_test(each_field_can_be_locked),
	    cmocka_unit_test(what_comes_back_is_a_change),
	    cmocka_unit_test(losses_and_jumps_are_seen),
	    cmocka_unit_test(a_variant_takes_what_it_does_not_say),
	    cmocka_unit_test(the_brake_asks_when_much_would_go),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
