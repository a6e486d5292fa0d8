/* Uploads as browsers send them, and as others do: wherever the pieces end, the same comes out. */
#include "web/multipart.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TOLD_MAX = 256 * 1024 };

/* What came out, as a text: "name|file name|bytes;" for each part. */
static enum rc told_begin(void *arg, const struct multipart_part *part, struct err *e)
{
	(void)e;
	str_addf(arg, "%s|%s|", part->name, part->file_name ? part->file_name : "-");
	return RC_OK;
}

static enum rc told_bytes(void *arg, const char *bytes, size_t n, struct err *e)
{
	struct str *told = arg;

	for (size_t i = 0; i < n; i++)
		str_add_bytes(told, bytes[i] ? &bytes[i] : "0", 1);
	return told->overflow ? err_set(e, RC_INVALID, "more than was sent") : RC_OK;
}

static enum rc told_end(void *arg, struct err *e)
{
	(void)e;
	str_add(arg, ";");
	return RC_OK;
}

static const char *read_in(void *mem, const char *body, size_t len, size_t piece)
{
	struct str told;
	struct multipart *m;
	struct err e = {0};
	enum rc rc = RC_OK;

	str_init(&told, mem, TOLD_MAX);
	str_add(&told, "");
	multipart_open(mem, "x", &(struct multipart_sink){told_begin, told_bytes, told_end, &told},
		       &m);
	for (size_t at = 0; at < len && !rc; at += piece)
		rc = multipart_feed(m, body + at, len - at < piece ? len - at : piece, &e);
	if (!rc)
		rc = multipart_end(m, &e);
	assert_true(rc == e.rc && (rc == RC_OK || rc == RC_INVALID));
	return rc ? mem_strdup(mem, e.msg) : told.text;
}

/* The same in one piece, byte by byte, and in pieces that end everywhere. */
static void assert_reads(void *mem, const char *body, size_t len, const char *want)
{
	assert_string_equal(read_in(mem, body, len, len ? len : 1), want);
	for (size_t piece = 1; piece < 40 && piece < len; piece++)
		assert_string_equal(read_in(mem, body, len, piece), want);
}

#define CD	     "Content-Disposition: form-data; "
#define FIELD(n, v)  "--x\r\n" CD "name=\"" n "\"\r\n\r\n" v "\r\n"
#define FILE_AS(f)   "--x\r\n" CD "name=\"f\"; filename=\"" f "\"\r\nContent-Type: text/csv\r\n\r\n"
#define CSV	     "sku;name\r\n1;\xc5\x81\r\n"
#define END	     "--x--\r\n"
#define NO_NAME	     "a part of the body has no name"
#define UNREAD	     "a part of the body has a name that cannot be read"
#define TOO_MANY     "a part of the body has a name too many"
#define BROKEN	     "a part of the body has a broken header"
#define EARLY	     "the body ends before its last boundary"
#define NOT_AT_START "the body does not begin with its boundary"

