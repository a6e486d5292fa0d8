/*
 * Files through the whole way: detected, read, compared, applied. Broken off at any place, stopped
 * at any beat, refused at any statement, the catalogue is as it was.
 */
#include "db_test.h"
#include "import_world.h"
#include "turn_faults.h"

#include "base/mem.h"
#include "domain/catalog/import_file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

enum { POINTS_MAX = 200 };
#define FOLDER "tests/fixtures/products/"

static enum rc read_into(uint64_t run, int fd, struct err *e)
{
	const struct import_source src = {.run_id = run, .fd = fd, .beat = faulty_beat};

	return import_file_read(import_db, &src, e);
}

/* The run of a file that was read. */
static uint64_t read_fd(int fd)
{
	struct err e = {0};
	uint64_t run = import_started();

	import_must(read_into(run, fd, &e), &e);
	return run;
}

static uint64_t read_fixture(const char *name)
{
	int fd = open(mem_printf(import_mem, FOLDER "%s", name), O_RDONLY);

	assert_true(fd >= 0);
	uint64_t run = read_fd(fd);
	close(fd);
	return run;
}

static int file_of(const char *bytes, size_t n)
{
	int fd = memfd_create("file", MFD_CLOEXEC);

	assert_int_equal(write(fd, bytes, n), n);
	return fd;
}

static uint64_t read_text(const char *text)
{
	int fd = file_of(text, strlen(text));
	uint64_t run = read_fd(fd);

	close(fd);
	return run;
}

static void use_profile(struct import_profile profile)
{
	struct err e = {0};

	profile.encoding = profile.separator = profile.decimal_mark = "";
	profile.currency = "PLN";
	profile.mapping = profile.mapping ? profile.mapping : "";
	import_must(import_profile_save(import_db, &profile, &e), &e);
	import_of = profile;
}

static void plain_profile(void)
{
	use_profile(
	    (struct import_profile){.name = "Sklep", .format = "", .vat = INT64_MIN, .whole = 1});
}

/* ---- Whole files ----------------------------------------------------------------------------- */

static void variants_take_from_parents_wherever_these_stand(void **state)
{
	(void)state;
	import_empty();
	plain_profile();
	uint64_t run = read_fixture("woocommerce.csv");

	assert_int_equal(import_run_of(run).rows[PRODUCT_NEW], 5);
	assert_int_equal(import_run_of(run).rows[PRODUCT_REFUSED], 1);
	assert_int_equal(import_run_of(run).noted, 3);
	assert_true(import_applied(run));
	assert_int_equal(
	    import_products("sku IN ('SHIRT-S', 'SHIRT-M') AND variant_of = 'SHIRT' AND brand = "
			    "'Żubr' AND description = '<p>Bawełna</p>' AND weight_g = 200"),
	    2);
	assert_int_equal(
	    import_products("sku = 'SHIRT-M' AND name = 'Koszulka Żubr' AND stock IS NULL"), 1);
	assert_int_equal(import_products("sku = 'SHIRT'"), 0);
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_row WHERE verdict = 'parent'"),
			 0);
	/* Numbered from 1 on, whatever pass they came with: a report begins behind 0. */
	assert_int_equal(import_count("SELECT COUNT(*) = 6 AND MIN(n) = 1 AND MAX(n) = 6 AND "
				      "MIN(line) = 2 FROM import_row"),
			 1);
}

static void combinations_take_from_products_of_the_shop(void **state)
{
	(void)state;
	import_empty();
	use_profile((struct import_profile){
	    .name = "Presta", .format = "prestashop", .vat = 2300, .whole = 1});
	assert_true(import_applied(read_fixture("prestashop.csv")));
	use_profile((struct import_profile){
	    .name = "Kombinacje", .format = "prestashop-combinations", .vat = 2300, .whole = 0});
	uint64_t run = read_fixture("prestashop-combinations.csv");
	assert_int_equal(import_run_of(run).rows[PRODUCT_NEW], 2);
	assert_int_equal(import_run_of(run).rows[PRODUCT_REFUSED], 1);
	assert_true(import_applied(run));
	/* 100.00 net and 10.00 on top of it, at 23 %. */
	assert_int_equal(import_count("SELECT price_minor FROM product WHERE sku = 'FOT-1-Z'"),
			 13530);
	assert_int_equal(import_count("SELECT price_minor FROM product WHERE sku = 'FOT-1-S'"),
			 11624);
	assert_int_equal(import_products("variant_of = 'FOT-1' AND name = 'Fotel bujany'"), 2);
}

static void full_and_light_files_are_one_catalogue(void **state)
{
	(void)state;
	import_empty();
	plain_profile();
	assert_true(import_applied(read_fixture("iof-full.xml")));
	use_profile((struct import_profile){
	    .name = "Lekki", .format = "iof", .vat = INT64_MIN, .whole = 0});
	uint64_t run = read_fixture("iof-light.xml");
	assert_int_equal(import_run_of(run).rows[PRODUCT_CHANGED], 2);
	assert_int_equal(import_run_of(run).effect.gone, 0);
	assert_true(import_applied(run));
	assert_int_equal(
	    import_products(
		"sku = '101-36' AND price_minor = 38900 AND stock = 1 AND brand = 'Wojas'"),
	    1);
}

