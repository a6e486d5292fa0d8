/* Answers to parameters: kept as text and read back as they were, compared by what they mean. */
#include "domain/mapping/param_answer.h"

#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/decimal.h"
#include "domain/mapping/param_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void decimals_are_read_as_allegro_writes_them(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t n;
		const char *plain;
	} cases[] = {
	    {"0", true, 0, "0"},
	    {"-0", true, 0, "0"},
	    {"12", true, 12 * DECIMAL_ONE, "12"},
	    {"1.00", true, DECIMAL_ONE, "1"},
	    {"0.5", true, 500000, "0.5"},
	    {"-0.000001", true, -1, "-0.000001"},
	    {"00012.50", true, 12500000, "12.5"},
	    {"1.0000000000", true, DECIMAL_ONE, "1"},
	    {"1.0000001", false, 0, NULL}, /* a millionth does not hold it */
	    {"9223372036854.775807", true, INT64_MAX, "9223372036854.775807"},
	    {"9223372036854.775808", false, 0, NULL},
	    {"99999999999999999999", false, 0, NULL},
	    {"", false, 0, NULL},
	    {NULL, false, 0, NULL},
	    {"-", false, 0, NULL},
	    {".5", false, 0, NULL},
	    {"5.", false, 0, NULL},
	    {"1,5", false, 0, NULL},
	    {"1 000", false, 0, NULL},
	    {" 1", false, 0, NULL},
	    {"1e3", false, 0, NULL},
	    {"+1", false, 0, NULL},
	    {"1.5.2", false, 0, NULL},
	    {"0x10", false, 0, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int64_t n = 0;
		char plain[DECIMAL_SIZE];

		if (decimal_read(cases[i].text, &n) != cases[i].ok || n != cases[i].n)
			fail_msg("\"%s\"", cases[i].text);
		if (!cases[i].ok)
			continue;
		decimal_print(n, plain);
		assert_string_equal(plain, cases[i].plain);
	}
}

static void the_decimals_a_number_needs_are_counted(void **state)
{
	(void)state;
	assert_int_equal(decimal_places(0), 0);
	assert_int_equal(decimal_places(12 * DECIMAL_ONE), 0);
	assert_int_equal(decimal_places(250000), 2);
	assert_int_equal(decimal_places(-250000), 2);
	assert_int_equal(decimal_places(1), 6);
}

static void each_answer_comes_back_from_its_text(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		size_t ids;
		size_t texts;
		const char *first;
		const char *from;
		const char *to;
	} cases[] = {
	    {"", true, 0, 0, NULL, NULL, NULL},
	    {"#11323_1", true, 1, 0, "11323_1", NULL, NULL},
	    {"#33_1\n#33_2", true, 2, 0, "33_1", NULL, NULL},
	    {"#248811_999\n\"Kowal & syn", true, 1, 1, "248811_999", NULL, NULL},
	    {"\"two\\nlines \\\\ and a slash", true, 0, 1, "two\nlines \\ and a slash", NULL, NULL},
	    {"\"", true, 0, 1, "", NULL, NULL},
	    {"<0.5\n>12", true, 0, 0, NULL, "0.5", "12"},
	    {">5", true, 0, 0, NULL, NULL, "5"},
	    {"<", true, 0, 0, NULL, "", NULL},
	    {">12\n<0.5", false, 0, 0, NULL, NULL, NULL},
	    {"\"text\n#id", false, 0, 0, NULL, NULL, NULL},
	    {"<1\n<2", false, 0, 0, NULL, NULL, NULL},
	    {"bare", false, 0, 0, NULL, NULL, NULL},
	    {"#1\n", false, 0, 0, NULL, NULL, NULL},
	    {"\n#1", false, 0, 0, NULL, NULL, NULL},
	    {"#1\n\n#2", false, 0, 0, NULL, NULL, NULL},
	    {"\"a\\", false, 0, 0, NULL, NULL, NULL},
	    {"\"a\\t", false, 0, 0, NULL, NULL, NULL},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct param_answer a;
		const bool ok = param_answer_parse(mem, "7", cases[i].text, &a);

		if (ok != cases[i].ok)
			fail_msg("\"%s\"", cases[i].text);
		if (!ok)
			continue;
		assert_string_equal(a.param_id, "7");
		assert_int_equal(a.n_ids, cases[i].ids);
		assert_int_equal(a.n_texts, cases[i].texts);
		if (cases[i].first)
			assert_string_equal(a.n_ids ? a.ids[0] : a.texts[0], cases[i].first);
		assert_true(str_eq(a.from, cases[i].from) && str_eq(a.to, cases[i].to));
		assert_string_equal(param_answer_print(mem, &a), cases[i].text);
		assert_int_equal(param_answer_is_empty(&a), !cases[i].text[0]);
	}
	mem_free(mem);
}

