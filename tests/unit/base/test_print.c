/* What is printed the short way is what libc prints; what is not is left to it. */
#include "base/print.h"

#include "base/compiler.h"
#include "base/mem.h"

#include <inttypes.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROOM = 64 };

static size_t print(char *out, size_t room, const char *fmt, ...) PRINTF(3, 4);
static size_t print(char *out, size_t room, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	size_t len = print_short(out, room, fmt, ap);
	va_end(ap);
	return len;
}

/* The same as libc, and without it. */
#define SAME(...)                                                                                  \
	do {                                                                                       \
		char ours[ROOM], theirs[ROOM];                                                     \
		int len = snprintf(theirs, ROOM, __VA_ARGS__);                                     \
		assert_int_equal(print(ours, ROOM, __VA_ARGS__), len);                             \
		assert_string_equal(ours, theirs);                                                 \
	} while (0)

/* Left to libc. */
#define OTHER(...)                                                                                 \
	do {                                                                                       \
		char ours[ROOM];                                                                   \
		assert_true(print(ours, ROOM, __VA_ARGS__) == SIZE_MAX);                           \
	} while (0)

static void texts_and_numbers_are_as_libc_has_them(void **state)
{
	(void)state;
	SAME("plain");
	SAME("%s", "");
	SAME("%s %s, %c%%", "a", "żółw", 'x');
	SAME("%d %u %ld %lu %lld %llu %zu", -1, 1U, -2L, 2UL, -3LL, 3ULL, (size_t)4);
	SAME("%" PRId64 "/%" PRIu64, INT64_MIN, UINT64_MAX);
	SAME("%d|%d|%u", INT_MIN, INT_MAX, UINT_MAX);
	SAME("%02d:%02d %04d-%02d", 7, 5, 2026, 12);
	SAME("%3d|%3d|%1d|%5u", 7, -7, 123, 42U);
	SAME("%03d|%05d|%02ld", -7, -12345, 123L);
	SAME("%0*" PRIu64 "|%*d", 2, UINT64_C(5), 4, 9);
}

static void each_number_with_each_width(void **state)
{
	static const int64_t numbers[] = {0,   1,   -1,	     9,		-9,	   10,
					  -10, 999, -999999, INT64_MAX, INT64_MIN, 20261201};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		for (int width = 0; width < 22; width++) {
			SAME("%*" PRId64, width, numbers[i]);
			SAME("%0*" PRId64, width, numbers[i]);
			SAME("%*" PRIu64, width, (uint64_t)numbers[i]);
		}
}

static void other_formats_are_left_to_libc(void **state)
{
	(void)state;
	OTHER("%.3s", "abcd");
	OTHER("%-5d", 1);
	OTHER("%*d", -5, 1);
	OTHER("%5s", "a");
	OTHER("%x", 1U);
	OTHER("%+d", 1);
	OTHER("%i", 1);
	assert_string_equal(mem_printf(NULL, "%.3s-%x-%+d", "abcd", 31U, 1), "abc-1f-+1");
}

static void a_text_that_does_not_fit_is_none(void **state)
{
	char out[4];

	(void)state;
	assert_int_equal(print(out, sizeof(out), "%s", "abc"), 3);
	assert_string_equal(out, "abc");
	assert_true(print(out, sizeof(out), "%s", "abcd") == SIZE_MAX);
	assert_true(print(out, sizeof(out), "abcd") == SIZE_MAX);
	assert_true(print(out, sizeof(out), "%d", 1000) == SIZE_MAX);
	assert_true(print(out, sizeof(out), "%04d", 1) == SIZE_MAX);
	assert_int_equal(print(out, sizeof(out), "%03d", 1), 3);
}

static void long_texts_are_whole(void **state)
{
	char text[400];
	void *mem = mem_context(NULL, "test");

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	for (size_t len = 120; len < sizeof(text); len++) {
		text[len] = '\0';
		assert_string_equal(mem_printf(mem, "%s", text), text);
		text[len] = 'x';
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_and_numbers_are_as_libc_has_them),
	    cmocka_unit_test(each_number_with_each_width),
	    cmocka_unit_test(other_formats_are_left_to_libc),
	    cmocka_unit_test(a_text_that_does_not_fit_is_none),
	    cmocka_unit_test(long_texts_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
