/* Runs of product files are forgotten with their reports and what rolling them back needs. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "base/time.h"
#include "domain/retention/retention.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct db *db;	/* as the jobs are: what they may not do fails */
static struct db *root; /* may do everything */
static struct conf *conf;

static int setup(void **state)
{
	void *mem = mem_context(NULL, "imports");

	*state = mem;
	root = db_test_open(mem, DB_ROLE_MIGRATE);
	db = db_test_open(mem, DB_ROLE_JOBS);
	conf = db_test_conf(mem);
	return 0;
}

static int64_t number(const char *sql)
{
	return world_number(root, sql);
}

static int64_t at(const char *rfc3339)
{
	int64_t ms = TIME_NONE;

	assert_true(time_parse_rfc3339(rfc3339, &ms));
	return ms;
}

static void run(const char *now, int64_t erased[RETAIN_CLASSES])
{
	const struct retention_work work = {.conf = conf, .actor = "keep-house", .now = at(now)};
	struct err e = {0};

	if (retention_run(db, &work, erased, &e))
		fail_msg("%s", e.msg);
}

/* Run 73 is being worked on until somebody says that it failed. */
static void add_runs(void)
{
	db_test_run(
	    root,
	    "INSERT INTO import_profile (id, name, format, mapping) VALUES (77, 'Sklep', '', '')");
	db_test_run(root,
		    "INSERT INTO import_run (id, profile_id, state, file_name, file_bytes, actor,"
		    " created_at) VALUES (71, 77, 'applied', 'a', 1, 'x', '2026-08-01'),"
		    " (72, 77, 'read', 'b', 1, 'x', '2026-08-02'),"
		    " (73, 77, 'approved', 'c', 1, 'x', '2026-08-03'),"
		    " (74, 77, 'failed', 'd', 1, 'x', '2026-08-04'),"
		    " (75, 77, 'applied', 'e', 1, 'x', '2026-11-01')");
	db_test_run(root,
		    "INSERT INTO import_source (profile_id, address, period_min, run_id) VALUES"
		    " (77, 'https://sklep.example/', 60, 71)");
	db_test_run(
	    root,
	    "INSERT INTO product (id, sku, name, words, made_by) VALUES (7, 'A', 'A', '', 71)");
	db_test_run(root,
		    "INSERT INTO stock_move (product_id, place_id, kind, on_hand, doc_kind, doc,"
		    " actor) VALUES (7, 1, 'file', 5, 'run', 71, 'x')");
	db_test_run(root,
		    "INSERT INTO import_before (run_id, product_id, words) VALUES (71, 7, ''),"
		    " (75, 7, '')");
	db_test_run(root, "INSERT INTO import_row (run_id, n, line, verdict, notes, words, sku)"
			  " SELECT r.id, s.seq, s.seq, 'changed', '', '', s.seq FROM import_run r"
			  " JOIN seq_1_to_2100 s WHERE r.id > 70");
}

static void runs_of_files_go_in_their_order_with_what_hangs_on_them(void **state)
{
	const int64_t limit = at("2026-08-23T00:00:00Z");
	int64_t erased[RETAIN_CLASSES];
	struct err e = {0};
	int64_t n;

	(void)state;
	add_runs();
	assert_int_equal(retention_limit(RETAIN_IMPORTS, conf, at("2026-11-21T00:00:00Z")), limit);
	assert_int_equal(retention_count(db, RETAIN_IMPORTS, limit, &n, &e), RC_OK);
	assert_int_equal(n, 2);
	run("2026-11-21T00:00:00Z", erased);
	assert_int_equal(erased[RETAIN_IMPORTS], 2 + 1 + 2 * 2100);
	assert_int_equal(number("SELECT COUNT(*) FROM import_run WHERE id >= 73"), 3);
	assert_int_equal(number("SELECT COUNT(*) FROM import_run"), 3);
	db_test_run(root, "UPDATE import_run SET state = 'failed' WHERE id = 73");
	run("2026-11-21T00:00:00Z", erased);
	assert_int_equal(number("SELECT CAST(SUM(id) AS SIGNED) FROM import_run"), 75);
	assert_int_equal(number("SELECT COUNT(*) FROM import_row"), 2100);
	assert_int_equal(number("SELECT COUNT(*) FROM import_before"), 1);
	assert_int_equal(number("SELECT COUNT(*) FROM product WHERE id = 7 AND made_by = 71"), 1);
	assert_int_equal(number("SELECT COUNT(*) FROM stock_move WHERE product_id = 7"), 1);
	assert_int_equal(number("SELECT COUNT(*) FROM import_source WHERE run_id IS NULL"), 1);
	/* All of them over their time, and none that comes later. */
	run("2030-11-21T00:00:00Z", erased);
	assert_int_equal(number("SELECT COUNT(*) FROM import_run"), 0);
	run("2030-11-21T00:00:00Z", erased);
	assert_int_equal(erased[RETAIN_IMPORTS], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(runs_of_files_go_in_their_order_with_what_hangs_on_them),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
