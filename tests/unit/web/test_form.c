/* Forms, queries and cookies: what is let through, what is refused, and with which word. */
#include "web/form.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const sizes[] = {"small", "large", NULL};

static const struct field fields[] = {
    {"name", .type = FIELD_TEXT, .min = 2, .max = 5, .flags = FIELD_REQUIRED},
    {"note", .type = FIELD_LONG_TEXT, .max = 20},
    {"secret", .type = FIELD_SECRET, .max = 20},
    {"n", .type = FIELD_INT, .min = -5, .max = 5},
    {"size", .type = FIELD_ENUM, .values = sizes},
    {"id", .type = FIELD_ID},
    {"day", .type = FIELD_DATE},
    {"yes", .type = FIELD_FLAG},
    {"tag", .type = FIELD_TEXT, .max = 5, .flags = FIELD_MANY},
    {"of:", .type = FIELD_TEXT, .max = 5, .flags = FIELD_KEYED},
    {0},
};

static struct form *parse(void *mem, const char *text)
{
	struct form *form;
	struct err e = {0};

	assert_int_equal(form_parse(mem, text, strlen(text), &form, &e), RC_OK);
	return form;
}

/* The problem of one field when the rest is in order. */
static enum form_problem problem(void *mem, const char *text, const char *name)
{
	struct err e = {0};
	struct form *form = parse(mem, mem_printf(mem, "name=Anna&%s", text));
	enum rc rc = form_check(form, fields, &e);
	enum form_problem p = form_problem(form, name);

	assert_int_equal(rc, p ? RC_INVALID : RC_OK);
	return p;
}

static void decodes_blanks_and_percent_codes(void **state)
{
	struct err e = {0};
	struct form *form = parse(*state, "name=A+%C5%81&note=1%2B1&yes&=x&&");

	assert_int_equal(form_check(form, fields, &e), RC_OK);
	assert_string_equal(form_text(form, "name"), "A Ł");
	assert_string_equal(form_text(form, "note"), "1+1");
	assert_false(form_flag(form, "yes"));
	assert_false(form_has(form, "id"));
}

static void refuses_what_is_malformed(void **state)
{
	static const char *const bad[] = {"a=%", "a=%4", "a=%zz", "a=%00", "%00=a", "a=%C5%8"};
	struct form *form;
	struct err e = {0};

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(form_parse(*state, bad[i], strlen(bad[i]), &form, &e), RC_INVALID);
	assert_int_equal(form_parse(*state, "a=\0b", 4, &form, &e), RC_INVALID);
}

static void refuses_field_201(void **state)
{
	struct str s;
	struct form *form;
	struct err e = {0};

	str_init(&s, *state, 4096);
	for (int i = 0; i < FORM_FIELDS_MAX; i++)
		str_add(&s, "a=1&");
	assert_int_equal(form_parse(*state, s.text, s.len, &form, &e), RC_OK);
	str_add(&s, "a=1");
	assert_int_equal(form_parse(*state, s.text, s.len, &form, &e), RC_INVALID);
}

static void counts_characters_not_bytes(void **state)
{
	assert_int_equal(problem(*state, "tag=%C5%BC%C3%B3%C5%82%C4%87!", "tag"), FORM_OK);
	assert_int_equal(problem(*state, "tag=abcdef", "tag"), FORM_TOO_LONG);
	assert_int_equal(problem(*state, "tag=%FF", "tag"), FORM_NOT_ALLOWED);
}

static void checks_each_type(void **state)
{
	static const struct {
		const char *text;
		const char *name;
		enum form_problem want;
	} cases[] = {
	    {"n=5", "n", FORM_OK},
	    {"n=-5", "n", FORM_OK},
	    {"n=6", "n", FORM_OUT_OF_RANGE},
	    {"n=1.5", "n", FORM_NOT_A_NUMBER},
	    {"n=99999999999999999999", "n", FORM_NOT_A_NUMBER},
	    {"size=large", "size", FORM_OK},
	    {"size=Large", "size", FORM_NOT_ALLOWED},
	    {"id=29738e61-7f6a-11e8-ac45-09db60ede9d6", "id", FORM_OK},
	    {"id=a%20b", "id", FORM_NOT_ALLOWED},
	    {"id=%22%3E", "id", FORM_NOT_ALLOWED},
	    {"day=2026-11-21", "day", FORM_OK},
	    {"day=2026-13-21", "day", FORM_NOT_ALLOWED},
	    {"day=2026-11-32", "day", FORM_NOT_ALLOWED},
	    {"day=21.11.2026", "day", FORM_NOT_ALLOWED},
	    {"note=a%0D%0Ab", "note", FORM_OK},
	    {"tag=a%0D%0Ab", "tag", FORM_NOT_ALLOWED},
	    {"tag=a%1Bb", "tag", FORM_NOT_ALLOWED},
	    {"secret=%20a%20", "secret", FORM_OK},
	    {"size=small&size=large", "size", FORM_NOT_ALLOWED},
	    {"tag=a&tag=b", "tag", FORM_OK},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		if (problem(*state, cases[i].text, cases[i].name) != cases[i].want)
			fail_msg("%s", cases[i].text);
	}
}

