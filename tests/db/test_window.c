/*
 * Lists with a window: pages meet each row once, whatever their times; a filter that little matches
 * is looked for window by window; what has a name is found in any tab; tabs count no further than
 * they may.
 */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { OPEN, ALL, TABS };
enum { NAMED = 2 * TABS, COUNT, COUNT_OPEN };
enum { WHOLE = 20000, ROWS_MADE = WHOLE + 120, OPEN_EVERY = 100 };

static void *mem;
static struct db *db;

struct row {
	const char *thing_id;
	uint64_t id;
};

#define THINGS(W, ...)                                                                             \
	W("thing", "thing_id", "at", "SELECT r.thing_id, r.id", "",                                \
	  ROWS(struct row, STR(thing_id), U64(id)), __VA_ARGS__)

static const struct stmt_def stmts[] = {
    WINDOW_TAB(THINGS, OPEN, "open", "r.is_open = 1"),
    WINDOW_TAB(THINGS, ALL, "newest", "1 = 1"),
    [NAMED] =
	WINDOW_NAMED(THINGS, WINDOW_IDS("thing", "login") " UNION " WINDOW_IDS("thing", "login")),
    [COUNT] = {"SELECT " WINDOW_COUNT("thing", "1 = 1"), "", NUMBER},
    [COUNT_OPEN] = {"SELECT " WINDOW_COUNT("thing", "r.is_open = 1"), "", NUMBER},
};
static const struct window_def things = {stmts, &stmts[NAMED], WINDOW_KEY(struct row, thing_id)};

static struct window_page ask(const struct window_filter *f, const struct window_search *search)
{
	struct window_page page;
	struct err e = {0};

	if (window_list(db, mem, &things, f, search, &page, &e))
		fail_msg("%s", e.msg);
	return page;
}

/* All pages of a list: how many rows, in the order of their ids, newest first. */
static int walk(struct window_filter f, const struct window_search *search, int *pages)
{
	uint64_t last = UINT64_MAX;
	int n = 0;

	for (*pages = 1;; (*pages)++) {
		struct window_page page = ask(&f, search);
		const struct row *rows = page.rows;

		for (size_t i = 0; i < page.n; i++) {
			assert_true(rows[i].id < last);
			last = rows[i].id;
		}
		n += (int)page.n;
		if (!page.older)
			return n;
		f.before = page.older;
	}
}

static void pages_meet_each_once(void **state)
{
	static const struct {
		unsigned tab;
		int rows, pages;
	} cases[] = {{OPEN, ROWS_MADE / OPEN_EVERY, 5},
		     {ALL, ROWS_MADE, ROWS_MADE / WINDOW_PAGE + 1}};
	const struct window_search none = {0};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct window_filter f = WINDOW_FILTER;
		int pages;

		f.tab = cases[i].tab;
		assert_int_equal(walk(f, &none, &pages), cases[i].rows);
		assert_int_equal(pages, cases[i].pages);
	}
}

static void filters_look_window_by_window(void **state)
{
	static const struct {
		unsigned tab;
		uint64_t account;
		const char *query, *likes[WINDOW_TERMS];
		int rows, pages;
	} cases[] = {
	    {ALL, 0, "oldest", {"% oldest%"}, 1, 2}, /* nothing in the first window */
	    {OPEN, 0, "oldest", {"% oldest%"}, 0, 1},
	    {ALL, 0, "word", {"% word%"}, ROWS_MADE, ROWS_MADE / WINDOW_PAGE + 1},
	    {ALL, 0, "x", {NULL}, 0, 1}, /* no word one could look for */
	    {ALL, 0, "word oldest", {"% word%", "% oldest%"}, 1, 2}, /* all of them */
	    {ALL, 0, "word word oldest", {"% word%", "% wor%", "% oldest%"}, 1, 2},
	    {ALL, 0, "and so on", {"% word%", "% wor%", "% wo%", "% oldest%"}, 1, 2},
	    {ALL, 999, NULL, {NULL}, 0, 2},
	    {OPEN, 1, NULL, {NULL}, ROWS_MADE / OPEN_EVERY, 5},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct window_search search = {0};
		struct window_filter f = WINDOW_FILTER;
		int pages;

		memcpy(search.like, cases[i].likes, sizeof(search.like));

		f.tab = cases[i].tab;
		f.account_id = cases[i].account;
		f.query = cases[i].query;
		int rows = walk(f, &search, &pages);
		if (rows != cases[i].rows || pages != cases[i].pages)
			fail_msg("case %zu: %d rows, %d pages", i, rows, pages);
	}
}

