/* Code 128: the bars are those of the standard, and what cannot be coded is refused. */
#include "common/barcode.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { QUIET = 10, STOP_MODULES = 13, SYMBOL_MODULES = 11 };

/* Widths of bars and gaps from the first bar on, as the tables of ISO/IEC 15417 print them. */
static void widths(const struct barcode *code, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < code->n && n + 2 < size; i++) {
		int end = code->bars[i].x + code->bars[i].width;

		out[n++] = (char)('0' + code->bars[i].width);
		if (i + 1 < code->n)
			out[n++] = (char)('0' + code->bars[i + 1].x - end);
	}
	out[n] = '\0';
}

static void bars_are_those_of_the_standard(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct err e = {0};
	struct barcode code;
	char text[64];

	(void)state;
	assert_int_equal(barcode_code128(mem, "PJ1", &code, &e), RC_OK);
	widths(&code, text, sizeof(text));
	/* Start B, P, J, 1, check (104 + 48 + 2*42 + 3*17) % 103 = 81, stop. */
	assert_string_equal(text, "211214"
				  "313121"
				  "112133"
				  "123221"
				  "121142"
				  "2331112");
	assert_int_equal(code.width, 5 * SYMBOL_MODULES + STOP_MODULES + 2 * QUIET);
	mem_free(mem);
}

static void quiet_zones_stay_free(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct err e = {0};
	struct barcode code;

	(void)state;
	assert_int_equal(barcode_code128(mem, "29738e61-7f6a-11e8-ac45-09db60ede9d6", &code, &e),
			 RC_OK);
	assert_int_equal(code.bars[0].x, QUIET);
	assert_int_equal(code.bars[code.n - 1].x + code.bars[code.n - 1].width + QUIET, code.width);
	mem_free(mem);
}

static void too_long_a_text_is_refused(void **state)
{
	void *mem = mem_context(NULL, "test");
	char text[BARCODE_TEXT_MAX + 2] = "";
	struct err e = {0};
	struct barcode code;

	(void)state;
	memset(text, 'A', BARCODE_TEXT_MAX + 1);
	assert_int_equal(barcode_code128(mem, text, &code, &e), RC_INVALID);
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bars_are_those_of_the_standard),
	    cmocka_unit_test(quiet_zones_stay_free),
	    cmocka_unit_test(too_long_a_text_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
