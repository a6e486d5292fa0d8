/* Files as rows: what they hold, where each row begins, and what is refused. */
#include "told.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void csv_is_read_as_it_was_meant(void **state)
{
	static const struct {
		const char *what;
		const char *text;
		char separator;
		const char *rows;
	} cases[] = {
	    {"plain", "a,b\n1,2\n", ',', "2:a=1;b=2\n"},
	    {"no end of line", "a,b\n1,2", ',', "2:a=1;b=2\n"},
	    {"CRLF", "a;b\r\n1;2\r\n3;4\r\n", ';', "2:a=1;b=2\n3:a=3;b=4\n"},
	    {"CR alone", "a;b\r1;2\r3;4", ';', "2:a=1;b=2\n3:a=3;b=4\n"},
	    {"tabs", "a\tb\n1\t2\n", '\t', "2:a=1;b=2\n"},
	    {"quotes", "a,b\n\"x, \"\"y\"\"\",2\n", ',', "2:a=x, \"y\";b=2\n"},
	    {"line ends inside", "a,b\n\"x\ny\r\nz\",2\n3,4\n", ',',
	     "2:a=x\ny\r\nz;b=2\n5:a=3;b=4\n"},
	    {"empty lines", "a,b\n\n  \n1,2\n\n3,4\n", ',', "4:a=1;b=2\n6:a=3;b=4\n"},
	    {"empty cells", "a,b,c\n1,,3\n,,\n", ',', "2:a=1;c=3\n3:\n"},
	    {"fewer cells", "a,b,c\n1\n", ',', "2:a=1\n"},
	    {"more cells", "a,b\n1,2,3\n4,5,\n", ',', "2:a=1;b=2 ragged\n3:a=4;b=5\n"},
	    {"a quote inside", "a,b\n5\" x,2\n", ',', "2:a=5\" x;b=2\n"},
	    {"BOM",
	     "\xef\xbb\xbf"
	     "a,b\n1,2\n",
	     ',', "2:a=1;b=2\n"},
	    {"broken UTF-8", "a,b\nx\xff,\xc5\n", ',', "2:a=x\xef\xbf\xbd;b=\xef\xbf\xbd\n"},
	    {"beyond Unicode", "a\nx\xf6\x8c\xb7\x90y\n", ',',
	     "2:a=x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdy\n"},
	    {"cut UTF-8", "a\nx\xc5", ',', "2:a=x\xef\xbf\xbd\n"},
	    {"controls", "a\nx\x01y\x7f\n", ',', "2:a=x\xef\xbf\xbdy\xef\xbf\xbd\n"},
	    {"a name twice", "a,a\n1,2\n", ',', "2:a=1;a=2\n"},
	    {"formula", "a\n=1+2\n", ',', "2:a==1+2\n"},
	    {"empty", "", ',', "INVALID: the file is empty"},
	    {"blank", "\n \n", ',', "INVALID: the file is empty"},
	    {"header alone", "a,b\n", ',', ""},
	    {"open quote", "a,b\n1,2\n3,\"4\n5,6\n", ',',
	     "2:a=1;b=2\nINVALID: line 3: a quote is not closed"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *got = csv(cases[i].text, cases[i].separator);
		if (strcmp(got, cases[i].rows))
			fail_msg("%s: %s", cases[i].what, got);
	}
}

static void other_encodings_come_as_utf8(void **state)
{
	static const char utf16le[] = "\xff\xfe"
				      "a\0;\0b\0\n\0\x42\x01;\0"
				      "2\0\n\0";
	static const char utf16be[] = "\xfe\xff\0a\0;\0b\0\n\x01\x42\0;\0"
				      "2\0\n";
	static const char cp1250[] = "a;b\n\xb3\xb9\x9c\xbf;\x8a\x81\n";
	static const char latin2[] = "a;b\n\xb3\xb1\xb6\xbf;2\n";
	static const char lone[] = "a\0\n\0\x00\xd8"
				   "x\0\n\0"; /* half of a character */
	static const char nul[] = "a;b\nx\0y;2\n";
	struct table_opts opts = {.kind = TABLE_CSV, .separator = ';'};

	(void)state;
	opts.encoding = TABLE_UTF16LE;
	assert_string_equal(told(utf16le, sizeof(utf16le) - 1, &opts), "2:a=ł;b=2\n");
	assert_string_equal(told(lone, sizeof(lone) - 1, &opts), "2:a=\xef\xbf\xbdx\n");
	opts.encoding = TABLE_UTF16BE;
	assert_string_equal(told(utf16be, sizeof(utf16be) - 1, &opts), "2:a=ł;b=2\n");
	opts.encoding = TABLE_WINDOWS_1250;
	assert_string_equal(told(cp1250, sizeof(cp1250) - 1, &opts), "2:a=łąśż;b=Š\xef\xbf\xbd\n");
	opts.encoding = TABLE_ISO_8859_2;
	assert_string_equal(told(latin2, sizeof(latin2) - 1, &opts), "2:a=łąśż;b=2\n");
	opts.encoding = TABLE_UTF8;
	assert_string_equal(told(nul, sizeof(nul) - 1, &opts), "2:a=x\xef\xbf\xbdy;b=2\n");
}

/* ---- XML ------------------------------------------------------------------------------------- */

static void xml_is_read_as_it_was_meant(void **state)
{
	static const struct {
		const char *what;
		const char *text;
		const char *rows;
	} cases[] = {
	    {"attributes and elements",
	     "<offers>\n<o id=\"1\" price='2'><name>x</name><imgs><main "
	     "url=\"u\"/></imgs></o></offers>",
	     "2:@id=1;@price=2;name=x;imgs/main@url=u\n"},
	    {"CDATA", "<r><o><d><![CDATA[<p>a & b</p>]]></d></o></r>", "1:d=<p>a & b</p>\n"},
	    {"text in pieces", "<r><o><d>a<![CDATA[<b>]]>c</d></o></r>", "1:d=a<b>c\n"},
	    {"prefixes", "<r xmlns:g='u'><item><g:id>1</g:id></item></r>", "1:id=1\n"},
	    {"keys", "<r><o><attrs><a name='EAN'>1</a><a name='x y'>2</a></attrs></o></r>",
	     "1:attrs/a[EAN]=1;attrs/a[x y]=2\n"},
	    {"languages", "<r><o><n xml:lang='pol'>a</n><n xml:lang='eng'>b</n></o></r>",
	     "1:n[pol]=a;n[eng]=b\n"},
	    {"keys reach down",
	     "<r><o><parameter id='7' name='Kolor'><value name='a'/></parameter></o></r>",
	     "1:parameter@id[Kolor]=7;parameter/value@name[Kolor]=a\n"},
	    {"split",
	     "<r><o id='1'><sizes><size id='s'/><size id='m'><stock "
	     "q='2'/></size></sizes><n>x</n></o></r>",
	     "1:@id=1;sizes/size@id=s;n=x\n1:@id=1;sizes/size@id=m;sizes/size/stock@q=2;n=x\n"},
	    {"empty row", "<r><o/><o id='2'/></r>", "1:\n1:@id=2\n"},
	    {"row in a row", "<r><o><o><n>x</n></o></o></r>", "1:o/n=x\n"},
	    {"bare ampersand", "<r><o><n>a & b &amp; c&d;</n></o></r>", "1:n=a & b & c&d;\n"},
	    {"in an attribute", "<r><o u='?a=1&b=2'/></r>", "1:@u=?a=1&b=2\n"},
	    {"names of HTML", "<r><o><n>a&nbsp;b&oacute;&copy;&#39;&#x119;</n></o></r>",
	     "1:n=a\xc2\xa0"
	     "bó©'ę\n"},
	    {"no character",
	     "<r><o><n>a&#0;&#xFFFF;\xef\xbf\xbf"
	     "b</n></o></r>",
	     "1:n=a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
	     "b\n"},
	    {"controls",
	     "<r><o><n>a\x01"
	     "b</n></o></r>",
	     "1:n=a\xef\xbf\xbd"
	     "b\n"},
	    {"declared otherwise",
	     "<?xml version='1.0' encoding='windows-1250'?><r><o><n>ł</n></o></r>", "1:n=ł\n"},
	    {"a doctype that is text",
	     "<r><o><n><![CDATA[<!DOCTYPE html><p>]]></n><!-- <!DOCTYPE x> --></o></r>",
	     "1:n=<!DOCTYPE html><p>\n"},
	    {"text around an element", "<r><o><n>a<b>c</b>d</n></o></r>", "1:n/b=c;n=d\n"},
	    {"comment", "<r><!-- & <o> --><o><n>x<!-- y -->z</n></o></r>", "1:n=xz\n"},
	    {"blanks before it", "\n <?xml version='1.0'?><r><o id='1'/></r>", "2:@id=1\n"},
	    {"not a row", "<r><p>x</p></r>", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *got = xml(cases[i].text);
		if (strcmp(got, cases[i].rows))
			fail_msg("%s: %s", cases[i].what, got);
	}
}

static void xml_that_is_none_is_refused(void **state)
{
	static const struct {
		const char *what;
		const char *text;
		const char *rows;
	} cases[] = {
	    {"empty", "", "INVALID: line 1: "},
	    {"text", "przerwa techniczna", "INVALID: line 1: "},
	    {"cut off", "<r>\n<o><n>x</n></o>\n<o><n>y",
	     "2:n=x\nINVALID: line 3: the file ends too early"},
	    {"crossed", "<r>\n<o><n>x</o></n></r>", "INVALID: line 2: "},
	    {"a page", "<!DOCTYPE html><html><body>503</body></html>",
	     "INVALID: line 1: a DOCTYPE"},
	    {"entity bomb",
	     "<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY a 'lol'><!ENTITY b "
	     "'&a;&a;&a;'>]><r><o><n>&b;</n></o></r>",
	     "INVALID: line 2: a DOCTYPE"},
	    {"external entity",
	     "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r><o><n>&x;</n></o></r>",
	     "INVALID: line 1: a DOCTYPE"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *got = xml(cases[i].text);
		if (!str_starts(got, cases[i].rows))
			fail_msg("%s: %s", cases[i].what, got);
	}
}

static void repairs_are_counted_with_their_line(void **state)
{
	static const char text[] = "<r>\n<o><n>a &amp; b</n></o>\n<o><n>a & b &eacute;</n></o></r>";
	struct err e = {0};
	struct table *t;
	const struct table_row *row;
	int fd = file_of(text, strlen(text));

	(void)state;
	assert_int_equal(table_open(mem, fd,
				    &(struct table_opts){.kind = TABLE_XML, .shape = {.row = "o"}},
				    &t, &e),
			 RC_OK);
	while (!table_next(t, &row, &e))
		;
	assert_int_equal(table_repairs(t).n, 2);
	assert_int_equal(table_repairs(t).line, 3);
	assert_int_equal(table_read_bytes(t), strlen(text));
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(csv_is_read_as_it_was_meant),
	    cmocka_unit_test(other_encodings_come_as_utf8),
	    cmocka_unit_test(xml_is_read_as_it_was_meant),
	    cmocka_unit_test(xml_that_is_none_is_refused),
	    cmocka_unit_test(repairs_are_counted_with_their_line),
	};

	return cmocka_run_group_tests(tests, told_setup, told_teardown);
}