static const struct {
	const char *body;
	const char *want;
} bodies[] = {
    /* As browsers send it. */
    {FIELD("csrf", "abc") FILE_AS("a.csv") CSV "\r\n" END, "csrf|-|abc;f|a.csv|" CSV ";"},
    {FIELD("a", "") END, "a|-|;"},
    {FIELD("a", "1") "--x--", "a|-|1;"},
    {FILE_AS("") "\r\n" END, "f||;"},
    {"--x--", ""},
    /* What looks like a boundary and is none. */
    {FILE_AS("a") "--x\r\n--y\r\n\r\n-\r\n--\r\n" END, "f|a|--x\r\n--y\r\n\r\n-\r\n--;"},
    {FILE_AS("a") "\r\n\r\r\n--X\r\n" END, "f|a|\r\n\r\r\n--X;"},
    {FILE_AS("a") "\n--x\n\r\n" END, "f|a|\n--x\n;"},
    {FILE_AS("a") "\r\n--xy\r\n" END, "a boundary of the body goes on"},
    /* Names of files. */
    {FILE_AS("C:\\dir\\cennik.csv") "1\r\n" END, "f|C:\\dir\\cennik.csv|1;"},
    {FILE_AS("../../etc/passwd") "1\r\n" END, "f|../../etc/passwd|1;"},
    {FILE_AS("za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87.csv") "1\r\n" END,
     "f|za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87.csv|1;"},
    {FILE_AS("a%22b\\\"c;d=\\e.csv") "1\r\n" END, "f|a\"b\"c;d=\\e.csv|1;"},
    {FILE_AS("\xff\xfe") "1\r\n" END, "f|\xff\xfe|1;"},
    {FILE_AS("a\"; filename=\"b") "1\r\n" END, TOO_MANY},
    {FILE_AS("a\"; filename*=\"UTF-8''b") "1\r\n" END, TOO_MANY},
    {FILE_AS("a\nb") "1\r\n" END, BROKEN},
    {FILE_AS("a\r\nX-Y: b") "1\r\n" END, UNREAD},
    {FILE_AS("a\001b") "1\r\n" END, "a part of the body has a header with controls"},
    /* Headers. */
    {"--x\r\n" CD "name=a\r\n\r\n1\r\n" END, UNREAD},
    {"--x\r\n" CD "name=\"\"\r\n\r\n1\r\n" END, NO_NAME},
    {"--x\r\n" CD "name=\"\xff\"\r\n\r\n1\r\n" END, NO_NAME},
    {"--x\r\n" CD "filename=\"a\"\r\n\r\n1\r\n" END, NO_NAME},
    {"--x\r\n" CD "name=\"a\r\n\r\n1\r\n" END, UNREAD},
    {"--x\r\n" CD "name=\"a\" x\r\n\r\n1\r\n" END, UNREAD},
    {"--x\r\nContent-Type: text/csv\r\n\r\n1\r\n" END, NO_NAME},
    {"--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END,
     "a part of the body is no field of a form"},
    {"--x\r\n" CD "name=\"a\"\r\n" CD "name=\"b\"\r\n\r\n1\r\n" END,
     "a part of the body says twice what it is"},
    {"--x\r\n\r\n1\r\n\r\n" END, BROKEN},
    {"--x\r\n" CD "name=\"a\"\r\n folded\r\n\r\n1\r\n" END, BROKEN},
    {"--x\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\n1\r\n" END, BROKEN},
    {"--x\r\n" CD "name=\"a\"\r\nContent-Type: Multipart/Mixed; boundary=y\r\n\r\n--y\r\n" END,
     "a part of the body has parts inside"},
    {"--x\r\n" CD "name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nMQ==\r\n" END,
     "a part of the body is encoded"},
    {"--x\r\n" CD "name=\"a\"\r\ncontent-transfer-encoding: binary\r\n\r\n1\r\n" END, "a|-|1;"},
    /* The frame. */
    {"", EARLY},
    {"--x", EARLY},
    {"preamble\r\n" FIELD("a", "1") END, NOT_AT_START},
    {"\r\n" FIELD("a", "1") END, NOT_AT_START},
    {"--y\r\n" CD "name=\"a\"\r\n\r\n1\r\n--y--\r\n", NOT_AT_START},
    {FIELD("a", "1"), EARLY},
    {FIELD("a", "1") "--x\r\n" CD, EARLY},
    {FILE_AS("a") CSV, EARLY},
    {FILE_AS("a") CSV "\r\n--", EARLY},
    {FILE_AS("a") CSV "\r\n--x-", EARLY},
    {FIELD("a", "1") "--x--\r", EARLY},
    {FIELD("a", "1") END "x", "the body goes on behind its end"},
    {FIELD("a", "1") END FIELD("b", "2") END, "the body goes on behind its end"},
    {FIELD("a", "1") "--x \r\n", "a boundary of the body goes on"},
};

static void bodies_are_read_or_refused_whole(void **state)
{
	for (size_t i = 0; i < COUNT_OF(bodies); i++)
		assert_reads(*state, bodies[i].body, strlen(bodies[i].body), bodies[i].want);
}

static void a_nul_is_a_byte_of_a_file_and_no_part_of_a_header(void **state)
{
	static const char file[] = FILE_AS("a") "1\0"
						"2\r\n" END;
	static const char header[] = FILE_AS("a\0.csv") "1\r\n" END;

	assert_reads(*state, file, sizeof(file) - 1, "f|a|102;");
	assert_reads(*state, header, sizeof(header) - 1,
		     "a part of the body has a header with controls");
}

