/* Texts in two languages: whatever the machine's locale says, each text of the catalogues is found.
 */
#include "base/i18n.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *key;
	const char *forms[3];
} rows[] = {
#include "texts_pl.h"
};

static void every_text_of_the_catalogues_is_found(void **state)
{
	(void)state;
	assert_true(COUNT_OF(rows) > 100);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		i18n_use(LANG_PL);
		assert_string_equal(i18n_text(rows[i].key), rows[i].forms[0]);
		i18n_use(LANG_EN);
		const char *context_end = strchr(rows[i].key, '\004');
		assert_string_equal(i18n_text(rows[i].key),
				    context_end ? context_end + 1 : rows[i].key);
	}
}

static void the_rows_are_sorted_and_each_key_is_there_once(void **state)
{
	(void)state;
	for (size_t i = 1; i < COUNT_OF(rows); i++)
		if (strcmp(rows[i - 1].key, rows[i].key) >= 0)
			fail_msg("%s stands before %s", rows[i - 1].key, rows[i].key);
}

static void the_locale_of_the_machine_has_no_say(void **state)
{
	static const char *const locales[] = {"C", "C.UTF-8", "POSIX", ""};

	(void)state;
	assert_int_equal(setenv("LANGUAGE", "en:de", 1), 0);
	assert_int_equal(setenv("LC_ALL", "C", 1), 0);
	for (size_t i = 0; i < COUNT_OF(locales); i++) {
		struct err e = {0};
		(void)setlocale(LC_ALL, locales[i]);
		i18n_use(LANG_PL);
		assert_string_equal(ngettext("%s order", "%s orders", 5), "%s zamówień");
		assert_int_equal(i18n_self_test(&e), RC_OK);
		assert_string_equal(ngettext("%s order", "%s orders", 1), "%s zamówienie");
	}
}

static void counts_follow_the_rules_of_the_language(void **state)
{
	static const struct {
		unsigned long n;
		const char *polish;
		const char *english;
	} cases[] = {
	    {0, "%s zamówień", "%s orders"},   {1, "%s zamówienie", "%s order"},
	    {2, "%s zamówienia", "%s orders"}, {4, "%s zamówienia", "%s orders"},
	    {5, "%s zamówień", "%s orders"},   {11, "%s zamówień", "%s orders"},
	    {12, "%s zamówień", "%s orders"},  {14, "%s zamówień", "%s orders"},
	    {21, "%s zamówień", "%s orders"},  {22, "%s zamówienia", "%s orders"},
	    {101, "%s zamówień", "%s orders"}, {104, "%s zamówienia", "%s orders"},
	    {113, "%s zamówień", "%s orders"}, {1000002, "%s zamówienia", "%s orders"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		i18n_use(LANG_PL);
		assert_string_equal(ngettext("%s order", "%s orders", cases[i].n), cases[i].polish);
		i18n_use(LANG_EN);
		assert_string_equal(ngettext("%s order", "%s orders", cases[i].n),
				    cases[i].english);
	}
}

static void what_has_no_translation_is_its_key(void **state)
{
	(void)state;
	i18n_use(LANG_PL);
	assert_string_equal(i18n_text("no such text"), "no such text");
	assert_string_equal(i18n_text(""), "");
	assert_string_equal(i18n_count("one such", "many such", 1), "one such");
	assert_string_equal(i18n_count("one such", "many such", 2), "many such");
}

static void a_context_tells_which_translation_is_meant(void **state)
{
	(void)state;
	i18n_use(LANG_PL);
	assert_string_equal(_("Status"), "Status");
	assert_string_equal(C_("job", "Status"), "Stan");
	assert_string_equal(C_("no such place", "Status"), "Status");
	i18n_use(LANG_EN);
	assert_string_equal(C_("job", "Status"), "Status");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_text_of_the_catalogues_is_found),
	    cmocka_unit_test(the_rows_are_sorted_and_each_key_is_there_once),
	    cmocka_unit_test(the_locale_of_the_machine_has_no_say),
	    cmocka_unit_test(counts_follow_the_rules_of_the_language),
	    cmocka_unit_test(what_has_no_translation_is_its_key),
	    cmocka_unit_test(a_context_tells_which_translation_is_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
