/* Words of alarms: values meet the text of a language without printf. */
#include "domain/alarms/alarm_words.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *text;
	const char *values[ALARM_VALUES_MAX];
	const char *said;
} cases[] = {
    {"Nothing to add.", {NULL}, "Nothing to add."},
    {"%s of %s", {"3", "7"}, "3 of 7"},
    {"%2$s: %1$s", {"3", "7"}, "7: 3"},
    {"%2$s, then %s", {"a", "b", "c"}, "b, then c"},
    {"%s and %s", {"alone"}, "alone and "},
    {"one", {"too many"}, "one"},
    {"90 % of %d %n %", {"x"}, "90 % of %d %n %"},
    {"%5$s", {"x"}, "%5$s"},
    {"%s", {"%s%n"}, "%s%n"},
    {"%s", {"line\r\nBcc: x\x1f y"}, "line  Bcc: x  y"},
    {"%s", {"zażółć"}, "zażółć"},
};

static void values_meet_their_text(void **state)
{
	void *mem = mem_context(NULL, "words");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(
		    alarm_words(mem, cases[i].text, alarm_args(mem, cases[i].values)),
		    cases[i].said);
	mem_free(mem);
}

static void long_values_are_cut_between_characters(void **state)
{
	void *mem = mem_context(NULL, "words");
	char *text = mem_array(mem, char, 2 * ALARM_ARGS_MAX + 2);
	const char *values[ALARM_VALUES_MAX] = {text};

	(void)state;
	memset(text, 'x', 2 * ALARM_ARGS_MAX);
	for (size_t i = 1; i + 1 < 2 * ALARM_ARGS_MAX; i += 2)
		memcpy(text + i, "ł", 2);
	const char *args = alarm_args(mem, values);
	assert_true(strlen(args) <= ALARM_ARGS_MAX && strlen(args) > ALARM_ARGS_MAX - 3);
	assert_true(str_is_utf8(args, strlen(args)));
	mem_free(mem);
}

static void every_kind_has_key_words_and_advice(void **state)
{
	(void)state;
	for (int i = 0; i < ALARM_KIND_COUNT; i++) {
		const struct alarm_kind_def *kind = alarm_kind((enum alarm_kind)i);
		assert_non_null(kind->key);
		assert_true(strlen(kind->key) <= 32);
		assert_int_not_equal(kind->severity, ALARM_AS_KIND);
		assert_non_null(kind->title);
		assert_non_null(kind->advice);
		assert_ptr_equal(alarm_kind_find(kind->key), kind);
	}
	assert_null(alarm_kind_find("of another version"));
	assert_null(alarm_kind_find(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_meet_their_text),
	    cmocka_unit_test(long_values_are_cut_between_characters),
	    cmocka_unit_test(every_kind_has_key_words_and_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
