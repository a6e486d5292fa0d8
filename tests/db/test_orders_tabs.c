/*
 * Sets: of a thousand random orders, some changed and some merged since, each tab shows those that
 * order_views_of() puts there, each once, and counts as many. Their hours are those that the night
 * counts anew.
 */
#include "db_test.h"
#include "order_crowd.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/orders/order_tab.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;
static uint64_t account;
static struct crowd *crowd;
static unsigned want[CROWD_ORDERS]; /* the tabs of each */

static unsigned expected_of(size_t i)
{
	struct order_detail d;
	struct err e = {0};

	if (order_load(db, mem, crowd->specs[i].id, &d, &e))
		fail_msg("%s", e.msg);
	return order_views_of(&d.order, time_now_ms());
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "tabs");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	account = world_account(db, "tabs");
	crowd = crowd_new(mem, db, account);
	for (size_t i = 0; i < CROWD_ORDERS; i++)
		want[i] = expected_of(i);
	return 0;
}

/* As it says, with equal times in one order, too. */
static void check_order(const struct order_filter *filter, const struct order_page *page)
{
	bool by_deadline = order_filter_is_by_deadline(filter);
	bool falls = order_filter_is_falling(filter);

	for (size_t i = 1; i < page->n; i++) {
		const struct order_row *a = &page->rows[falls ? i : i - 1];
		const struct order_row *b = &page->rows[falls ? i - 1 : i];
		int64_t from = by_deadline ? a->send_key : a->bought_at;
		int64_t to = by_deadline ? b->send_key : b->bought_at;
		assert_true(from < to || (from == to && a->id < b->id));
	}
}

/* How often the tab shows each order; returns how many rows it has. */
static size_t shown(enum order_view view, enum order_sort sort, uint64_t account_id,
		    unsigned char times[])
{
	struct order_filter filter = ORDER_FILTER;
	struct err e = {0};
	size_t n = 0;

	filter.view = view;
	filter.sort = sort;
	filter.account_id = account_id;
	do {
		struct order_page page;
		if (order_list(db, mem, &filter, &page, &e))
			fail_msg("%s", e.msg);
		for (size_t i = 0; i < page.n; i++)
			times[crowd_number(page.rows[i].form_id)]++;
		check_order(&filter, &page);
		n += page.n;
		filter.cursor = page.next;
	} while (filter.cursor);
	return n;
}

/* They stand beside the orders, in a list of their own. */
static size_t documents_in_trouble(void)
{
	size_t n = 0;

	for (int i = 0; i < CROWD_ORDERS; i++) {
		const char *word = crowd->facts[i].doc_state;
		n += !crowd->facts[i].place && (str_eq(word, "UNREADABLE") ||
						str_eq(word, "FAILING") || str_eq(word, "LOST"));
	}
	return n;
}

static void check_tab(enum order_view view, const int64_t counts[])
{
	unsigned char plain[CROWD_ORDERS] = {0};
	unsigned char sieved[CROWD_ORDERS] = {0};
	size_t n = shown(view, ORDER_SORT_USUAL, 0, plain);

	assert_int_equal(shown(view, ORDER_SORT_USUAL, account, sieved), n);
	assert_int_equal(counts[view],
			 n + (view == ORDER_VIEW_PROBLEM ? documents_in_trouble() : 0));
	assert_true(n > 0);
	for (size_t i = 0; i < CROWD_ORDERS; i++) {
		int is_wanted = (want[i] >> view & 1) != 0;
		if (plain[i] != is_wanted || sieved[i] != is_wanted)
			fail_msg("%s: order %zu is there %d and %d times, not %d",
				 order_view_names[view], i, plain[i], sieved[i], is_wanted);
	}
}

static void tabs_counts_and_rule_are_the_same_sets(void **state)
{
	int64_t counts[ORDER_VIEW_COUNT];
	struct err e = {0};

	(void)state;
	assert_int_equal(order_count(db, 0, counts, &e), RC_OK);
	for (int view = 0; view < ORDER_VIEW_COUNT; view++)
		check_tab((enum order_view)view, counts);
}

static void an_account_counts_its_own(void **state)
{
	int64_t all[ORDER_VIEW_COUNT];
	int64_t counts[ORDER_VIEW_COUNT];
	struct err e = {0};

	(void)state;
	assert_int_equal(order_count(db, 0, all, &e), RC_OK);
	assert_int_equal(order_count(db, account, counts, &e), RC_OK);
	assert_memory_equal(counts, all, sizeof(all));
	assert_int_equal(order_count(db, world_account(db, "others"), counts, &e), RC_OK);
	for (int view = 0; view < ORDER_VIEW_COUNT; view++)
		assert_int_equal(counts[view], 0);
}

