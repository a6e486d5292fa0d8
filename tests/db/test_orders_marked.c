/* Many orders at once: all of a filter, what it takes to pack them. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/orders/order_views.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define PAID "2026-11-20T10:05:00.000Z"
enum { MANY = 130 }; /* three pages */

static void *mem;
static struct db *db;
static uint64_t account;

static int setup(void **state)
{
	struct form_spec specs[ORDER_BATCH_MAX_TESTED];

	*state = mem = mem_context(NULL, "marked");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account = world_account(db, "marked");
	struct turn way = world_turn(db, account);
	for (int i = 0; i < MANY; i += ORDER_BATCH_MAX_TESTED) {
		size_t n = 0;

		for (int j = i; j < MANY && n < ORDER_BATCH_MAX_TESTED; j++)
			specs[n++] = (struct form_spec){
			    .id = mem_printf(mem, "c0000000-0000-4000-8000-%012d", j),
			    .finished_at = j % 2 ? PAID : NULL,
			};
		world_apply(&way, specs, n);
	}
	return 0;
}

static struct order_ids ids_of(const struct order_filter *f, size_t max)
{
	struct order_ids out;
	struct err e = {0};

	if (order_ids_list(db, mem, f, max, &out, &e))
		fail_msg("%s", e.msg);
	return out;
}

static void a_filter_is_followed_beyond_its_page_up_to_a_limit(void **state)
{
	struct order_filter f = ORDER_FILTER;

	(void)state;
	assert_int_equal(ids_of(&f, 500).n, MANY);
	assert_false(ids_of(&f, 500).more);
	assert_int_equal(ids_of(&f, MANY).n, MANY);
	assert_false(ids_of(&f, MANY).more);
	assert_int_equal(ids_of(&f, 60).n, 60);
	assert_true(ids_of(&f, 60).more);
	assert_int_equal(ids_of(&f, ORDER_PAGE_ROWS).n, ORDER_PAGE_ROWS);
	assert_true(ids_of(&f, ORDER_PAGE_ROWS).more);
	f.payment = order_payment_names[ORDER_PAYMENT_PAID];
	assert_int_equal(ids_of(&f, 500).n, MANY / 2);
	f.cursor = "n0.0"; /* a page is not what was asked for */
	assert_int_equal(ids_of(&f, 500).n, MANY / 2);
	f.account_id = account + 1;
	assert_int_equal(ids_of(&f, 500).n, 0);
}

static void what_is_packed_is_what_the_page_shows(void **state)
{
	static const char *const ids[] = {"c0000000-0000-4000-8000-000000000101", "no-such-order",
					  "c0000000-0000-4000-8000-000000000007", "c\\\"c"};
	struct order_detail *parcels;
	struct order_detail whole;
	struct err e = {0};
	size_t n;

	(void)state;
	if (order_parcel_list(db, mem, ids, COUNT_OF(ids), &parcels, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, 2);
	for (size_t i = 0; i < n; i++) {
		if (order_load(db, mem, ids[2 * i], &whole, &e))
			fail_msg("%s", e.msg);
		assert_int_equal(parcels[i].order.id, whole.order.id);
		assert_string_equal(parcels[i].order.account, whole.order.account);
		assert_string_equal(parcels[i].person.ship_street, whole.person.ship_street);
		assert_int_equal(parcels[i].n_lines, whole.n_lines);
		assert_string_equal(parcels[i].lines[0].line_item_id, whole.lines[0].line_item_id);
		assert_string_equal(parcels[i].document.state, whole.document.state);
		assert_null(parcels[i].document.raw);
	}
	assert_int_equal(order_parcel_list(db, mem, ids, 0, &parcels, &n, &e), RC_OK);
	assert_int_equal(n, 0);
}

static void many_are_noted_as_seen_in_one_go(void **state)
{
	struct order_filter f = ORDER_FILTER;
	struct order_ids ids = ids_of(&f, 500);
	struct err e = {0};

	(void)state;
	db_test_run(
	    db, "INSERT INTO users (id, login, name, role) VALUES (77, 'jan', 'Jan', 'packer')");
	for (int i = 0; i < 2; i++)
		if (order_views_note(db, ids.ids, ids.n, 77, &e))
			fail_msg("%s", e.msg);
	assert_int_equal(order_views_note(db, ids.ids, 0, 77, &e), RC_OK);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM order_view_log WHERE user_id = 77"),
			 MANY);
	assert_int_equal(
	    world_number(db,
			 "SELECT COUNT(*) FROM order_view_log WHERE user_id = 77 AND times = 2"),
	    MANY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_filter_is_followed_beyond_its_page_up_to_a_limit),
	    cmocka_unit_test(what_is_packed_is_what_the_page_shows),
	    cmocka_unit_test(many_are_noted_as_seen_in_one_go),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