static void normalises_lines_and_blanks(void **state)
{
	struct err e = {0};
	struct form *form = parse(*state, "name=%20Ann%0A&note=%20a%0D%0Ab%20&secret=%20a%20");

	assert_int_equal(form_check(form, fields, &e), RC_OK);
	assert_string_equal(form_text(form, "name"), "Ann");
	assert_string_equal(form_text(form, "note"), "a\nb");
	assert_string_equal(form_text(form, "secret"), " a ");
}

static void blanks_alone_are_missing(void **state)
{
	struct err e = {0};
	static const char *const sent[] = {
	    "name=+++",
	    "name=%C2%A0+",		/* a blank that does not break */
	    "name=%E2%80%8B%EF%BB%BF",	/* blanks without width */
	    "name=%E2%80%AE+%E2%80%AC", /* directions */
	    "name=%E3%85%A4%C2%AD",	/* a filler, a soft hyphen */
	};

	for (size_t i = 0; i < COUNT_OF(sent); i++) {
		struct form *form = parse(*state, sent[i]);

		assert_int_equal(form_check(form, fields, &e), RC_INVALID);
		assert_int_equal(form_problem(form, "name"), FORM_MISSING);
		assert_non_null(strstr(e.msg, "name"));
	}
}

static void foreign_fields_are_refused_but_the_token(void **state)
{
	struct err e = {0};
	struct form *form = parse(*state, "name=Anna&csrf=x&role=administrator");

	assert_int_equal(form_check(form, fields, &e), RC_OK);
	assert_int_equal(form_refuse_foreign(form, fields, &e), RC_INVALID);
	assert_non_null(strstr(e.msg, "role"));
	form = parse(*state, "name=Anna&csrf=x");
	assert_int_equal(form_refuse_foreign(form, fields, &e), RC_OK);
	assert_int_equal(form_refuse_foreign(form, NULL, &e), RC_INVALID);
}

static void lists_repeated_values_in_order(void **state)
{
	struct err e = {0};
	size_t n;
	struct form *form = parse(*state, "name=Anna&tag=b&tag=&tag=a");

	assert_int_equal(form_check(form, fields, &e), RC_OK);
	const char *const *values = form_values(form, "tag", &n);
	assert_int_equal(n, 2);
	assert_string_equal(values[0], "b");
	assert_string_equal(values[1], "a");
}

static void a_wrong_number_gives_the_fallback(void **state)
{
	struct err e = {0};
	struct form *form = parse(*state, "name=Anna&n=9");

	assert_int_equal(form_check(form, fields, &e), RC_INVALID);
	assert_int_equal(form_int(form, "n", 3), 3);
}

static void finds_cookies_by_their_whole_name(void **state)
{
	const char *header = "xkram=1; kram=2;kram-80=3; empty=; q=\"a=b\"";

	assert_string_equal(cookie_find(*state, header, "kram"), "2");
	assert_string_equal(cookie_find(*state, header, "kram-80"), "3");
	assert_string_equal(cookie_find(*state, header, "empty"), "");
	assert_string_equal(cookie_find(*state, header, "q"), "\"a=b\"");
	assert_null(cookie_find(*state, header, "ram"));
	assert_null(cookie_find(*state, NULL, "kram"));
}

static int make(void **state)
{
	*state = mem_context(NULL, "test");
	return 0;
}

static int drop(void **state)
{
	mem_free(*state);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

static void a_keyed_field_has_values_of_each_key(void **state)
{
	struct err e = {0};
	struct form *form = parse(*state, "name=Anna&of%3A11=a&of%3A12=c&of%3A11=b&of%3A13=+");
	size_t n;

	assert_int_equal(form_refuse_foreign(form, fields, &e), RC_OK);
	assert_int_equal(form_check(form, fields, &e), RC_OK);
	const char *const *values = form_keyed(form, "of:", "11", &n);
	assert_int_equal(n, 2);
	assert_string_equal(values[0], "a");
	assert_string_equal(values[1], "b");
	values = form_keyed(form, "of:", "12", &n);
	assert_int_equal(n, 1);
	assert_string_equal(values[0], "c");
	(void)form_keyed(form, "of:", "13", &n);
	assert_int_equal(n, 0);
	assert_int_equal(problem(*state, "of%3A11=toolong", "of:"), FORM_TOO_LONG);
	assert_int_equal(form_refuse_foreign(parse(*state, "of%3A=x"), fields, &e), RC_INVALID);
	assert_int_equal(form_refuse_foreign(parse(*state, "of%3Aa+b=x"), fields, &e), RC_INVALID);
	assert_int_equal(form_refuse_foreign(parse(*state, "of=x"), fields, &e), RC_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(decodes_blanks_and_percent_codes),
	    TEST(refuses_what_is_malformed),
	    TEST(refuses_field_201),
	    TEST(counts_characters_not_bytes),
	    TEST(checks_each_type),
	    TEST(normalises_lines_and_blanks),
	    TEST(blanks_alone_are_missing),
	    TEST(foreign_fields_are_refused_but_the_token),
	    TEST(lists_repeated_values_in_order),
	    TEST(a_wrong_number_gives_the_fallback),
	    TEST(finds_cookies_by_their_whole_name),
	    TEST(a_keyed_field_has_values_of_each_key),
	};

	return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