/* Whichever way it is sorted, a tab holds what it holds; what does not fit is as usual. */
static void every_order_of_a_tab_is_in_each_sorting_of_it(void **state)
{
	size_t fits = 0;

	(void)state;
	for (int i = 0; i < ORDER_VIEW_COUNT * ORDER_SORT_COUNT; i++) {
		enum order_view view = (enum order_view)(i / ORDER_SORT_COUNT);
		enum order_sort sort = (enum order_sort)(i % ORDER_SORT_COUNT);
		unsigned char plain[CROWD_ORDERS] = {0};
		unsigned char sieved[CROWD_ORDERS] = {0};
		fits += order_sort_fits(view, sort);
		shown(view, sort, 0, plain);
		shown(view, sort, account, sieved);
		for (size_t k = 0; k < CROWD_ORDERS; k++)
			if (plain[k] != (want[k] >> view & 1) || sieved[k] != plain[k])
				fail_msg("%s by %s: order %zu is there %d and %d times",
					 order_view_names[view], order_sort_names[sort], k,
					 plain[k], sieved[k]);
	}
	assert_int_equal(fits, ORDER_VIEW_COUNT * 3 + 2 * 2);
}

/* One of the tabs of places, unless it is merged or Allegro's to send; by deadline only what is to
 * be sent. */
static void every_order_stands_where_one_expects_it(void **state)
{
	enum {
		BIT_OF_PLACE = 1U << ORDER_VIEW_NEW | 1U << ORDER_VIEW_OPEN |
			       1U << ORDER_VIEW_UNPAID | 1U << ORDER_VIEW_SENT |
			       1U << ORDER_VIEW_CANCELLED
	};
	enum { TO_SEND = 1U << ORDER_VIEW_NEW | 1U << ORDER_VIEW_OPEN };

	(void)state;
	for (size_t i = 0; i < CROWD_ORDERS; i++) {
		unsigned views = want[i];
		unsigned place = views & BIT_OF_PLACE;
		bool is_shown = views >> ORDER_VIEW_ALL & 1;
		bool is_late = views >> ORDER_VIEW_LATE & 1;
		bool is_today = views >> ORDER_VIEW_TODAY & 1;
		bool is_tomorrow = views >> ORDER_VIEW_TOMORROW & 1;
		if (!is_shown)
			assert_int_equal(views, 0);
		else if (place)
			assert_int_equal(place & (place - 1), 0);
		else
			assert_string_equal(crowd->specs[i].provider, "ALLEGRO");
		if (str_eq(crowd->specs[i].provider, "ALLEGRO"))
			assert_false(views & TO_SEND);
		assert_true(!is_late || is_today);
		assert_false(is_today && is_tomorrow);
		assert_true((!is_today && !is_tomorrow) || (place & TO_SEND));
	}
}

/* Programs of the release before count no hours: the night makes it good. */
static void hours_are_counted_anew(void **state)
{
	struct order_overview before;
	struct order_overview o;
	const int64_t counts[ORDER_VIEW_COUNT] = {0};
	const int64_t now = time_now_ms();
	struct err e = {0};

	(void)state;
	assert_int_equal(order_overview(db, now, counts, &before, &e), RC_OK);
	db_test_run(db, "UPDATE order_hour SET n = n - 1");
	db_test_run(db, "DELETE FROM order_hour LIMIT 1");
	assert_int_equal(order_overview(db, now, counts, &o, &e), RC_OK);
	assert_memory_not_equal(&o, &before, sizeof(o));
	assert_int_equal(order_recount(db, now, &e), RC_OK);
	assert_int_equal(order_overview(db, now, counts, &o, &e), RC_OK);
	assert_memory_equal(&o, &before, sizeof(o));
}

/* The same for hours that orders wait for, and for what orders of an hour are worth. */
static void tallies_are_counted_anew(void **state)
{
	struct err e = {0};

	(void)state;
	db_test_run(db, "UPDATE order_due_hour SET n = n + 1");
	db_test_run(db, "DELETE FROM order_due_hour LIMIT 1");
	db_test_run(db, "INSERT INTO order_due_hour (account_id, hour, n)"
			" SELECT id, UTC_DATE() + INTERVAL 300 DAY, 3 FROM account LIMIT 1");
	db_test_run(db, "UPDATE order_turnover SET minor = minor - 1");
	assert_int_equal(order_recount(db, time_now_ms(), &e), RC_OK);
	world_assert_tallies(&crowd->turn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tabs_counts_and_rule_are_the_same_sets),
	    cmocka_unit_test(an_account_counts_its_own),
	    cmocka_unit_test(every_order_of_a_tab_is_in_each_sorting_of_it),
	    cmocka_unit_test(hours_are_counted_anew),
	    cmocka_unit_test(tallies_are_counted_anew),
	    cmocka_unit_test(every_order_stands_where_one_expects_it),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
