/* Texts that are not as they should be: what of them can be read all the same. */
#include "json/field.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* One row a text: where the value stands in it, and what it is; NULL: nowhere. */
static void a_value_is_found_in_a_text_that_cannot_be_parsed(void **state)
{
	static const struct {
		const char *text;
		const char *path;
		const char *value;
	} rows[] = {
	    {"{\"a\":{\"b\":\"x\"},\"c\":[1,{\"d\":2}],\"broken\":", "/c/1/d", "2"},
	    {"{\"a\":{\"b\":\"x\"}", "/a/b", "\"x\""},
	    {"{ \"t\" : \"a\\\"b}\" , \"id\" : \"7\" , bad", "/id", "\"7\""},
	    {"{\"list\":[{\"id\":\"first\",\"x\":\"\x01\"},{\"id\":\"second\"", "/list/1/id",
	     "\"second\""},
	    {"{\"list\":[]}", "/list", "[]"},
	    {"{\"list\":[]}", "/list/0", NULL},
	    {"{\"list\":[7]}", "/list/1", NULL},
	    {"{\"list\":7}", "/list/0", NULL},
	    {"{\"a\":1}", "/b", NULL},
	    {"{\"a", "/a", NULL},
	    {"{\"a\":\"", "/a", NULL},
	    {"<html>", "/a", NULL},
	    {"", "/a", NULL},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct bytes text = {rows[i].text, strlen(rows[i].text)};
		struct bytes found = {NULL, 0};
		bool is_there = json_peek(text, rows[i].path, &found);
		if (is_there != (rows[i].value != NULL) ||
		    (is_there && (found.len != strlen(rows[i].value) ||
				  memcmp(found.data, rows[i].value, found.len) != 0)))
			fail_msg("%s in %s: %.*s", rows[i].path, rows[i].text, (int)found.len,
				 (const char *)found.data);
	}
}

static void an_id_is_found_only_if_it_is_one(void **state)
{
	static const char text[] = "{\"a\":\"id-1\",\"b\":\"no id\",\"c\":7,\"d\":\"\"}";
	const struct bytes bytes = {text, sizeof(text) - 1};
	void *mem = mem_context(NULL, "t");
	(void)state;

	assert_string_equal(json_peek_id(mem, bytes, "/a"), "id-1");
	assert_null(json_peek_id(mem, bytes, "/b"));
	assert_null(json_peek_id(mem, bytes, "/c"));
	assert_null(json_peek_id(mem, bytes, "/d"));
	mem_free(mem);
}

/* The rest of its document can be read all the same. */
static void a_nul_is_the_fault_of_its_field_alone(void **state)
{
	static const char text[] = "{\"good\":\"x\",\"bad\":\"a\\u0000b\"}";
	struct pair {
		const char *text;
	} out;
	static const struct json_field good[] = {JF_STR(struct pair, text, "/good", 0)};
	static const struct json_field bad[] = {JF_STR(struct pair, text, "/bad", 0)};
	void *mem = mem_context(NULL, "t");
	struct err e = {0};
	struct json *doc;
	(void)state;

	assert_int_equal(json_parse(mem, (struct bytes){text, sizeof(text) - 1}, &doc, &e), RC_OK);
	assert_int_equal(json_decode(mem, doc, good, &out, NULL, &e), RC_OK);
	assert_string_equal(out.text, "x");
	assert_int_equal(json_decode(mem, doc, bad, &out, NULL, &e), RC_SHAPE);
	assert_string_equal(e.code, "/bad");
	assert_non_null(strstr(json_text(mem, doc), "\\u0000"));
	mem_free(mem);
}

static void whole_numbers_may_carry_an_empty_fraction(void **state)
{
	static const struct {
		const char *text;
		int64_t value; /* INT64_MIN: none */
	} rows[] = {
	    {"7", 7},		{"7.0", 7},	     {"-3.00", -3},	 {"0.0", 0},
	    {"7.5", INT64_MIN}, {"7.01", INT64_MIN}, {"1e2", INT64_MIN}, {"\"7\"", INT64_MIN},
	};
	struct number {
		int64_t n;
	} out;
	static const struct json_field fields[] = {JF_I64(struct number, n, "/n", JF_REQUIRED)};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		void *mem = mem_context(NULL, "t");
		const char *text = mem_printf(mem, "{\"n\":%s}", rows[i].text);
		struct err e = {0};
		struct json *doc;
		assert_int_equal(json_parse(mem, (struct bytes){text, strlen(text)}, &doc, &e),
				 RC_OK);
		enum rc rc = json_decode(mem, doc, fields, &out, NULL, &e);
		if ((rc == RC_OK) != (rows[i].value != INT64_MIN) ||
		    (!rc && out.n != rows[i].value))
			fail_msg("%s: %s", rows[i].text, e.msg);
		mem_free(mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_value_is_found_in_a_text_that_cannot_be_parsed),
	    cmocka_unit_test(an_id_is_found_only_if_it_is_one),
	    cmocka_unit_test(a_nul_is_the_fault_of_its_field_alone),
	    cmocka_unit_test(whole_numbers_may_carry_an_empty_fraction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
