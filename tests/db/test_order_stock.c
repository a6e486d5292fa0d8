/*
 * Orders in the ledger of stock: whatever order documents arrive in, merged, cancelled, sent,
 * unreadable or gone, each line is booked once, in the transaction that stores it.
 */
#include "db_test.h"
#include "order_world.h"
#include "refuse.h"
#include "stock_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/orders/order_feed.h"
#include "domain/orders/order_holding.h"
#include "domain/orders/order_stock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define OFFER "13501940648" /* that of every line of world_form() */
#define ID_A  "aaaaaaaa-0000-4000-8000-000000000001"
#define ID_B  "bbbbbbbb-0000-4000-8000-000000000001"
#define ID_C  "cccccccc-0000-4000-8000-000000000001"
#define LINE1 "11111111-0000-4000-8000-000000000001"
#define LINE2 "22222222-0000-4000-8000-000000000001"
#define LINE3 "33333333-0000-4000-8000-000000000001"
#define PAID  "2026-11-20T10:05:00.000Z"

enum { EACH = 2 }; /* pieces of a line */

static void *mem;
static struct db *db;
static struct turn way;
static uint64_t mug;
static int worlds;

/* An account and a product of its own, linked: 10 mugs. */
static void fresh(void *arg)
{
	const struct stock_link link = {.product_id = 0, .pieces = 1};
	struct stock_link part = link;
	struct err e = {0};
	(void)arg;

	worlds++;
	way = world_turn(db, world_account(db, mem_printf(mem, "stock %d", worlds)));
	mug = stock_world_product(db, mem_printf(mem, "K-%d", worlds));
	stock_world_count(db, mug, 10);
	part.product_id = mug;
	if (stock_world_link(db, way.account->id, OFFER, &part, 1, &e))
		fail_msg("%s", e.msg);
}

static void expect(int64_t on_hand, int64_t reserved)
{
	stock_world_agrees(db);
	assert_int_equal(stock_world_on_hand(db, mug), on_hand);
	assert_int_equal(stock_world_reserved(db, mug), reserved);
}

static void apply(struct form_spec spec)
{
	world_apply(&way, &spec, 1);
}

static void an_order_reserves_unpaid_and_is_consumed_when_sent(void **state)
{
	(void)state;

	fresh(NULL);
	apply((struct form_spec){.id = ID_A, .status = "BOUGHT"});
	expect(10, EACH);
	apply((struct form_spec){.id = ID_A, .finished_at = PAID});
	apply((struct form_spec){.id = ID_A, .finished_at = PAID, .city = "Gdynia"});
	expect(10, EACH);
	apply((struct form_spec){.id = ID_A, .finished_at = PAID, .fulfillment = "SENT"});
	apply((struct form_spec){
	    .id = ID_A, .finished_at = PAID, .fulfillment = "SENT", .city = "Gdynia"});
	expect(8, 0);
}

static void a_cancelled_order_gives_back_what_it_held(void **state)
{
	(void)state;

	fresh(NULL);
	apply((struct form_spec){.id = ID_A});
	apply((struct form_spec){.id = ID_B});
	expect(10, 2 * EACH);
	apply((struct form_spec){.id = ID_A, .status = "CANCELLED"});
	expect(10, EACH);
	apply((struct form_spec){.id = ID_B, .fulfillment = "CANCELLED"}); /* by the seller */
	expect(10, 0);
	apply((struct form_spec){.id = ID_B, .fulfillment = "PROCESSING"}); /* who thought better */
	expect(10, EACH);
}

static void what_allegro_sends_is_not_ours(void **state)
{
	(void)state;

	fresh(NULL);
	apply((struct form_spec){.id = ID_A, .provider = "ALLEGRO", .finished_at = PAID});
	apply((struct form_spec){
	    .id = ID_A, .provider = "ALLEGRO", .finished_at = PAID, .fulfillment = "SENT"});
	expect(10, 0);
}

/* A and B are bought, C is both paid together: all orders of arrival, and all of it twice. */
static void merged_purchases_are_booked_once(void **state)
{
	static const int ways[][4] = {{0, 1, 2, -1}, {2, 0, 1, -1}, {0, 2, 1, -1}, {1, 2, 0, -1},
				      {2, 1, 0, -1}, {2, -1},	    {0, 2, -1}};
	const struct form_spec forms[] = {
	    {.id = ID_A,
	     .line_ids = LINE1,
	     .status = "BOUGHT",
	     .updated_at = "2026-11-20T10:00:00.000Z"},
	    {.id = ID_B,
	     .line_ids = LINE2,
	     .status = "BOUGHT",
	     .updated_at = "2026-11-20T10:01:00.000Z"},
	    {.id = ID_C,
	     .line_ids = LINE1 " " LINE2,
	     .finished_at = PAID,
	     .updated_at = "2026-11-20T10:05:00.000Z"},
	};
	struct form_spec sent = forms[2];
	(void)state;

	sent.fulfillment = "SENT";
	sent.updated_at = "2026-11-20T11:00:00.000Z";
	for (size_t i = 0; i < COUNT_OF(ways); i++) {
		fresh(NULL);
		for (int again = 0; again < 2; again++)
			for (size_t k = 0; ways[i][k] >= 0; k++)
				apply(forms[ways[i][k]]);
		expect(10, 2 * EACH);
		apply(sent);
		apply(sent);
		apply(forms[0]);
		expect(10 - 2 * EACH, 0);
	}
}

