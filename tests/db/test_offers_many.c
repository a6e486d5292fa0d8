/*
 * A shop with many offers: whatever is asked of their lists costs no more than a window, and what
 * stands around a list walks no table; a plan of all of them is made a thousand at a time.
 */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "domain/offers/offer.h"
#include "domain/offers/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A request may read; there are 6,000 offers. A name that all have is read a thousand times: in its
 * index, in what the server makes of that, in the table, and from what it sorts. */
enum { MOST_ROWS = 1500, MOST_OF_A_NAME = 5500 };

static const struct window_sizes small = {.brief = 60, .rows = 400};

static void *mem;
static struct db *db;

/* One offer in ten has ended, one in a hundred is a draft, one in fifty is in conflict; every
 * thousandth has a rare word and the mark of a set; all of them have the same signature. */
static void make_offers(uint64_t account)
{
	db_test_run(
	    db,
	    mem_printf(mem,
		       "INSERT INTO offer (account_id, offer_id, name, external_id, format, status,"
		       " price_minor, price_currency, available, words, matching, changed_at,"
		       " seen_at) SELECT %d, 7700000000 + seq, 'Kubek', 'CUP-1', 'BUY_NOW',"
		       " CASE WHEN seq %% 10 = 0 THEN 'ENDED' WHEN seq %% 100 = 1 THEN 'INACTIVE'"
		       " ELSE 'ACTIVE' END, 1000, 'PLN', 3, CONCAT(' kubek ', IF(seq %% 1000 = 7,"
		       " 'rare mark:set;', 'usual')), IF(seq %% 50 = 3, 'conflict', 'linked'),"
		       " '2026-01-01' + INTERVAL seq DIV 3 MINUTE, '2026-06-01' FROM seq_1_to_6000",
		       (int)account));
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "many offers");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	make_offers(world_account(db, "large"));
	window_sizes = small;
	return 0;
}

/* Rows the server looked at for this connection so far. */
static int64_t rows_read(void)
{
	return world_number(db, "SELECT CAST(SUM(VARIABLE_VALUE) AS SIGNED)"
				" FROM information_schema.SESSION_STATUS"
				" WHERE VARIABLE_NAME LIKE 'HANDLER_READ%'");
}

/* What reading the counter adds to it. */
static int64_t own_rows(void)
{
	const int64_t before = rows_read();

	return rows_read() - before;
}

static const struct asked {
	const char *name;
	size_t n; /* on the first page */
	enum offer_view view;
	uint64_t account;
	const char *query;
	const char *mark;
	const char *from;
	const char *until;
	bool is_name;
} asked[] = {
    {"a tab", 50, OFFER_VIEW_ACTIVE, .query = NULL},
    {"a small tab", 50, OFFER_VIEW_DRAFT, .query = NULL},
    {"ended ones", 50, OFFER_VIEW_ENDED, .query = NULL},
    {"in need", 50, OFFER_VIEW_ATTENTION, .query = NULL},
    {"all", 50, OFFER_VIEW_ALL, .query = NULL},
    {"a word all have", 50, OFFER_VIEW_ALL, .query = "kubek"},
    {"a word few have", 0, OFFER_VIEW_ACTIVE, .query = "rare"},
    {"a word and a small tab", 0, OFFER_VIEW_DRAFT, .query = "rare"},
    {"words", 0, OFFER_VIEW_ALL, .query = "kubek usual rare"},
    {"no word", 0, OFFER_VIEW_ALL, .query = "nowhere"},
    {"a number", 1, OFFER_VIEW_ALL, .query = "7700000077"},
    {"a signature all have", 50, OFFER_VIEW_ALL, .query = "CUP-1", .is_name = true},
    {"a mark", 0, OFFER_VIEW_ACTIVE, .mark = "set"},
    {"a mark none has", 0, OFFER_VIEW_ENDED, .mark = "zero"},
    {"an account with all", 50, OFFER_VIEW_ALL, .account = 1},
    {"an account with none", 0, OFFER_VIEW_ALL, .account = 999},
    {"a time of none", 0, OFFER_VIEW_ACTIVE, .from = "2026-02-01"},
    {"a time of old ones", 0, OFFER_VIEW_ALL, .until = "2026-01-01"},
    {"everything at once", 0, OFFER_VIEW_ALL, .account = 999, .query = "rare", .mark = "set",
     .from = "2026-01-01", .until = "2026-01-02"},
};

static int64_t day_of(const char *day)
{
	return day ? time_utc_day(time_day_of(day)) : TIME_NONE;
}

