/* The list: tabs, filters, search, pages both ways, counts that agree with it. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PAID "2026-11-20T10:05:00.000Z"
enum { MANY = 130 }; /* three pages */

static void *mem;
static struct db *db;
static uint64_t account; /* of the few orders with a meaning */
static uint64_t crowd;	 /* of the many */

static const struct form_spec few[] = {
    {.id = "00000000-0000-4000-8000-000000000001",
     .finished_at = PAID,
     .last_name = "Łęcki",
     .city = "Łódź",
     .sku = "TS-XL"},
    {.id = "00000000-0000-4000-8000-000000000002",
     .status = "FILLED_IN",
     .login = "the_will",
     .last_name = "𝓝𝓸𝔀𝓪𝓴"},
    {.id = "00000000-0000-4000-8000-000000000003",
     .finished_at = PAID,
     .fulfillment = "SENT",
     .method = "method-2",
     .phone = "601 222 333"},
    {.id = "00000000-0000-4000-8000-000000000004",
     .status = "CANCELLED",
     .marketplace = "allegro-cz"},
    {.id = "00000000-0000-4000-8000-000000000005", .fulfillment = "NEW"}, /* ready, not paid */
    {.id = "00000000-0000-4000-8000-000000000006",
     .finished_at = PAID,
     .fulfillment = "PROCESSING",
     .dispatch_to = "2099-01-01T00:00:00.000Z"},
    {.id = "00000000-0000-4000-8000-000000000007",
     .finished_at = PAID,
     .fulfillment = "PROCESSING",
     .dispatch_to = "2099-01-01T00:00:00.000Z",
     .total = "60.00",
     .quantity = "3",
     .tax_id = "1234567890"},
};

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "list");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account = world_account(db, "list");
	crowd = world_account(db, "crowd");
	struct turn way = world_turn(db, account);
	world_apply(&way, few, COUNT_OF(few));
	way = world_turn(db, crowd);
	struct form_spec specs[MANY];
	for (int i = 0; i < MANY; i++)
		specs[i] = (struct form_spec){
		    .id = mem_printf(mem, "c0000000-0000-4000-8000-%012d", i),
		    /* Ten orders share each moment, so that pages end between equal times. */
		    .bought_at = mem_printf(mem, "2026-11-19T10:00:%02d.000Z", i / 10),
		};
	world_apply(&way, specs, 100);
	world_apply(&way, specs + 100, MANY - 100);
	return 0;
}

static struct order_page list(const struct order_filter *filter)
{
	struct order_page page;
	struct err e = {0};

	if (order_list(db, mem, filter, &page, &e))
		fail_msg("%s", e.msg);
	return page;
}

/* Last digits of the orders of the few that a filter finds, "16" for the first and the sixth. */
static const char *found(struct order_filter filter)
{
	struct str digits;

	filter.account_id = account;
	struct order_page page = list(&filter);
	str_init(&digits, mem, 100);
	for (size_t i = 0; i < COUNT_OF(few); i++)
		for (size_t k = 0; k < page.n; k++)
			if (str_eq(page.rows[k].form_id, few[i].id))
				str_addf(&digits, "%zu", i + 1);
	return digits.text;
}

/* The filter is f; the assignments are one expression. */
#define FOUND(want, ...)                                                                           \
	do {                                                                                       \
		struct order_filter f = ORDER_FILTER;                                              \
		__VA_ARGS__;                                                                       \
		assert_string_equal(want, found(f));                                               \
	} while (0)

static void tabs_show_what_they_say(void **state)
{
	(void)state;
	FOUND("1234567", f.account_id = 0);
	FOUND("67", f.view = ORDER_VIEW_OPEN);
	FOUND("1", f.view = ORDER_VIEW_TODAY);
	FOUND("1", f.view = ORDER_VIEW_LATE);
	FOUND("", f.view = ORDER_VIEW_TOMORROW);
	FOUND("1", f.view = ORDER_VIEW_NEW);
	FOUND("25", f.view = ORDER_VIEW_UNPAID);
	FOUND("3", f.view = ORDER_VIEW_SENT);
	FOUND("4", f.view = ORDER_VIEW_CANCELLED);
	FOUND("5", f.view = ORDER_VIEW_PROBLEM);
}