static void a_batch_books_all_its_orders(void **state)
{
	const struct form_spec forms[] = {
	    {.id = ID_A, .line_ids = LINE1, .status = "BOUGHT"},
	    {.id = ID_B, .line_ids = LINE2 " " LINE3, .finished_at = PAID},
	    {.id = ID_C, .status = "CANCELLED"},
	};
	(void)state;

	fresh(NULL);
	world_apply(&way, forms, COUNT_OF(forms));
	expect(10, 3 * EACH);
}

static void a_line_the_document_has_no_more_is_released(void **state)
{
	(void)state;

	fresh(NULL);
	apply((struct form_spec){.id = ID_A, .line_ids = LINE1 " " LINE2});
	expect(10, 2 * EACH);
	apply((struct form_spec){.id = ID_A, .line_ids = LINE2});
	expect(10, EACH);
}

static void an_unreadable_document_that_says_it_is_over_releases(void **state)
{
	const struct form_spec spec = {.id = ID_A, .status = "CANCELLED", .quantity = "\"trzy\""};
	const char *const ids[] = {ID_A};
	struct err e = {0};
	(void)state;

	fresh(NULL);
	apply((struct form_spec){.id = ID_A});
	expect(10, EACH);
	const char *const texts[] = {world_form(mem, &spec)};
	assert_int_equal(world_apply_raw(&way, ids, texts, 1, &e), RC_OK);
	expect(10, 0);
}

static void an_abandoned_order_releases(void **state)
{
	const struct feed_miss miss = {.account_id = 0, .thing_id = ID_A};
	struct feed_miss row = miss;
	struct err e = {0};
	(void)state;

	fresh(NULL);
	apply((struct form_spec){.id = ID_A, .status = "BOUGHT"});
	expect(10, EACH);
	row.account_id = way.account->id;
	db_test_run(db,
		    mem_printf(mem, "UPDATE order_form SET state = 'GONE' WHERE account_id = %d",
			       (int)way.account->id));
	db_test_run(db,
		    mem_printf(mem, "UPDATE orders SET place = 'cancelled' WHERE account_id = %d",
			       (int)way.account->id));
	assert_int_equal(order_stock_gone(db, &row, 1, "test", &e), RC_OK);
	expect(10, 0);
}

/* The journal tells of LINE1 twice and of LINE2, which has been read. */
static void what_was_bought_and_not_read_is_on_its_way(void **state)
{
	struct order_holding *holdings;
	struct err e = {0};
	int64_t pieces = -1;
	size_t n = 0;
	(void)state;

	fresh(NULL);
	apply((struct form_spec){.id = ID_B, .line_ids = LINE2});
	for (int i = 0; i < 3; i++)
		db_test_run(
		    db, mem_printf(
			    mem,
			    "INSERT INTO order_event (account_id, event_id, form_id, type,"
			    " seen_at, raw) VALUES (%d, 'e%d', '%s', 'BOUGHT',"
			    " UTC_TIMESTAMP(3), COMPRESS('{\"order\":{\"lineItems\":[{\"id\":"
			    "\"%s\",\"offer\":{\"id\":\"" OFFER "\"},\"quantity\":3}]}}'))",
			    (int)way.account->id, i, i < 2 ? ID_A : ID_B, i < 2 ? LINE1 : LINE2));
	db_test_run(db, mem_printf(mem,
				   "INSERT INTO order_form (account_id, form_id, updated_at) VALUES"
				   " (%d, '" ID_A "', UTC_TIMESTAMP(3))",
				   (int)way.account->id));
	assert_int_equal(order_on_way(db, mug, &pieces, &e), RC_OK);
	assert_int_equal(pieces, 3);
	assert_int_equal(order_holdings(db, mem, mug, &holdings, &n, &e), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(holdings[0].form_id, ID_B);
	assert_int_equal(holdings[0].pieces, EACH);
}

/* ---- Whatever fails -------------------------------------------------------------------------- */

static enum rc take_all(void *arg, struct err *e)
{
	const struct form_spec forms[] = {
	    {.id = ID_A, .line_ids = LINE1, .finished_at = PAID, .fulfillment = "SENT"},
	    {.id = ID_B, .line_ids = LINE2 " " LINE3, .finished_at = PAID},
	};
	const char *const ids[] = {ID_A, ID_B};
	const char *const texts[] = {world_form(mem, &forms[0]), world_form(mem, &forms[1])};
	(void)arg;

	return world_apply_raw(&way, ids, texts, 2, e);
}

static void before(void *arg)
{
	fresh(arg);
	apply((struct form_spec){.id = ID_A, .line_ids = LINE1});
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	struct err again = {0};
	(void)arg;
	(void)n;
	(void)was_hit;
	(void)rc;
	(void)e;

	stock_world_agrees(db);
	assert_int_equal(take_all(NULL, &again), RC_OK);
	expect(8, 2 * EACH);
}

static void a_refused_statement_books_no_order_by_half(void **state)
{
	const struct refuse_trial t = {
	    .what = "orders", .less_than = 200, .fresh = before, .act = take_all, .check = check};
	(void)state;

	assert_true(refuse_each(&t) > 25);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "test");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_order_reserves_unpaid_and_is_consumed_when_sent),
	    cmocka_unit_test(a_cancelled_order_gives_back_what_it_held),
	    cmocka_unit_test(what_allegro_sends_is_not_ours),
	    cmocka_unit_test(merged_purchases_are_booked_once),
	    cmocka_unit_test(a_batch_books_all_its_orders),
	    cmocka_unit_test(a_line_the_document_has_no_more_is_released),
	    cmocka_unit_test(an_unreadable_document_that_says_it_is_over_releases),
	    cmocka_unit_test(an_abandoned_order_releases),
	    cmocka_unit_test(what_was_bought_and_not_read_is_on_its_way),
	    cmocka_unit_test(a_refused_statement_books_no_order_by_half),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
