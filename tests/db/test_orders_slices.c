/*
 * A shop whose lists are longer than a request may look: whatever is asked for costs no more than
 * its slice, and from slice to slice every order that matches is met once.
 */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "domain/orders/order_list.h"
#include "domain/orders/order_turnover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_ROWS = 1500 }; /* a request may read; there are 6,000 orders */

static const struct list_slices small = {
    .brief = 50,
    .index = 400,
    .rows = 150,
    .names = 60,
    .words_brief = 40,
    .words = 200,
    .sample = 60,
    .entries = 3000,
    .text = 100,
};
static const struct list_slices tiny = {
    .brief = 2,
    .index = 7,
    .rows = 7,
    .names = 3,
    .words_brief = 3,
    .words = 7,
    .sample = 5,
    .entries = 1,
    .text = 1,
};
static struct list_slices usual;

static void *mem;
static struct db *db;

/* One order in ten is cancelled, one in a hundred unpaid; the first hundred came by drone; every
 * thousandth has a rare word. All have the same SKU and buyer. */
static void make_orders(uint64_t account)
{
	db_test_run(
	    db,
	    mem_printf(
		mem,
		"INSERT INTO orders (id, account_id, form_id, status, place, payment_state,"
		" marketplace, fulfillment, bought_at, total_minor, currency, delivery_method_id,"
		" line_count, item_count) SELECT seq, %d, CONCAT('form-', seq), 'BOUGHT',"
		" CASE WHEN seq %% 10 = 0 THEN 'cancelled' WHEN seq %% 100 = 1 THEN 'unpaid'"
		" WHEN seq > 5900 THEN 'new' ELSE 'sent' END, 'paid', 'allegro-pl', 'SENT',"
		" '2026-01-01' + INTERVAL seq DIV 3 MINUTE, 100, 'PLN',"
		" IF(seq <= 100, 'drone', 'courier'), 1, 1 FROM seq_1_to_6000",
		(int)account));
	db_test_run(db,
		    "INSERT INTO order_person (order_id, login) SELECT id, 'the_one' FROM orders");
	db_test_run(
	    db,
	    mem_printf(
		mem,
		"INSERT INTO order_line (account_id, line_item_id, order_id, position, offer_id,"
		" offer_name, sku, quantity, price_minor, currency) SELECT account_id, form_id, id,"
		" 0, '7700000001', 'cup', 'CUP-1', 1, 100, 'PLN' FROM orders"));
	db_test_run(db, "INSERT INTO order_search (order_id, words) SELECT id, CONCAT(' secret ; "
			"_a100 | common ', "
			"IF(id % 1000 = 7, 'rare 601222333', 'usual'), IF(id % 2, ' odd', ' "
			"even')) FROM orders");
	db_test_run(db, "INSERT INTO order_tag (order_id, tag) SELECT id, 'all' FROM orders"
			" UNION SELECT id, 'old' FROM orders WHERE id < 10");
	db_test_run(db, "INSERT INTO order_form (account_id, form_id, clean_gen, state)"
			" SELECT account_id, form_id, 1, 'APPLIED' FROM orders");
	db_test_run(db, "INSERT INTO order_tally (account_id, place, n) SELECT account_id, place, "
			"COUNT(*) FROM orders GROUP BY account_id, place");
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "slices");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	make_orders(world_account(db, "large"));
	usual = list_slices;
	return 0;
}

/* Rows the server looked at for this connection so far. */
static int64_t rows_read(void)
{
	return world_number(db, "SELECT CAST(SUM(VARIABLE_VALUE) AS SIGNED)"
				" FROM information_schema.SESSION_STATUS"
				" WHERE VARIABLE_NAME LIKE 'HANDLER_READ%'");
}

static struct order_page list(const struct order_filter *filter)
{
	struct order_page page;
	struct err e = {0};

	if (order_list(db, mem, filter, &page, &e))
		fail_msg("%s", e.msg);
	return page;
}

