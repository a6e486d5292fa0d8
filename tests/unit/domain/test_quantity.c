/* Numbers beside products are read exactly, or asked with the reason: never guessed. */
#include "domain/mapping/quantity.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/unit.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define M    INT64_C(1000000)
#define NONE INT64_MIN

static const struct {
	const char *text;
	enum quantity_why why;
	int64_t from;
	int64_t to;
	const char *unit;
} texts[] = {
    {"12", QUANTITY_FINE, 12 * M, 12 * M, ""},
    {" 12 ", QUANTITY_FINE, 12 * M, 12 * M, ""},
    {"1 234,56", QUANTITY_FINE, 1234560000, 1234560000, ""},
    {"1\xc2\xa0"
     "234,56",
     QUANTITY_FINE, 1234560000, 1234560000, ""},
    {"1.234,56", QUANTITY_FINE, 1234560000, 1234560000, ""},
    {"1,234.56", QUANTITY_FINE, 1234560000, 1234560000, ""},
    {"1.234", QUANTITY_DECIMAL_MARK, NONE, NONE, ""},
    {"1,234 kg", QUANTITY_DECIMAL_MARK, NONE, NONE, ""},
    {"0,125 kg", QUANTITY_FINE, 125000, 125000, "kg"},
    {".5 l", QUANTITY_FINE, 500000, 500000, "l"},
    {"12cm", QUANTITY_FINE, 12 * M, 12 * M, "cm"},
    {"12 CM.", QUANTITY_FINE, 12 * M, 12 * M, "cm"},
    {"5 szt.", QUANTITY_FINE, 5 * M, 5 * M, "szt"},
    {"-10 °C", QUANTITY_FINE, -10 * M, -10 * M, "°c"},
    {"+40 °C", QUANTITY_FINE, 40 * M, 40 * M, "°c"},
    {"2 m²", QUANTITY_FINE, 2 * M, 2 * M, "m2"},
    {"15,6\"", QUANTITY_FINE, 15600000, 15600000, "\""},
    {"4000 K", QUANTITY_FINE, 4000 * M, 4000 * M, "k"},
    {"30 min", QUANTITY_FINE, 30 * M, 30 * M, "min"},
    {"80 g/m2", QUANTITY_FINE, 80 * M, 80 * M, "g/m2"},
    {"8 miesięcy", QUANTITY_FINE, 8 * M, 8 * M, "miesiecy"},
    {"½", QUANTITY_FINE, 500000, 500000, ""},
    {"1½ l", QUANTITY_FINE, 1500000, 1500000, "l"},
    {"⅞ cala", QUANTITY_FINE, 875000, 875000, "cala"},
    {"⅓", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"1/2 kg", QUANTITY_FINE, 500000, 500000, "kg"},
    {"3/4\"", QUANTITY_FINE, 750000, 750000, "\""},
    {"1 1/2\"", QUANTITY_FINE, 1500000, 1500000, "\""},
    {"7/8\"", QUANTITY_FINE, 875000, 875000, "\""},
    {"7/8 lat", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"24/25", QUANTITY_SEVERAL, NONE, NONE, ""}, /* a size of shoes */
    {"4/2", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"0,5-1 kg", QUANTITY_FINE, 500000, M, "kg"},
    {"0,5 - 1 kg", QUANTITY_FINE, 500000, M, "kg"},
    {"3–5", QUANTITY_FINE, 3 * M, 5 * M, ""},
    {"3...5 lat", QUANTITY_FINE, 3 * M, 5 * M, "lat"},
    {"3÷5", QUANTITY_FINE, 3 * M, 5 * M, ""},
    {"od 3 do 5 lat", QUANTITY_FINE, 3 * M, 5 * M, "lat"},
    {"3 do 5 lat", QUANTITY_FINE, 3 * M, 5 * M, "lat"},
    {"500 g - 1 kg", QUANTITY_FINE, 500000, M, "kg"},
    {"6 miesięcy - 3 lata", QUANTITY_FINE, 500000, 3 * M, "lata"},
    {"7 miesięcy - 3 lata", QUANTITY_INEXACT, 7 * M, 3 * M, "lata"},
    {"1 kg - 2 m", QUANTITY_OTHER_UNIT, M, 2 * M, "m"},
    {"10 cm - 20", QUANTITY_FINE, 10 * M, 20 * M, "cm"},
    {"-20...+40 °C", QUANTITY_FINE, -20 * M, 40 * M, "°c"},
    {"-20 - -5", QUANTITY_FINE, -20 * M, -5 * M, ""},
    {"5-3", QUANTITY_BACKWARDS, 5 * M, 3 * M, ""},
    {"do 5", QUANTITY_AT_MOST, NONE, 5 * M, ""},
    {"do 5 kg", QUANTITY_AT_MOST, NONE, 5 * M, "kg"},
    {"max. 5 kg", QUANTITY_AT_MOST, NONE, 5 * M, "kg"},
    {"≤ 5", QUANTITY_AT_MOST, NONE, 5 * M, ""},
    {"od 3 lat", QUANTITY_AT_LEAST, 3 * M, NONE, "lat"},
    {"min. 3", QUANTITY_AT_LEAST, 3 * M, NONE, ""},
    {"3+", QUANTITY_AT_LEAST, 3 * M, NONE, ""},
    {"3 lata +", QUANTITY_AT_LEAST, 3 * M, NONE, "lata"},
    {"ok. 5 kg", QUANTITY_ABOUT, NONE, NONE, ""},
    {"~5", QUANTITY_ABOUT, NONE, NONE, ""},
    {"12 x 30 cm", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"12x30cm", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"12×30", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"12cm×30cm", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"12, 15", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"12; 15", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"5 i 7", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"5 ±1", QUANTITY_SEVERAL, NONE, NONE, ""},
    {"15.3658540", QUANTITY_FINE, 15365854, 15365854, ""},
    {"15.3658541", QUANTITY_INEXACT, 15365854, 15365854, ""},
    {"1234567890123", QUANTITY_TOO_LARGE, NONE, NONE, ""},
    {"12345678901234567890123456789012345678901", QUANTITY_TOO_LARGE, NONE, NONE, ""},
    {"", QUANTITY_EMPTY, NONE, NONE, ""},
    {"  ", QUANTITY_EMPTY, NONE, NONE, ""},
    {NULL, QUANTITY_EMPTY, NONE, NONE, ""},
    {"brak", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"kg", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"-", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"IP44", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"5 sztuk w zestawie", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"10²", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"１２", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"12.05.2020", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"1 2 3 4 5 6 7 8 9", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"12 34", QUANTITY_UNREADABLE, NONE, NONE, ""},
    {"5e3", QUANTITY_UNREADABLE, NONE, NONE, ""},
};

