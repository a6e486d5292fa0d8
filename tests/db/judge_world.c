/* The world of the tests of judgements. */
#include "judge_world.h"

#include "db_test.h"
#include "order_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "domain/mapping/decision.h"
#include "domain/mapping/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

void *mem;
struct db *db;
struct turn turn;
static struct account account = {.id = 7, .environment = HOME, .name = "sklep"};

enum rc judge(void *arg, struct err *e)
{
	(void)arg;
	turn = (struct turn){.db = db,
			     .account = &account,
			     .actor = "test",
			     .fence = faulty_fence,
			     .beat = faulty_beat};
	return ready_judge(&turn, e);
}

void must_judge(void)
{
	struct err e = {0};

	if (judge(NULL, &e))
		fail_msg("%s", e.msg);
}

int64_t number(const char *sql)
{
	return world_number(db, sql);
}

int64_t in_state(const char *state)
{
	return number(
	    mem_printf(mem, "SELECT COUNT(*) FROM product_ready WHERE state = '%s'", state));
}

int64_t marked(const char *kind, const char *what)
{
	return number(mem_printf(mem, "SELECT IFNULL(SUM(%s), 0) FROM ready_mark WHERE kind = '%s'",
				 what, kind));
}

void agree(void)
{
	assert_int_equal(number("SELECT COUNT(*) FROM ready_touch"), 0);
	assert_int_equal(number("SELECT COUNT(*) FROM product p LEFT JOIN product_ready r"
				" ON r.product_id = p.id WHERE NOT (r.product_version <=>"
				" p.version)"),
			 0);
	assert_int_equal(number("SELECT COUNT(*) FROM product_ready r LEFT JOIN product p"
				" ON r.product_id = p.id WHERE p.id IS NULL"),
			 0);
	assert_int_equal(number("SELECT COUNT(*) FROM ready_mark m WHERE n <> (SELECT COUNT(*) FROM"
				" product_ready r WHERE FIND_IN_SET(m.id, r.blockers) OR"
				" FIND_IN_SET(m.id, r.noted))"),
			 0);
	assert_int_equal(
	    number("SELECT COUNT(*) FROM ready_mark m WHERE alone <> (SELECT COUNT(*) FROM"
		   " product_ready r WHERE r.blockers = CONCAT(m.id) OR (r.state = 'ready' AND"
		   " FIND_IN_SET(m.id, r.noted)))"),
	    0);
	assert_int_equal(
	    number("SELECT COUNT(*) FROM product_mark m WHERE NOT EXISTS (SELECT 1 FROM"
		   " product_ready r WHERE r.product_id = m.product_id AND"
		   " FIND_IN_SET(m.mark_id, CONCAT_WS(',', r.blockers, r.noted)))"),
	    0);
	assert_int_equal(number("SELECT COUNT(*) FROM product_mark"),
			 number("SELECT IFNULL(SUM(LENGTH(blockers) - LENGTH(REPLACE(blockers,"
				" ',', '')) + (blockers > '')), 0) FROM product_ready") +
			     marked("soon", "n"));
}

void empty(void *arg)
{
	static const char *const tables[] = {
	    "mapping_decision", "ready_touch",	  "ready_mark",	   "product_mark",
	    "product_ready",	"ready_category", "product",	   "category_param",
	    "category_used",	"category",	  "category_tree", "catalogue_answer",
	    "catalogue_card"};

	(void)arg;
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		db_test_run(db, mem_printf(mem, "DELETE FROM %s", tables[i]));
	db_test_run(db,
		    "INSERT INTO category (environment, category_id, name, leaf, makes_products,"
		    " seen_at) VALUES ('" HOME "', '10', 'Kinkiety', 1, 1, NOW()),"
		    " ('" HOME "', '20', 'Lampy', 0, 1, NOW()), ('" HOME
		    "', '30', 'Żarówki', 1, 1, NOW())");
	db_test_run(
	    db, "INSERT INTO category_used (environment, category_id, wanted_at, read_at, next_at)"
		" VALUES ('" HOME "', '10', '2026-1-1', '2026-1-1', '2099-1-1')");
	db_test_run(db,
		    "INSERT INTO category_param (environment, category_id, param_id, place, name,"
		    " type, required, required_for_product, describes_product, raw, seen_at) VALUES"
		    " ('" HOME "', '10', '11323', 0, 'Stan', 'dictionary', 1, 0, 0, '{\"id\":"
		    "\"11323\",\"name\":\"Stan\",\"type\":\"dictionary\",\"required\":true,"
		    "\"options\":{},\"restrictions\":{},\"dictionary\":[{\"id\":\"1\",\"value\":"
		    "\"Nowy\"},{\"id\":\"2\",\"value\":\"Używany\"}]}', NOW())");
	db_test_run(db, "INSERT INTO product (sku, name, category, description, price_minor,"
			" price_currency, images, words) SELECT CONCAT('S-', seq),"
			" 'Kinkiet biały LED', IF(seq % 2, 'Kinkiety', 'Inne'), '<p>Kinkiet</p>',"
			" 1999, 'PLN', 'https://shop.example/1.jpg', '' FROM seq_1_to_10");
	db_test_run(db, "DELETE FROM stock_total");
	db_test_run(db, "INSERT INTO stock_total (product_id, on_hand, reserved, is_known)"
			" SELECT id, 3, 0, 1 FROM product");
}

void decide(const char *kind, const char *subject, const char *value)
{
	const struct decision d = {.environment = HOME,
				   .kind = kind,
				   .subject = subject,
				   .applies_if = "",
				   .value = value,
				   .made_by = "ania"};
	struct err e = {0};

	if (decisions_make(db, &d, 1, &e))
		fail_msg("%s", e.msg);
}

int judge_setup(void **state)
{
	*state = mem = mem_context(NULL, "judge");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	db_test_run(db, "INSERT INTO account (id, name, environment, state)"
			" VALUES (7, 'sklep', '" HOME "', 'CONNECTED')");
	return 0;
}
