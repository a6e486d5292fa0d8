/* Documents to structs: paths in errors, nothing guessed, oddities counted. */
#include "json/field.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct line {
	const char *id;
	int64_t quantity;
	struct money price;
};

struct doc {
	const char *id;
	const char *status;
	const char *city;
	const char *raw;
	int64_t at;
	enum tri smart;
	struct money total;
	struct line *lines;
	size_t n_lines;
};

static const char *const statuses[] = {"NEW", "SENT", NULL};

static const struct json_field line_fields[] = {
    JF_STR(struct line, id, "/id", JF_REQUIRED),
    JF_I64(struct line, quantity, "/quantity", JF_REQUIRED),
    JF_MONEY(struct line, price, "/price", JF_REQUIRED),
};
static const struct json_field doc_fields[] = {
    JF_STR(struct doc, id, "/id", JF_REQUIRED),
    JF_WORD(struct doc, status, "/status", 0, statuses),
    JF_STR(struct doc, city, "/delivery/address/city", 0),
    JF_RAW(struct doc, raw, "/anything", 0),
    JF_TIME(struct doc, at, "/at", 0),
    JF_TRI(struct doc, smart, "/delivery/smart", 0),
    JF_MONEY(struct doc, total, "/total", 0),
    JF_LIST(struct doc, struct line, lines, n_lines, "/lines", 0, line_fields),
    JF_SKIP("/delivery/old"),
};

static enum rc decode(void *mem, const char *text, struct doc *out, struct json_notes *notes,
		      struct err *e)
{
	struct json *doc;

	memset(out, 0, sizeof(*out));
	if (json_parse(mem, (struct bytes){text, strlen(text)}, &doc, e))
		return e->rc;
	return json_decode(mem, doc, doc_fields, out, notes, e);
}

static void a_whole_document_is_read(void **state)
{
	void *mem = mem_context(NULL, "t");
	struct json_notes notes = {0};
	struct err e = {0};
	struct doc d;

	(void)state;
	assert_int_equal(decode(mem,
				"{\"id\":\"a\",\"status\":\"SENT\",\"at\":\"2026-07-18T10:00:00Z\","
				"\"delivery\":{\"address\":{\"city\":\"Łódź\"},\"smart\":true,"
				"\"old\":{\"x\":1}},\"anything\":[1,{\"b\":null}],"
				"\"total\":{\"amount\":19.90,\"currency\":\"PLN\"},"
				"\"lines\":[{\"id\":\"l\",\"quantity\":2,"
				"\"price\":{\"amount\":\"9.95\",\"currency\":\"PLN\"}}]}",
				&d, &notes, &e),
			 RC_OK);
	assert_string_equal(d.city, "Łódź");
	assert_string_equal(d.raw, "[1,{\"b\":null}]");
	assert_int_equal(d.smart, TRI_TRUE);
	assert_int_equal(d.total.minor, 1990);
	assert_int_equal(d.n_lines, 1);
	assert_int_equal(d.lines[0].quantity, 2);
	assert_int_equal(d.lines[0].price.minor, 995);
	assert_int_equal(notes.unknown_fields + notes.unknown_words, 0);
	char *text = json_encode(mem, doc_fields, &d);
	assert_string_equal(
	    text, "{\"id\":\"a\",\"status\":\"SENT\",\"delivery\":{\"address\":{\"city\":"
		  "\"Łódź\"},\"smart\":true},\"anything\":[1,{\"b\":null}],\"at\":"
		  "\"2026-07-18T10:00:00.000Z\",\"total\":{\"amount\":\"19.90\","
		  "\"currency\":\"PLN\"},\"lines\":[{\"id\":\"l\",\"quantity\":2,\"price\""
		  ":{\"amount\":\"9.95\",\"currency\":\"PLN\"}}]}");
	mem_free(mem);
}