static void headers_and_parts_are_limited(void **state)
{
	struct str body;

	str_init(&body, *state, TOLD_MAX);
	str_add(&body, "--x\r\n" CD "name=\"a\"\r\nX: ");
	for (int i = 0; i < MULTIPART_HEADERS_MAX; i++)
		str_add(&body, "y");
	assert_reads(*state, body.text, body.len,
		     "a part of the body has more than 4096 bytes of headers");
	str_add(&body, "\r\n\r\n1\r\n" END);
	assert_reads(*state, body.text, body.len,
		     "a part of the body has more than 4096 bytes of headers");
	str_init(&body, *state, TOLD_MAX);
	for (int i = 0; i <= MULTIPART_PARTS_MAX; i++)
		str_add(&body, FIELD("a", "1"));
	str_add(&body, END);
	assert_reads(*state, body.text, body.len, "the body has more than 32 parts");
}

static void a_part_larger_than_any_buffer_comes_whole(void **state)
{
	struct str body;
	struct str want;

	str_init(&body, *state, TOLD_MAX);
	str_init(&want, *state, TOLD_MAX);
	str_add(&body, FILE_AS("a"));
	str_add(&want, "f|a|");
	for (int i = 0; i < 9000; i++) {
		str_add(&body, i % 3 ? "\r\n--" : "\r\n-");
		str_add(&want, i % 3 ? "\r\n--" : "\r\n-");
	}
	str_add(&body, "\r\n" END);
	str_add(&want, ";");
	assert_reads(*state, body.text, body.len, want.text);
}

static void only_forms_have_a_boundary(void **state)
{
	static const struct {
		const char *type;
		const char *want;
	} cases[] = {
	    {"multipart/form-data; boundary=x", "x"},
	    {"Multipart/Form-Data ;\tBoundary=----WebKit7MA4YWxk", "----WebKit7MA4YWxk"},
	    {"multipart/form-data; boundary=\"a:b\"", "a:b"},
	    {"multipart/form-data", NULL},
	    {"multipart/form-data; boundary=", NULL},
	    {"multipart/form-data; boundary=\"x", NULL},
	    {"multipart/form-data; boundary=\"\"", NULL},
	    {"multipart/form-data; boundary=a b", NULL},
	    {"multipart/form-data; boundary=x; charset=utf-8", NULL},
	    {"multipart/form-data; charset=utf-8; boundary=x", NULL},
	    {"multipart/form-datax; boundary=x", NULL},
	    {"multipart/mixed; boundary=x", NULL},
	    {"multipart/form-data; boundary=\xc5\x81", NULL},
	    {"multipart/form-data; "
	     "boundary=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg",
	     "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg"},
	    {"multipart/form-data; "
	     "boundary=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggggggggh",
	     NULL},
	    {"application/x-www-form-urlencoded", NULL},
	    {NULL, NULL},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *got = multipart_boundary(*state, cases[i].type);
		assert_string_equal(str_or(got, "none"), str_or(cases[i].want, "none"));
	}
}

static void a_file_is_shown_without_its_folders(void **state)
{
	static const struct {
		const char *sent;
		const char *want;
	} cases[] = {
	    {"a.csv", "a.csv"},
	    {"C:\\dir\\cennik \xc5\xbc.csv", "cennik \xc5\xbc.csv"},
	    {"../../etc/passwd", "passwd"},
	    {"dir/", "file"},
	    {"", "file"},
	    {" \t", "file"},
	    {"\xff.csv", "file"},
	    {"a\001b", "a b"},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(multipart_shown_name(*state, cases[i].sent), cases[i].want);
}

static int owner_open(void **state)
{
	*state = mem_context(NULL, "test");
	return 0;
}

static int owner_close(void **state)
{
	mem_free(*state);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, owner_open, owner_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(bodies_are_read_or_refused_whole),
	    TEST(a_nul_is_a_byte_of_a_file_and_no_part_of_a_header),
	    TEST(headers_and_parts_are_limited),
	    TEST(a_part_larger_than_any_buffer_comes_whole),
	    TEST(only_forms_have_a_boundary),
	    TEST(a_file_is_shown_without_its_folders),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