static void from_window_to_window_all_that_match_are_met_once(void **state)
{
	static const struct window_sizes tiny[] = {{1, 1}, {2, 7}, {60, 61}, {7, 2}};
	const struct window_sizes usual = window_sizes;
	const struct window_search search = {.like = {"% word%"}};
	struct window_filter f = WINDOW_FILTER;
	int pages;
	(void)state;

	f.tab = OPEN;
	f.query = "word";
	f.account_id = 1;
	for (size_t i = 0; i < COUNT_OF(tiny); i++) {
		window_sizes = tiny[i];
		assert_int_equal(walk(f, &search, &pages), ROWS_MADE / OPEN_EVERY);
	}
	window_sizes = usual;
}

static void bounds_of_time_leave_out_what_lies_beyond(void **state)
{
	const struct window_search none = {0};
	struct window_filter f = WINDOW_FILTER;
	int pages;
	(void)state;

	/* Ten have one time. */
	f.tab = ALL;
	f.from = time_utc_day(time_day_of("2026-01-02")) + 20 * TIME_SECOND_MS;
	f.until = f.from + 3 * TIME_SECOND_MS;
	assert_int_equal(walk(f, &none, &pages), 30);
}

static void a_name_is_found_in_any_tab(void **state)
{
	struct window_filter f = WINDOW_FILTER;
	struct window_search search = {.names = {"nobody", "ola7"}};
	(void)state;

	f.tab = OPEN;
	f.query = "ola7";
	struct window_page page = ask(&f, &search);
	assert_int_equal(page.n, 1);
	assert_int_equal(((const struct row *)page.rows)->id, 7);
	assert_null(page.older);
}

static void a_tab_counts_no_further_than_it_may(void **state)
{
	struct err e = {0};
	int64_t n = 0;
	(void)state;

	assert_int_equal(stmt_number(db, &stmts[COUNT], NO_PARAMS, &n, &e), RC_OK);
	assert_int_equal(n, WINDOW_COUNT_MAX);
	assert_int_equal(stmt_number(db, &stmts[COUNT_OPEN], NO_PARAMS, &n, &e), RC_OK);
	assert_int_equal(n, ROWS_MADE / OPEN_EVERY);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "windows");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	db_test_run(db,
		    "CREATE TABLE thing (id BIGINT UNSIGNED PRIMARY KEY,"
		    " thing_id VARCHAR(64) NOT NULL UNIQUE, account_id INT UNSIGNED NOT NULL,"
		    " at DATETIME(3) NOT NULL, login VARCHAR(64) NOT NULL, words TEXT NOT NULL,"
		    " is_open TINYINT NOT NULL, KEY newest (at, id), KEY open (is_open, at, id),"
		    " KEY by_login (login))");
	db_test_run(db, mem_printf(mem,
				   "INSERT INTO thing SELECT seq, CONCAT('t', seq), 1,"
				   " TIMESTAMP('2026-01-01') + INTERVAL seq DIV 10 SECOND,"
				   " CONCAT('ola', seq), IF(seq = 1, ' word oldest', ' word'),"
				   " seq %% %d = 0 FROM seq_1_to_%d",
				   OPEN_EVERY, ROWS_MADE));
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pages_meet_each_once),
	    cmocka_unit_test(filters_look_window_by_window),
	    cmocka_unit_test(from_window_to_window_all_that_match_are_met_once),
	    cmocka_unit_test(bounds_of_time_leave_out_what_lies_beyond),
	    cmocka_unit_test(a_name_is_found_in_any_tab),
	    cmocka_unit_test(a_tab_counts_no_further_than_it_may),
	};

	return cmocka_run_group_tests_name("windows", tests, setup, db_test_teardown);
}
