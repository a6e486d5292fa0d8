/* Judgements of what offers say of products, and of what Allegro says of parameters. */
#include "judge_world.h"

#include "db_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* Judged by another text than before, and by its own again. */
static void the_fields_of_offers_are_judged_by(void **state)
{
	(void)state;
	empty(NULL);
	db_test_run(db, "UPDATE product SET name = 'Kinkiet', attributes = CONCAT('Tytuł\tKinkiet"
			" biały LED', '\t\nCena\t0,50\t') WHERE sku <> 'S-1'");
	must_judge();
	agree();
	assert_int_equal(marked("text", "n"), 18); /* too short, too few words */
	decide("offer", "product_name", "attribute\tTytuł");
	must_judge();
	agree();
	assert_int_equal(marked("text", "n"), 0);
	must_judge();
	assert_int_equal(turn.counts.seen, 0);
	decide("offer", "sellingMode_price_amount", "attribute\tCena");
	must_judge();
	agree();
	assert_int_equal(number("SELECT n FROM ready_mark WHERE kind = 'price' AND subject ="
				" 'range'"),
			 9);
	assert_int_equal(number("SELECT n FROM ready_mark WHERE kind = 'price' AND subject ="
				" 'none'"),
			 1); /* who has no such attribute */
	assert_int_equal(marked("text", "n"), 0);
	db_test_run(db, "UPDATE mapping_decision SET ended_at = NOW() WHERE kind = 'offer'");
	db_test_run(db, "INSERT INTO ready_touch (account_id, kind) VALUES (7, 'ALL')");
	must_judge();
	agree();
	assert_int_equal(marked("text", "n"), 18);
}

/* A product that the shop knows by its number in the catalogue is not asked for what one that is
 * made is. */
static void a_number_of_the_catalogue_makes_it_a_product_of_it(void **state)
{
	(void)state;
	empty(NULL);
	decide("category", KINKIETY, "10");
	decide("category", INNE, "10");
	db_test_run(db, "UPDATE category_param SET required = 0, required_for_product = 1,"
			" describes_product = 1, raw = REPLACE(REPLACE(raw, '\"required\":true',"
			" '\"required\":false,\"requiredForProduct\":true'), '\"options\":{}',"
			" '\"options\":{\"describesProduct\":true}')");
	db_test_run(db, "UPDATE product SET ean = '5901234123457' WHERE sku IN ('S-1', 'S-2')");
	must_judge();
	agree();
	assert_int_equal(marked("param", "n"), 10);
	decide("offer", "product_id", "field\tean");
	must_judge();
	agree();
	assert_int_equal(marked("param", "n"), 8);
	/* unless a person says that it is none */
	db_test_run(db, "INSERT INTO mapping_decision (environment, kind, product_id, subject,"
			" value, made_by) SELECT '" HOME "', 'product', id, 'card', NULL, 'ania'"
			" FROM product WHERE sku = 'S-1'");
	db_test_run(db, "UPDATE product SET version = version + 1");
	must_judge();
	agree();
	assert_int_equal(marked("param", "n"), 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_fields_of_offers_are_judged_by),
	    cmocka_unit_test(a_number_of_the_catalogue_makes_it_a_product_of_it),
	};

	return cmocka_run_group_tests(tests, judge_setup, db_test_teardown);
}