static const struct asked {
	const char *name;
	size_t n; /* on the first page, of small slices */
	enum order_view view;
	const char *query;
	const char *method;
	const char *payment;
	const char *fulfillment;
	const char *flag;
	const char *country;
	enum order_sight sight;
	const char *tag;
	enum order_sort sort;
} asked[] = {
    {"all", 50, ORDER_VIEW_ALL, .query = NULL},
    {"a tab", 50, ORDER_VIEW_SENT, .query = NULL},
    {"today", 50, ORDER_VIEW_TODAY, .query = NULL},
    {"late", 50, ORDER_VIEW_LATE, .query = NULL},
    {"tomorrow", 0, ORDER_VIEW_TOMORROW, .query = NULL},
    {"problems", 0, ORDER_VIEW_PROBLEM, .query = NULL},
    {"a filter that most pass", 50, ORDER_VIEW_ALL, .payment = "paid"},
    {"a filter only old ones pass", 0, ORDER_VIEW_ALL, .method = "drone"},
    {"a filter that none passes", 0, ORDER_VIEW_ALL, .method = "nobody"},
    {"the same in the tab of most", 0, ORDER_VIEW_SENT, .method = "drone"},
    {"the same in a smaller tab", 0, ORDER_VIEW_CANCELLED, .method = "nobody"},
    {"the same in a tab by deadline", 0, ORDER_VIEW_TODAY, .method = "nobody"},
    {"a mark that none has", 0, ORDER_VIEW_ALL, .flag = "bundle"},
    {"a country that none has", 0, ORDER_VIEW_ALL, .country = "XX"},
    {"the same in the tab of most", 0, ORDER_VIEW_SENT, .flag = "bundle", .country = "XX"},
    {"a number", 1, ORDER_VIEW_ALL, .query = "form-77"},
    {"a SKU all have", 50, ORDER_VIEW_ALL, .query = "CUP-1"},
    {"an offer all have", 50, ORDER_VIEW_ALL, .query = "7700000001"},
    {"a login all have", 50, ORDER_VIEW_ALL, .query = "the_one"},
    {"a SKU all have, and a filter", 0, ORDER_VIEW_ALL, .query = "CUP-1", .method = "drone"},
    {"a common word", 0, ORDER_VIEW_CANCELLED, .query = "usual odd"},
    {"a rare word", 6, ORDER_VIEW_ALL, .query = "rare"},
    {"a rare word and a common one", 6, ORDER_VIEW_ALL, .query = "common rare"},
    {"rare words and a filter", 1, ORDER_VIEW_ALL, .query = "common rare", .method = "drone"},
    {"common words and a filter", 0, ORDER_VIEW_ALL, .query = "common odd", .method = "drone"},
    {"a phone", 6, ORDER_VIEW_ALL, .query = "+48 601 222 333"},
    {"oldest first", 50, ORDER_VIEW_ALL, .sort = ORDER_SORT_BOUGHT},
    {"a tab, oldest first", 50, ORDER_VIEW_SENT, .sort = ORDER_SORT_BOUGHT},
    {"a filter only old ones pass, oldest first", 50, ORDER_VIEW_ALL, .method = "drone",
     .sort = ORDER_SORT_BOUGHT},
    {"new ones by deadline", 50, ORDER_VIEW_NEW, .sort = ORDER_SORT_DUE},
    {"begun ones by deadline, of none", 0, ORDER_VIEW_OPEN, .sort = ORDER_SORT_DUE_LAST},
    {"late ones, the latest first", 50, ORDER_VIEW_LATE, .sort = ORDER_SORT_DUE_LAST},
    {"a tag all have", 50, ORDER_VIEW_ALL, .tag = "all"},
    {"a tag all have, and a filter", 0, ORDER_VIEW_ALL, .tag = "all", .method = "nobody"},
    {"a tag of old orders", 9, ORDER_VIEW_ALL, .tag = "old"},
    {"a tag that none has", 0, ORDER_VIEW_SENT, .tag = "none"},
    {"an amount that all have", 50, ORDER_VIEW_ALL, .query = "1,00"},
    {"an amount that none has", 0, ORDER_VIEW_ALL, .query = "2,00"},
    {"a common word, seen by few", 50, ORDER_VIEW_ALL, .query = "usual odd",
     .sight = ORDER_SIGHT_PARCEL},
    {"a rare word, seen by few", 6, ORDER_VIEW_ALL, .query = "rare", .sight = ORDER_SIGHT_PARCEL},
    {"a rare word nobody of them sees", 0, ORDER_VIEW_ALL, .query = "secret",
     .sight = ORDER_SIGHT_PARCEL},
    {"no word", 0, ORDER_VIEW_ALL, .query = "nowhere"},
};