static void absent_and_null_are_nothing(void **state)
{
	void *mem = mem_context(NULL, "t");
	struct err e = {0};
	struct doc d;

	(void)state;
	assert_int_equal(decode(mem, "{\"id\":\"a\",\"total\":null,\"at\":null}", &d, NULL, &e),
			 RC_OK);
	assert_true(d.at == TIME_NONE && money_is_none(d.total) && !d.status && !d.n_lines);
	assert_int_equal(d.smart, TRI_UNKNOWN);
	mem_free(mem);
}

static void wrong_documents_name_the_path(void **state)
{
	static const struct {
		const char *text;
		const char *path;
	} cases[] = {
	    {"{}", "/id"},
	    {"{\"id\":null}", "/id"},
	    {"{\"id\":7}", "/id"},
	    {"[]", ""},
	    {"{\"id\":\"a\",\"at\":\"yesterday\"}", "/at"},
	    {"{\"id\":\"a\",\"at\":\"2026-02-30T10:00:00Z\"}", "/at"},
	    {"{\"id\":\"a\",\"total\":{\"amount\":\"1.00\"}}", "/total"},
	    {"{\"id\":\"a\",\"total\":{\"amount\":\"1.005\",\"currency\":\"PLN\"}}", "/total"},
	    {"{\"id\":\"a\",\"total\":{\"amount\":1e3,\"currency\":\"PLN\"}}", "/total"},
	    {"{\"id\":\"a\",\"total\":{\"amount\":\"1.00\",\"currency\":\"XXX\"}}", "/total"},
	    {"{\"id\":\"a\",\"delivery\":{\"smart\":\"yes\"}}", "/delivery/smart"},
	    {"{\"id\":\"a\",\"lines\":{}}", "/lines"},
	    {"{\"id\":\"a\",\"lines\":[{\"id\":\"l\",\"quantity\":1,\"price\":{\"amount\":\"1\","
	     "\"currency\":\"PLN\"}},{\"id\":\"m\",\"quantity\":1.5}]}",
	     "/lines/1/quantity"},
	    {"{\"id\":\"a\",\"lines\":[{\"id\":\"l\",\"quantity\":99999999999999999999}]}",
	     "/lines/0/quantity"},
	    {"{\"id\":\"a\",\"lines\":[7]}", "/lines/0"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		void *mem = mem_context(NULL, "t");
		struct err e = {0};
		struct doc d;
		assert_int_equal(decode(mem, cases[i].text, &d, NULL, &e), RC_SHAPE);
		assert_string_equal(e.code, cases[i].path);
		mem_free(mem);
	}
}

static void what_is_new_is_counted(void **state)
{
	void *mem = mem_context(NULL, "t");
	struct json_notes notes = {0};
	struct err e = {0};
	struct doc d;

	(void)state;
	assert_int_equal(decode(mem,
				"{\"id\":\"a\",\"status\":\"LATER\",\"new\":1,"
				"\"delivery\":{\"address\":{\"planet\":\"Earth\"}}}",
				&d, &notes, &e),
			 RC_OK);
	assert_string_equal(d.status, "LATER");
	assert_int_equal(notes.unknown_words, 1);
	assert_int_equal(notes.unknown_fields, 2);
	assert_string_equal(notes.names[0], "/status=LATER");
	assert_string_equal(notes.names[1], "/new");
	assert_string_equal(notes.names[2], "/delivery/address/planet");
	mem_free(mem);
}

static void a_long_new_word_is_noted_in_whole_characters(void **state)
{
	void *mem = mem_context(NULL, "t");
	struct json_notes notes = {0};
	struct err e = {0};
	struct str text;
	struct doc d;

	(void)state;
	str_init(&text, mem, 1000);
	str_add(&text, "{\"id\":\"a\",\"status\":\"x");
	for (int i = 0; i < 200; i++)
		str_add(&text, "ż");
	str_add(&text, "\"}");
	assert_int_equal(decode(mem, text.text, &d, &notes, &e), RC_OK);
	assert_int_equal(strlen(notes.names[0]), strlen("/status=x") + 2 * 79);
	assert_true(str_is_utf8(notes.names[0], strlen(notes.names[0])));
	mem_free(mem);
}

static void what_is_no_document_is_refused(void **state)
{
	static const char *const texts[] = {"",	      " ",    "{",	    "{}x",
					    "{} {}",  "nul",  "{\"a\":1,}", "['a']",
					    "<html>", "null", "\"\xff\""};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		void *mem = mem_context(NULL, "t");
		struct json *doc;
		struct err e = {0};
		if (json_parse(mem, (struct bytes){texts[i], strlen(texts[i])}, &doc, &e) !=
		    RC_SHAPE)
			fail_msg("accepted: %s", texts[i]);
		mem_free(mem);
	}
}

