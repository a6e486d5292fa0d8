/* Runs of files on a real catalogue: what they bring, what stays, the brake, taking back. */
#include "db_test.h"
#include "import_world.h"
#include "refuse.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/catalog/catalog.h"
#include "domain/catalog/import_stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_file_brings_products_with_their_stock(void **state)
{
	(void)state;
	import_empty();
	uint64_t id = import_read_file(import_first, IMPORT_ROWS_OF_FILE);
	struct import_run run = import_run_of(id);

	assert_string_equal(run.state, "read");
	assert_int_equal(run.rows[PRODUCT_NEW], 3);
	assert_int_equal(import_count("SELECT COUNT(*) FROM product"), 0);
	assert_true(import_applied(id));
	assert_string_equal(import_run_of(id).state, "applied");
	assert_int_equal(import_products("version = 1"), 3);
	/* 0 is known, unknown is no movement. */
	assert_int_equal(
	    import_count("SELECT COUNT(*) FROM stock_move m JOIN stock_total t ON t.product_id = "
			 "m.product_id WHERE m.on_hand = t.stock AND m.kind = 'file'"),
	    2);
	assert_int_equal(import_products("words LIKE '% zarowka%'"), 1);
	assert_int_equal(
	    import_count("SELECT COUNT(*) FROM audit WHERE action = 'import.apply'") > 0, 1);
	/* The same file once more changes nothing. */
	id = import_read_file(import_first, IMPORT_ROWS_OF_FILE);
	assert_int_equal(import_run_of(id).rows[PRODUCT_SAME], 3);
}

static void a_second_file_changes_adds_and_marks(void **state)
{
	(void)state;
	import_with_first();
	uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	struct import_run run = import_run_of(id);

	assert_int_equal(run.rows[PRODUCT_NEW], 1);
	assert_int_equal(run.rows[PRODUCT_CHANGED], 1);
	assert_int_equal(run.rows[PRODUCT_SAME], 1);
	assert_int_equal(run.effect.gone, 1);
	assert_true(import_applied(id));
	assert_int_equal(import_products("sku = 'K-1' AND stock = 5 AND price_minor = 2190 AND "
					 "words LIKE '% zloty%' AND version = 2"),
			 1);
	assert_int_equal(import_products("gone_since = UTC_DATE() AND sku = 'K-2' AND stock = 0"),
			 1);
	assert_int_equal(import_count("SELECT COUNT(*) FROM stock_move WHERE on_hand = 2"), 1);
	/* What comes back is there again. */
	assert_true(import_applied(import_read_file(import_first, IMPORT_ROWS_OF_FILE)));
	assert_int_equal(import_products("gone_since IS NOT NULL"), 1);
	assert_int_equal(import_products("sku = 'K-2' AND gone_since IS NULL"), 1);
}

static void a_run_is_taken_back_whole(void **state)
{
	(void)state;
	uint64_t first = import_with_first();
	int64_t before = import_digest();

	uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_true(import_applied(id));
	assert_int_not_equal(import_digest(), before);
	import_take_back(id);
	assert_string_equal(import_run_of(id).state, "undone");
	assert_int_equal(import_digest(), before);
	assert_int_equal(import_count("SELECT CAST(SUM(on_hand) AS SIGNED) FROM stock_move"), 3);
	import_take_back(first);
	assert_int_equal(import_count("SELECT COUNT(*) FROM product"), 0);
	assert_int_equal(
	    import_count("SELECT COUNT(*) FROM stock_total WHERE on_hand <> 0 OR is_known"), 0);
}

static void what_a_later_file_lacks_too_stays_gone(void **state)
{
	static const char gone[] = "SELECT COUNT(*) FROM product WHERE gone_since IS NOT NULL";

	(void)state;
	import_with_first();
	const uint64_t second = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_true(import_applied(second));
	const uint64_t third = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_true(import_applied(third));
	assert_int_equal(import_count(gone), 1);
	/* It was gone already: nothing happens to it. */
	assert_int_equal(import_count("SELECT version FROM product WHERE sku = 'K-2'"), 2);
	import_take_back(second);
	assert_int_equal(import_count(gone), 1);
	import_take_back(third);
	assert_int_equal(import_count(gone), 0);
}

