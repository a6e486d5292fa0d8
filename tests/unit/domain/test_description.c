/* Descriptions of shops as Allegro takes them: whatever goes in, valid or nothing, and what is lost
 * is told. */
#include "domain/mapping/description.h"

#include "allegro/sections.h"
#include "base/mem.h"
#include "domain/mapping/sections_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const char *const losses[DESCRIPTION_LOSSES] = {
    [LOSS_SCRIPT] = "script",	[LOSS_EMBEDDED] = "embedded",
    [LOSS_FORM] = "form",	[LOSS_LINK] = "link",
    [LOSS_TABLE] = "table",	[LOSS_LIST] = "list",
    [LOSS_FORMAT] = "format",	[LOSS_IMAGE_ADDRESS] = "address",
    [LOSS_IMAGE_TINY] = "tiny", [LOSS_IMAGE_REPEATED] = "repeated",
    [LOSS_IMAGE_MANY] = "many", [LOSS_CHARACTER] = "character",
    [LOSS_LENGTH] = "length",
};

#define URL "https://shop.example.pl/a.jpg"

/* What is written, a line between sections; "lost" by names. */
static const struct {
	const char *html;
	const char *want;
	const char *lost;
} cases[] = {
    /* Text is always in a tag, and nothing is empty. */
    {"", "", ""},
    {" \n\t ", "", ""},
    {"Lampa", "<p>Lampa</p>", ""},
    {"<p></p><p>&nbsp;</p><div> </div><p>A</p>", "<p>A</p>", ""},
    {"A<p>B</p>C", "<p>A</p><p>B</p><p>C</p>", ""},
    {"<div><div>A</div>B</div>", "<p>A</p><p>B</p>", ""},
    {"<p>A<br>B<br/>C", "<p>A</p><p>B</p><p>C</p>", ""},
    {"<p>  A \n  B\t C </p>", "<p>A B C</p>", ""},
    {"<p>A&nbsp;&nbsp; B</p>", "<p>A B</p>", ""},
    {"<!-- a <p>b</p> --><p>A</p><!-- unclosed", "<p>A</p>", ""},
    {"<html><head><title>T</title><meta charset=\"iso-8859-2\"></head><body>Żółć</body></html>",
     "<p>Żółć</p>", ""},
    {"<P CLASS=\"x\" STYLE='color:red'>A</P>", "<p>A</p>", ""},
    {"<html lang=pl><p>A<html id=x lang=en>B</p>", "<p>AB</p>", ""},
    {"<o:p>A</o:p><foo>B</foo>", "<p>AB</p>", ""},
    {"a < b i c > d", "<p>a &lt; b i c &gt; d</p>", ""},
    {"<p>5 <10 zł", "<p>5 &lt;10 zł</p>", ""},
    /* Bold, and nothing else. */
    {"<p>a <strong>b</strong> c</p>", "<p>a <b>b</b> c</p>", ""},
    {"<p>a<b> b </b>c</p>", "<p>a <b>b</b> c</p>", ""},
    {"<b><b>a</b> b</b> c", "<p><b>a b</b> c</p>", ""},
    {"<b>a<p>b</p>c</b>", "<p><b>a</b></p><p>b</p><p>c</p>", ""}, /* libxml2 ends it there */
    {"<p><b></b><b> </b>a</p>", "<p>a</p>", ""},
    {"<p><i>a</i> <u>b</u></p>", "<p>a b</p>", "format 2"},
    {"<p><span style=\"font-weight:bold\">a</span></p>", "<p>a</p>", ""},
    {"<p>a <a href=\"https://x.pl\">b</a> <a name=c>c</a></p>", "<p>a b c</p>", "link 1"},
    /* Headings take no inner formatting. */
    {"<h1>A <b>b</b></h1><h2><i>C</i></h2>", "<h1>A b</h1><h2>C</h2>", "format 1"},
    {"<h3>A</h3><h4>B</h4><h6>C</h6>", "<h2>A</h2><p><b>B</b></p><p><b>C</b></p>", ""},
    {"<h1>A<br>B</h1><h1>C</h1>", "<h1>A B</h1><h1>C</h1>", ""},
    {"<h2><div>A</div><div>B</div></h2>", "<h2>A B</h2>", ""},
    /* Lists are flat. */
    {"<ul><li>A</li><li>B<br>b</li></ul>", "<ul><li>A</li><li>B b</li></ul>", ""},
    {"<ol><li>A<li>B</ol><p>C", "<ol><li>A</li><li>B</li></ol><p>C</p>", ""},
    {"<ul><li>A<ul><li>B</li><li>C</li></ul>D</li><li>E</li></ul>",
     "<ul><li>A</li><li>B</li><li>C</li><li>D</li><li>E</li></ul>", "list 1"},
    {"<ul><ol><li>A</li></ol></ul>", "<ol><li>A</li></ol>", ""}, /* the same */
    {"<ul></ul><ul><li></li><li> </li></ul><p>A</p>", "<p>A</p>", ""},
    {"<li>A</li><li>B</li>C", "<ul><li>A</li><li>B</li></ul><p>C</p>", ""},
    {"<ul><li>A</li></ul><ul><li>B</li></ul>", "<ul><li>A</li></ul><ul><li>B</li></ul>", ""},
    {"<ul><li>A</li></ul><ol><li>B</li></ol>", "<ul><li>A</li></ul><ol><li>B</li></ol>", ""},
    {"<ul><li><p>A</p><p><b>B</b></p></li></ul>", "<ul><li>A <b>B</b></li></ul>", ""},
    {"<ul><li><h3>A</h3>B</li></ul>", "<ul><li><b>A</b></li><li>B</li></ul>", ""},
    /* Tables of facts are lines; tables for layout are what they hold. */
    {"<table><tr><td>Kolor</td><td>biały</td></tr><tr><th>Moc:</th><td>5 W</td></tr></table>",
     "<p>Kolor: biały</p><p><b>Moc:</b> 5 W</p>", "table 1"},
    {"<table><tr><td>S</td><td>M</td><td>L</td></tr></table>", "<p>S | M | L</p>", "table 1"},
    {"<table><tr><td><p>Kolor</p></td><td><p>biały</p></td></tr></table>", "<p>Kolor: biały</p>",
     "table 1"},
    {"<table><tr><td></td><td>A</td><td></td><td>B</td></tr></table>", "<p>A: B</p>", "table 1"},
    {"A<table><tr><td>B</td><td>C</td></tr></table>D", "<p>A</p><p>B: C</p><p>D</p>", "table 1"},
    {"<table><tr><td><h2>A</h2><p>B</p><p>C</p></td><td><p>D</p></td></tr></table>",
     "<h2>A</h2><p>B</p><p>C</p><p>D</p>", "table 1"},
    {"<table><tr><td><img src=\"" URL "\"></td><td>A</td></tr></table>", "[" URL "]\n<p>A</p>",
     "table 1"},
    {"<table><tr><td><ul><li>A</li></ul></td><td>B</td></tr></table>",
     "<ul><li>A</li></ul><p>B</p>", "table 1"},
    {"<dl><dt>Kolor</dt><dd>biały</dd><dt>Moc</dt><dd>5 W</dd></dl>",
     "<p><b>Kolor</b>: biały</p><p><b>Moc</b>: 5 W</p>", ""},
    /* Pictures are sections. */
    {"<p>A<img src='" URL "' alt=\"x\">B</p>", "<p>A</p>\n[" URL "]\n<p>B</p>", ""},
    {"<img src=\"//shop.example.pl/a b.jpg\">", "[https://shop.example.pl/a%20b.jpg]", ""},
    {"<img src=\" http://shop.example.pl/ó.jpg?a=1&amp;b=2 \">",
     "[http://shop.example.pl/%C3%B3.jpg?a=1&b=2]", ""},
    {"<img src=\"/a.jpg\"><img src=a.jpg><img><img src=\"data:image/png;base64,AAAA\">", "",
     "address 4"},
    {"<img src=\"http://10.0.0.1/a.jpg\"><img src=\"http://localhost/a.jpg\">"
     "<img src=\"https://u:p@shop.example.pl/a\"><img src=\"javascript:alert(1)\">",
     "", "address 4"},
    {"<img src=\"data:image/gif;base64,R0\" data-src=\"" URL "\">", "[" URL "]", ""},
    {"<img src=\"" URL "\" width=1 height=1>", "", "tiny 1"},
    {"<img src=\"" URL "\"><p>A</p><img src=\"" URL "\">", "[" URL "]\n<p>A</p>", "repeated 1"},
    {"<ol><li>A</li><li>B<img src=\"" URL "\">C</li></ol>",
     "<ol><li>A</li><li>B</li></ol>\n[" URL "]\n<ol><li>C</li></ol>", ""},
    {"<a href=\"x\"><img src=\"" URL "\"></a>", "[" URL "]", "link 1"},
    /* What Allegro has no place for. */
    {"<script>alert('<p>A</p>')</script><style>p{}</style><p>B</p>", "<p>B</p>", "script 2"},
    {"<iframe src=x>A</iframe><video><p>B</p></video><svg><text>C</text></svg>D", "<p>D</p>",
     "embedded 3"},
    {"<form>A<input value=x><button>B</button><select><option>C</select></form>", "<p>A</p>",
     "form 3"},
    {"<script>unclosed", "", "script 1"},
    /* Entities and characters. */
    {"<p>&lt;b&gt; &amp; &quot;x&quot; &oacute; &#322; &#x142; &euro; &bogus; &</p>",
     "<p>&lt;b&gt; &amp; \"x\" ó ł ł € &amp;bogus; &amp;</p>", ""},
    {"<p>a&#150;b&#132;c&#148;</p>", "<p>a–b„c”</p>", ""},
    {"<p>a&#0;b&#1;c&#xFFFF;d\x01"
     "e\xff"
     "f\xef\xbf\xbd</p>",
     "<p>abcdef</p>", "character 3"},
    {"<p>a\xc2\xad"
     "b\xe2\x80\x8b"
     "c\xef\xbb\xbf</p>",
     "<p>abc</p>", ""},
    {"<p>⭐ ✅ 👩\xe2\x80\x8d🔧</p>", "<p>⭐ ✅ 👩\xe2\x80\x8d🔧</p>", ""},
    /* What other programs did to it on its way. */
    {"<p>A</p>\\n<ul>\\n<li>B</li>\\n</ul>\\n", "<p>A</p><ul><li>B</li></ul>", ""},
    {"A\\nB\\r\\nC", "<p>A</p><p>B</p><p>C</p>", ""},
    {"A\nB", "<p>A</p><p>B</p>", ""},
    {"A <b>b</b>\nC", "<p>A <b>b</b></p><p>C</p>", ""},
    {"A\n\nB\nC\n<ul><li>D</li></ul>", "<p>A</p><p>B C</p><ul><li>D</li></ul>", ""},
    {"<p>A\n\nB</p>", "<p>A B</p>", ""},
    {"<pre>A\nB</pre>", "<p>A</p><p>B</p>", ""},
    {"&lt;p&gt;A &amp;amp; B&lt;/p&gt;&lt;ul&gt;&lt;li&gt;C&lt;/li&gt;&lt;/ul&gt;",
     "<p>A &amp; B</p><ul><li>C</li></ul>", ""},
    {"<![CDATA[<p>A</p>]]>", "<p>A</p>", ""},
    {"<![if !supportLists]>1. <![endif]>A", "<p>1. A</p>", ""},
};

