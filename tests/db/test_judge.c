/* Judgements of products: what changed is judged anew and nothing else, the numbers are those of
 * the rows, and whatever fails, the next run brings all. */
#include "judge_world.h"

#include "db_test.h"
#include "order_world.h"
#include "refuse.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/ready_store.h"
#include "domain/mapping/worklist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void decisions_free_products_step_by_step(void **state)
{
	(void)state;
	empty(NULL);
	must_judge();
	agree();
	assert_int_equal(in_state("blocked"), 10);
	assert_int_equal(marked("category", "n"), 10);
	assert_int_equal(turn.counts.seen, 10);
	must_judge();
	assert_int_equal(turn.counts.seen, 0); /* nothing changed */

	decide("category", KINKIETY, "10");
	must_judge();
	agree();
	assert_int_equal(turn.counts.seen, 5); /* of that shop category, and no others */
	assert_int_equal(marked("category", "n"), 5);
	assert_int_equal(marked("param", "n"), 5);

	decide("param", "10\t11323", "fixed\t#1");
	must_judge();
	agree();
	assert_int_equal(marked("param", "n"), 0);

	decide("category", INNE, NULL);
	must_judge();
	agree();
	assert_int_equal(in_state("skipped"), 5);
}

static void a_product_that_changes_or_goes_is_judged_by_itself(void **state)
{
	(void)state;
	empty(NULL);
	must_judge();
	db_test_run(db, "UPDATE product SET price_minor = NULL, price_currency = NULL,"
			" version = version + 1 WHERE sku IN ('S-1', 'S-2')");
	db_test_run(db, "UPDATE product SET gone_since = '2026-1-1', version = version + 1"
			" WHERE sku = 'S-3'");
	db_test_run(db, "DELETE FROM product WHERE sku = 'S-4'");
	must_judge();
	agree();
	assert_int_equal(turn.counts.seen, 3);
	assert_int_equal(marked("price", "n"), 2);
	assert_int_equal(in_state("gone"), 1);
	assert_int_equal(number("SELECT COUNT(*) FROM product_ready"), 9);
}

static void what_allegro_says_of_a_category_is_judged_by(void **state)
{
	(void)state;
	empty(NULL);
	decide("category", KINKIETY, "30");
	must_judge();
	agree();
	assert_int_equal(marked("waiting", "n"), 5);
	/* somebody has to read them: that is asked for */
	assert_int_equal(number("SELECT COUNT(*) FROM category_used WHERE category_id = '30'"), 1);
	db_test_run(db, "UPDATE category_used SET read_at = NOW() WHERE category_id = '30'");
	must_judge();
	agree();
	assert_int_equal(marked("waiting", "n"), 0);
	db_test_run(db, "UPDATE category SET gone_at = NOW() WHERE category_id = '30'");
	must_judge();
	agree();
	assert_int_equal(marked("unfit", "n"), 5);
	db_test_run(db, "UPDATE category SET redirect_id = '10' WHERE category_id = '30'");
	must_judge();
	agree();
	assert_int_equal(marked("unfit", "n"), 0);
	assert_int_equal(marked("param", "n"), 5); /* of the category that stands for it */
	decide("category", INNE, "20");
	must_judge();
	assert_int_equal(marked("unfit", "n"), 5); /* no offer stands in a branch */
}

/* Of one product of each kind: what the catalogue says of it, until a person says otherwise. */
static void what_the_catalogue_says_is_judged_by(void **state)
{
	(void)state;
	empty(NULL);
	db_test_run(db, "DELETE FROM product WHERE sku NOT IN ('S-1', 'S-2', 'S-3', 'S-5')");
	db_test_run(db, "UPDATE product SET id = RIGHT(sku, 1)");
	db_test_run(db, "INSERT INTO catalogue_card (environment, card_id, name, category_id,"
			" similar_ids, images, seen_at, gone_at) VALUES"
			" ('" HOME "', 'c1', 'K', '10', '30', '[]', NOW(), NULL),"
			" ('" HOME "', 'c2', 'K', '10', '', NULL, NOW(), NULL),"
			" ('" HOME "', 'c5', 'K', '10', '', NULL, NOW(), NOW())");
	db_test_run(db, "INSERT INTO catalogue_answer (environment, product_id, mode, found,"
			" card_id, asked_at, next_at) VALUES"
			" ('" HOME "', 1, 'GTIN', 1, 'c1', NOW(), NOW()),"
			" ('" HOME "', 2, 'GTIN', 2, NULL, NOW(), NOW()),"
			" ('" HOME "', 3, 'MPN', 1, NULL, NOW(), NOW()),"
			" ('" HOME "', 5, 'GTIN', 1, 'c5', NOW(), NOW())");
	must_judge();
	agree();
	assert_int_equal(number("SELECT COUNT(*) FROM product_ready WHERE category_id = '10' AND"
				" origin = 'card' AND product_id = 1"),
			 1);
	assert_int_equal(marked("category", "n"), 3);
	assert_int_equal(marked("cards", "n"), 2); /* one that only may be it is asked about too */
	/* A rule counts where it suits the card. */
	decide("category", KINKIETY, "30");
	must_judge();
	assert_int_equal(
	    number("SELECT COUNT(*) FROM product_ready WHERE category_id = '30' AND origin ="
		   " 'rule' AND product_id IN (1, 3, 5)"),
	    3);
	db_test_run(db, "INSERT INTO mapping_decision (environment, kind, product_id, subject,"
			" value, made_by) VALUES ('" HOME "', 'product', 2, 'card', 'c2', 'ania'),"
			" ('" HOME "', 'product', 3, 'card', NULL, 'ania')");
	db_test_run(db, "UPDATE product SET version = version + 1");
	must_judge();
	agree();
	assert_int_equal(marked("cards", "n"), 0);
	assert_int_equal(number("SELECT COUNT(*) FROM product_ready WHERE category_id = '10' AND"
				" origin = 'card' AND product_id = 2"),
			 1);
}

