/* Offers held against the rules: with their products and categories, a slice at a time. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/pricing/price_preview.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define HOME "simulator"

enum { OFFERS = 1234 }; /* more than two slices */

static void *mem;
static struct db *db;
static uint64_t account;

static uint64_t rule(const char *name, struct price_scope scope, int64_t rate)
{
	struct price_version v = {.environment = HOME,
				  .name = name,
				  .scope = scope,
				  .rule = {.currency = "PLN",
					   .rate = rate,
					   .floor = PRICE_NONE,
					   .ceiling = PRICE_NONE,
					   .min_margin = PRICE_NONE},
				  .made_by = "ania"};
	struct err e = {0};
	uint64_t number = 0;

	if (price_rule_keep(db, &v, &number, &e) ||
	    price_rule_switch(db, number, PRICE_ARMED, "ania", &e))
		fail_msg("%s", e.msg);
	return number;
}

static struct price_scope scope_of(const char *brand, const char *category)
{
	return (struct price_scope){.offer_id = "",
				    .brand = brand,
				    .shop_category = "",
				    .category_id = category,
				    .market = ""};
}

static struct price_preview *look(uint64_t number)
{
	struct price_preview *p = NULL;
	struct price_shelf *shelf;
	struct err e = {0};

	if (price_book_load(db, mem, HOME, &shelf, &e) ||
	    price_preview(db, mem, shelf, number, &p, &e))
		fail_msg("%s", e.msg);
	return p;
}

/* Offer i costs 10.00 zł as its product does; every tenth one is of Philips and in a deep category.
 */
static void make_world(void)
{
	db_test_run(db,
		    "INSERT INTO category (environment, category_id, parent_id, name, leaf,"
		    " makes_products, seen_at) VALUES ('" HOME "', '1', NULL, 'Dom', 0, 0, NOW()),"
		    " ('" HOME "', '2', '1', 'Lampy', 0, 0, NOW()), ('" HOME "', '3', '2',"
		    " 'Kinkiety', 1, 0, NOW())");
	db_test_run(db, "INSERT INTO product (sku, name, brand, price_minor, price_currency, words)"
			" SELECT seq, 'Lampa', IF(seq % 10, 'Osram', 'PHILIPS'), 1000, 'PLN', ''"
			" FROM seq_1_to_1234");
	db_test_run(
	    db, "INSERT INTO offer (account_id, offer_id, name, category_id, format, status,"
		" price_minor, price_currency, market, words, changed_at, seen_at)"
		" SELECT (SELECT id FROM account WHERE name = 'prices'), 9000000 + seq, 'Lampa',"
		" IF(seq % 10, '9', '3'), 'BUY_NOW', 'ACTIVE', 1000, 'PLN', 'allegro-pl', '',"
		" NOW(), NOW() FROM seq_1_to_1234");
	db_test_run(db,
		    "INSERT INTO stock_link (account_id, offer_id, product_id, pieces, actor)"
		    " SELECT o.account_id, o.offer_id, p.id, 1, 'test' FROM offer o JOIN product p"
		    " ON p.sku = o.offer_id - 9000000");
}

static void every_offer_is_judged_once(void **state)
{
	(void)state;
	rule("Wszystkie", scope_of("", ""), 1000);
	struct price_preview *p = look(0);
	assert_int_equal(p->seen, OFFERS);
	assert_false(p->more);
	assert_int_equal(p->n[PRICE_CHANGES], OFFERS);
	assert_int_equal(p->up, OFFERS);
	assert_int_equal(p->most_up, 1000);
	assert_int_equal(p->lowest.minor, 1100);
	assert_int_equal(p->highest.minor, 1100);
	assert_int_equal(p->n_examples, PRICE_EXAMPLES);
}

static void the_special_rules_take_theirs(void **state)
{
	(void)state;
	const uint64_t lamps = rule("Lampy", scope_of("", "2"), 2000);
	struct price_preview *p = look(lamps);
	assert_int_equal(p->covered, OFFERS / 10);
	assert_int_equal(p->highest.minor, 1200);
	const uint64_t philips = rule("Philips", scope_of("philips", ""), 3000);
	assert_int_equal(look(lamps)->covered, 0);
	p = look(philips);
	assert_int_equal(p->covered, OFFERS / 10);
	assert_int_equal(p->lowest.minor, 1300);
	assert_int_equal(look(0)->n[PRICE_CHANGES], OFFERS);
}

/* What Kram may not touch is left out and named. */
static void campaigns_and_allegros_rules_are_left_alone(void **state)
{
	(void)state;
	db_test_run(db, "INSERT INTO offer_campaign (account_id, offer_id, kind, seen_at)"
			" SELECT account_id, offer_id, 'badge', NOW() FROM offer"
			" WHERE offer_id = '9000001'");
	db_test_run(db, "INSERT INTO offer_campaign (account_id, offer_id, kind, seen_at, gone_at)"
			" SELECT account_id, offer_id, 'prices', NOW(), NOW() FROM offer"
			" WHERE offer_id = '9000002'");
	db_test_run(db, "UPDATE offer SET rule_id = 'r' WHERE offer_id = '9000003'");
	db_test_run(db, "DELETE FROM stock_link WHERE offer_id = '9000004'");
	db_test_run(db, "UPDATE product SET price_minor = NULL, price_currency = NULL"
			" WHERE sku = '5'");
	db_test_run(db, "UPDATE offer SET status = 'ENDED' WHERE offer_id = '9000006'");
	db_test_run(db, "UPDATE offer SET fulfillment = 1 WHERE offer_id = '9000007'");
	struct price_preview *p = look(0);
	assert_int_equal(p->seen, OFFERS - 2);
	assert_int_equal(p->n[PRICE_CAMPAIGN], 1);
	assert_int_equal(p->n[PRICE_ALLEGROS], 1);
	assert_int_equal(p->n[PRICE_UNLINKED], 1);
	assert_int_equal(p->n[PRICE_UNKNOWN], 1);
	assert_int_equal(p->reasons[PRICE_NO_PRICE], 1);
	assert_int_equal(p->n_left, 4);
	assert_string_equal(p->left[0].offer_id, "9000001");
}

static void an_offer_and_a_product_tell_their_price(void **state)
{
	struct price_judged one;
	struct price_judged *of;
	struct price_shelf *shelf;
	struct err e = {0};
	size_t n;

	(void)state;
	if (price_book_load(db, mem, HOME, &shelf, &e) ||
	    price_of_offer(db, mem, shelf, account, "9000010", &one, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(one.verdict.stand, PRICE_CHANGES);
	assert_int_equal(one.verdict.answer.price.minor, 1300);
	assert_string_equal(one.verdict.rule->name, "Philips");
	const int64_t product = world_number(db, "SELECT id FROM product WHERE sku = '10'");
	assert_int_equal(price_of_product(db, mem, shelf, (uint64_t)product, &of, &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(of[0].offer.offer_id, "9000010");
	assert_int_equal(price_of_offer(db, mem, shelf, 0, "1", &one, &e), RC_NOT_FOUND);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "price book");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	db_test_run(db, "INSERT INTO account (name, environment, state)"
			" VALUES ('prices', '" HOME "', 'CONNECTED')");
	account = (uint64_t)world_number(db, "SELECT id FROM account WHERE name = 'prices'");
	make_world();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_offer_is_judged_once),
	    cmocka_unit_test(the_special_rules_take_theirs),
	    cmocka_unit_test(campaigns_and_allegros_rules_are_left_alone),
	    cmocka_unit_test(an_offer_and_a_product_tell_their_price),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
