/* A shop category whose products stand in two of Allegro's, by their EAN: what is proposed is taken
 * as a decision, divides them, and those that come later by the same word. */
#include "judge_world.h"

#include "db_test.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decision.h"
#include "domain/mapping/match.h"
#include "domain/mapping/split.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* Ten of them, by an EAN that the catalogue knows; four more that nobody knows. */
static void divided(void)
{
	empty(NULL);
	db_test_run(db, "DELETE FROM product");
	db_test_run(db, "INSERT INTO product (sku, name, category, description, price_minor,"
			" price_currency, images, words) SELECT CONCAT('S-', seq), CONCAT(IF(seq %"
			" 2, 'Kinkiet', 'Żarówka'), ' do salonu nr ', seq), 'Inne', '<p>Opis</p>',"
			" 1999, 'PLN', 'https://shop.example/1.jpg', '' FROM seq_1_to_14");
	db_test_run(db, "INSERT INTO catalogue_card (environment, card_id, name, category_id,"
			" similar_ids, seen_at) SELECT '" HOME "', sku, name, IF(name LIKE"
			" 'Kinkiet%', '10', '30'), '', NOW() FROM product");
	db_test_run(db, "INSERT INTO catalogue_answer (environment, product_id, shop_key, mode,"
			" found, card_id, asked_at, next_at) SELECT '" HOME "', id, shop_key,"
			" 'GTIN', 1, sku, NOW(), '2099-1-1' FROM product ORDER BY id LIMIT 10");
}

static size_t proposed(struct split out[SPLITS_MAX])
{
	struct split_vote *votes;
	struct err e = {0};
	size_t n = 0;

	if (category_votes(db, mem, HOME, INNE, &votes, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, 10);
	return split_propose(mem, votes, n, out);
}

static void accept(const struct split *s)
{
	const struct decision d = {.environment = HOME,
				   .kind = "category",
				   .subject = INNE,
				   .applies_if = split_condition(mem, s),
				   .value = s->category_id,
				   .made_by = "ania"};
	struct err e = {0};

	if (decisions_make(db, &d, 1, &e))
		fail_msg("%s", e.msg);
}

static int64_t standing(const char *category, const char *origin, const char *name)
{
	return number(mem_printf(mem,
				 "SELECT COUNT(*) FROM product_ready r JOIN product p ON p.id ="
				 " r.product_id WHERE r.category_id = '%s' AND r.origin = '%s'"
				 " AND p.name LIKE '%s%%'",
				 category, origin, name));
}

static void what_is_proposed_divides_also_what_comes_later(void **state)
{
	struct split splits[SPLITS_MAX];

	(void)state;
	divided();
	assert_int_equal(proposed(splits), 1);
	assert_int_equal(splits[0].hits, 5);
	assert_int_equal(splits[0].votes, 5);
	assert_int_equal(splits[0].others, 0);
	/* Equal halves: the one with the greater id is taken out. */
	assert_string_equal(splits[0].category_id, "30");
	assert_string_equal(split_condition(mem, &splits[0]), "name\tzarowka");
	must_judge();
	assert_int_equal(standing("", "nowhere", ""), 4);
	accept(&splits[0]);
	decide("category", INNE, "10");
	must_judge();
	agree();
	assert_int_equal(standing("30", "condition", "Żarówka"), 7);
	assert_int_equal(standing("10", "rule", "Kinkiet"), 7);
	/* A product that comes tomorrow. */
	db_test_run(db, "INSERT INTO product (sku, name, category, words) VALUES ('J-1', 'Żarówka"
			" mleczna E27', 'Inne', ''), ('J-2', 'Lampa stojąca', 'Inne', '')");
	must_judge();
	agree();
	assert_int_equal(standing("30", "condition", "Żarówka"), 8);
	assert_int_equal(standing("10", "rule", "Lampa"), 1);
}

/* A card that stands elsewhere than the rule says is not forced there. */
static void a_card_outside_both_stays_where_it_is(void **state)
{
	struct split splits[SPLITS_MAX];

	(void)state;
	divided();
	assert_int_equal(proposed(splits), 1);
	db_test_run(db, "UPDATE catalogue_card SET category_id = '10' WHERE card_id = 'S-2'");
	accept(&splits[0]);
	decide("category", INNE, "10");
	must_judge();
	agree();
	assert_int_equal(number("SELECT COUNT(*) FROM product_ready r JOIN product p ON p.id ="
				" r.product_id WHERE p.sku = 'S-2' AND r.category_id = '10'"),
			 1);
	assert_int_equal(standing("30", "condition", "Żarówka"), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_proposed_divides_also_what_comes_later),
	    cmocka_unit_test(a_card_outside_both_stays_where_it_is),
	};

	return cmocka_run_group_tests(tests, judge_setup, db_test_teardown);
}
