/* Which language a browser gets. */
#include "web/i18n.h"

#include "base/compiler.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_best_language_we_speak_wins(void **state)
{
	static const struct {
		const char *header;
		enum lang want;
	} cases[] = {
	    {NULL, LANG_PL},
	    {"", LANG_PL},
	    {"de-DE,de;q=0.9", LANG_PL},
	    {"en", LANG_EN},
	    {"en-GB,en;q=0.9,pl;q=0.8", LANG_EN},
	    {"pl-PL,pl;q=0.9,en-US;q=0.8,en;q=0.7", LANG_PL},
	    {"de, en;q=0.3, pl;q=0.2", LANG_EN},
	    {"en;q=0, pl;q=0.1", LANG_PL},
	    {"EN-us", LANG_EN},
	    {"english", LANG_PL},
	    {"en;q=nonsense, pl;q=0.5", LANG_PL},
	    {",,;q=1,", LANG_PL},
	    {"en;q=0.9999999999", LANG_EN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		if (lang_negotiate(cases[i].header) != cases[i].want)
			fail_msg("%s", cases[i].header ? cases[i].header : "(none)");
	}
}

static void codes_go_both_ways(void **state)
{
	(void)state;
	assert_int_equal(lang_from_code("pl"), LANG_PL);
	assert_int_equal(lang_from_code("en"), LANG_EN);
	assert_int_equal(lang_from_code("de"), LANG_COUNT);
	assert_int_equal(lang_from_code(NULL), LANG_COUNT);
	assert_string_equal(lang_code(LANG_EN), "en");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_best_language_we_speak_wins),
	    cmocka_unit_test(codes_go_both_ways),
	};

	return cmocka_run_group_tests_name("i18n", tests, NULL, NULL);
}
