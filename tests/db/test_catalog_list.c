/* The list of products, and reports of files: what a request may read at most, what is decided
 * about them, and what is changed by hand. */
#include "db_test.h"
#include "import_world.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/catalog/catalog_change.h"
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

static struct catalog_page list_of(const struct catalog_filter *filter)
{
	struct catalog_page page;
	struct err e = {0};

	import_must(catalog_list(import_db, import_mem, filter, &page, &e), &e);
	return page;
}

static struct catalog_page list(const char *query, unsigned view, int64_t before)
{
	return list_of(&(struct catalog_filter){.view = view, .query = query, .before = before});
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

static void each_tab_and_filter_has_what_it_says(void **state)
{
	static const struct {
		struct catalog_filter filter;
		const char *skus;
	} cases[] = {
	    {{.view = CATALOG_VIEW_ALL}, "EDCBA"},
	    {{.view = CATALOG_VIEW_NO_EAN}, "CB"},
	    {{.view = CATALOG_VIEW_NO_PRICE}, "DCB"},
	    {{.view = CATALOG_VIEW_NO_STOCK}, "DB"},
	    {{.view = CATALOG_VIEW_LOCKED}, "C"},
	    {{.view = CATALOG_VIEW_GONE}, "E"},
	    {{.query = "590-1234-123457"}, "A"},
	    {{.query = "kub%"}, ""},
	    {{.query = "kub cza"}, "D"},
	    {{.query = "kub", .view = CATALOG_VIEW_LOCKED}, "C"},
	    {{.brand = "żubr"}, "CA"},
	    {{.category = "lampy"}, "DBA"},
	    {{.category = "Lampy > 100%_"}, "BA"},
	    {{.query = "kub", .brand = "Żubr", .category = "Lampy"}, "A"},
	    {{.brand = "Żubr", .view = CATALOG_VIEW_NO_EAN}, "C"},
	    {{.query = "A", .brand = "nobody's"}, ""},
	};

	(void)state;
	import_empty();
	db_test_run(import_db,
		    "INSERT INTO product (sku, name, words, ean, locks, gone_since, brand,"
		    " category, price_minor, price_currency) VALUES"
		    " ('A', 'a', ' kubek bialy', '5901234123457', '', NULL, 'Żubr',"
		    " 'Lampy > 100%_ LED', 1, 'PLN'),"
		    " ('B', 'b', ' kubek', NULL, '', NULL, NULL, 'Lampy > 100%_', NULL, NULL),"
		    " ('C', 'c', ' kubek', NULL, 'name', NULL, 'ŻUBR', 'Kosze', NULL, NULL),"
		    " ('D', 'd', ' kubek czarny', '96385074', '', NULL, 'x', 'Lampy > 1000',"
		    " NULL, NULL),"
		    " ('E', 'e', ' talerz', NULL, '', '2026-01-01', NULL, NULL, 1, 'PLN')");
	db_test_run(import_db, "INSERT INTO stock_total (product_id, on_hand, reserved, is_known)"
			       " SELECT id, ELT(FIELD(sku, 'A', 'B', 'C', 'E'), 2, 0, 1, 0), 0, 1"
			       " FROM product WHERE sku <> 'D'");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct catalog_page page = list_of(&cases[i].filter);
		const char *skus = "";
		for (size_t k = 0; k < page.n; k++)
			skus = mem_printf(import_mem, "%s%s", skus, page.rows[k].sku);
		if (!str_eq(skus, cases[i].skus))
			fail_msg("case %zu: %s", i, skus);
	}
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
	import_must(catalog_heads(import_db, import_mem, 1, &(struct catalog_words){&sku, 1},
				  &known, &n, &e),
		    &e);
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

/* In the transaction that reads it. */
static void a_run_is_approved_by_itself_when_nothing_speaks_against_it(void **state)
{
	static const struct {
		int auto_apply;
		const char *brake, *actor, *state;
		const char *want;
	} cases[] = {
	    {1, "", IMPORT_BY_ITSELF, "read", "approved"},
	    {0, "", IMPORT_BY_ITSELF, "read", "read"},
	    {1, "stock", IMPORT_BY_ITSELF, "read", "read"},
	    {1, "", "ola", "read", "read"},
	    {1, "", IMPORT_BY_ITSELF, "dropped", "dropped"},
	};
	struct err e = {0};

	(void)state;
	import_empty();
	const uint64_t run = import_started();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		db_test_run(import_db,
			    mem_printf(import_mem,
				       "UPDATE import_run r JOIN import_profile p ON p.id ="
				       " r.profile_id SET p.auto = %d, r.brake = '%s',"
				       " r.actor = '%s', r.state = '%s'",
				       cases[i].auto_apply, cases[i].brake, cases[i].actor,
				       cases[i].state));
		import_must(import_run_agree(import_db, run, &e), &e);
		if (!str_eq(import_run_of(run).state, cases[i].want))
			fail_msg("case %zu: %s", i, import_run_of(run).state);
	}
	db_test_run(import_db, "UPDATE import_profile SET auto = 0");
}