static struct window_filter filter_of(const struct asked *a)
{
	return (struct window_filter){.tab = a->view,
				      .account_id = a->account,
				      .query = a->query,
				      .mark = a->mark,
				      .from = day_of(a->from),
				      .until = day_of(a->until)};
}

static void whatever_is_asked_costs_no_more_than_a_window(void **state)
{
	const int64_t own = own_rows();
	(void)state;

	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		const struct window_filter f = filter_of(&asked[i]);
		const int64_t before = rows_read();
		struct window_page page;
		struct err e = {0};

		if (offer_list(db, mem, &f, &page, &e))
			fail_msg("%s", e.msg);
		const int64_t rows = rows_read() - before - own;
		if (rows > (asked[i].is_name ? MOST_OF_A_NAME : MOST_ROWS) || page.n != asked[i].n)
			fail_msg("%s: %lld rows read for %zu offers, wanted %zu", asked[i].name,
				 (long long)rows, page.n, asked[i].n);
	}
}

/* A page without filters: what it shows, and their accounts. */
static void a_tab_reads_what_it_shows(void **state)
{
	struct window_filter f = WINDOW_FILTER;
	struct window_page page;
	struct err e = {0};
	const int64_t own = own_rows();
	(void)state;

	for (f.tab = 0; f.tab < OFFER_VIEW_COUNT; f.tab++) {
		const int64_t before = rows_read();
		assert_int_equal(offer_list(db, mem, &f, &page, &e), RC_OK);
		assert_in_range(rows_read() - before - own, 1, 3 * (WINDOW_PAGE + 1));
	}
}

static void counts_end_where_a_tab_is_not_counted_further(void **state)
{
	int64_t counts[OFFER_VIEW_ALL];
	struct err e = {0};
	const int64_t own = own_rows();
	const int64_t before = rows_read();
	(void)state;

	assert_int_equal(offer_count(db, counts, &e), RC_OK);
	/* Once in the index, once in the table that the server makes of it. */
	assert_in_range(rows_read() - before - own, 1, 2 * OFFER_VIEW_ALL * WINDOW_COUNT_MAX);
	assert_int_equal(counts[OFFER_VIEW_ACTIVE], WINDOW_COUNT_MAX);
	assert_int_equal(counts[OFFER_VIEW_DRAFT], 60);
}

/* ---- Plans ----------------------------------------------------------------------------------- */

static int64_t statements(void)
{
	return world_number(db, "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM"
				" information_schema.SESSION_STATUS"
				" WHERE VARIABLE_NAME = 'COM_STMT_EXECUTE'");
}

static struct plan_change *changes_of_all(size_t n)
{
	struct plan_change *out = mem_array(mem, struct plan_change, n);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct plan_change){.kind = OUTBOX_OFFER_STOCK,
					      .offer_id = mem_printf(mem, "%zu", 7700000001 + i),
					      .before = "3",
					      .after = "5"};
	return out;
}

/* What it is looked up by, BEGIN, whether it is open, its items, COMMIT: for a thousand. */
static void a_plan_of_all_is_made_by_a_few_statements(void **state)
{
	enum { ALL = 6000, SLICE_STATEMENTS = 8, AROUND = 20 };
	const struct plan_making m = {
	    .account_id = (uint64_t)world_number(db, "SELECT CAST(MIN(id) AS SIGNED) FROM account"),
	    .topic = PLAN_STOCK,
	    .about = "5",
	    .actor = "anna"};
	const struct plan_change *changes = changes_of_all(ALL);
	const int64_t before = statements();
	struct plan_head plan;
	struct err e = {0};
	uint64_t id;
	(void)state;

	if (plan_begin(db, &m, &id, &e) || plan_add(db, id, changes, ALL, &e) ||
	    plan_seal(db, id, &e) || plan_find(db, mem, id, &plan, &e))
		fail_msg("%s", e.msg);
	assert_in_range(statements() - before, 1, ALL / OFFER_KEYS_MAX * SLICE_STATEMENTS + AROUND);
	assert_int_equal(plan.items, ALL - ALL / 100); /* no drafts */
	assert_int_equal(plan.counts.left, ALL - plan.items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whatever_is_asked_costs_no_more_than_a_window),
	    cmocka_unit_test(a_tab_reads_what_it_shows),
	    cmocka_unit_test(a_plan_of_all_is_made_by_a_few_statements),
	    cmocka_unit_test(counts_end_where_a_tab_is_not_counted_further),
	};

	return cmocka_run_group_tests_name("many offers", tests, setup, db_test_teardown);
}
