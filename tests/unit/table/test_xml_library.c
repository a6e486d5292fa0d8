/* libxml2 costs a program nothing before it reads HTML or XML. */
#include "table/html.h"
#include "table/xml_library.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Is a file of this name mapped into the process? */
static bool is_mapped(const char *name)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[1024];
	bool found = false;

	assert_non_null(maps);
	while (fgets(line, sizeof(line), maps))
		found = found || strstr(line, name);
	assert_int_equal(fclose(maps), 0);
	return found;
}

static void it_is_opened_when_html_is_read(void **state)
{
	static const char html[] = "<p>a</p>";
	void *mem = mem_context(NULL, "test");

	(void)state;
	assert_false(is_mapped("/libxml2"));
	assert_false(is_mapped("/libicu"));
	(void)html_text(mem, (struct bytes){html, strlen(html)});
	assert_true(is_mapped("/libxml2"));
	mem_free(mem);
}

static void each_function_is_found(void **state)
{
	const struct xml_library *xml = xml_library();

	(void)state;
	assert_ptr_equal(xml, xml_library());
#define XML_CALL(name) assert_non_null(xml->name);
	XML_LIBRARY(XML_CALL)
#undef XML_CALL
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_is_opened_when_html_is_read),
	    cmocka_unit_test(each_function_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