static void *mem;

static int begin(void **state)
{
	(void)state;
	mem = mem_context(NULL, "test");
	return 0;
}

static int end(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

static struct description clean(const char *html, size_t len, size_t images)
{
	struct description d;

	description_clean(mem, (struct bytes){html, len}, images, &d);
	struct sections_verdict v = sections_check(&d.sections);
	assert_int_equal(v.fault, d.sections.n_sections ? SECTIONS_FINE : SECTIONS_NONE);
	assert_int_equal(sections_bytes(&d.sections), d.sections.n_sections
							  ? strlen(sections_json(mem, &d.sections))
							  : SECTIONS_FRAME);
	return d;
}

static const char *told(const struct description *d)
{
	struct str out;

	str_init(&out, mem, DESCRIPTION_BYTES_MAX);
	for (size_t i = 0; i < d->sections.n_sections; i++) {
		const struct section_item *item = &d->sections.sections[i].items[0];
		str_add(&out, i ? "\n" : "");
		if (item->url)
			str_addf(&out, "[%s]", item->url);
		else
			str_add(&out, item->content);
	}
	return out.text;
}

static const char *lost(const struct description *d)
{
	struct str out;

	str_init(&out, mem, 1000);
	str_add(&out, "");
	for (size_t i = 0; i < DESCRIPTION_LOSSES; i++)
		if (d->lost[i])
			str_addf(&out, "%s%s %zu", out.len ? ", " : "", losses[i], d->lost[i]);
	return out.text;
}

static void shop_html_becomes_sections(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct description d = clean(cases[i].html, strlen(cases[i].html), 16);
		if (!str_eq(told(&d), cases[i].want) || !str_eq(lost(&d), cases[i].lost))
			print_error("%s\n", cases[i].html);
		assert_string_equal(told(&d), cases[i].want);
		assert_string_equal(lost(&d), cases[i].lost);
	}
}

