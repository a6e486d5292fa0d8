/* What orders are worth: by day, by currency, and what is usual; kept by every batch. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "domain/orders/order_turnover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW "2026-11-21T10:00:00Z" /* a Saturday, 11:00 in Warsaw */
#define A   "00000000-0000-4000-8000-00000000000a"
#define B   "00000000-0000-4000-8000-00000000000b"

static void *mem;
static struct db *db;
static uint64_t account;
static int64_t now;

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "turnover");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account = world_account(db, "worth");
	assert_true(time_parse_rfc3339(NOW, &now));
	return 0;
}

static struct order_turnover read_all(void)
{
	struct order_turnover t;
	struct err e = {0};

	if (order_turnover(db, now, &t, &e))
		fail_msg("%s", e.msg);
	return t;
}

static void put(const char *hour, const char *currency, int64_t minor)
{
	db_test_run(db, mem_printf(mem, "INSERT INTO order_turnover VALUES ('%s', %d, '%s', %lld)",
				   hour, (int)account, currency, (long long)minor));
}

static void is_sum(const struct turnover *t, size_t i, const char *currency, int64_t minor)
{
	assert_true(i < t->n);
	assert_string_equal(t->sums[i].currency, currency);
	assert_int_equal(t->sums[i].minor, minor);
}

static void a_day_is_that_of_warsaw_and_the_usual_that_of_weeks_with_orders(void **state)
{
	(void)state;
	put("2026-11-20 22:00:00", "PLN", 100); /* Friday, 23:00 */
	put("2026-11-20 23:00:00", "PLN", 7);	/* Saturday, midnight */
	put("2026-11-21 09:00:00", "PLN", 20);
	put("2026-11-21 09:00:00", "CZK", 5);
	put("2026-11-14 12:00:00", "PLN", 1000); /* a week before */
	put("2026-11-07 12:00:00", "PLN", 500);	 /* two weeks; in the third nothing */
	put("2026-10-24 12:00:00", "EUR", 300);	 /* four weeks, by summer time */
	put("2026-10-17 12:00:00", "PLN", 9999); /* too long ago */
	struct order_turnover t = read_all();
	assert_int_equal(t.today.n, 2);
	is_sum(&t.today, 0, "PLN", 27);
	is_sum(&t.today, 1, "CZK", 5);
	assert_int_equal(t.yesterday.n, 1);
	is_sum(&t.yesterday, 0, "PLN", 100);
	assert_int_equal(t.usual.n, 2);
	is_sum(&t.usual, 0, "PLN", 1500 / 3);
	is_sum(&t.usual, 1, "EUR", 300 / 3);
	db_test_run(db, "DELETE FROM order_turnover");
}

static void nothing_is_said_of_what_is_not_known(void **state)
{
	struct order_turnover t = read_all();

	(void)state;
	assert_int_equal(t.today.n + t.yesterday.n + t.usual.n, 0);
}

static int64_t kept(void)
{
	return world_number(db,
			    "SELECT CAST(IFNULL(SUM(minor), -1) AS SIGNED) FROM order_turnover");
}

/* The total of each is 129.99. */
static void a_batch_moves_it_and_the_night_makes_good_what_others_left_out(void **state)
{
	const struct form_spec two[] = {{.id = A, .bought_at = "2026-11-21T08:00:00.000Z"},
					{.id = B, .bought_at = "2026-11-21T08:30:00.000Z"}};
	const struct form_spec dearer = {
	    .id = A, .bought_at = "2026-11-21T08:00:00.000Z", .total = "200.00"};
	const struct form_spec gone = {
	    .id = B, .bought_at = "2026-11-21T08:30:00.000Z", .status = "CANCELLED"};
	struct turn way = world_turn(db, account);
	struct err e = {0};

	(void)state;
	world_apply(&way, two, 2);
	int64_t both = kept();
	assert_true(both > 0);
	world_apply(&way, &dearer, 1);
	assert_int_equal(kept(), both / 2 + 20000);
	world_apply(&way, &gone, 1);
	assert_int_equal(kept(), 20000);
	db_test_run(db, "UPDATE order_turnover SET minor = 1");
	assert_int_equal(order_recount(db, now, &e), RC_OK);
	assert_int_equal(kept(), 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_day_is_that_of_warsaw_and_the_usual_that_of_weeks_with_orders),
	    cmocka_unit_test(nothing_is_said_of_what_is_not_known),
	    cmocka_unit_test(a_batch_moves_it_and_the_night_makes_good_what_others_left_out),
	};

	time_init();
	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
