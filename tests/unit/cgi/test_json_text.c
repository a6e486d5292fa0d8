/* JSON laid out for reading: nothing but white space changes, whatever the text is. */
#include "common/json_text.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void check(const char *json, const char *expected)
{
	void *mem = mem_context(NULL, "test");

	assert_string_equal(json_text_indent(mem, json), expected);
	mem_free(mem);
}

static void levels_are_indented(void **state)
{
	(void)state;
	check("{\"a\":1,\"b\":[true,null]}",
	      "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}");
	check("{}", "{}");
	check("{\"a\":[],\"b\":{}}", "{\n  \"a\": [],\n  \"b\": {}\n}");
	check(" { \"a\" :\n1 } ", "{\n  \"a\": 1\n}");
}

static void strings_stay_as_they_are(void **state)
{
	(void)state;
	check("\"a{,}[:]  b\"", "\"a{,}[:]  b\"");
	check("\"quote \\\" and \\\\\"", "\"quote \\\" and \\\\\"");
	check("\"żółć 🎁\"", "\"żółć 🎁\"");
	check("\"open\\", "\"open\\");
	check("\"never ends", "\"never ends");
}

static void what_is_not_json_does_no_harm(void **state)
{
	(void)state;
	check("", "");
	check("}}}]", "\n}\n}\n}\n]");
	check("{", "{\n  ");
	check("<html>", "<html>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(levels_are_indented),
	    cmocka_unit_test(strings_stay_as_they_are),
	    cmocka_unit_test(what_is_not_json_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
