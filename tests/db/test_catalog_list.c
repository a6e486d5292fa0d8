/* The list of products, and reports of files: what a request may read at most. */
#include "db_test.h"
#include "import_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/catalog_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void insert(const char *rows)
{
	db_test_run(import_db, mem_printf(import_mem,
					  "INSERT INTO product (sku, name, words, mpn) SELECT"
					  " CONCAT('S-', seq), 'Kubek', ' kubek brak', 'brak'"
					  " FROM %s",
					  rows));
}

static struct catalog_page list(const char *query, unsigned view, int64_t before)
{
	const struct catalog_filter filter = {view, query, before};
	struct catalog_page page;
	struct err e = {0};

	import_must(catalog_list(import_db, import_mem, &filter, &page, &e), &e);
	return page;
}

static int64_t rows_read(void)
{
	return import_count("SELECT CAST(SUM(VARIABLE_VALUE) AS SIGNED)"
			    " FROM information_schema.SESSION_STATUS"
			    " WHERE VARIABLE_NAME LIKE 'HANDLER_READ%'");
}

static void a_number_that_many_have_finds_all_of_them_page_by_page(void **state)
{
	int64_t before = 0;
	size_t n = 0;

	(void)state;
	import_empty();
	insert("seq_1_to_130");
	for (int pages = 0; pages < 4 && (!pages || before); pages++) {
		const struct catalog_page page = list("brak", CATALOG_VIEW_ALL, before);

		assert_true(page.n <= CATALOG_PAGE_ROWS);
		n += page.n;
		before = page.older;
	}
	assert_int_equal(n, 130);
	int64_t own = rows_read();
	own = rows_read() - own;
	int64_t read = rows_read();
	list("brak", CATALOG_VIEW_ALL, 0);
	assert_in_range(rows_read() - read - own, 1, 400);
}

static void a_slice_is_walked_once_and_a_gap_is_not(void **state)
{
	(void)state;
	import_empty();
	insert("seq_1_to_30");
	db_test_run(import_db, "UPDATE product SET id = id + 1000000 ORDER BY id DESC LIMIT 10");
	int64_t own = rows_read();
	own = rows_read() - own;
	int64_t read = rows_read();
	const struct catalog_page newest = list("nic", CATALOG_VIEW_ALL, 0);
	assert_in_range(rows_read() - read - own, 1, 20);
	assert_int_equal(newest.n, 0);
	assert_true(newest.older > 0);
	assert_int_equal(list("nic", CATALOG_VIEW_ALL, newest.older).older, 0);
	assert_int_equal(list("kubek", CATALOG_VIEW_ALL, newest.older).n, 20);
}

static void a_report_has_the_beginnings_of_texts(void **state)
{
	enum { MOST = 301 * 4 };
	const char *const sku = "DUZY";
	struct import_row *rows;
	struct product *known;
	struct err e = {0};
	size_t n;

	(void)state;
	import_empty();
	const uint64_t run = import_started();
	db_test_run(
	    import_db,
	    mem_printf(import_mem,
		       "INSERT INTO import_row (run_id, n, line, verdict, notes, words, sku,"
		       " description) VALUES (%llu, 1, 1, 'changed', '', '', 'DUZY',"
		       " REPEAT('ż', 400000))",
		       (unsigned long long)run));
	db_test_run(import_db, "INSERT INTO product (sku, words, description)"
			       " VALUES ('DUZY', '', REPEAT('ż', 400000))");
	import_must(import_rows_list(import_db, import_mem, run, NULL, 0, &rows, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_in_range(strlen(rows[0].p.description), 1, MOST);
	import_must(catalog_heads(import_db, import_mem, &sku, 1, &known, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_in_range(strlen(known[0].description), 1, MOST);
}

static void what_is_decided_is_the_report_that_was_seen(void **state)
{
	struct err e = {0};

	(void)state;
	import_empty();
	struct import_run seen = import_run_of(import_read_file(import_first, IMPORT_ROWS_OF_FILE));
	seen.version--;
	assert_int_equal(import_decide(import_db, &seen, RUN_APPLY, "ola", &e), RC_CONFLICT);
	err_clear(&e);
	seen.version++;
	import_must(import_decide(import_db, &seen, RUN_APPLY, "ola", &e), &e);
	assert_string_equal(import_run_of(seen.id).state, "approved");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_number_that_many_have_finds_all_of_them_page_by_page),
	    cmocka_unit_test(a_slice_is_walked_once_and_a_gap_is_not),
	    cmocka_unit_test(a_report_has_the_beginnings_of_texts),
	    cmocka_unit_test(what_is_decided_is_the_report_that_was_seen),
	};

	return cmocka_run_group_tests(tests, import_setup, db_test_teardown);
}