static void what_is_no_list_has_no_items(void **state)
{
	void *mem = mem_context(NULL, "t");
	static const char text[] = "{\"list\":[7],\"text\":\"x\"}";
	struct err e = {0};
	struct json *doc;

	(void)state;
	assert_int_equal(json_parse(mem, (struct bytes){text, sizeof(text) - 1}, &doc, &e), RC_OK);
	assert_non_null(json_item(json_at(doc, "/list"), 0));
	assert_null(json_item(json_at(doc, "/list"), 1));
	assert_null(json_item(json_at(doc, "/text"), 0));
	assert_null(json_item(json_at(doc, "/absent"), 0));
	assert_null(json_item(doc, 0));
	mem_free(mem);
}

static void depth_and_sizes_are_bounded(void **state)
{
	void *mem = mem_context(NULL, "t");
	struct err e = {0};
	struct json *doc;
	char *deep = mem_array(mem, char, 200);
	char *longtext = mem_array(mem, char, JSON_TEXT_MAX + 4);

	(void)state;
	memset(deep, '[', 100);
	memset(deep + 100, ']', 100);
	assert_int_equal(json_parse(mem, (struct bytes){deep, 200}, &doc, &e), RC_SHAPE);
	memset(longtext, 'x', JSON_TEXT_MAX + 3);
	longtext[0] = longtext[JSON_TEXT_MAX + 2] = '"';
	assert_int_equal(json_parse(mem, (struct bytes){longtext, JSON_TEXT_MAX + 3}, &doc, &e),
			 RC_SHAPE);
	assert_int_equal(json_parse(mem, (struct bytes){"[1,\0 2]", 7}, &doc, &e), RC_SHAPE);
	mem_free(mem);
}

static enum rc parse(const char *text, size_t len)
{
	void *mem = mem_context(NULL, "limits");
	struct json *doc;
	struct err e = {0};
	enum rc rc = json_parse(mem, (struct bytes){text, len}, &doc, &e);

	mem_free(mem);
	return rc;
}

/* open and close n times around a zero. */
static enum rc parse_nested(char open, char close, size_t n)
{
	char *text = mem_array(NULL, char, 2 * n + 1);

	memset(text, open, n);
	text[n] = '0';
	memset(text + n + 1, close, n);
	enum rc rc = parse(text, 2 * n + 1);
	mem_free(text);
	return rc;
}

/* piece n times with commas between them, as one array. */
static enum rc parse_many(const char *piece, size_t n)
{
	size_t len = strlen(piece);
	char *text = mem_array(NULL, char, n *(len + 1) + 2);

	for (size_t i = 0; i < n; i++) {
		text[i * (len + 1)] = i ? ',' : '[';
		memcpy(text + i * (len + 1) + 1, piece, len);
	}
	text[n * (len + 1)] = ']';
	enum rc rc = parse(text, n * (len + 1) + 1);
	mem_free(text);
	return rc;
}

/* F51 */
static void depth_is_limited(void **state)
{
	(void)state;
	assert_int_equal(parse_nested('[', ']', JSON_DEPTH_MAX), RC_OK);
	assert_int_equal(parse_nested('[', ']', JSON_DEPTH_MAX + 1), RC_SHAPE);
	assert_int_equal(parse_nested('[', ']', 1000000), RC_SHAPE);
	assert_int_equal(parse_nested('[', ' ', 1000000), RC_SHAPE);
}