static void filters_narrow(void **state)
{
	(void)state;
	FOUND("2", f.status = "FILLED_IN");
	FOUND("1367", f.payment = "paid");
	FOUND("67", f.fulfillment = "PROCESSING");
	FOUND("3", f.delivery_method = "method-2");
	FOUND("4", f.marketplace = "allegro-cz");
	FOUND("", f.marketplace = "allegro-cz", f.status = "FILLED_IN");
	FOUND("", f.status = "Łódź");
	FOUND("1234567", f.from = INT64_C(1763632800000), f.until = INT64_C(1795200000000));
	FOUND("", f.until = INT64_C(1763632800000));
	FOUND("7", f.flag = "invoice-lacks");
	FOUND("", f.flag = "bundle");
	FOUND("7", f.flag = "company", f.view = ORDER_VIEW_OPEN);
	FOUND("1234567", f.country = "PL");
	FOUND("", f.country = "CZ");
	FOUND("", f.country = "Łódź");
	FOUND("7", f.amount_from = 51);
	FOUND("123456", f.amount_until = 50);
	FOUND("7", f.pieces_from = 3);
	FOUND("123456", f.pieces_until = 2, f.amount_from = 50);
	FOUND("12345", f.lines = 1, f.due_until = INT64_C(1795200000000));
	FOUND("67", f.due_from = INT64_C(1795200000000));
	FOUND("7", f.due_from = INT64_C(1795200000000), f.amount_from = 51, f.query = "jan");
}

static void the_box_finds_what_people_know(void **state)
{
	static const struct {
		const char *typed;
		const char *want;
	} cases[] = {
	    {"łęcki", "1"},
	    {"lecki", "1"},
	    {"LĘCKI", "1"},
	    {"łęc", "1"},
	    {"nowak", "2"},
	    {"𝐍𝐨𝐰𝐚𝐤", "2"},
	    {"TS-XL", "1"},
	    {"ts-x", "1"},
	    {"601222333", "3"},
	    {"601 222 333", "3"},
	    {"+48601222333", "3"},
	    {"the_will", "2"},
	    {"abc+1@allegromail.pl", "1234567"},
	    {"abc", "1234567"},
	    {"allegro", ""}, /* of the domain nobody is found */
	    {"allegromail.pl", ""},
	    {"\u0301\u0301\u0301", ""},
	    {"13501940648", "1234567"},
	    {"zażółć", "1234567"},
	    {"zazolc gesla", "1234567"},
	    {"00000000-0000-4000-8000-000000000004", "4"},
	    {"jan lecki", "1"},
	    {"jan nobody", ""},
	    {"***", ""},
	    {"' OR 1=1", ""},
	    {"+(", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct order_filter filter = ORDER_FILTER;
		filter.query = cases[i].typed;
		const char *got = found(filter);
		if (!str_eq(got, cases[i].want))
			fail_msg("\"%s\" finds \"%s\", not \"%s\"", cases[i].typed, got,
				 cases[i].want);
	}
}

static void search_keeps_to_its_tab(void **state)
{
	(void)state;
	FOUND("1", f.view = ORDER_VIEW_TODAY, f.query = "jan");
	FOUND("25", f.view = ORDER_VIEW_UNPAID, f.query = "jan");
	FOUND("5", f.view = ORDER_VIEW_PROBLEM, f.query = "jan");
	FOUND("3", f.view = ORDER_VIEW_ALL, f.query = "jan", f.fulfillment = "SENT");
}

static bool is_before(const struct order_row *a, const struct order_row *b)
{
	return a->bought_at > b->bought_at || (a->bought_at == b->bought_at && a->id > b->id);
}

/* Walks to the end; returns the rows met, checking that each comes after the one before. */
static size_t walk_forward(struct order_filter filter, const char **last_prev)
{
	struct order_row before = {0};
	size_t n = 0;

	for (;;) {
		struct order_page page = list(&filter);
		for (size_t i = 0; i < page.n; i++, n++) {
			assert_true(!n || is_before(&before, &page.rows[i]));
			before = page.rows[i];
		}
		*last_prev = page.prev;
		if (!page.next)
			return n;
		assert_int_equal(page.n, ORDER_PAGE_ROWS);
		filter.cursor = page.next;
	}
}

static void pages_meet_every_order_once_both_ways(void **state)
{
	struct order_filter filter = ORDER_FILTER;
	const char *cursor;
	size_t n = MANY % ORDER_PAGE_ROWS;

	(void)state;
	filter.account_id = crowd;
	assert_int_equal(walk_forward(filter, &cursor), MANY);
	while (cursor) {
		filter.cursor = cursor;
		struct order_page page = list(&filter);
		assert_non_null(page.next);
		n += page.n;
		cursor = page.prev;
	}
	assert_int_equal(n, MANY);
}

static void a_search_is_paged_as_well(void **state)
{
	struct order_filter filter = ORDER_FILTER;
	const char *cursor;

	(void)state;
	filter.account_id = crowd;
	filter.query = "kowalski";
	assert_int_equal(walk_forward(filter, &cursor), MANY);
}

static void a_damaged_cursor_is_refused(void **state)
{
	static const char *const damaged[] = {"",
					      "x",
					      "n",
					      "n1",
					      "n1.",
					      "n.1",
					      "x1.1",
					      "n-1.1",
					      "n1.1.1",
					      "n1.x",
					      "n99999999999999999999.1"};
	struct order_page page;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(damaged); i++) {
		struct order_filter filter = ORDER_FILTER;
		struct err e = {0};
		filter.cursor = damaged[i];
		assert_int_equal(order_list(db, mem, &filter, &page, &e), RC_INVALID);
	}
}

