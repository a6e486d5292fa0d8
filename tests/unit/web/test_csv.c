/* Files a spreadsheet opens: quoting, formulas, the first bytes. */
#include "web/csv.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const char *row_of(void *mem, const char *cell)
{
	struct csv csv;

	csv_begin(&csv, mem);
	csv_text(&csv, cell);
	csv_end_row(&csv);
	return csv.out.text;
}

static void cells_are_quoted(void **state)
{
	void *mem = mem_context(NULL, "csv");

	(void)state;
	assert_string_equal(row_of(mem, "Łódź"), "\xef\xbb\xbf\"Łódź\"\r\n");
	assert_string_equal(row_of(mem, "a;b"), "\xef\xbb\xbf\"a;b\"\r\n");
	assert_string_equal(row_of(mem, "a\"b\r\nc"), "\xef\xbb\xbf\"a\"\"b\r\nc\"\r\n");
	assert_string_equal(row_of(mem, NULL), "\xef\xbb\xbf\"\"\r\n");
	assert_string_equal(row_of(mem, "\"\"\""), "\xef\xbb\xbf\"\"\"\"\"\"\"\"\r\n");
	mem_free(mem);
}

/* F55: a cell that a spreadsheet would calculate. */
static void formulas_are_text(void **state)
{
	static const char *const evil[] = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"};
	void *mem = mem_context(NULL, "csv");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(evil); i++)
		assert_string_equal(row_of(mem, evil[i]),
				    mem_printf(mem, "\xef\xbb\xbf\"'%s\"\r\n", evil[i]));
	assert_string_equal(row_of(mem, "1=1"), "\xef\xbb\xbf\"1=1\"\r\n");
	mem_free(mem);
}

static void rows_have_cells_and_numbers(void **state)
{
	void *mem = mem_context(NULL, "csv");
	struct csv csv;

	(void)state;
	csv_begin(&csv, mem);
	csv_text(&csv, "a");
	csv_int(&csv, -5);
	csv_int(&csv, INT64_MIN);
	csv_end_row(&csv);
	csv_int(&csv, 1);
	csv_end_row(&csv);
	assert_string_equal(csv.out.text, "\xef\xbb\xbf\"a\";\"-5\";\"\"\r\n\"1\"\r\n");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells_are_quoted),
	    cmocka_unit_test(formulas_are_text),
	    cmocka_unit_test(rows_have_cells_and_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
