/* Files of any size: read in pieces as in one, in flat memory, and no further than each limit. */
#include "told.h"

#include <sys/resource.h>

/* A file is read in pieces; the parser of XML takes four bytes first and then smaller ones.
 * Wherever a piece ends: in a character, a quote, a reference or a tag, the rows are the same. */
static void rows_across_pieces_are_the_same_rows(void **state)
{
	static const struct {
		const char *(*read)(const char *text);
		const char *head, *behind;
		const char *want_head, *want;
	} cases[] = {
	    {comma, "a,b\n", ",ł\r\n\"x, \"\"y\"\"\",\"q\r\nr\"\r\n3,4\r\n",
	     "2:a=", ";b=ł\n3:a=x, \"y\";b=q\r\nr\n5:a=3;b=4\n"},
	    {xml, "<r><o><n>",
	     "ł &amp; &oacute;</n><d><![CDATA[<p>&]]></d></o><!-- - --><o a='&#39;'/></r>",
	     "1:n=", "ł & ó;d=<p>&\n1:@a='\n"},
	};
	static const int ends[] = {4000, 8000, 32768};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases) * COUNT_OF(ends); i++) {
		const size_t c = i / COUNT_OF(ends);
		const int end = ends[i % COUNT_OF(ends)];
		for (int n = end - 120; n < end + 8; n++) {
			void *all = mem;
			mem = mem_context(all, "pad");
			const char *got =
			    cases[c].read(repeated(cases[c].head, "x", n, cases[c].behind));
			if (strcmp(got, repeated(cases[c].want_head, "x", n, cases[c].want)))
				fail_msg("case %zu, %d: %s", c, n, got + n);
			mem_free(mem);
			mem = all;
		}
	}
}

static const char *nested(int depth)
{
	return xml(repeated(repeated("<r><o>", "<x>", depth, "y"), "</x>", depth, "</o></r>"));
}

static void deep_elements_are_refused(void **state)
{
	(void)state;
	assert_true(str_starts(nested(TABLE_DEPTH_MAX), "1:x/x/"));
	assert_string_equal(nested(TABLE_DEPTH_MAX + 1),
			    "INVALID: line 1: elements too deep in each other");
}

static int sparse_file(const char *head, char fill, size_t size)
{
	static char block[1 << 20];
	int fd = file_of(head, strlen(head));

	memset(block, fill, sizeof(block));
	assert_int_equal(lseek(fd, 0, SEEK_END), strlen(head));
	for (size_t n = 0; n < size; n += sizeof(block))
		assert_int_equal(write(fd, block, sizeof(block)), sizeof(block));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static long peak_kb(void)
{
	struct rusage use;

	assert_int_equal(getrusage(RUSAGE_SELF, &use), 0);
	return use.ru_maxrss;
}

/* The beginning of a line of a gigabyte is enough to refuse it: no more of it is read. */
static void a_line_without_end_is_refused_in_flat_memory(void **state)
{
	static const struct {
		const char *head;
		enum table_kind kind;
	} cases[] = {
	    {"a,b\n1,", TABLE_CSV},   {"a,b\n1,\"", TABLE_CSV}, {"", TABLE_CSV},
	    {"<r><o><n>", TABLE_XML}, {"<r><o n='", TABLE_XML}, {"<", TABLE_XML},
	};
	enum { BYTES = 64 << 20, MORE_KB = 40 * 1024 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err e = {0};
		struct table *t;
		const struct table_row *row;
		int fd = sparse_file(cases[i].head, 'x', BYTES);
		long before = peak_kb();
		const struct table_opts opts = {
		    .kind = cases[i].kind, .separator = ',', .shape = {.row = "o"}};
		if (!table_open(mem, fd, &opts, &t, &e))
			while (!table_next(t, &row, &e))
				;
		assert_int_equal(e.rc, RC_INVALID);
		assert_true(table_read_bytes(t) < BYTES);
		if (peak_kb() - before > MORE_KB)
			fail_msg("\"%s\" took %ld kB", cases[i].head, peak_kb() - before);
		close(fd);
	}
}

/* The parser takes four bytes first, and then a piece after the other. */
static void xml_in_many_pieces_is_read_as_in_one(void **state)
{
	enum { LETTERS = 40000, ROWS = 5000 };

	(void)state;
	assert_string_equal(xml(repeated("<r><o><n>", "ł", LETTERS, "</n></o></r>")),
			    repeated("1:n=", "ł", LETTERS, "\n"));
	assert_string_equal(xml(repeated("<r><o><n>x", "&amp;&oacute;", LETTERS, "</n></o></r>")),
			    repeated("1:n=x", "&ó", LETTERS, "\n"));
	assert_string_equal(xml(repeated("<r>", "<o a='1'><n>b</n></o>", ROWS, "</r>")),
			    repeated("", "1:@a=1;n=b\n", ROWS, ""));
}

/* Each limit is kept to the last byte, cell and name, and no further. */
static void texts_rows_and_names_have_an_end(void **state)
{
	const char *quarter = repeated("", "x", TABLE_ROW_MAX / 4 - 1, ",");
	const struct {
		const char *(*read)(const char *text);
		const char *head, *unit, *tail;
		int most;	      /* of the units */
		const char *sentence; /* with one more of them */
	} cases[] = {
	    {comma, "a\n", "x", "\n", TABLE_CELL_MAX, "line 2: a text of more than 1048576 bytes"},
	    {comma, "a,b,c,d,e\n", quarter, "\n", 3, "line 2: a row of more than 4194304 bytes"},
	    {comma, "", "%d", "c0\n1\n", TABLE_COLUMNS_MAX,
	     "line 1: more than 1000 different names"},
	    {xml, "<r><o><n>", "x", "</n></o></r>", TABLE_CELL_MAX,
	     "line 1: a text of more than 1048576 bytes"},
	    {xml, "<r><o n='", "x", "'/></r>", TABLE_CELL_MAX,
	     "line 1: a text of more than 1048576 bytes"},
	    {xml, "<r><o>", "<n>y</n>", "</o></r>", TABLE_CELLS_MAX,
	     "line 1: more than 4000 cells in a row"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *fits = cases[i].read(
		    repeated(cases[i].head, cases[i].unit, cases[i].most, cases[i].tail));
		const char *more = cases[i].read(
		    repeated(cases[i].head, cases[i].unit, cases[i].most + 1, cases[i].tail));
		if (strstr(fits, "INVALID") || !strstr(more, cases[i].sentence))
			fail_msg("case %zu: %.100s, then %.100s", i, fits, more);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_across_pieces_are_the_same_rows),
	    cmocka_unit_test(xml_in_many_pieces_is_read_as_in_one),
	    cmocka_unit_test(deep_elements_are_refused),
	    cmocka_unit_test(a_line_without_end_is_refused_in_flat_memory),
	    cmocka_unit_test(texts_rows_and_names_have_an_end),
	};

	return cmocka_run_group_tests(tests, told_setup, told_teardown);
}