static void a_nul_is_left_out(void **state)
{
	(void)state;
	struct description d = clean("<p>a\0b</p>", 10, 16);
	assert_string_equal(told(&d), "<p>ab</p>");
	assert_string_equal(lost(&d), "character 1");
}

static void pictures_are_counted(void **state)
{
	struct str html;

	(void)state;
	str_init(&html, mem, 100000);
	for (int i = 0; i < 20; i++)
		str_addf(&html,
			 "<p>%d</p><img src=\"https://shop.example.pl/%d.jpg\" alt=\"n %d\">", i, i,
			 i);
	struct description d = clean(html.text, html.len, 3);
	assert_string_equal(lost(&d), "many 17");
	assert_int_equal(d.sections.n_sections, 7);
	assert_string_equal(d.sections.sections[1].items[0].alt, "n 0");
	d = clean(html.text, html.len, 99);
	assert_string_equal(lost(&d), "many 4");
	assert_int_equal(d.sections.n_sections, 33);
	d = clean(html.text, html.len, 0);
	assert_int_equal(d.sections.n_sections, 1);
}

static const char *repeated(const char *piece, size_t bytes)
{
	size_t len = strlen(piece);
	char *out = mem_array(mem, char, bytes + len + 1);

	for (size_t n = 0; n < bytes; n += len)
		memcpy(out + n, piece, len);
	return out;
}