static void a_later_file_that_is_a_part_says_of_nothing_that_it_is_gone(void **state)
{
	(void)state;
	import_with_first();
	const uint64_t second = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_true(import_applied(second));
	db_test_run(import_db, "UPDATE import_profile SET whole = 0");
	import_of.whole = 0;
	assert_true(import_applied(import_read_file(import_second, IMPORT_ROWS_OF_FILE)));
	import_take_back(second);
	assert_int_equal(import_products("gone_since IS NOT NULL"), 0);
	db_test_run(import_db, "UPDATE import_profile SET whole = 1");
	import_of.whole = 1;
}

/* What somebody did to K-1 meanwhile, and what it must be afterwards: the file had changed its
 * name, price and stock. */
static void taking_back_leaves_what_a_person_changed(void **state)
{
	static const struct {
		const char *done;
		const char *want;
	} cases[] = {
	    {"name = 'Nasza', locks = 'name'",
	     "name = 'Nasza' AND price_minor = 1990 AND stock = 3"},
	    {"locks = 'stock'", "name = 'Kinkiet' AND price_minor = 1990 AND stock = 5"},
	    {"price_minor = 2250", "name = 'Kinkiet' AND price_minor = 2250 AND stock = 3"},
	    {NULL, "name = 'Kinkiet' AND stock = 9 AND words LIKE '%% kinkiet%%'"},
	    {"version = version - 1", "name = 'Kinkiet' AND price_minor = 1990 AND stock = 3"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		import_with_first();
		uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
		assert_true(import_applied(id));
		if (cases[i].done)
			db_test_run(
			    import_db,
			    mem_printf(
				import_mem,
				"UPDATE product SET version = version + 1, %s WHERE sku = 'K-1'",
				cases[i].done));
		else
			import_count_nine();
		import_take_back(id);
		if (!import_count(mem_printf(import_mem,
					     "SELECT COUNT(*) FROM product LEFT JOIN stock_total "
					     "ON product_id = id WHERE sku = 'K-1' AND %s",
					     cases[i].want)))
			fail_msg("after %s", str_or(cases[i].done, "a count"));
	}
}

static void taking_back_leaves_a_new_product_that_a_person_changed(void **state)
{
	(void)state;
	import_with_first();
	uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_true(import_applied(id));
	db_test_run(import_db, "UPDATE product SET name = 'Nasz', locks = 'name', version = "
			       "version + 1 WHERE sku = 'K-4'");
	import_take_back(id);
	assert_int_equal(import_products("sku = 'K-4'"), 1);
}

/* It is found by the words it has again, although somebody touched it meanwhile. */
static void an_amount_goes_back_with_its_currency_a_name_with_its_words(void **state)
{
	(void)state;
	import_with_first();
	db_test_run(import_db, "UPDATE product SET price_currency = 'EUR', name = 'Plafon', words "
			       "= ' k-1 plafon' WHERE sku = 'K-1'");
	uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_int_equal(import_run_of(id).effect.jumps, 1);
	assert_true(import_applied(id));
	import_count_nine();
	import_take_back(id);
	assert_int_equal(import_products("sku = 'K-1' AND price_minor = 1990 AND price_currency = "
					 "'EUR' AND name = 'Plafon' AND words LIKE '% plafon%'"),
			 1);
}

static void of_another_profile_nothing_is_gone(void **state)
{
	struct import_profile other = import_of;
	struct err e = {0};

	(void)state;
	import_with_first();
	other.name = "Hurtownia";
	import_must(import_profile_save(import_db, &other, &e), &e);
	db_test_run(
	    import_db,
	    mem_printf(import_mem,
		       "INSERT INTO product (sku, words, profile_id) VALUES ('H-1', '', %llu)",
		       (unsigned long long)other.id));
	uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_int_equal(import_run_of(id).effect.gone, 1);
	assert_int_equal(import_run_of(id).effect.products, 3);
	assert_true(import_applied(id));
	assert_int_equal(import_products("sku = 'H-1' AND gone_since IS NULL"), 1);
	import_empty();
}

static void a_locked_field_stays(void **state)
{
	(void)state;
	import_with_first();
	db_test_run(import_db, "UPDATE product SET locks = 'name,stock' WHERE sku = 'K-1'");
	uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_row WHERE sku = 'K-1' AND "
				      "locked = 'name,stock' AND changed = 'price'"),
			 1);
	assert_true(import_applied(id));
	assert_int_equal(
	    import_products(
		"sku = 'K-1' AND name = 'Kinkiet' AND stock = 3 AND price_minor = 2190"),
	    1);
}

