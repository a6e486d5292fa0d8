/* What is JSON, by RFC 8259 and not by a version of the library. */
#include "json/field.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static enum rc parse(const char *text, size_t len, struct err *e)
{
	void *mem = mem_context(NULL, "scan");
	struct json *doc;
	enum rc rc = json_parse(mem, (struct bytes){text, len}, &doc, e);

	mem_free(mem);
	return rc;
}

/* A text with its length: some hold U+0000. */
struct sample {
	const char *text;
	size_t len;
	size_t at; /* the byte that is told */
};

#define T(text)                                                                                    \
	{                                                                                          \
		text, sizeof(text) - 1, 0                                                          \
	}
#define AT(at, text)                                                                               \
	{                                                                                          \
		text, sizeof(text) - 1, at                                                         \
	}

/* clang-format off */
static const struct sample json[] = {
	T("0"), T("-0"), T("12"), T("-12.50"), T("1e5"), T("1E+5"), T("1.5e-10"), T("0.0"), T("0e0"),
	T("true"), T("false"), T("[null]"), T("\"\""), T("[]"), T("{}"), T(" \t\r\n[ \n] \r\n"),
	T("[1,2]"), T("[ 1 , 2 ]"), T("{\"a\":{\"b\":[]}}"), T("{ \"a\" : 1 , \"b\" : 2 }"),
	T("{\"\":1}"), T("[[],{}]"), T("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
	T("\"\\u0105\\uAbCd\""), T("\"\\ud83d\\ude00\""), T("\"\\ud800\""),
	T("\"\\u0000\""), T("\"\x7f\""), T("\"zażółć gęślą jaźń\""), T("{\"ż\":\"\xf0\x9f\x98\x80\"}"),
	T("\"// /* ' NaN\""), T("123456789012345678901234567890"), T("1e400"), T("{\"a\":1,\"a\":2}"),
};

static const struct sample no_json[] = {
	/* what json-c reads by itself */
	AT(0, "'a'"), AT(1, "{'a':1}"), AT(0, "/* c */1"), AT(1, "1// c"), AT(1, "[/**/]"),
	AT(0, "NaN"), AT(0, "nan"), AT(0, "Infinity"), AT(1, "-Infinity"), AT(0, "TRUE"),
	AT(0, "True"), AT(0, "Null"), AT(1, "[NULL]"), AT(1, "007"), AT(2, "-01"), AT(0, "+1"),
	AT(0, ".5"), AT(2, "1."), AT(2, "1e"), AT(3, "1e+"), AT(2, "1.e5"), AT(1, "-"),
	AT(1, "0x10"), AT(3, "[1,]"), AT(7, "{\"a\":1,}"), AT(2, "1 2"), AT(2, "{}x"),
	AT(3, "{} {}"), AT(1, "1,"), AT(1, "{a:1}"), AT(1, "[,1]"), AT(3, "[1,,2]"), AT(3, "[1 2]"),
	AT(5, "{\"a\" 1}"), AT(4, "{\"a\"}"), AT(5, "{\"a\":}"), AT(4, "{\"a\",1}"), AT(1, "{1:2}"),
	AT(1, "[}"), AT(1, "{]"), AT(2, "[1}"), AT(1, "1]"), AT(0, "]"), AT(0, "}"),
	/* control characters and escapes */
	AT(3, "\"a\tb\""), AT(2, "\"\n\""), AT(2, "\"\0\""), AT(2, "\"\x1f\""), AT(2, "\"\\x41\""),
	AT(2, "\"\\'\""), AT(2, "\"\\\n\""), AT(5, "\"\\u12\""), AT(3, "\"\\uzzzz\""), AT(2, "\"\\U0041\""),
	/* blanks of other kinds, byte order mark, NUL */
	AT(0, "\xef\xbb\xbf{}"), AT(0, "\f1"), AT(0, "\v1"), AT(0, "\xc2\xa0 1"), AT(0, "\0"),
	AT(2, "{}\0"), AT(3, "[1,\0 2]"),
	/* cut, or something else */
	AT(0, ""), AT(2, " \n"), AT(1, "{"), AT(1, "["), AT(2, "[1"), AT(3, "[1,"), AT(4, "{\"a\""),
	AT(4, "\"cut"), AT(5, "\"cut\\"), AT(0, "nul"), AT(0, "t"), AT(0, "<html>"), AT(0, "ok"),
};

static const struct sample no_text[] = {
	T("\"\xff\""), T("\"\x80\""), T("\"\xc3\""), T("\"\xc0\x80\""), T("\"\xed\xa0\x80\""),
	T("\"\xf4\x90\x80\x80\""), T("{\"\xff\":1}"), T("null"),
};
/* clang-format on */

static void what_is_json_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(json); i++) {
		struct err e = {0};
		if (parse(json[i].text, json[i].len, &e))
			fail_msg("refused: %s: %s", json[i].text, e.msg);
	}
}

static void what_is_not_json_is_refused_at_its_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(no_json); i++) {
		const struct sample *s = &no_json[i];
		char place[32];
		struct err e = {0};
		(void)snprintf(place, sizeof(place), "at byte %zu", s->at);
		if (parse(s->text, s->len, &e) != RC_SHAPE || !strstr(e.msg, place))
			fail_msg("%zu: %s: %s, not %s", i, s->text, e.msg, place);
	}
}

static void what_is_no_text_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(no_text); i++) {
		struct err e = {0};
		if (parse(no_text[i].text, no_text[i].len, &e) != RC_SHAPE)
			fail_msg("accepted: %s", no_text[i].text);
	}
}

static void what_is_refused_as_a_text_weighs_too_much(void **state)
{
	(void)state;
	assert_int_equal(json_weight((struct bytes){"[1,]", 4}), SIZE_MAX);
	assert_true(json_weight((struct bytes){"[1,2]", 5}) < 2000);
	assert_int_equal(json_weight((struct bytes){NULL, 0}), SIZE_MAX);
}

/* The last of two members counts, whatever the library does by itself. */
static void the_last_of_two_members_counts(void **state)
{
	static const char text[] = "{\"a\":1,\"a\":\"zażółć\"}";
	void *mem = mem_context(NULL, "scan");
	struct err e = {0};
	struct json *doc;

	(void)state;
	assert_int_equal(json_parse(mem, (struct bytes){text, sizeof(text) - 1}, &doc, &e), RC_OK);
	assert_string_equal(json_text(mem, json_at(doc, "/a")), "\"zażółć\"");
	mem_free(mem);
}

static void the_library_does_what_is_needed(void **state)
{
	struct err e = {0};

	(void)state;
	if (json_self_test(&e))
		fail_msg("%s", e.msg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_json_is_read),
	    cmocka_unit_test(what_is_not_json_is_refused_at_its_byte),
	    cmocka_unit_test(what_is_no_text_is_refused),
	    cmocka_unit_test(what_is_refused_as_a_text_weighs_too_much),
	    cmocka_unit_test(the_last_of_two_members_counts),
	    cmocka_unit_test(the_library_does_what_is_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