static struct order_filter filter_of(const struct asked *a)
{
	struct order_filter f = ORDER_FILTER;

	f.view = a->view;
	f.query = a->query;
	f.delivery_method = a->method;
	f.payment = a->payment;
	f.fulfillment = a->fulfillment;
	f.flag = a->flag;
	f.country = a->country;
	f.sight = a->sight;
	f.tag = a->tag;
	f.sort = a->sort;
	return f;
}

static void whatever_is_asked_costs_no_more_than_a_slice(void **state)
{
	int64_t own = rows_read();

	(void)state;
	own = rows_read() - own;
	list_slices = small;
	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		struct order_filter filter = filter_of(&asked[i]);
		int64_t before = rows_read();
		struct order_page page = list(&filter);
		int64_t rows = rows_read() - before - own;
		if (rows > MOST_ROWS || page.n != asked[i].n)
			fail_msg("%s: %lld rows read for %zu orders, wanted %zu", asked[i].name,
				 (long long)rows, page.n, asked[i].n);
	}
	list_slices = usual;
}

/* The text index has a word of a hidden part for each order, and would take seconds to find
 * nothing. */
static void a_word_hidden_in_every_order_is_not_taken_for_a_rare_one(void **state)
{
	struct order_filter filter = ORDER_FILTER;

	(void)state;
	list_slices = small;
	filter.query = "secret";
	filter.sight = ORDER_SIGHT_PARCEL;
	struct order_page page = list(&filter);
	assert_int_equal(page.n, 0);
	assert_non_null(page.next); /* it was looked for in a slice, not in the index */
	list_slices = usual;
}

static void what_stands_around_a_list_walks_no_table(void **state)
{
	int64_t counts[ORDER_VIEW_COUNT];
	struct order_overview overview;
	struct order_turnover turnover;
	struct order_progress *progress;
	struct order_facets facets;
	struct err e = {0};
	size_t n;
	int64_t own = rows_read();

	(void)state;
	own = rows_read() - own;
	int64_t before = rows_read();
	assert_int_equal(order_count(db, 0, counts, &e), RC_OK);
	assert_int_equal(order_overview(db, time_now_ms(), counts, &overview, &e), RC_OK);
	assert_int_equal(order_turnover(db, time_now_ms(), &turnover, &e), RC_OK);
	assert_int_equal(order_progress_list(db, mem, &progress, &n, &e), RC_OK);
	assert_int_equal(order_facets(db, mem, &facets, &e), RC_OK);
	assert_in_range(rows_read() - before - own, 1, 200);
	assert_int_equal(counts[ORDER_VIEW_ALL], 6000);
}

/* From page to page, as they need not be full; returns the orders met. */
static size_t walk(struct order_filter filter, bool back)
{
	size_t n = 0;

	const char *end =
	    order_filter_is_falling(&filter) ? "p0.0" : "p253402300799000.9223372036854775807";
	filter.cursor = back ? end : NULL;
	for (size_t pages = 0;; pages++) {
		struct order_page page = list(&filter);
		const char *cursor = back ? page.prev : page.next;
		n += page.n;
		assert_true(pages < 6000);
		assert_true(!cursor || page.n == ORDER_PAGE_ROWS || page.looked_until != TIME_NONE);
		if (!cursor)
			return n;
		filter.cursor = cursor;
	}
}

static void from_slice_to_slice_every_order_is_met_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		struct order_filter filter = filter_of(&asked[i]);
		filter.from = INT64_C(1767225600000) + 30 * TIME_MINUTE_MS;
		filter.until = INT64_C(1767225600000) + 60 * TIME_MINUTE_MS;
		list_slices = usual;
		size_t want = walk(filter, false);
		list_slices = asked[i].query || asked[i].tag ? small : tiny;
		size_t ahead = walk(filter, false);
		size_t back = walk(filter, true);
		if (ahead != want || back != want)
			fail_msg("%s: %zu and %zu of %zu orders", asked[i].name, ahead, back, want);
	}
	list_slices = usual;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whatever_is_asked_costs_no_more_than_a_slice),
	    cmocka_unit_test(a_word_hidden_in_every_order_is_not_taken_for_a_rare_one),
	    cmocka_unit_test(what_stands_around_a_list_walks_no_table),
	    cmocka_unit_test(from_slice_to_slice_every_order_is_met_once),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
