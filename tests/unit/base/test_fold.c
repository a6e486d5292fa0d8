/* Texts without case and marks. */
#include "base/fold.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void case_and_marks_are_taken_off(void **state)
{
	static const char *const cases[][2] = {
	    {"Łódź", "lodz"},
	    {"ŻÓŁĆ", "zolc"},
	    {"Đøm", "dom"},
	    {"Größe", "grosse"},
	    {"𝓝𝓸𝔀𝓪𝓴", "nowak"},
	    {"Ｘ１", "x1"},
	    {"Weight (kg)", "weight (kg)"},
	    {"  Stan  magazynowy ", "stan magazynowy"},
	    {"a\xc2\xa0\tb", "a b"},
	    {"a\xff"
	     "b",
	     "ab"},
	    {"\xef\xb7\xba\xef\xb7\xba", "صلى الله عليه وسلمصلى الله عليه وسلم"},
	    {"\xff\xfe", ""},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *folded = text_fold(NULL, cases[i][0]);
		assert_string_equal(folded, cases[i][1]);
		mem_free(folded);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(case_and_marks_are_taken_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
