/* The certificate of stock on a real server: each offer is counted once, whatever fails. */
#include "db_test.h"
#include "order_world.h"
#include "plan_world.h"
#include "refuse.h"
#include "stock_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/offers/offer_value.h"
#include "domain/offers/stock_certificate.h"
#include "domain/outbox/outbox_kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { EQUALS = 3, CONFLICT = 20, THEIRS, ENDED, UNCOUNTED, LINKED };

static int worlds;

/* The id of the account ends the statement. */
static void run(const char *sql)
{
	db_test_run(plans.db,
		    mem_printf(plans.mem, "%s%llu", sql, (unsigned long long)plans.account));
}

static void link_offer(int i, uint64_t product)
{
	db_test_run(plans.db,
		    mem_printf(plans.mem,
			       "INSERT INTO stock_link (account_id, offer_id, product_id, pieces,"
			       " actor) VALUES (%llu, '%s', %llu, 1, 'anna')",
			       (unsigned long long)plans.account, plan_offer(i),
			       (unsigned long long)product));
}

/* The first three show 7 and the ledger says 3. */
static void fresh(void *arg)
{
	(void)arg;

	plan_world_fresh();
	worlds++;
	const uint64_t jug = stock_world_product(plans.db, mem_printf(plans.mem, "J-%d", worlds));
	for (int i = 0; i < LINKED; i++) {
		const uint64_t mug =
		    stock_world_product(plans.db, mem_printf(plans.mem, "M-%d-%d", worlds, i));
		stock_world_count(plans.db, mug, 3);
		link_offer(i, i == UNCOUNTED ? jug : mug);
	}
	run("UPDATE offer SET matching = 'linked' WHERE account_id = ");
	run("REPLACE INTO order_cursor (account_id, polled_at, end_at) SELECT id,"
	    " UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM account WHERE id = ");
	for (int i = 0; i < EQUALS; i++)
		plan_offer_set(i, "available = 7");
	plan_offer_set(CONFLICT, "matching = 'conflict'");
	plan_offer_set(THEIRS, "fulfillment = 1");
	plan_offer_set(ENDED, "status = 'ENDED', ended_by = 'USER', seen_at = '2025-12-31'");
}

static enum rc take(void *arg, struct err *e)
{
	struct turn turn = world_turn(plans.db, plans.account);
	(void)arg;

	return stock_certificate_take(&turn, e);
}

static void must_take(void)
{
	struct err e = {0};

	run("UPDATE stock_certificate SET made_at = '2026-01-01' WHERE account_id = ");
	if (take(NULL, &e))
		fail_msg("%s", e.msg);
}

static struct stock_certificate certificate(void)
{
	struct stock_certificate *rows;
	struct err e = {0};
	size_t n;

	if (stock_certificates_list(plans.db, plans.mem, &rows, &n, &e))
		fail_msg("%s", e.msg);
	for (size_t i = 0; i < n; i++)
		if (rows[i].account_id == plans.account)
			return rows[i];
	fail();
	return (struct stock_certificate){.account_id = 0};
}

static int64_t unequal(void)
{
	return world_number(plans.db,
			    mem_printf(plans.mem,
				       "SELECT COUNT(*) FROM stock_unequal WHERE account_id = %llu",
				       (unsigned long long)plans.account));
}

static void expect(enum stock_class class, int64_t of_three)
{
	const struct stock_certificate c = certificate();

	assert_int_equal(c.offers, LINKED);
	assert_int_equal(c.counts[STOCK_IS_EQUAL], CONFLICT - EQUALS);
	assert_int_equal(c.counts[STOCK_IS_CONFLICT], 1);
	assert_int_equal(c.counts[STOCK_IS_THEIRS], 1);
	assert_int_equal(c.counts[STOCK_IS_ENDED], 1);
	assert_int_equal(c.counts[STOCK_IS_UNCOUNTED], 1);
	assert_int_equal(c.counts[class], of_three);
	assert_int_equal(unequal(), LINKED - CONFLICT + EQUALS);
}

static void each_offer_is_counted_in_one_class(void **state)
{
	struct stock_certificate_offer *offers;
	struct err e = {0};
	size_t n;

	(void)state;
	fresh(NULL);
	assert_int_equal(certificate().made_at, TIME_NONE);
	must_take();
	expect(STOCK_IS_OFF, EQUALS);
	assert_int_equal(certificate().seen_at, time_day_of("2025-12-31") + TIME_HOUR_MS);
	if (stock_certificate_offers(plans.db, plans.mem, &offers, &n, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(n, unequal());
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(offers[i].class_name, "differs"))
			continue;
		assert_int_equal(offers[i].shows, 3);
		assert_int_equal(offers[i].available, 7);
		assert_string_equal(offers[i].name, "Kubek");
	}
}

static void what_is_to_come_explains_it_until_it_has_come(void **state)
{
	uint64_t id;

	(void)state;
	fresh(NULL);
	id = plan_must_make(EQUALS, OUTBOX_OFFER_STOCK, "3");
	must_take();
	expect(STOCK_IS_HELD, EQUALS); /* it waits for its start */
	plan_must(plan_start, id);
	must_take();
	expect(STOCK_IS_COMING, EQUALS);
	plan_must_advance();
	must_take();
	expect(STOCK_IS_COMING, EQUALS); /* in the outbox */
	plan_allegro("HELD", "unknown");
	must_take();
	expect(STOCK_IS_HELD, EQUALS);
	run("UPDATE outbox SET state = 'FAILED', ended_at = UTC_TIMESTAMP(3) WHERE account_id = ");
	must_take();
	expect(STOCK_IS_OFF, EQUALS);
}

static void it_is_not_made_twice_nor_while_orders_are_not_read(void **state)
{
	struct err e = {0};

	(void)state;
	fresh(NULL);
	run("UPDATE order_cursor SET polled_at = '2026-01-01' WHERE account_id = ");
	must_take();
	assert_int_equal(certificate().made_at, TIME_NONE);
	run("UPDATE order_cursor SET polled_at = UTC_TIMESTAMP(3) WHERE account_id = ");
	must_take();
	plan_offer_set(0, "available = 3");
	assert_int_equal(take(NULL, &e), RC_OK);
	expect(STOCK_IS_OFF, EQUALS);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	(void)arg;

	if (rc != (was_hit ? RC_DB : RC_OK))
		fail_msg("statement %d: %d %s", n, (int)rc, e->msg);
	if (was_hit) {
		assert_int_equal(certificate().made_at, TIME_NONE);
		assert_int_equal(unequal(), 0);
	}
	must_take();
	expect(STOCK_IS_OFF, EQUALS);
}

static void a_refused_statement_certifies_nothing(void **state)
{
	const struct refuse_trial t = {
	    .what = "certificate", .less_than = 40, .fresh = fresh, .act = take, .check = check};
	(void)state;

	assert_true(refuse_each(&t) >= 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_offer_is_counted_in_one_class),
	    cmocka_unit_test(what_is_to_come_explains_it_until_it_has_come),
	    cmocka_unit_test(it_is_not_made_twice_nor_while_orders_are_not_read),
	    cmocka_unit_test(a_refused_statement_certifies_nothing),
	};

	return cmocka_run_group_tests(tests, plan_world_setup, db_test_teardown);
}
