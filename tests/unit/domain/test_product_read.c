/*
 * Files of products as they are exported, read by what is detected: each beside the rows that come
 * out of it (FILE.rows; KRAM_RENEW=1 writes them anew, to be looked at).
 */
#include "domain/catalog/product_detect.h"
#include "domain/catalog/product_read.h"

#include "base/mem.h"
#include "base/str.h"

#include <fcntl.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define FOLDER "tests/fixtures/products/"

static void *mem;

static void add_row(struct str *out, void *step, const struct table_row *row,
		    const struct read_row *r)
{
	str_addf(out, "line %" PRIu64 ": %s\n", row->line, str_or(r->p.sku, "-"));
	if (r->is_parent)
		str_add(out, "  parent\n");
	if (r->parent)
		str_addf(out, "  of %s\n", r->parent);
	if (r->impact != PRODUCT_UNKNOWN)
		str_addf(out, "  impact %" PRId64 "\n", r->impact);
	for (size_t i = 0; i < PRODUCT_FIELDS; i++) {
		const char *text = product_field_text(step, &r->p, (enum product_field)i);
		if (!text)
			continue;
		str_addf(out, "  %s: ", product_field_name((enum product_field)i));
		for (const char *c = text; *c; c++)
			str_add_bytes(out, *c == '\n' ? "|" : *c == '\t' ? ">" : c, 1);
		str_add(out, "\n");
	}
	str_addf(out, "%s", r->notes.text.len ? "  notes\n" : "");
	str_add(out, r->notes.text.text);
}

static void add_rows(struct str *out, int fd, const struct detected *d,
		     const struct read_options *opts)
{
	const struct table_opts topts = {.kind = d->format->kind,
					 .encoding = d->encoding,
					 .separator = d->separator,
					 .shape = d->format->shape};
	struct product_reader *r;
	struct table *t = NULL;
	const struct table_row *row;
	struct read_row read;
	struct err e = {0};

	if (product_reader_open(mem, opts, &r, &e) || table_open(mem, fd, &topts, &t, &e))
		fail_msg("%s", e.msg);
	while (!table_next(t, &row, &e)) {
		void *step = mem_context(mem, "row");
		product_read(r, step, t, row, &read);
		add_row(out, step, row, &read);
		mem_free(step);
	}
	if (e.rc != RC_NOT_FOUND)
		fail_msg("%s", e.msg);
}

/* What is detected, and every row. */
static const char *told(const char *file, const char *mapping)
{
	static char sample[DETECT_BYTES];
	struct detected d;
	struct str out;
	int fd = open(mem_printf(mem, FOLDER "%s", file), O_RDONLY);

	assert_true(fd >= 0);
	ssize_t n = pread(fd, sample, sizeof(sample), 0);
	enum detect_problem problem = product_detect(sample, (size_t)n, &d);
	if (problem)
		fail_msg("%s %s", file, detect_problem_words(problem));
	str_init(&out, mem, 1 << 20);
	str_addf(&out, "%s, %s, %c\n", d.format->name, table_encoding_names[d.encoding],
		 d.separator ? d.separator : '-');
	const struct read_options opts = {
	    .format = d.format, .mapping = mapping, .vat = 2300, .currency = "PLN"};
	add_rows(&out, fd, &d, &opts);
	close(fd);
	return out.text;
}

static const char *file_text(const char *path)
{
	char *text = mem_array(mem, char, 1 << 16);
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return "";
	assert_true(read(fd, text, (1 << 16) - 1) >= 0);
	close(fd);
	return text;
}

static void renew(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static void each_export_is_read_as_it_was_meant(void **state)
{
	static const char *const files[] = {
	    "woocommerce.csv",
	    "woocommerce-pl-1250.csv",
	    "woocommerce-pl-utf16.csv",
	    "prestashop.csv",
	    "prestashop-combinations.csv",
	    "own.csv",
	    "baselinker.csv",
	    "baselinker.xml",
	    "ceneo.xml",
	    "google.xml",
	    "iof-full.xml",
	    "iof-light.xml",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		const char *path = mem_printf(mem, FOLDER "%s.rows", files[i]);
		const char *got = told(files[i], NULL);
		if (getenv("KRAM_RENEW"))
			renew(path, got);
		if (strcmp(got, file_text(path)))
			fail_msg("%s:\n%s", files[i], got);
	}
}

/* ---- Mapping ----------------------------------------------------------------------------------
 */

static void a_mapping_goes_before_the_format(void **state)
{
	const char *got = told("own.csv", "EAN\tignore\nProducent\tattribute:Firma\nNazwa\tmpn\n");

	(void)state;
	assert_null(strstr(got, "ean:"));
	assert_null(strstr(got, "brand:"));
	assert_non_null(strstr(got, "Firma>Trio>"));
	assert_non_null(strstr(got, "mpn: Lampka nocna"));
}

static void a_wrong_mapping_is_refused(void **state)
{
	static const char *const mappings[] = {"Kod", "Kod\tnothing", "Kod\tattribute:", "\n\nx\t"};
	struct product_reader *r;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(mappings); i++) {
		struct err e = {0};
		const struct read_options opts = {.format = &format_csv, .mapping = mappings[i]};
		assert_int_equal(product_reader_open(mem, &opts, &r, &e), RC_INVALID);
	}
}