/* F51 */
static void arrays_are_limited(void **state)
{
	(void)state;
	assert_int_equal(parse_many("0", JSON_ARRAY_MAX), RC_OK);
	assert_int_equal(parse_many("0", JSON_ARRAY_MAX + 1), RC_SHAPE);
}

/* F51 */
static void memory_is_limited_before_it_is_taken(void **state)
{
	(void)state;
	assert_int_equal(parse_many("{}", 20000), RC_OK);
	assert_int_equal(parse_many("{}", 90000), RC_SHAPE);
	assert_int_equal(parse_many("[[],[],[],[]]", 90000), RC_SHAPE);
}

/* F51 */
static void texts_are_limited(void **state)
{
	(void)state;
	char *text = mem_array(NULL, char, JSON_TEXT_MAX + 3);

	memset(text, 'x', JSON_TEXT_MAX + 3);
	text[0] = text[JSON_TEXT_MAX + 1] = '"';
	assert_int_equal(parse(text, JSON_TEXT_MAX + 2), RC_OK);
	text[JSON_TEXT_MAX + 1] = 'x';
	text[JSON_TEXT_MAX + 2] = '"';
	assert_int_equal(parse(text, JSON_TEXT_MAX + 3), RC_SHAPE);
	mem_free(text);
}

/* Brackets and commas inside of texts are only letters. */
static void texts_hold_anything(void **state)
{
	(void)state;
	static const char doc[] = "{\"a\":\"[[[[{{{{,,,,\\\"]\\\\\",\"b\":\"\\\\\"}";

	assert_int_equal(parse(doc, sizeof(doc) - 1), RC_OK);
	assert_int_equal(parse("\"cut", 4), RC_SHAPE);
	assert_int_equal(parse("\"cut\\", 5), RC_SHAPE);
}

/* A path longer than a part of it: a person looks for it in the document. */
static void paths_in_errors_are_whole(void **state)
{
	(void)state;
	struct doc out = {0};
	struct err e = {0};
	struct json *doc;
	void *mem = mem_context(NULL, "path");
	static const char text[] =
	    "{\"id\":\"1\",\"delivery\":{\"address\":{\"city\":{\"too\":\"deep\"}}}}";

	assert_int_equal(json_parse(mem, (struct bytes){text, sizeof(text) - 1}, &doc, &e), RC_OK);
	assert_int_equal(json_decode(mem, doc, doc_fields, &out, NULL, &e), RC_SHAPE);
	assert_string_equal(e.code, "/delivery/address/city");
	assert_true(json_drop(doc, "/delivery/address/city"));
	assert_int_equal(json_decode(mem, doc, doc_fields, &out, NULL, &e), RC_OK);
	assert_null(out.city);
	assert_false(json_drop(doc, "/delivery/address/city"));
	assert_false(json_drop(doc, "/nothing/here"));
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_whole_document_is_read),
	    cmocka_unit_test(absent_and_null_are_nothing),
	    cmocka_unit_test(wrong_documents_name_the_path),
	    cmocka_unit_test(what_is_new_is_counted),
	    cmocka_unit_test(a_long_new_word_is_noted_in_whole_characters),
	    cmocka_unit_test(what_is_no_document_is_refused),
	    cmocka_unit_test(what_is_no_list_has_no_items),
	    cmocka_unit_test(depth_and_sizes_are_bounded),
	    cmocka_unit_test(depth_is_limited),
	    cmocka_unit_test(arrays_are_limited),
	    cmocka_unit_test(memory_is_limited_before_it_is_taken),
	    cmocka_unit_test(texts_are_limited),
	    cmocka_unit_test(texts_hold_anything),
	    cmocka_unit_test(paths_in_errors_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
