/* One field of many products: what was planned is done where nobody was faster, and comes back as
 * it was, whole or not at all. */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/bulk_plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Everything that a change of a field may touch. */
#define STATE                                                                                      \
	"SELECT CAST(SUM(CRC32(CONCAT_WS('|', sku, IFNULL(name, '-'), IFNULL(brand, '-'),"         \
	" IFNULL(price_minor, '-'), IFNULL(price_currency, '-'), IFNULL(vat, '-'),"                \
	" IFNULL(weight_g, '-'), words, locks))) AS SIGNED) FROM product"

static void *mem;
static struct db *db;
static uint64_t planned;

static int64_t number(const char *sql)
{
	return world_number(db, sql);
}

static void empty(void *arg)
{
	(void)arg;
	db_test_run(db, "DELETE FROM product_bulk");
	db_test_run(db, "DELETE FROM product");
	db_test_run(db, "INSERT INTO product (sku, name, brand, price_minor, price_currency, vat,"
			" weight_g, locks, words) SELECT CONCAT('B-', LPAD(seq, 4, '0')), 'Kubek',"
			" IF(seq % 2, 'Polar', NULL), IF(seq % 3, 1000, NULL), IF(seq % 3, 'PLN',"
			" NULL), IF(seq % 2, 2300, NULL), IF(seq % 2, 100, NULL), IF(seq % 5, '',"
			" 'brand'), CONCAT(' kubek', IF(seq % 2, ' polar', '')) FROM seq_1_to_600");
	/* words as they are made, so that they come back as they were */
	db_test_run(db, "UPDATE product SET words = CONCAT(' ', LOWER(sku), ' ', RIGHT(sku, 4),"
			" ' kubek', IF(brand IS NULL, '', ' polar'))");
}

static enum rc plan(const char *field, enum catalog_verb verb, const char *value, struct err *e)
{
	static const struct catalog_filter all = {.view = CATALOG_VIEW_ALL};
	const struct bulk_asked asked = {verb, field, value, "ania", .filter = &all};

	return bulk_plan(db, &asked, &planned, e);
}

static struct bulk_row found(void)
{
	struct bulk_row row;
	struct err e = {0};

	if (bulk_find(db, mem, planned, &row, &e))
		fail_msg("%s", e.msg);
	return row;
}

static void each_field_comes_back_as_it_was(void **state)
{
	static const struct {
		const char *field;
		enum catalog_verb verb;
		const char *value;
		int64_t changed;
	} rows[] = {
	    {"brand", CATALOG_SET, "Żubr", 600}, {"price", CATALOG_SET, "12,50", 600},
	    {"vat", CATALOG_SET, "8", 600},	 {"weight_g", CATALOG_SET, "0,5 kg", 600},
	    {"brand", CATALOG_LOCK, "", 480}, /* the others are locked */
	    {"brand", CATALOG_UNLOCK, "", 120},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err e = {0};
		empty(NULL);
		const int64_t before = number(STATE);
		assert_int_equal(plan(rows[i].field, rows[i].verb, rows[i].value, &e), RC_OK);
		assert_int_equal(found().products, 600);
		assert_int_equal(found().changed, rows[i].changed);
		assert_int_equal(number(STATE), before);
		assert_int_equal(bulk_apply(db, planned, "ola", &e), RC_OK);
		assert_int_not_equal(number(STATE), before);
		assert_int_equal(found().changed, rows[i].changed);
		assert_string_equal(found().actor, "ola");
		assert_int_equal(bulk_apply(db, planned, "ola", &e), RC_CONFLICT);
		err_clear(&e);
		assert_int_equal(bulk_undo(db, planned, "jan", &e), RC_OK);
		if (number(STATE) != before)
			fail_msg("%s: not as it was", rows[i].field);
		assert_int_equal(bulk_undo(db, planned, "jan", &e), RC_CONFLICT);
	}
}

static void what_others_changed_meanwhile_is_left_alone(void **state)
{
	struct err e = {0};

	(void)state;
	empty(NULL);
	assert_int_equal(plan("brand", CATALOG_SET, "Żubr", &e), RC_OK);
	db_test_run(db, "UPDATE product SET version = version + 1 WHERE sku <= 'B-0010'");
	db_test_run(db, "DELETE FROM product WHERE sku = 'B-0011'");
	assert_int_equal(bulk_apply(db, planned, "ola", &e), RC_OK);
	assert_int_equal(found().changed, 589);
	assert_int_equal(found().skipped, 11);
	db_test_run(db, "UPDATE product SET version = version + 1, brand = 'Inny' WHERE"
			" sku = 'B-0600'");
	assert_int_equal(bulk_undo(db, planned, "jan", &e), RC_OK);
	assert_int_equal(found().changed, 588);
	assert_int_equal(number("SELECT COUNT(*) FROM product WHERE brand = 'Żubr'"), 0);
	assert_int_equal(number("SELECT COUNT(*) FROM product WHERE brand = 'Inny'"), 1);
}

/* Ids of products by their number among the 600. */
static void marked_ids(uint64_t *out, const int *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (uint64_t)number(
		    mem_printf(mem, "SELECT CAST(id AS SIGNED) FROM product WHERE sku = 'B-%04d'",
			       numbers[i]));
}