static void patterns_fit_whole_names(void **state)
{
	static const struct {
		const char *pattern, *name;
		bool fits;
		const char *hit;
	} cases[] = {
	    {"weight (*)", "weight (kg)", true, "kg"},
	    {"weight (*)", "weight", false, ""},
	    {"gtin*", "gtin, upc, ean, or isbn", true, ", upc, ean, or isbn"},
	    {"*ean", "kod ean", true, "kod "},
	    {"sku", "sku2", false, ""},
	    {"meta: *ean*", "meta: _ean_code", true, "_"},
	    {"*", "", true, ""},
	    {"attribute * name", "attribute 12 name", true, "12"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *hit = "";
		size_t len = 0;
		assert_int_equal(format_fits(cases[i].pattern, cases[i].name, &hit, &len),
				 cases[i].fits);
		if (cases[i].fits)
			assert_string_equal(mem_strndup(mem, hit, len), cases[i].hit);
	}
}

/* ---- Detection --------------------------------------------------------------------------------
 */

static void what_is_no_file_of_products_is_told(void **state)
{
	static const struct {
		const char *text;
		enum detect_problem problem;
	} cases[] = {
	    {"", DETECT_EMPTY},
	    {" \r\n ", DETECT_EMPTY},
	    {"\xef\xbb\xbf", DETECT_EMPTY},
	    {"<!DOCTYPE html><html><body>503</body></html>", DETECT_WEB_PAGE},
	    {"<html>", DETECT_WEB_PAGE},
	    {"  <HTML lang=pl>", DETECT_WEB_PAGE},
	    {"PK\x03\x04......xl/workbook.xml", DETECT_XLSX},
	    {"PK\x03\x04......photo.jpg", DETECT_PACKED},
	    {"\xd0\xcf\x11\xe0......", DETECT_XLSX},
	    {"\x1f\x8b.....", DETECT_PACKED},
	    {"%PDF-1.4", DETECT_PACKED},
	    {"Przerwa techniczna", DETECT_UNKNOWN},
	    {"a;b;c\n1;2;3\n", DETECT_UNKNOWN},
	    {"sku\nA\n", DETECT_UNKNOWN},
	    {"sku;x\nA;1\n", DETECT_UNKNOWN},
	    {"name;price\nA;1\n", DETECT_UNKNOWN},
	    {"\"Waga, kg, netto, x\";sku;name\n", DETECT_OK},
	    {"<orders><order/></orders>", DETECT_UNKNOWN},
	    {"sku;name\n", DETECT_OK},
	};
	struct detected d;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (product_detect(cases[i].text, strlen(cases[i].text), &d) != cases[i].problem)
			fail_msg("\"%s\" %s", cases[i].text,
				 detect_problem_words(
				     product_detect(cases[i].text, strlen(cases[i].text), &d)));
}

static void encodings_are_told_apart(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		enum table_encoding encoding;
	} cases[] = {
	    {"abc", 3, TABLE_UTF8},
	    {"za\xc5\xbc\xc3\xb3\xc5", 7, TABLE_UTF8},
	    {"za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9", 12, TABLE_WINDOWS_1250},
	    {"za\xbf\xf3\xb3\xe6 g\xea\xb6l\xb1", 12, TABLE_ISO_8859_2},
	    {"bia\xb3y\n", 6, TABLE_WINDOWS_1250}, /* its only letter stands at the end, whole */
	    {"g\xea\x9cl\xb9 \xb1 5", 9, TABLE_WINDOWS_1250}, /* plus or minus */
	    {"\xff\xfe"
	     "a\0",
	     4, TABLE_UTF16LE},
	    {"\xfe\xff\0a", 4, TABLE_UTF16BE},
	    {"a\0b\0c\0", 6, TABLE_UTF16LE},
	    {"\0a\0b\0c", 6, TABLE_UTF16BE},
	    {"<?xml version='1.0' encoding='Windows-1250'?>", 45, TABLE_WINDOWS_1250},
	    {"<?xml version='1.0' encoding='ISO-8859-2'?>", 43, TABLE_ISO_8859_2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (detect_encoding((const unsigned char *)cases[i].bytes, cases[i].n) !=
		    cases[i].encoding)
			fail_msg("case %zu", i);
}

/* Whatever is cut off: it is a file of products or it is not, and nothing else happens. */
static void every_beginning_is_looked_at(void **state)
{
	const char *text = file_text(FOLDER "woocommerce.csv");
	struct detected d;

	(void)state;
	for (size_t n = 0; n < strlen(text); n++) {
		enum detect_problem problem = product_detect(text, n, &d);
		assert_true((problem == DETECT_OK) == (d.format != NULL));
	}
}

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "test");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_export_is_read_as_it_was_meant),
	    cmocka_unit_test(a_mapping_goes_before_the_format),
	    cmocka_unit_test(a_wrong_mapping_is_refused),
	    cmocka_unit_test(patterns_fit_whole_names),
	    cmocka_unit_test(what_is_no_file_of_products_is_told),
	    cmocka_unit_test(encodings_are_told_apart),
	    cmocka_unit_test(every_beginning_is_looked_at),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
