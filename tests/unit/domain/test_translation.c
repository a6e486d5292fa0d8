/* Tables of translations come back as they went out, and say what cannot be taken. */
#include "domain/mapping/translation.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#define NONE INT64_MIN
#define UNTOLD                                                                                     \
	.min = NONE, .max = NONE, .precision = NONE, .min_length = NONE, .max_length = NONE,       \
	.most_values = NONE

static struct param_word bosch[] = {{"b"}};
static struct param_value values[] = {
    {.id = "1", .value = "szary"},
    {.id = "2", .value = "biały"},
    {.id = "3", .value = "Line 4"},
    {.id = "4", .value = "Line 4", .depends = bosch, .n_depends = 1},
    {.id = "5", .value = "czarny|mat"},
    {.id = "9", .value = "inny"},
};

enum { COLOUR, POWER, AGE, CODE, DEFS };
static const struct category_param defs[DEFS] = {
    [COLOUR] = {.id = "33",
		.name = "Kolor",
		.type = "dictionary",
		.multiple = 1,
		.custom_values = 1,
		.ambiguous_id = "9",
		.values = values,
		.n_values = COUNT_OF(values),
		UNTOLD},
    [POWER] = {.id = "18", .name = "Moc", .type = "integer", .unit = "W", UNTOLD},
    [AGE] = {.id = "20", .name = "Wiek", .type = "float", .is_range = 1, UNTOLD},
    [CODE] = {.id = "22", .name = "Kod", .type = "string", UNTOLD},
};

static enum translation_fault read_cells(void *mem, int def, const char *allegro, const char *own,
					 const char *skip, struct translation *t,
					 struct translation_problem *problem)
{
	const char *const cells[TRANSLATION_COLUMNS] = {
	    [TRANSLATION_SOURCE] = "Kolor",  [TRANSLATION_VALUE] = "ecru",
	    [TRANSLATION_ALLEGRO] = allegro, [TRANSLATION_OWN] = own,
	    [TRANSLATION_SKIP] = skip,
	};

	return translation_read(mem, &defs[def], value_index(mem, &defs[def]), cells, t, problem);
}

static const struct {
	int def;
	const char *allegro;
	const char *own;
	const char *skip;
	enum translation_fault fault;
	const char *at;
	const char *answer;
	bool is_decided;
	bool is_skipped;
} rows[] = {
    {COLOUR, "szary", "", "", TRANSLATION_FINE, NULL, "#1", true, false},
    {COLOUR, " SZARY |bialy ", NULL, NULL, TRANSLATION_FINE, NULL, "#1\n#2", true, false},
    {COLOUR, "Line 4 #4", "", "", TRANSLATION_FINE, NULL, "#4", true, false},
    {COLOUR, "#5", "", "", TRANSLATION_FINE, NULL, "#5", true, false},
    {COLOUR, "", "ecru", "", TRANSLATION_FINE, NULL, "#9\n\"ecru", true, false},
    {COLOUR, "Inny", "ecru", "", TRANSLATION_FINE, NULL, "#9\n\"ecru", true, false},
    {COLOUR, "", "", "", TRANSLATION_FINE, NULL, "", false, false},
    {COLOUR, "", "", "x", TRANSLATION_FINE, NULL, "", true, true},
    {COLOUR, "", "", "Nie", TRANSLATION_FINE, NULL, "", false, false},
    {COLOUR, "szary", "", "x", TRANSLATION_CONTRADICTS, NULL, "", true, true},
    {COLOUR, "szary | ecru", "", "", TRANSLATION_UNKNOWN, "ecru", "#1", true, false},
    {COLOUR, "Line 4", "", "", TRANSLATION_SEVERAL, "Line 4", "", true, false},
    {COLOUR, "#77", "", "", TRANSLATION_UNKNOWN, "#77", "", true, false},
    {COLOUR, "inny", "", "", TRANSLATION_REFUSED, "9", "#9", true, false},
    {COLOUR, "szary | szary", "", "", TRANSLATION_REFUSED, "1", "#1\n#1", true, false},
    {POWER, "60 W", "", "", TRANSLATION_FINE, NULL, "\"60", true, false},
    {POWER, "", "1,5 kW", "", TRANSLATION_FINE, NULL, "\"1500", true, false},
    {POWER, "do 60", "", "", TRANSLATION_NO_NUMBER, "do 60", "", true, false},
    {AGE, "3 - 5", "", "", TRANSLATION_FINE, NULL, "<3\n>5", true, false},
    {CODE, "AB-1", "", "", TRANSLATION_FINE, NULL, "\"AB-1", true, false},
    {CODE, "a\nb", "", "", TRANSLATION_REFUSED, NULL, "\"a\n\"b", true, false},
};

static void each_row_is_read_or_refused(void **state)
{
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct translation_problem problem;
		struct translation t;
		const enum translation_fault fault = read_cells(
		    mem, rows[i].def, rows[i].allegro, rows[i].own, rows[i].skip, &t, &problem);

		if (fault != rows[i].fault || problem.fault != fault ||
		    !str_eq(problem.at, rows[i].at))
			fail_msg("%s: %d, %s", rows[i].allegro, (int)fault,
				 str_or(problem.at, "-"));
		assert_string_equal(param_answer_print(mem, &t.answer), rows[i].answer);
		assert_int_equal(t.is_decided, rows[i].is_decided);
		assert_int_equal(t.is_skipped, rows[i].is_skipped);
	}
	mem_free(mem);
}