static void what_changed_after_the_report_is_compared_again(void **state)
{
	(void)state;
	import_with_first();
	int64_t before;
	uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);

	db_test_run(import_db,
		    "UPDATE product SET locks = 'name', version = version + 1 WHERE sku = 'K-1'");
	before = import_digest();
	assert_false(import_applied(id));
	assert_int_equal(import_digest(), before);
	assert_string_equal(import_run_of(id).state, "waiting");
	/* Somebody else brought the new one. */
	id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	db_test_run(import_db, "INSERT INTO product (sku, words) VALUES ('K-4', '')");
	assert_false(import_applied(id));
}

static void rows_are_refused_with_their_reason(void **state)
{
	static const struct import_spec specs[] = {{"K-1", "Kinkiet", 1990, 3},
						   {NULL, "Bez", SILENT},
						   {"K-1", "Znowu", SILENT},
						   {"K-9", NULL, 100, 1},
						   {"k-1", "Inny", SILENT}};
	(void)state;
	import_empty();
	uint64_t id = import_read_file(specs, COUNT_OF(specs));

	assert_int_equal(import_run_of(id).rows[PRODUCT_NEW], 2);
	assert_int_equal(import_run_of(id).rows[PRODUCT_REFUSED], 3);
	assert_int_equal(
	    import_count(
		"SELECT COUNT(*) FROM import_row WHERE n = 3 AND notes = 'sku\tsku-twice\t2\n'"),
	    1);
	assert_int_equal(
	    import_count(
		"SELECT COUNT(*) FROM import_row WHERE n = 4 AND notes = 'sku\tno-name\tK-9\n'"),
	    1);
	assert_true(import_applied(id));
	assert_int_equal(import_count("SELECT COUNT(*) FROM product"), 2);
}

static void a_file_without_products_changes_nothing(void **state)
{
	static const struct import_spec useless[] = {{NULL, "Bez", SILENT}};

	(void)state;
	import_with_first();
	uint64_t id = import_read_file(NULL, 0);
	assert_string_equal(import_run_of(id).state, "failed");
	assert_string_equal(import_run_of(id).problem, "the file has no products");
	id = import_read_file(useless, 1);
	assert_string_equal(import_run_of(id).state, "failed");
	assert_int_equal(import_products("gone_since IS NULL"), 3);
}

static void many(struct import_spec *specs, size_t n, int64_t minor, int64_t stock)
{
	for (size_t i = 0; i < n; i++)
		specs[i] =
		    (struct import_spec){mem_printf(import_mem, "S-%zu", i), "Kubek", minor, stock};
}

/* F24: a feed that lost its stock, its prices or most of its products asks. F25: so does one that
 * took grosze for zlotys. */