static void counts_agree_with_the_list(void **state)
{
	int64_t counts[ORDER_VIEW_COUNT];
	struct err e = {0};

	(void)state;
	if (order_count(db, account, counts, &e))
		fail_msg("%s", e.msg);
	for (int view = 0; view < ORDER_VIEW_COUNT; view++) {
		struct order_filter filter = ORDER_FILTER;
		filter.view = (enum order_view)view;
		filter.account_id = account;
		assert_int_equal(counts[view], list(&filter).n);
	}
}

static void facets_are_those_of_the_orders(void **state)
{
	struct order_facets facets;
	struct err e = {0};

	(void)state;
	if (order_facets(db, mem, &facets, &e))
		fail_msg("%s", e.msg);
	assert_true(facets.n_methods >= 2 && facets.n_marketplaces >= 2);
}

static void a_detail_has_everything(void **state)
{
	struct order_detail d;
	struct err e = {0};

	(void)state;
	if (order_load(db, mem, few[0].id, &d, &e))
		fail_msg("%s", e.msg);
	assert_string_equal(d.order.account, "list");
	assert_string_equal(d.person.last_name, "Łęcki");
	assert_int_equal(d.n_lines, 1);
	assert_int_equal(d.lines[0].quantity, 2);
	assert_int_equal(d.lines[0].price.minor, 2500);
	assert_string_equal(d.lines[0].sku, "TS-XL");
	assert_string_equal(d.document.state, "APPLIED");
	assert_non_null(strstr(d.document.raw, "Łęcki"));
	assert_int_equal(order_load(db, mem, "no-such-order", &d, &e), RC_NOT_FOUND);
}

static void an_overview_counts_the_days(void **state)
{
	struct order_overview o;
	int64_t counts[ORDER_VIEW_COUNT] = {[ORDER_VIEW_LATE] = 1};
	struct err e = {0};

	(void)state;
	if (order_overview(db, INT64_C(1795204800000), counts, &o, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(o.late, 1);
	assert_true(o.per_day[ORDER_DAYS - 2] >= MANY);
}

/* Rows the server looked at for this connection so far. */
static int64_t rows_read(void)
{
	return world_number(db, "SELECT CAST(SUM(VARIABLE_VALUE) AS SIGNED)"
				" FROM information_schema.SESSION_STATUS"
				" WHERE VARIABLE_NAME LIKE 'HANDLER_READ%'");
}

static void one_order_is_found_without_looking_at_others(void **state)
{
	const char *last = mem_printf(mem, "c0000000-0000-4000-8000-%012d", MANY - 1);
	struct order_detail d;
	struct err e = {0};

	(void)state;
	db_test_run(
	    db,
	    "INSERT INTO order_event (account_id, event_id, form_id, type, occurred_at, seen_at, "
	    "raw)"
	    " SELECT account_id, CONCAT('event-', id), form_id, 'BOUGHT', bought_at, bought_at, ''"
	    " FROM orders");
	db_test_run(db, "INSERT INTO order_change (order_id, at, actor, field)"
			" SELECT id, bought_at, 'tester', 'fulfillment' FROM orders");
	int64_t before = rows_read();
	int64_t counting = rows_read() - before;
	before += counting;
	if (order_load(db, mem, last, &d, &e))
		fail_msg("%s", e.msg);
	assert_true(d.n_moments == 1 && d.n_changes == 1);
	int64_t read = rows_read() - before - counting;
	/* Each account is asked for the document; other tests have made some. */
	int64_t accounts = world_number(db, "SELECT COUNT(*) FROM account");
	assert_in_range(read, 1, 2 * accounts + MANY / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tabs_show_what_they_say),
	    cmocka_unit_test(filters_narrow),
	    cmocka_unit_test(the_box_finds_what_people_know),
	    cmocka_unit_test(search_keeps_to_its_tab),
	    cmocka_unit_test(pages_meet_every_order_once_both_ways),
	    cmocka_unit_test(a_search_is_paged_as_well),
	    cmocka_unit_test(a_damaged_cursor_is_refused),
	    cmocka_unit_test(counts_agree_with_the_list),
	    cmocka_unit_test(facets_are_those_of_the_orders),
	    cmocka_unit_test(a_detail_has_everything),
	    cmocka_unit_test(an_overview_counts_the_days),
	    cmocka_unit_test(one_order_is_found_without_looking_at_others),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