static void only_those_that_are_marked_are_changed_and_brought_back(void **state)
{
	static const int numbers[] = {7, 3, 600, 3}; /* one is marked twice */
	uint64_t ids[COUNT_OF(numbers) + 1] = {0};
	struct err e = {0};

	(void)state;
	empty(NULL);
	marked_ids(ids, numbers, COUNT_OF(numbers));
	ids[COUNT_OF(numbers)] = 1 << 30; /* and one is gone */
	const int64_t before = number(STATE);
	const struct bulk_asked asked = {.verb = CATALOG_SET,
					 .field = "brand",
					 .value = "Żubr",
					 .actor = "ania",
					 .ids = ids,
					 .n_ids = COUNT_OF(ids)};
	assert_int_equal(bulk_plan(db, &asked, &planned, &e), RC_OK);
	assert_int_equal(found().products, 3);
	assert_int_equal(number(STATE), before);
	assert_int_equal(bulk_apply(db, planned, "ola", &e), RC_OK);
	assert_int_equal(number("SELECT COUNT(*) FROM product WHERE brand = 'Żubr' AND locks ="
				" 'brand' AND words LIKE '% zubr%'"),
			 3);
	assert_int_equal(number("SELECT COUNT(*) FROM product WHERE brand = 'Żubr' AND sku IN"
				" ('B-0003', 'B-0007', 'B-0600')"),
			 3);
	assert_int_equal(bulk_undo(db, planned, "jan", &e), RC_OK);
	assert_int_equal(number(STATE), before);
}

static void none_marked_are_not_all(void **state)
{
	const uint64_t nothing[1] = {0};
	const struct bulk_asked asked = {CATALOG_SET, "brand",	      "Żubr",
					 "ania",      .ids = nothing, .n_ids = 0};
	struct err e = {0};

	(void)state;
	empty(NULL);
	assert_int_equal(bulk_plan(db, &asked, &planned, &e), RC_INVALID);
	assert_int_equal(number("SELECT COUNT(*) FROM product_bulk"), 0);
}

static void what_is_no_value_of_the_field_changes_nothing(void **state)
{
	struct err e = {0};

	(void)state;
	empty(NULL);
	const int64_t before = number(STATE);
	assert_int_equal(plan("ean", CATALOG_SET, "5901234123458", &e), RC_OK);
	assert_int_equal(found().changed, 0);
	assert_int_equal(bulk_apply(db, planned, "ola", &e), RC_OK);
	assert_int_equal(number(STATE), before);
}

static void what_no_plan_can_hold_is_refused(void **state)
{
	struct err e = {0};

	(void)state;
	empty(NULL);
	db_test_run(db, "DELETE FROM product");
	assert_int_equal(plan("brand", CATALOG_SET, "Żubr", &e), RC_INVALID);
	err_clear(&e);
	db_test_run(db, "INSERT INTO product (sku, words) SELECT CONCAT('X-', seq), ''"
			" FROM seq_1_to_5001");
	assert_int_equal(plan("brand", CATALOG_SET, "Żubr", &e), RC_INVALID);
	assert_int_equal(number("SELECT COUNT(*) FROM product_bulk"), 0);
}

static enum rc apply(void *arg, struct err *e)
{
	(void)arg;
	return bulk_apply(db, planned, "ola", e);
}

static void planned_fresh(void *arg)
{
	struct err e = {0};

	empty(arg);
	db_test_run(db, "DELETE FROM product WHERE sku > 'B-0003'");
	if (plan("brand", CATALOG_SET, "Żubr", &e))
		fail_msg("%s", e.msg);
}

static void all_or_nothing(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	const int64_t changed = number("SELECT COUNT(*) FROM product WHERE brand = 'Żubr'");

	(void)arg;
	(void)n;
	(void)e;
	assert_true(changed == 0 || changed == 3);
	assert_int_equal(str_eq(found().state, BULK_DONE), changed == 3);
	assert_int_equal(number("SELECT COUNT(*) FROM product_bulk_item WHERE done_version IS NOT"
				" NULL"),
			 changed);
	assert_true(changed == 3 || rc != RC_OK);
	assert_true(was_hit || changed == 3);
}

static void a_change_is_made_whole_or_not_at_all(void **state)
{
	const struct refuse_trial trial = {.what = "change",
					   .place = AT_STATEMENT,
					   .less_than = 30,
					   .fresh = planned_fresh,
					   .act = apply,
					   .check = all_or_nothing};

	(void)state;
	assert_true(refuse_each(&trial) > 5);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "bulk");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_field_comes_back_as_it_was),
	    cmocka_unit_test(what_others_changed_meanwhile_is_left_alone),
	    cmocka_unit_test(only_those_that_are_marked_are_changed_and_brought_back),
	    cmocka_unit_test(none_marked_are_not_all),
	    cmocka_unit_test(what_is_no_value_of_the_field_changes_nothing),
	    cmocka_unit_test(what_no_plan_can_hold_is_refused),
	    cmocka_unit_test(a_change_is_made_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