static void staged(void *arg)
{
	empty(arg);
	must_judge();
	decide("category", KINKIETY, "10");
	decide("param", "10\t11323", "fixed\t#1");
	db_test_run(db,
		    "UPDATE product JOIN stock_total ON product_id = id SET version = version + 1,"
		    " is_known = 0 WHERE sku = 'S-2'");
	db_test_run(db, "DELETE FROM product WHERE sku = 'S-4'");
}

static void whatever_came_of_it_the_next_run_brings_all(void *arg, int n, bool was_hit, enum rc rc,
							const struct err *e)
{
	(void)arg;
	(void)n;
	(void)e;
	assert_true(!was_hit || rc != RC_OK);
	must_judge();
	agree();
	assert_int_equal(marked("category", "n"), 4);
	assert_int_equal(marked("stock", "n"), 1);
}

static void refused(int place, int less_than, int more_than)
{
	const struct refuse_trial trial = {.what = "judge",
					   .place = place,
					   .less_than = less_than,
					   .fresh = staged,
					   .act = judge,
					   .check = whatever_came_of_it_the_next_run_brings_all};

	assert_true(refuse_each(&trial) > more_than);
}

static void whatever_fails_the_next_run_brings_all(void **state)
{
	(void)state;
	refused(AT_STATEMENT, 200, 30);
	refused(AT_FENCE, 20, 2);
	refused(AT_BEAT, 20, 2);
}

static int64_t touch_after(void)
{
	return number("SELECT IFNULL(MAX(after_id), -1) FROM ready_touch");
}

static void what_is_asked_for_anew_on_the_way_begins_again(void **state)
{
	struct touch *touches;
	struct err e = {0};
	size_t n = 0;

	(void)state;
	empty(NULL);
	must_judge();
	decide("param", "\t11323", "fixed\t#1");
	db_test_run(db, "UPDATE ready_touch SET after_id = 1000000000"); /* nearly done */
	decide("param", "\tother", "manual");
	assert_int_equal(touch_after(), 0);
	/* and by somebody who decides while a batch is judged by what was before */
	assert_int_equal(touches_next(db, mem, 7, &touches, &n, &e), RC_OK);
	decide("param", "\tthird", "manual");
	assert_int_equal(touch_move(db, &touches[0], 5, &e), RC_OK);
	assert_int_equal(touch_after(), 0);
	assert_int_equal(touch_end(db, &touches[0], &e), RC_OK);
	assert_int_equal(touch_after(), 0);
	must_judge();
	agree();
	assert_int_equal(turn.counts.seen, 10);
}

static void a_tree_that_is_being_read_lacks_nothing(void **state)
{
	(void)state;
	empty(NULL);
	db_test_run(db, "DELETE FROM category");
	decide("category", KINKIETY, "40");
	must_judge();
	assert_int_equal(marked("waiting", "n"), 5);
	assert_int_equal(marked("unfit", "n"), 0);
	db_test_run(db, "INSERT INTO category_tree (environment, filled_at) VALUES ('" HOME
			"', NOW(3))");
	must_judge();
	agree();
	assert_int_equal(marked("unfit", "n"), 5); /* it is whole, and has no such category */
	must_judge();
	assert_int_equal(turn.counts.seen, 0);
}

/* The statement of the list names the kinds by itself. */
static void every_blocker_is_listed_and_nothing_else(void **state)
{
	struct worklist_row *rows;
	struct err e = {0};
	bool more = true;
	size_t n = 0;

	(void)state;
	empty(NULL);
	for (enum ready_kind k = 0; k < READY_KINDS; k++)
		db_test_run(db, mem_printf(mem,
					   "INSERT INTO ready_mark (account_id, kind, subject, n)"
					   " VALUES (7, '%s', 'x', 1)",
					   ready_kind_names[k]));
	assert_int_equal(worklist(db, mem, HOME, 7, &rows, &n, &more, &e), RC_OK);
	assert_int_equal(n, READY_BLOCKS);
	assert_false(more);
	for (size_t i = 0; i < n; i++)
		assert_true(worklist_find(db, mem, HOME, 7, rows[i].id, &rows[i], &e) == RC_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decisions_free_products_step_by_step),
	    cmocka_unit_test(a_product_that_changes_or_goes_is_judged_by_itself),
	    cmocka_unit_test(what_allegro_says_of_a_category_is_judged_by),
	    cmocka_unit_test(what_the_catalogue_says_is_judged_by),
	    cmocka_unit_test(whatever_fails_the_next_run_brings_all),
	    cmocka_unit_test(what_is_asked_for_anew_on_the_way_begins_again),
	    cmocka_unit_test(a_tree_that_is_being_read_lacks_nothing),
	    cmocka_unit_test(every_blocker_is_listed_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, judge_setup, db_test_teardown);
}