/* What a shop has, and not what a fixture has. */
static void a_long_file_is_read_whole(void **state)
{
	enum { OFFERS = 2000 };
	struct str text;

	(void)state;
	import_empty();
	plain_profile();
	str_init(&text, import_mem, 1 << 20);
	str_add(&text, "<?xml version=\"1.0\"?>\n<offers "
		       "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" version=\"1\">\n");
	for (int i = 1; i <= OFFERS; i++)
		str_addf(&text,
			 "<o id=\"%d\" price=\"%d.99\" stock=\"7\"><name><![CDATA[Półka nr "
			 "%d]]></name><desc>Dąb &amp; sosna</desc></o>\n",
			 i, i, i);
	str_add(&text, "</offers>\n");
	uint64_t run = read_text(text.text);
	assert_int_equal(import_run_of(run).rows[PRODUCT_NEW], OFFERS);
	assert_true(import_applied(run));
	assert_int_equal(
	    import_count("SELECT COUNT(*) FROM " IMPORT_PRODUCTS
			 " NATURAL JOIN (SELECT sku, line, n FROM import_row) r WHERE name = "
			 "CONCAT('Półka nr ', sku) AND stock = 7 AND price_minor = sku * 100 + 99 "
			 "AND n = sku AND description LIKE 'Dąb%sosna' AND line = sku + 2"),
	    OFFERS);
}

static void twins_in_a_file_are_refused(void **state)
{
	(void)state;
	import_empty();
	plain_profile();
	assert_int_equal(import_run_of(read_fixture("own.csv")).rows[PRODUCT_NEW], 3);
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_row WHERE line = 4 AND verdict "
				      "= 'refused' AND notes LIKE 'sku\tsku-twice\t2%'"),
			 1);
}

/* The mark of the file is told by the numbers that have only one reading. */
static void the_decimal_mark_is_found(void **state)
{
	(void)state;
	import_empty();
	plain_profile();
	assert_true(import_applied(read_text("sku;name;price\nA;a;1.234\nB;b;12,50\nC;c;2.000\n")));
	assert_int_equal(import_count("SELECT price_minor FROM product WHERE sku = 'A'"), 123400);
	import_empty();
	assert_true(import_applied(read_text("sku;name;price\nA;a;1.234\nB;b;12.50\n")));
	assert_int_equal(import_count("SELECT price_minor FROM product WHERE sku = 'A'"), 123);
	import_empty();
	uint64_t run = read_text("sku;name;price\nA;a;1.234\nB;b;12\n");
	assert_int_equal(
	    import_count("SELECT COUNT(*) FROM import_row WHERE notes LIKE 'price\tambiguous%'"),
	    1);
	assert_int_equal(import_run_of(run).rows[PRODUCT_NEW], 2);
	/* Both marks prove nothing. */
	run = read_text("sku;name;price\nA;a;1.234\nB;b;12.50\nC;c;12,50\n");
	assert_int_equal(
	    import_count("SELECT COUNT(*) FROM import_row WHERE sku = 'A' AND run_id = (SELECT "
			 "MAX(id) FROM import_run) AND notes LIKE 'price\tambiguous%'"),
	    1);
}

static void a_net_price_is_shown_gross(void **state)
{
	(void)state;
	import_empty();
	use_profile((struct import_profile){
	    .name = "Netto", .format = "", .net = 1, .vat = 2300, .whole = 1});
	assert_true(import_applied(read_text("sku;name;price\nA;a;10,00\n")));
	assert_int_equal(import_count("SELECT price_minor FROM product WHERE sku = 'A'"), 1230);
}

static void a_variant_without_its_parent_is_told(void **state)
{
	(void)state;
	import_empty();
	plain_profile();
	read_text(
	    "Type;SKU;Name;Parent;Regular price\nvariation;S-1;Sofa;NIE-MA;10.00\nsimple;T-1;'+48 "
	    "cm;;1.00\nsimple;T-2;'zwykły;;1.00\n");
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_row WHERE sku = 'S-1' AND notes "
				      "= 'variant_of\tparent\tNIE-MA\n'"),
			 1);
	/* An apostrophe before what could be a formula is WooCommerce's own. */
	assert_int_equal(
	    import_count(
		"SELECT COUNT(*) FROM import_row WHERE name = '+48 cm' OR name LIKE '_zwykły'"),
	    2);
}

/* ---- Broken ---------------------------------------------------------------------------------- */