static void what_is_too_long_is_cut_at_a_paragraph(void **state)
{
	static const char *const pieces[] = {
	    "<p>Zażółć \"gęślą\" jaźń &amp; więcej</p>",
	    "<ul><li>Zażółć</li></ul>",
	    "Zażółć gęślą jaźń ",
	    "ż",
	    "&lt;&amp;",
	    "<h2>A \\ b</h2>",
	    "<p>A<img src=\"" URL "\"></p>",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		const char *html = repeated(pieces[i], 100000);
		struct description d = clean(html, strlen(html), 16);
		assert_true(i == 6 || d.lost[LOSS_LENGTH] > 0);
		assert_true(sections_bytes(&d.sections) <= DESCRIPTION_BYTES_MAX);
		assert_true(i == 6 || sections_bytes(&d.sections) > DESCRIPTION_BYTES_MAX - 8500);
	}
}

/* Seconds of the processor since the process began: how busy the machine is does not count. */
static long cpu_s(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (long)t.tv_sec;
}
/* A megabyte takes a tenth of a second; what grows with the square takes ten seconds or more. */
enum { SQUARE_S = 5 };

/* Each a loop of the parser's or of ours that must not grow with the square. */
static void hostile_text_takes_no_time(void **state)
{
	static const char *const pieces[] = {
	    "<b>",
	    "<div>",
	    "<ul>",
	    "<li>",
	    "<table><tr><td>",
	    "<p>",
	    "</p>",
	    "</b>",
	    "<b></i>",
	    "<a href=x>",
	    "<!--",
	    "<![CDATA[",
	    "<?x",
	    "<",
	    "</",
	    "<a",
	    "<a b ",
	    "<p a=\"",
	    "&",
	    "&#",
	    "&amp",
	    "<script>",
	    "<style>",
	    "<img src=//a.pl/",
	    "\\n",
	    "<html a>",
	    "<h1><h2>",
	    "x ",
	    "<dt>a<dd>b",
	    "<select><option>",
	    "<td>a",
	    "<body b>",
	    "<meta a=b>",
	    "<form>",
	    "]]>",
	    "\xc5",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		const char *html = repeated(pieces[i], DESCRIPTION_INPUT_MAX - 100);
		const long at = cpu_s();
		(void)clean(html, strlen(html), 16);
		if (cpu_s() - at >= SQUARE_S)
			print_error("%s\n", pieces[i]);
		assert_true(cpu_s() - at < SQUARE_S);
	}
}