static void the_brake_stops_what_would_take_much_away(void **state)
{
	enum { N = 250 };
	static struct import_spec specs[N];
	(void)state;
	import_empty();
	many(specs, N, 1990, 5);
	assert_true(import_applied(import_read_file(specs, N)));
	many(specs, N, 1990, 0);
	assert_string_equal(import_run_of(import_read_file(specs, N)).brake, "stock");
	many(specs, N, 0, 5);
	assert_string_equal(import_run_of(import_read_file(specs, N)).brake, "price");
	many(specs, N, 199000, 5);
	assert_string_equal(import_run_of(import_read_file(specs, N)).brake, "jump");
	many(specs, N, 1990, 5);
	assert_string_equal(import_run_of(import_read_file(specs, N - 21)).brake, "gone");
	assert_string_equal(import_run_of(import_read_file(specs, N - 20)).brake, "");
	many(specs, N, 2090, 4);
	assert_string_equal(import_run_of(import_read_file(specs, N)).brake, "");
	/* A file of stock and prices alone says nothing of who is gone. */
	import_of.whole = 0;
	assert_string_equal(import_run_of(import_read_file(specs, 1)).brake, "");
	import_of.whole = 1;
}

static int64_t rows_read(void)
{
	return import_count(
	    "SELECT CAST(SUM(VARIABLE_VALUE) AS SIGNED) FROM information_schema.SESSION_STATUS "
	    "WHERE VARIABLE_NAME LIKE 'HANDLER_READ%'");
}

/* Nothing walks through all rows of a run for each product: what a run reads grows as the run does.
 */
static void what_is_read_grows_as_the_file_does(void **state)
{
	enum { N = 2000, READS_OF_ONE = 40 };
	static struct import_spec specs[N];
	(void)state;
	import_empty();
	many(specs, N, 1990, 5);
	int64_t before = rows_read();
	uint64_t id = import_read_file(specs, N);
	assert_true(import_applied(id));
	many(specs, N, 2090, 4);
	assert_true(import_applied(import_read_file(specs, N)));
	int64_t reads = rows_read() - before;
	if (reads > INT64_C(2) * N * READS_OF_ONE)
		fail_msg("%lld rows were read for two files of %d", (long long)reads, N);
}

static void rows_are_forgotten_when_they_are_done_with(void **state)
{
	struct err e = {0};
	bool more;

	(void)state;
	import_with_first();
	uint64_t id = import_read_file(import_second, IMPORT_ROWS_OF_FILE);
	assert_true(import_applied(id));
	import_must(import_rows_forget(import_db, id, IMPORT_ROWS_SPARE, &more, &e), &e);
	assert_true(more);
	import_must(import_rows_forget(import_db, id, IMPORT_ROWS_SPARE, &more, &e), &e);
	assert_false(more);
	import_take_back(id);
	assert_int_equal(import_products("sku = 'K-4'"), 0);
	assert_int_equal(import_products("sku = 'K-1' AND stock = 3"), 1);
	import_must(import_rows_forget(import_db, id, IMPORT_ROWS_ALL, &more, &e), &e);
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_row r JOIN import_run i ON i.id "
				      "= r.run_id WHERE i.state = 'undone'"),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_file_brings_products_with_their_stock),
	    cmocka_unit_test(a_second_file_changes_adds_and_marks),
	    cmocka_unit_test(a_run_is_taken_back_whole),
	    cmocka_unit_test(what_a_later_file_lacks_too_stays_gone),
	    cmocka_unit_test(a_later_file_that_is_a_part_says_of_nothing_that_it_is_gone),
	    cmocka_unit_test(taking_back_leaves_what_a_person_changed),
	    cmocka_unit_test(taking_back_leaves_a_new_product_that_a_person_changed),
	    cmocka_unit_test(an_amount_goes_back_with_its_currency_a_name_with_its_words),
	    cmocka_unit_test(of_another_profile_nothing_is_gone),
	    cmocka_unit_test(a_locked_field_stays),
	    cmocka_unit_test(what_changed_after_the_report_is_compared_again),
	    cmocka_unit_test(rows_are_refused_with_their_reason),
	    cmocka_unit_test(a_file_without_products_changes_nothing),
	    cmocka_unit_test(the_brake_stops_what_would_take_much_away),
	    cmocka_unit_test(what_is_read_grows_as_the_file_does),
	    cmocka_unit_test(rows_are_forgotten_when_they_are_done_with),
	};

	return cmocka_run_group_tests(tests, import_setup, db_test_teardown);
}