static void more_parts_than_any_dictionary_has_are_refused(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct param_answer a = {0};
	struct param_answer read;

	(void)state;
	for (int i = 0; i < PARAM_ANSWER_PARTS; i++)
		param_answer_add_id(mem, &a, "33_1");
	assert_true(param_answer_parse(mem, "7", param_answer_print(mem, &a), &read));
	param_answer_add_id(mem, &a, "33_1");
	assert_false(param_answer_parse(mem, "7", param_answer_print(mem, &a), &read));
	mem_free(mem);
}

static void answers_are_equal_by_what_they_mean(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		enum param_kind kind;
		bool equal;
	} cases[] = {
	    {"", "", PARAM_DICTIONARY, true},
	    {"#1", "", PARAM_DICTIONARY, false},
	    {"#1\n#2", "#2\n#1", PARAM_DICTIONARY, true},
	    {"#1\n#2", "#1\n#3", PARAM_DICTIONARY, false},
	    {"#1\n#1\n#2", "#1\n#2\n#2", PARAM_DICTIONARY, false},
	    {"#9\n\"a", "#9\n\"b", PARAM_DICTIONARY, false},
	    {"#1", "\"1", PARAM_DICTIONARY, false},
	    {"\"1.00", "\"1", PARAM_FLOAT, true},
	    {"\"1.00", "\"1", PARAM_INTEGER, true},
	    {"\"1.00", "\"1", PARAM_STRING, false}, /* a version, a code */
	    {"\"1.00", "\"1", PARAM_OTHER, false},
	    {"\"0123", "\"123", PARAM_STRING, false},
	    {"\"1.01", "\"1", PARAM_FLOAT, false},
	    {"\"about one", "\"about one", PARAM_FLOAT, true},
	    {"\"about one", "\"1", PARAM_FLOAT, false},
	    {"<1\n>2.50", "<1.0\n>2.5", PARAM_FLOAT, true},
	    {"<1", "<1\n>2", PARAM_FLOAT, false},
	    {"<1", ">1", PARAM_FLOAT, false},
	    {"<", ">5", PARAM_FLOAT, false},
	    {"\"a\n\"b", "\"b\n\"a", PARAM_STRING, true},
	    {"\"a", "\"A", PARAM_STRING, false},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct param_answer a;
		struct param_answer b;

		assert_true(param_answer_parse(mem, "7", cases[i].a, &a));
		assert_true(param_answer_parse(mem, "7", cases[i].b, &b));
		if (param_answer_is_equal(&a, &b, cases[i].kind) != cases[i].equal ||
		    param_answer_is_equal(&b, &a, cases[i].kind) != cases[i].equal)
			fail_msg("\"%s\" and \"%s\"", cases[i].a, cases[i].b);
	}
	mem_free(mem);
}

static void an_empty_answer_is_none(void **state)
{
	void *mem = mem_context(NULL, "test");
	const struct param_answer answers[] = {
	    {.param_id = "1"},
	    param_answer_of_id(mem, "2", "2_1"),
	    param_answer_of_text(mem, "3", "x"),
	};

	(void)state;
	assert_null(param_answer_find(answers, COUNT_OF(answers), "1"));
	assert_ptr_equal(param_answer_find(answers, COUNT_OF(answers), "2"), &answers[1]);
	assert_ptr_equal(param_answer_find(answers, COUNT_OF(answers), "3"), &answers[2]);
	assert_null(param_answer_find(answers, COUNT_OF(answers), "4"));
	assert_true(param_answer_has_id(&answers[1], "2_1"));
	assert_false(param_answer_has_id(&answers[2], "x"));
	assert_false(param_answer_has_id(NULL, "x"));
	mem_free(mem);
}

static void an_id_of_before_becomes_the_one_of_now(void **state)
{
	struct param_word old[] = {{"old"}, {"both"}};
	struct param_word other[] = {{"both"}};
	struct param_value values[] = {{.id = "a", .former_ids = old, .n_former_ids = 2},
				       {.id = "b", .former_ids = other, .n_former_ids = 1}};
	const struct category_param def = {
	    .id = "x", .type = "dictionary", .values = values, .n_values = 2};
	static const struct {
		const char *was;
		const char *is;
	} cases[] = {
	    {"#a\n#b", "#a\n#b"},   {"#old", "#a"},
	    {"#b\n#old", "#b\n#a"}, {"#both", "#both"}, /* which? */
	    {"#gone", "#gone"},	    {"\"old", "\"old"},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct param_answer a;

		assert_true(param_answer_parse(mem, "x", cases[i].was, &a));
		param_answer_renew(mem, &def, &a);
		assert_string_equal(param_answer_print(mem, &a), cases[i].is);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(decimals_are_read_as_allegro_writes_them),
	    cmocka_unit_test(the_decimals_a_number_needs_are_counted),
	    cmocka_unit_test(each_answer_comes_back_from_its_text),
	    cmocka_unit_test(more_parts_than_any_dictionary_has_are_refused),
	    cmocka_unit_test(answers_are_equal_by_what_they_mean),
	    cmocka_unit_test(an_empty_answer_is_none),
	    cmocka_unit_test(an_id_of_before_becomes_the_one_of_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