static void each_text_is_read_or_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct quantity q;
		const enum quantity_why why = quantity_read(texts[i].text, DECIMAL_UNKNOWN, &q);

		if (why != texts[i].why)
			fail_msg("\"%s\": %s", texts[i].text, quantity_why_names[why]);
		if (why == QUANTITY_INEXACT || why == QUANTITY_OTHER_UNIT)
			continue; /* as far as it was read */
		if (q.from != texts[i].from || q.to != texts[i].to)
			fail_msg("\"%s\": %" PRId64 " to %" PRId64, texts[i].text, q.from, q.to);
		assert_string_equal(q.unit, texts[i].unit);
		assert_true(why || q.is_range || q.from == q.to);
	}
}

static void a_known_mark_settles_what_could_mean_two_things(void **state)
{
	struct quantity q;

	(void)state;
	assert_int_equal(quantity_read("1.234", DECIMAL_DOT, &q), QUANTITY_FINE);
	assert_int_equal(q.from, 1234000);
	assert_int_equal(quantity_read("1.234 - 2", DECIMAL_COMMA, &q), QUANTITY_BACKWARDS);
	assert_int_equal(q.from, 1234 * M);
}

static void units_change_exactly_or_not_at_all(void **state)
{
	static const struct {
		int64_t n;
		const char *from;
		const char *to;
		enum unit_way way;
		int64_t want;
	} cases[] = {
	    {5 * M, "cm", "mm", UNIT_FINE, 50 * M},
	    {5 * M, "mm", "cm", UNIT_FINE, 500000},
	    {1, "mm", "cm", UNIT_INEXACT, 0},
	    {1, "mm", "m", UNIT_INEXACT, 0},
	    {1500000, "m", "cm", UNIT_FINE, 150 * M},
	    {500 * M, "g", "kg", UNIT_FINE, 500000},
	    {2 * M, "kg", "g", UNIT_FINE, 2000 * M},
	    {3 * M, "dag", "g", UNIT_FINE, 30 * M},
	    {250 * M, "ml", "l", UNIT_FINE, 250000},
	    {2 * M, "l", "ml", UNIT_FINE, 2000 * M},
	    {1500 * M, "w", "kw", UNIT_FINE, 1500000},
	    {2 * M, "kw", "w", UNIT_FINE, 2000 * M},
	    {5 * M, "\"", "cm", UNIT_FINE, 12700000},
	    {12700000, "cm", "cale", UNIT_FINE, 5 * M},
	    {10 * M, "cm", "cale", UNIT_INEXACT, 0},
	    {2 * M, "lat", "miesiecy", UNIT_FINE, 24 * M},
	    {18 * M, "miesiecy", "lata", UNIT_FINE, 1500000},
	    {7 * M, "miesiecy", "lata", UNIT_INEXACT, 0},
	    {3 * M, "szt", "", UNIT_FINE, 3 * M},
	    {3 * M, "", "szt.", UNIT_FINE, 3 * M},
	    {800 * M, "lm", "lumenow", UNIT_FINE, 800 * M},
	    {230 * M, "v", "kv", UNIT_FINE, 230000},
	    {4000 * M, "k", "k", UNIT_FINE, 4000 * M},
	    {3 * M, "den", "den", UNIT_FINE, 3 * M}, /* nobody knows it, and it is itself */
	    {3 * M, "den", "g", UNIT_FOREIGN, 0},
	    {3 * M, "w", "v", UNIT_FOREIGN, 0},
	    {3 * M, "k", "°c", UNIT_FOREIGN, 0},
	    {3 * M, "kg", "", UNIT_FOREIGN, 0},
	    {INT64_MAX, "km", "mm", UNIT_TOO_LARGE, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int64_t n = 0;
		const enum unit_way way = unit_convert(cases[i].n, cases[i].from, cases[i].to, &n);

		if (way != cases[i].way || (!way && n != cases[i].want))
			fail_msg("%s to %s: %d, %" PRId64, cases[i].from, cases[i].to, (int)way, n);
	}
}

#define DEF(places, ...)                                                                           \
	{                                                                                          \
		.id = "7", .min = NONE, .max = NONE, .precision = places, __VA_ARGS__              \
	}

static void an_answer_is_in_the_unit_of_its_parameter(void **state)
{
	static const struct {
		struct category_param def;
		const char *text;
		const char *unit;
		enum quantity_why why;
		const char *want;
	} cases[] = {
	    {DEF(NONE, .type = "integer", .unit = "W"), "60", NULL, QUANTITY_FINE, "\"60"},
	    {DEF(NONE, .type = "integer", .unit = "W"), "60 W", NULL, QUANTITY_FINE, "\"60"},
	    {DEF(NONE, .type = "integer", .unit = "W"), "1,5 kW", NULL, QUANTITY_FINE, "\"1500"},
	    {DEF(NONE, .type = "integer", .unit = "W"), "60", "kW", QUANTITY_FINE, "\"60000"},
	    {DEF(NONE, .type = "integer", .unit = "W"), "60 W", "kW", QUANTITY_FINE, "\"60"},
	    {DEF(NONE, .type = "integer", .unit = "W"), "60,5", NULL, QUANTITY_TOO_PRECISE, ""},
	    {DEF(NONE, .type = "integer", .unit = "W"), "60 V", NULL, QUANTITY_OTHER_UNIT, ""},
	    {DEF(NONE, .type = "integer", .unit = "W"), "60-80", NULL, QUANTITY_ONE_WANTED, ""},
	    {DEF(3, .type = "float", .unit = "kg"), "125 g", NULL, QUANTITY_FINE, "\"0.125"},
	    {DEF(2, .type = "float", .unit = "kg"), "125 g", NULL, QUANTITY_TOO_PRECISE, ""},
	    {DEF(2, .type = "float", .unit = "kg"), "120", "g", QUANTITY_FINE, "\"0.12"},
	    {DEF(NONE, .type = "float", .unit = "cale"), "10 cm", NULL, QUANTITY_INEXACT, ""},
	    {DEF(NONE, .type = "float"), "5 kg", NULL, QUANTITY_OTHER_UNIT, ""},
	    {DEF(NONE, .type = "integer", .unit = "szt."), "5", NULL, QUANTITY_FINE, "\"5"},
	    {DEF(NONE, .type = "integer"), "5 szt.", NULL, QUANTITY_FINE, "\"5"},
	    {DEF(NONE, .type = "integer", .unit = "lat", .is_range = 1), "od 3 do 5 lat", NULL,
	     QUANTITY_FINE, "<3\n>5"},
	    {DEF(NONE, .type = "integer", .unit = "miesięcy", .is_range = 1), "1-3 lata", NULL,
	     QUANTITY_FINE, "<12\n>36"},
	    {DEF(NONE, .type = "integer", .unit = "lat", .is_range = 1), "5", NULL,
	     QUANTITY_RANGE_WANTED, ""},
	    {DEF(NONE, .type = "integer", .unit = "lat", .is_range = 1), "do 5", NULL,
	     QUANTITY_AT_MOST, ""},
	    {DEF(NONE, .type = "float", .unit = "kg", .is_range = 1), "0,5-1 kg", NULL,
	     QUANTITY_FINE, "<0.5\n>1"},
	    {DEF(NONE, .type = "float", .unit = "kg"), "", NULL, QUANTITY_EMPTY, ""},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct param_answer a;
		const enum quantity_why why = quantity_answer(mem, &cases[i].def, cases[i].text,
							      cases[i].unit, DECIMAL_UNKNOWN, &a);

		if (why != cases[i].why)
			fail_msg("\"%s\": %s", cases[i].text, quantity_why_names[why]);
		assert_string_equal(param_answer_print(mem, &a), cases[i].want);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_text_is_read_or_asked),
	    cmocka_unit_test(a_known_mark_settles_what_could_mean_two_things),
	    cmocka_unit_test(units_change_exactly_or_not_at_all),
	    cmocka_unit_test(an_answer_is_in_the_unit_of_its_parameter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
