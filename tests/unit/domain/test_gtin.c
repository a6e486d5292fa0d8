/* Numbers of goods are kept when their check digit is right, and refused with the reason else. */
#include "domain/catalog/gtin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void each_number_is_kept_or_refused(void **state)
{
	static const struct {
		const char *text;
		enum gtin result;
		const char *kept;
	} cases[] = {
	    {"5901234123457", GTIN_OK, "5901234123457"},
	    {" 590-1234-123457 ", GTIN_OK, "5901234123457"},
	    {"=\"5901234123457\"", GTIN_OK, "5901234123457"},
	    {"'5901234123457", GTIN_OK, "5901234123457"},
	    {"96385074", GTIN_OK, "96385074"},
	    {"036000291452", GTIN_OK, "036000291452"},
	    {"15901234123454", GTIN_OK, "15901234123454"},
	    {"9788375780635", GTIN_OK, "9788375780635"},
	    {"83-7578-063-4", GTIN_OK, "9788375780635"},
	    {"080442957X", GTIN_OK, "9780804429573"},
	    {"", GTIN_NONE, NULL},
	    {NULL, GTIN_NONE, NULL},
	    {" - ", GTIN_NONE, NULL},
	    {"0000000000000", GTIN_NONE, NULL},
	    {"0", GTIN_NONE, NULL},
	    {"5,90123E+12", GTIN_SCIENTIFIC, NULL},
	    {"5.90123e12", GTIN_SCIENTIFIC, NULL},
	    {"590123412345X", GTIN_NOT_DIGITS, NULL},
	    {"brak", GTIN_NOT_DIGITS, NULL},
	    {"5901234123457, 5901234123464", GTIN_NOT_DIGITS, NULL},
	    {"36000291452", GTIN_LENGTH, NULL},
	    {"12345", GTIN_LENGTH, NULL},
	    {"83-7578-063-5", GTIN_LENGTH, NULL}, /* an ISBN, mistyped */
	    {"59012341234570000000000000000000000000000000", GTIN_LENGTH, NULL},
	    {"5901234123458", GTIN_CHECK_DIGIT, NULL},
	    {"96385075", GTIN_CHECK_DIGIT, NULL},
	    {"2000000000015", GTIN_INTERNAL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char out[GTIN_SIZE] = "";
		if (gtin_read(cases[i].text, out) != cases[i].result)
			fail_msg("%s: %s", cases[i].text,
				 gtin_problem(gtin_read(cases[i].text, out)));
		if (cases[i].kept)
			assert_string_equal(out, cases[i].kept);
	}
}

/* Any one digit mistyped is noticed. */
static void a_mistyped_digit_is_noticed(void **state)
{
	(void)state;
	for (size_t i = 0; i < 13; i++) {
		for (char c = '0'; c <= '9'; c++) {
			char text[] = "5901234123457";
			char out[GTIN_SIZE];
			enum gtin want = text[i] == c ? GTIN_OK : GTIN_CHECK_DIGIT;
			text[i] = c;
			assert_int_equal(gtin_read(text, out), want);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_number_is_kept_or_refused),
	    cmocka_unit_test(a_mistyped_digit_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