/* ---- By hand ----------------------------------------------------------------------------------
 */

static struct catalog_product lamp(void)
{
	struct catalog_detail d;
	struct err e = {0};

	import_must(catalog_load(import_db, import_mem,
				 (uint64_t)import_count("SELECT id FROM product WHERE sku = 'K-1'"),
				 &d, &e),
		    &e);
	return d.product;
}

static enum rc typed(const char *field, const char *value, int64_t version)
{
	const struct catalog_change c = {lamp().p.id, version, field, value, "ola"};
	struct err e = {0};

	return value ? catalog_change(import_db, &c, &e) : catalog_unlock(import_db, &c, &e);
}

static void what_is_typed_is_read_as_files_are_and_locked(void **state)
{
	static const struct {
		const char *field, *value;
		enum rc rc;
		const char *is; /* of the product then */
	} cases[] = {
	    {"name", "Kinkiet żółty", RC_OK, "name = 'Kinkiet żółty' AND words LIKE '% zolty%'"},
	    {"ean", "590-1234-123457", RC_OK, "ean = '5901234123457'"},
	    {"ean", "5901234123458", RC_INVALID, "ean IS NULL"},
	    {"price", "1 234,50 zł", RC_OK, "price_minor = 123450"},
	    {"price", "1.234", RC_INVALID, "price_minor = 1990"},     /* thousands or decimals */
	    {"price", "12,345678", RC_INVALID, "price_minor = 1990"}, /* it would be rounded */
	    {"price", "-1", RC_INVALID, "price_minor = 1990"},
	    {"vat", "8%", RC_OK, "vat = 800"},
	    {"weight_g", "0,5 kg", RC_OK, "weight_g = 500"},
	    {"name", "", RC_INVALID, "name = 'Kinkiet'"},
	    {"sku", "K-9", RC_INVALID, "sku = 'K-1'"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const bool taken = cases[i].rc == RC_OK;
		import_with_first();
		assert_int_equal(typed(cases[i].field, cases[i].value, 1), cases[i].rc);
		const char *then = mem_printf(
		    import_mem,
		    "SELECT COUNT(*) FROM product WHERE sku = 'K-1' AND %s AND version = %d"
		    " AND locks = '%s'",
		    cases[i].is, taken ? 2 : 1, taken ? cases[i].field : "");
		if (!import_count(then))
			fail_msg("%s \"%s\": not so: %s", cases[i].field, cases[i].value, then);
	}
}

static void who_was_slower_changes_and_unlocks_nothing(void **state)
{
	(void)state;
	import_with_first();
	db_test_run(import_db, "DELETE FROM audit");
	assert_int_equal(typed("name", "Pierwszy", 1), RC_OK);
	assert_int_equal(typed("name", "Drugi", 1), RC_CONFLICT);
	assert_int_equal(typed("vat", "23", 2), RC_OK);
	assert_string_equal(lamp().locks, "name,vat");
	assert_int_equal(typed("name", NULL, 2), RC_CONFLICT);
	assert_int_equal(typed("name", NULL, 3), RC_OK);
	assert_string_equal(lamp().locks, "vat");
	assert_string_equal(lamp().p.name, "Pierwszy");
	assert_int_equal(import_count("SELECT COUNT(*) FROM audit WHERE action LIKE 'product.%'"
				      " AND actor = 'ola'"),
			 3);
	assert_int_equal(import_count("SELECT COUNT(*) FROM audit WHERE action = 'product.change'"
				      " AND before_value = 'name: Kinkiet'"
				      " AND after_value = 'name: Pierwszy'"),
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_number_that_many_have_finds_all_of_them_page_by_page),
	    cmocka_unit_test(a_slice_is_walked_once_and_a_gap_is_not),
	    cmocka_unit_test(each_tab_and_filter_has_what_it_says),
	    cmocka_unit_test(a_report_has_the_beginnings_of_texts),
	    cmocka_unit_test(what_is_decided_is_the_report_that_was_seen),
	    cmocka_unit_test(a_run_is_approved_by_itself_when_nothing_speaks_against_it),
	    cmocka_unit_test(what_is_typed_is_read_as_files_are_and_locked),
	    cmocka_unit_test(who_was_slower_changes_and_unlocks_nothing),
	};

	return cmocka_run_group_tests(tests, import_setup, db_test_teardown);
}