static void what_is_no_file_of_products_changes_nothing(void **state)
{
	static const struct {
		const char *text;
		const char *problem;
	} cases[] = {
	    {"", "the file is empty"},
	    {"<html><body>503</body></html>", "the file is a web page, not a file of products"},
	    {"sku;name\n", "the file has no products"},
	    {"sku;name\n;a\n;b\n", "no row of the file can be taken"},
	    {"sku;name\nA;\"b\n", "line 2: a quote is not closed"},
	};

	(void)state;
	import_empty();
	plain_profile();
	assert_true(import_applied(read_fixture("own.csv")));
	int64_t before = import_digest();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct import_run run = import_run_of(read_text(cases[i].text));
		assert_string_equal(run.state, "failed");
		assert_string_equal(run.problem, cases[i].problem);
	}
	assert_int_equal(import_digest(), before);
}

static void a_profile_takes_no_file_of_another_kind(void **state)
{
	(void)state;
	import_empty();
	use_profile((struct import_profile){
	    .name = "Ceneo", .format = "ceneo", .vat = INT64_MIN, .whole = 1});
	const struct import_run run = import_run_of(read_fixture("own.csv"));
	assert_string_equal(run.state, "failed");
	assert_true(str_starts(run.problem, "the file is ") &&
		    strstr(run.problem, ", and the profile is for "));
}

/* F24: whatever is left of a file, reading it changes no product; of XML the rest is not believed
 * either. */
static void a_file_broken_off_anywhere_changes_nothing(void **state)
{
	static char text[1 << 16];
	int fd = open(FOLDER "ceneo.xml", O_RDONLY);
	ssize_t n = read(fd, text, sizeof(text));
	int step = db_test_is_deep() ? 1 : 29;

	(void)state;
	close(fd);
	import_empty();
	plain_profile();
	assert_true(import_applied(read_fixture("ceneo.xml")));
	int64_t before = import_digest();
	for (ssize_t len = 0; len < n - 12; len += step) {
		int part = file_of(text, (size_t)len);
		struct import_run run = import_run_of(read_fd(part));
		close(part);
		if (!str_eq(run.state, "failed"))
			fail_msg("%zd bytes of it were believed", len);
		assert_true(run.problem[0]);
	}
	assert_int_equal(import_digest(), before);
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_row r JOIN import_run i ON i.id "
				      "= r.run_id WHERE i.state = 'failed'"),
			 0);
}

/* ---- Refused and stopped --------------------------------------------------------------------- */

static struct {
	uint64_t run;
	int fd;
	enum rc fails_with;
} trial;

static void fresh(void *arg)
{
	(void)arg;
	import_empty();
	trial.run = import_started();
}

static enum rc act(void *arg, struct err *e)
{
	(void)arg;
	return read_into(trial.run, trial.fd, e);
}

static void check(void *arg, int n, bool was_hit, enum rc rc, const struct err *e)
{
	struct err again = {0};

	(void)arg;
	if (rc != (was_hit ? trial.fails_with : RC_OK))
		fail_msg("at %d: %s", n, e->msg);
	assert_int_equal(import_count("SELECT COUNT(*) FROM product"), 0);
	/* What was not finished is read again from the beginning. */
	if (was_hit && str_eq(import_run_of(trial.run).state, "waiting"))
		import_must(read_into(trial.run, trial.fd, &again), &again);
	assert_string_equal(import_run_of(trial.run).state, "read");
	assert_int_equal(import_run_of(trial.run).rows[PRODUCT_NEW], 5);
	assert_int_equal(import_count("SELECT COUNT(*) FROM import_row"), 6);
}

static void broken_at(int place, enum rc fails_with)
{
	plain_profile();
	trial.fails_with = fails_with;
	trial.fd = open(FOLDER "woocommerce.csv", O_RDONLY);
	int points = refuse_each(&(struct refuse_trial){.what = "reading",
							.place = place,
							.less_than = POINTS_MAX,
							.fresh = fresh,
							.act = act,
							.check = check});
	close(trial.fd);
	assert_true(points >= 2);
}

static void a_statement_refused_leaves_it_to_be_read_again(void **state)
{
	(void)state;
	broken_at(AT_STATEMENT, RC_DB);
}

static void a_stop_leaves_it_to_be_read_again(void **state)
{
	(void)state;
	broken_at(AT_BEAT, RC_STOPPED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(variants_take_from_parents_wherever_these_stand),
	    cmocka_unit_test(combinations_take_from_products_of_the_shop),
	    cmocka_unit_test(full_and_light_files_are_one_catalogue),
	    cmocka_unit_test(a_long_file_is_read_whole),
	    cmocka_unit_test(twins_in_a_file_are_refused),
	    cmocka_unit_test(the_decimal_mark_is_found),
	    cmocka_unit_test(a_net_price_is_shown_gross),
	    cmocka_unit_test(a_variant_without_its_parent_is_told),
	    cmocka_unit_test(what_is_no_file_of_products_changes_nothing),
	    cmocka_unit_test(a_profile_takes_no_file_of_another_kind),
	    cmocka_unit_test(a_file_broken_off_anywhere_changes_nothing),
	    cmocka_unit_test(a_statement_refused_leaves_it_to_be_read_again),
	    cmocka_unit_test(a_stop_leaves_it_to_be_read_again),
	};

	return cmocka_run_group_tests(tests, import_setup, db_test_teardown);
}