static void a_row_without_its_value_is_refused(void **state)
{
	const char *cells[TRANSLATION_COLUMNS] = {[TRANSLATION_SOURCE] = "Kolor"};
	void *mem = mem_context(NULL, "test");
	struct translation_problem problem;
	struct translation t;

	(void)state;
	assert_int_equal(translation_read(mem, &defs[CODE], NULL, cells, &t, &problem),
			 TRANSLATION_NAMELESS);
	mem_free(mem);
}

static void what_goes_out_comes_back(void **state)
{
	static const struct {
		int def;
		const char *answer;
		const char *allegro;
		const char *own;
	} cases[] = {
	    {COLOUR, "#1", "szary", ""},     {COLOUR, "#1\n#2", "szary | biały", ""},
	    {COLOUR, "#4", "Line 4 #4", ""}, /* another one has this label too */
	    {COLOUR, "#5", "#5", ""},	     {COLOUR, "#9\n\"ecru", "", "ecru"},
	    {POWER, "\"60", "60", ""},	     {AGE, "<0.5\n>5", "0.5 - 5", ""},
	    {CODE, "\"=1+1", "=1+1", ""},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct translation t = {
		    .source = "Kolor", .value = "x", .products = 9, .is_decided = true};
		const char *cells[TRANSLATION_COLUMNS];
		const struct category_param *def = &defs[cases[i].def];
		const struct value_index *index = value_index(mem, def);
		struct translation_problem problem;

		assert_true(param_answer_parse(mem, def->id, cases[i].answer, &t.answer));
		translation_cells(mem, def, index, &t, cells);
		assert_string_equal(cells[TRANSLATION_ALLEGRO], cases[i].allegro);
		assert_string_equal(cells[TRANSLATION_OWN], cases[i].own);
		assert_string_equal(cells[TRANSLATION_PRODUCTS], "9");
		assert_int_equal(translation_read(mem, def, index, cells, &t, &problem),
				 TRANSLATION_FINE);
		assert_string_equal(param_answer_print(mem, &t.answer), cases[i].answer);
	}
	mem_free(mem);
}

/* ---- Files ----------------------------------------------------------------------------------- */

static int file_of(const char *text)
{
	const int fd = memfd_create("table", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	return fd; /* behind what was written, as a file that was sent */
}

static void a_file_is_read_by_its_headings(void **state)
{
	static const char *const files[] = {
	    ("\xef\xbb\xbf\"Attribute\";\"Value in the shop\";\"Products\";\"Value at Allegro\";"
	     "\"Own text\";\"Skip\"\r\n\"Kolor\";\"'-5\";\"9\";\"szary | biały\";\"\";\"\"\r\n"),
	    "value at allegro,Notes,ATTRIBUTE,Value in the shop\nszary | biały,?,Kolor,-5\n",
	    "Attribute\tValue in the shop\tValue at Allegro\nKolor\t-5\tszary | bia\xb3y\n",
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	i18n_use(LANG_EN);
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		const char *cells[TRANSLATION_COLUMNS];
		size_t columns[TRANSLATION_COLUMNS];
		const struct table_row *row;
		struct table *table;
		struct err e = {0};
		const int fd = file_of(files[i]);

		if (translation_open(mem, fd, &table, columns, &e))
			fail_msg("file %zu: %s", i, e.msg);
		assert_int_equal(table_next(table, &row, &e), RC_OK);
		translation_row(mem, columns, row, cells);
		assert_string_equal(cells[TRANSLATION_SOURCE], "Kolor");
		assert_string_equal(cells[TRANSLATION_VALUE], "-5");
		assert_string_equal(cells[TRANSLATION_ALLEGRO], "szary | biały");
		assert_int_equal(table_next(table, &row, &e), RC_NOT_FOUND);
		close(fd);
	}
	mem_free(mem);
}

static void headings_are_known_in_the_language_in_use(void **state)
{
	void *mem = mem_context(NULL, "test");
	size_t columns[TRANSLATION_COLUMNS];
	struct table *table;
	struct err e = {0};

	(void)state;
	i18n_use(LANG_PL);
	const int fd = file_of(mem_printf(mem, "%s;%s;%s\nx;y;z\n",
					  _(translation_headings[TRANSLATION_SOURCE]),
					  _(translation_headings[TRANSLATION_VALUE]),
					  _(translation_headings[TRANSLATION_ALLEGRO])));
	assert_int_equal(translation_open(mem, fd, &table, columns, &e), RC_OK);
	assert_int_equal(columns[TRANSLATION_ALLEGRO], 2);
	assert_int_equal(columns[TRANSLATION_SKIP], TRANSLATION_NO_COLUMN);
	close(fd);
	i18n_use(LANG_EN);
	mem_free(mem);
}

static void another_file_is_refused(void **state)
{
	static const char *const files[] = {"", "a;b;c\n1;2;3\n", "Attribute;Value in the shop\n"};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		size_t columns[TRANSLATION_COLUMNS];
		struct table *table;
		struct err e = {0};
		const int fd = file_of(files[i]);

		assert_int_equal(translation_open(mem, fd, &table, columns, &e), RC_INVALID);
		close(fd);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_row_is_read_or_refused),
	    cmocka_unit_test(a_row_without_its_value_is_refused),
	    cmocka_unit_test(what_goes_out_comes_back),
	    cmocka_unit_test(a_file_is_read_by_its_headings),
	    cmocka_unit_test(headings_are_known_in_the_language_in_use),
	    cmocka_unit_test(another_file_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
