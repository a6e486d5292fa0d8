/* What becomes of an order whose document cannot be read as a whole, or lacks its total. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ID_A "aaaaaaaa-0000-4000-8000-000000000001"
#define PAID "2026-11-20T10:05:00.000Z"

static void *mem;
static struct db *db;
static struct turn way;
static int accounts;

static int setup_group(void **state)
{
	*state = mem = mem_context(NULL, "orders");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

/* Each test has an account of its own. */
static int setup(void **state)
{
	(void)state;
	way = world_turn(db, world_account(db, mem_printf(mem, "apply %d", ++accounts)));
	return 0;
}

static int64_t count(const char *what)
{
	return world_count(&way, what);
}

static int tallies_are_true(void **state)
{
	(void)state;
	world_assert_tallies(&way);
	return 0;
}

static void apply_unreadable(struct form_spec spec)
{
	const char *const ids[] = {spec.id};
	struct err e = {0};

	spec.quantity = "\"trzy\"";
	const char *const texts[] = {world_form(mem, &spec)};
	assert_int_equal(world_apply_raw(&way, ids, texts, 1, &e), RC_OK);
	assert_int_equal(count("order_form WHERE state = 'UNREADABLE'"), 1);
}

static void what_an_unreadable_document_says_clearly_counts(void **state)
{
	struct form_spec spec = {.id = ID_A};

	(void)state;
	world_apply(&way, &spec, 1);
	spec.finished_at = PAID;
	apply_unreadable(spec);
	assert_int_equal(count("orders WHERE place = 'new' AND payment_state = 'paid' AND"
			       " payment_finished_at IS NOT NULL AND item_count = 2"),
			 1);
	assert_int_equal(world_changes(&way, "payment_finished_at"), 1);
	spec.city = "Gdynia"; /* what cannot be read as a whole is not trusted with an address */
	spec.status = "CANCELLED";
	apply_unreadable(spec);
	assert_int_equal(count("orders o WHERE place = 'cancelled' AND version = 3 AND EXISTS"
			       " (SELECT 1 FROM order_person WHERE order_id = o.id"
			       " AND ship_city = 'Łódź')"),
			 1);
	assert_int_equal(world_changes(&way, "status"), 1);
	spec.city = "Sopot";
	apply_unreadable(spec);
	assert_int_equal(count("orders WHERE version = 3"), 1); /* nothing new is clear */
}

static void an_unreadable_document_of_an_unknown_order_makes_none(void **state)
{
	(void)state;
	apply_unreadable((struct form_spec){.id = ID_A, .status = "CANCELLED"});
	assert_int_equal(count("orders WHERE 1 = 1"), 0);
}

static void an_order_without_its_total_is_an_order(void **state)
{
	const struct form_spec spec = {.id = ID_A, .finished_at = PAID, .total = ""};

	(void)state;
	world_apply(&way, &spec, 1);
	assert_int_equal(count("orders WHERE total_minor IS NULL AND currency IS NULL AND"
			       " place = 'new' AND payment_state = 'paid' AND problem = 'total'"),
			 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, tallies_are_true)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_an_unreadable_document_says_clearly_counts),
	    TEST(an_unreadable_document_of_an_unknown_order_makes_none),
	    TEST(an_order_without_its_total_is_an_order),
	};

	return cmocka_run_group_tests(tests, setup_group, db_test_teardown);
}
