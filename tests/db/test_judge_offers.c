/* Judgements of what offers say of products, and of what Allegro says of parameters. */
#include "judge_world.h"

#include "db_test.h"

#include "base/mem.h"
#include "db/tx.h"
#include "domain/mapping/contradiction.h"
#include "domain/mapping/worklist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static enum rc remember(struct db *to, void *arg, struct err *e)
{
	return contradiction_remember(to, arg, e);
}

static void refuse_value(const char *answer)
{
	struct contradiction c = {.environment = HOME,
				  .category_id = "10",
				  .param_id = "11323",
				  .answer = answer,
				  .code = "ParameterValueNotAllowed",
				  .said = "Wartość niedozwolona"};
	struct err e = {0};

	if (tx_run(db, remember, &c, &e))
		fail_msg("%s", e.msg);
}

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

/* What will be required is told by those who lack it, and keeps nobody. */
static void what_will_be_required_is_told(void **state)
{
	struct worklist_coming *rows;
	struct worklist_coming one;
	struct worklist_product *products;
	struct err e = {0};
	size_t n;
	bool more;

	(void)state;
	empty(NULL);
	db_test_run(db, "UPDATE category_param SET required = 0, raw = REPLACE(raw,"
			" '\"required\":true', '\"required\":false')");
	decide("category", KINKIETY, "10");
	must_judge();
	agree();
	assert_int_equal(marked("param", "n"), 0);
	assert_int_equal(marked("soon", "n"), 0);
	db_test_run(db, "INSERT INTO category_param_change (environment, category_id, param_id,"
			" type, decided_at, due_at) VALUES ('" HOME "', '10', '11323',"
			" 'REQUIREMENT_CHANGE', '2026-01-01', '2099-05-12')");
	must_judge(); /* without being asked: it is seen that one came */
	agree();
	assert_int_equal(marked("param", "n"), 0);
	assert_int_equal(marked("soon", "n"), 5);
	assert_int_equal(worklist_coming(db, mem, HOME, 7, &rows, &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].param, "Stan");
	assert_string_equal(rows[0].category, "10");
	assert_int_equal(rows[0].n, 5);
	assert_int_equal(worklist_coming_find(db, mem, HOME, 7, "11323", rows[0].due_at, &one, &e),
			 RC_OK);
	assert_int_equal(one.n, 5);
	assert_int_equal(
	    worklist_coming_products(db, mem, HOME, 7, &one, 0, &products, &n, &more, &e), RC_OK);
	assert_int_equal(n, 5);
	assert_false(more);
	assert_int_equal(worklist_coming_products(db, mem, HOME, 7, &one, products[3].id, &products,
						  &n, &more, &e),
			 RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(
	    worklist_coming_find(db, mem, HOME, 7, "11323", rows[0].due_at + 1, &one, &e),
	    RC_NOT_FOUND);
	err_clear(&e);
	/* One of them goes, and its place among them too. */
	db_test_run(db, mem_printf(mem, "DELETE FROM product WHERE id = %llu",
				   (unsigned long long)products[0].id));
	must_judge();
	agree();
	assert_int_equal(marked("soon", "n"), 4);
	decide("param", "\t11323", "fixed\t#1");
	must_judge();
	agree();
	assert_int_equal(marked("soon", "n"), 0);
	assert_int_equal(worklist_coming(db, mem, HOME, 7, &rows, &n, &e), RC_OK);
	assert_int_equal(n, 0);
	db_test_run(db, "DELETE FROM category_param_change");
}

/* For the other products as well, until Allegro describes it anew or a person says so. */
static void what_allegro_contradicts_is_not_tried_again(void **state)
{
	struct err e = {0};

	(void)state;
	empty(NULL);
	decide("category", KINKIETY, "10");
	decide("param", "10\t11323", "fixed\t#1");
	must_judge();
	agree();
	const int64_t before = marked("refused", "n");
	assert_int_equal(before, 0);
	refuse_value("#1");
	refuse_value("#1");
	must_judge();
	agree();
	assert_int_equal(marked("refused", "n"), 5);
	assert_int_equal(number("SELECT times FROM param_contradiction"), 2);
	/* another value is tried */
	decide("param", "\t11323", "fixed\t#2");
	db_test_run(db, "UPDATE mapping_decision SET ended_at = NOW() WHERE subject LIKE '10%'");
	must_judge();
	agree();
	assert_int_equal(marked("refused", "n"), 0);
	/* until so many are refused that the parameter itself is in doubt */
	refuse_value("#3");
	refuse_value("#4");
	must_judge();
	agree();
	assert_int_equal(marked("refused", "n"), 5);
	const int64_t id = number("SELECT MAX(id) FROM param_contradiction");
	assert_int_equal(contradiction_forget(db, (uint64_t)id, "ania", &e), RC_OK);
	assert_int_equal(contradiction_forget(db, (uint64_t)id, "ania", &e), RC_CONFLICT);
	must_judge();
	agree();
	assert_int_equal(marked("refused", "n"), 0);
	refuse_value("#2");
	must_judge();
	assert_int_equal(marked("refused", "n"), 5);
	db_test_run(db, "UPDATE category_param SET raw = REPLACE(raw, '\"options\":{}',"
			" '\"options\":{\"describesProduct\":false}')");
	db_test_run(db, "INSERT INTO ready_touch (account_id, kind) VALUES (7, 'ALL')");
	must_judge();
	agree();
	assert_int_equal(marked("refused", "n"), 0);
	db_test_run(db, "DELETE FROM param_contradiction");
}

/* No others; and what nobody has any more is not kept. */
static void a_brand_is_decided_for_its_products_alone(void **state)
{
	(void)state;
	empty(NULL);
	db_test_run(db,
		    "UPDATE product SET brand = IF(sku IN ('S-1', 'S-2'), 'Łuna  POLSKA', 'Inna')");
	must_judge();
	agree();
	assert_int_equal(number("SELECT n FROM ready_mark WHERE kind = 'safety' AND subject ="
				" 'luna polska'"),
			 2);
	decide("brand", "luna polska", "\t\t\t\nUwaga");
	must_judge();
	agree();
	assert_int_equal(turn.counts.seen, 2);
	assert_int_equal(number("SELECT COUNT(*) FROM ready_mark WHERE kind = 'safety' AND"
				" subject = 'luna polska'"),
			 0);
	assert_int_equal(number("SELECT COUNT(*) FROM ready_mark WHERE n = 0"), 0);
	/* and they are known by their new one */
	db_test_run(db,
		    "UPDATE product SET brand = 'Nowa', version = version + 1 WHERE sku = 'S-1'");
	must_judge();
	decide("brand", "nowa", "\t\t\t\nUwaga");
	must_judge();
	agree();
	assert_int_equal(turn.counts.seen, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_brand_is_decided_for_its_products_alone),
	    cmocka_unit_test(the_fields_of_offers_are_judged_by),
	    cmocka_unit_test(a_number_of_the_catalogue_makes_it_a_product_of_it),
	    cmocka_unit_test(what_will_be_required_is_told),
	    cmocka_unit_test(what_allegro_contradicts_is_not_tried_again),
	};

	return cmocka_run_group_tests(tests, judge_setup, db_test_teardown);
}
