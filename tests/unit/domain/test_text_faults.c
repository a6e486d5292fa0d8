/* What keeps a product for the sake of its name or its description. */
#include "base/mem.h"
#include "domain/mapping/readiness.h"
#include "domain/mapping/text_faults.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define BIT(text) (INT64_C(1) << (text))

static void names_and_descriptions(void **state)
{
	static const struct {
		const char *name;
		const char *description;
		int64_t faults;
	} rows[] = {
	    {NULL, NULL, BIT(TEXT_NO_NAME) | BIT(TEXT_NO_DESCRIPTION)},
	    {" \t ", "  ", BIT(TEXT_NO_NAME) | BIT(TEXT_NO_DESCRIPTION)},
	    {"Kinkiet ogrodowy biały", "<p>x</p>", 0},
	    {"  Kinkiet   ogrodowy biały ", "<p>x</p>", 0}, /* blanks are mended */
	    {"Kinkiet LED", "x", BIT(TEXT_NAME_SHORT) | BIT(TEXT_NAME_WORDS)},
	    {"Kinkiet ogrodowy", "x", BIT(TEXT_NAME_WORDS)},
	    {"Kinkiet ogrodowy biały – nowy", "x", BIT(TEXT_NAME_SIGNS)},
	};
	void *mem = mem_context(NULL, "texts");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const int64_t faults = text_faults(mem, rows[i].name, rows[i].description);
		if (faults != rows[i].faults)
			fail_msg("%zu: %lld", i, (long long)faults);
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(names_and_descriptions)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