/* One tag of 200,000 attributes, all different. */
static void many_attributes_take_no_time(void **state)
{
	struct str html;

	(void)state;
	str_init(&html, mem, DESCRIPTION_INPUT_MAX);
	str_add(&html, "<p>A</p><p");
	for (int i = 0; !html.overflow; i++)
		str_addf(&html, " a%x", i);
	str_add_bytes(&html, "", 0);
	const long at = cpu_s();
	struct description d = clean(html.text, html.len, 16);
	assert_true(cpu_s() - at < SQUARE_S);
	assert_string_equal(told(&d), "<p>A</p>");
}

static void the_document_is_json(void **state)
{
	struct description d = clean("<p>\"A\"</p><img src=\"" URL "\" alt=x>", 53, 16);

	(void)state;
	assert_string_equal(
	    sections_json(mem, &d.sections),
	    "{\"sections\":[{\"items\":[{\"type\":\"TEXT\",\"content\":\"<p>\\\"A\\\"</p>\"}]},"
	    "{\"items\":[{\"type\":\"IMAGE\",\"url\":\"" URL "\"}]}]}");
}

/* For the contract test: what is made of each case, a line each. */
static int print_documents(void)
{
	void *owner = mem_context(NULL, "print");
	struct description d;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		description_clean(owner, (struct bytes){cases[i].html, strlen(cases[i].html)}, 16,
				  &d);
		if (d.sections.n_sections)
			puts(sections_json(owner, &d.sections));
	}
	mem_free(owner);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shop_html_becomes_sections),
	    cmocka_unit_test(a_nul_is_left_out),
	    cmocka_unit_test(pictures_are_counted),
	    cmocka_unit_test(what_is_too_long_is_cut_at_a_paragraph),
	    cmocka_unit_test(hostile_text_takes_no_time),
	    cmocka_unit_test(many_attributes_take_no_time),
	    cmocka_unit_test(the_document_is_json),
	};

	if (argc == 2 && str_eq(argv[1], "--print"))
		return print_documents();
	return cmocka_run_group_tests(tests, begin, end);
}
