/* Numbers of files are read exactly, or refused: never guessed. */
#include "domain/catalog/figure.h"

#include "base/mem.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define ONE INT64_C(1000000)
enum { UNKNOWN = DECIMAL_UNKNOWN, DOT = DECIMAL_DOT, COMMA = DECIMAL_COMMA };

static const struct {
	const char *text;
	int mark;
	enum figure_result result;
	int64_t n;
	const char *unit;
} texts[] = {
    {"0", UNKNOWN, FIGURE_OK, 0, ""},
    {"12", UNKNOWN, FIGURE_OK, 12 * ONE, ""},
    {"12.50", UNKNOWN, FIGURE_OK, 12500000, ""},
    {"12,50", UNKNOWN, FIGURE_OK, 12500000, ""},
    {"12,50", DOT, FIGURE_OK, 12500000, ""},
    {"1.234,56", UNKNOWN, FIGURE_OK, 1234560000, ""},
    {"1,234.56", UNKNOWN, FIGURE_OK, 1234560000, ""},
    {"1,234.56", COMMA, FIGURE_OK, 1234560000, ""},
    {"1 234,56", UNKNOWN, FIGURE_OK, 1234560000, ""},
    {"1\xc2\xa0"
     "234,56 zł",
     UNKNOWN, FIGURE_OK, 1234560000, "zł"},
    {"1'234.50", UNKNOWN, FIGURE_OK, 1234500000, ""},
    {"1.234.567", UNKNOWN, FIGURE_OK, 1234567 * ONE, ""},
    {"1,234,567.8", UNKNOWN, FIGURE_OK, INT64_C(1234567800000), ""},
    {"1.234", UNKNOWN, FIGURE_AMBIGUOUS, 0, NULL},
    {"1.234", DOT, FIGURE_OK, 1234000, ""},
    {"1.234", COMMA, FIGURE_OK, 1234 * ONE, ""},
    {"1,234", COMMA, FIGURE_OK, 1234000, ""},
    {"1,234", DOT, FIGURE_OK, 1234 * ONE, ""},
    {"0.125", UNKNOWN, FIGURE_OK, 125000, ""},
    {"1234.567", UNKNOWN, FIGURE_OK, 1234567000, ""},
    {"15.365854", UNKNOWN, FIGURE_OK, 15365854, ""},
    {"15.3658541", UNKNOWN, FIGURE_OK, 15365854, ""},
    {".5", UNKNOWN, FIGURE_OK, 500000, ""},
    {"-7", UNKNOWN, FIGURE_OK, -7 * ONE, ""},
    {"- 7", UNKNOWN, FIGURE_OK, -7 * ONE, ""},
    {"15.00 PLN", UNKNOWN, FIGURE_OK, 15 * ONE, "PLN"},
    {"PLN 15.00", UNKNOWN, FIGURE_OK, 15 * ONE, "PLN"},
    {"12,-", UNKNOWN, FIGURE_OK, 12 * ONE, ""},
    {"12,- zł", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"23%", UNKNOWN, FIGURE_OK, 23 * ONE, "%"},
    {"2 kg", UNKNOWN, FIGURE_OK, 2 * ONE, "kg"},
    {"2 szt.", UNKNOWN, FIGURE_OK, 2 * ONE, "szt."},
    {"", UNKNOWN, FIGURE_NONE, 0, NULL},
    {NULL, UNKNOWN, FIGURE_NONE, 0, NULL},
    {" \xc2\xa0 ", UNKNOWN, FIGURE_NONE, 0, NULL},
    {"5,90123E+12", UNKNOWN, FIGURE_SCIENTIFIC, 0, NULL},
    {"1e3", UNKNOWN, FIGURE_SCIENTIFIC, 0, NULL},
    {"brak", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {".", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"-", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"1.2.3", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"1,23,456", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"1.234,56.7", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"1.234,567.8", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"1,234.567,8", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"12 do 15", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"0,5-1 kg", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"5 x 3", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"1 23", UNKNOWN, FIGURE_NOT_NUMBER, 0, NULL},
    {"1234567890123", UNKNOWN, FIGURE_TOO_LARGE, 0, NULL},
    {"000000000000000012", UNKNOWN, FIGURE_OK, 12 * ONE, ""},
};

static void each_text_is_a_number_or_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct figure f = {0};
		enum figure_result got =
		    figure_read(texts[i].text, (enum decimal_mark)texts[i].mark, &f);
		if (got != texts[i].result)
			fail_msg("\"%s\" %s", texts[i].text, figure_problem(got));
		if (got)
			continue;
		if (f.millionths != texts[i].n)
			fail_msg("\"%s\" is %" PRId64, texts[i].text, f.millionths);
		assert_string_equal(f.unit, texts[i].unit);
	}
}

static void a_text_tells_its_decimal_mark(void **state)
{
	static const struct {
		const char *text;
		enum decimal_mark mark;
	} cases[] = {
	    {"12,50", DECIMAL_COMMA},	  {"12.50", DECIMAL_DOT},     {"1.234,5", DECIMAL_COMMA},
	    {"1,234.5", DECIMAL_DOT},	  {"1.234", DECIMAL_UNKNOWN}, {"12", DECIMAL_UNKNOWN},
	    {"1.234.567", DECIMAL_COMMA}, {"x", DECIMAL_UNKNOWN},     {"0,125", DECIMAL_COMMA},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(figure_proves(cases[i].text), cases[i].mark);
}

static void rounding_is_half_away_from_zero(void **state)
{
	static const struct {
		int64_t n;
		int decimals;
		int64_t want;
		bool exact;
	} cases[] = {
	    {12500000, 2, 1250, true},
	    {12505000, 2, 1251, false},
	    {12504999, 2, 1250, false},
	    {-12505000, 2, -1251, false},
	    {1, 6, 1, true},
	    {500000, 0, 1, false},
	    {499999, 0, 0, false},
	    {-500000, 0, -1, false},
	    {0, 0, 0, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct figure f = {.millionths = cases[i].n};
		bool exact;
		assert_int_equal(figure_in(&f, cases[i].decimals, &exact), cases[i].want);
		assert_int_equal(exact, cases[i].exact);
	}
}

/* What is written in any of the usual ways is read as what it was. */
static void amounts_written_in_any_way_come_back(void **state)
{
	void *mem = mem_context(NULL, "test");
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		seed = seed * UINT64_C(6364136223846793005) + 1;
		int64_t minor = (int64_t)(seed >> 33) % 1000000000;
		struct figure f;
		bool exact;
		const char *text =
		    i % 2 ? mem_printf(mem, "%" PRId64 ".%02d", minor / 100, (int)(minor % 100))
			  : mem_printf(mem, "%" PRId64 ",%02d", minor / 100, (int)(minor % 100));
		assert_int_equal(figure_read(text, DECIMAL_UNKNOWN, &f), FIGURE_OK);
		assert_int_equal(figure_in(&f, 2, &exact), minor);
		assert_true(exact);
		if (i % 1000 == 0)
			talloc_free_children(mem);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_text_is_a_number_or_none),
	    cmocka_unit_test(a_text_tells_its_decimal_mark),
	    cmocka_unit_test(rounding_is_half_away_from_zero),
	    cmocka_unit_test(amounts_written_in_any_way_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
