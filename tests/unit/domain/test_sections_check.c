/* Allegro's rules for descriptions, each with what breaks it. */
#include "domain/mapping/sections_check.h"

#include "base/mem.h"
#include "domain/mapping/section_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define URL "https://shop.example.pl/a.jpg"

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

static const struct {
	const char *content;
	enum sections_fault fault;
} texts[] = {
    {"<p>a</p>", SECTIONS_FINE},
    {"<h1>a</h1><h2>b</h2><p>c <b>d</b></p><ul><li>e</li></ul><ol><li>f</li></ol>", SECTIONS_FINE},
    {"<ul><li><p>a <b>b</b></p></li></ul>", SECTIONS_FINE},
    {"<p>&amp; &lt; &gt; &quot; &apos; &nbsp; &#160;</p>", SECTIONS_FINE},
    {"<p>a</p>\n<p>b</p>", SECTIONS_FINE},
    {"", SECTIONS_EMPTY},
    {" ", SECTIONS_EMPTY},
    {"<p></p>", SECTIONS_EMPTY},
    {"<p>&nbsp;</p>", SECTIONS_EMPTY},
    {"<p>a<b></b></p>", SECTIONS_EMPTY},
    {"<ul></ul>", SECTIONS_EMPTY},
    {"a", SECTIONS_BARE},
    {"<p>a</p>b", SECTIONS_BARE},
    {"<ul>a<li>b</li></ul>", SECTIONS_BARE},
    {"<b>a</b>", SECTIONS_TAG},
    {"<h1><b>a</b></h1>", SECTIONS_TAG},
    {"<p><p>a</p></p>", SECTIONS_TAG},
    {"<p><ul><li>a</li></ul></p>", SECTIONS_TAG},
    {"<ul><li>a<ul><li>b</li></ul></li></ul>", SECTIONS_TAG},
    {"<ul><p>a</p></ul>", SECTIONS_TAG},
    {"<p><b>a <b>b</b></b></p>", SECTIONS_TAG},
    {"<p>a<br></p>", SECTIONS_TAG},
    {"<p>a<br/></p>", SECTIONS_TAG},
    {"<P>a</P>", SECTIONS_TAG},
    {"<p class=\"a\">a</p>", SECTIONS_TAG},
    {"<div>a</div>", SECTIONS_TAG},
    {"<strong>a</strong>", SECTIONS_TAG},
    {"<p", SECTIONS_TAG},
    {"<p>a", SECTIONS_UNCLOSED},
    {"<p>a</h1>", SECTIONS_UNCLOSED},
    {"</p>", SECTIONS_UNCLOSED},
    {"<p>a & b</p>", SECTIONS_ENTITY},
    {"<p>&copy;</p>", SECTIONS_ENTITY},
    {"<p>a > b</p>", SECTIONS_ENTITY},
    {"<p>a\x01</p>", SECTIONS_CHARACTER},
    {"<p>a\xc2\x85</p>", SECTIONS_CHARACTER},
    {"<p>a\xff</p>", SECTIONS_CHARACTER},
};

static void a_text_is_judged_as_allegro_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct section_item item = {.type = SECTION_TEXT, .content = texts[i].content};
		struct section section = {&item, 1};
		struct sections_verdict v = sections_check(&(struct sections){&section, 1});
		if (v.fault != texts[i].fault)
			print_error("%s\n", texts[i].content);
		assert_int_equal(v.fault, texts[i].fault);
	}
}

static void sections_are_counted(void **state)
{
	struct section_item text = {.type = SECTION_TEXT, .content = "<p>a</p>"};
	struct section_item image = {.type = SECTION_IMAGE, .url = URL};
	struct section_item both = {.type = SECTION_IMAGE, .url = URL, .content = "<p>a</p>"};
	struct section_item relative = {.type = SECTION_IMAGE, .url = "/a.jpg"};
	struct section_item items[3] = {text, image, text};
	struct section many[101];
	char *letters = mem_array(mem, char, 40001);

	(void)state;
	assert_int_equal(sections_check(&(struct sections){0}).fault, SECTIONS_NONE);
	for (size_t i = 0; i < 101; i++)
		many[i] = (struct section){items, 1};
	assert_int_equal(sections_check(&(struct sections){many, 100}).fault, SECTIONS_FINE);
	assert_int_equal(sections_check(&(struct sections){many, 101}).fault, SECTIONS_MANY);
	many[1] = (struct section){items, 2};
	assert_int_equal(sections_check(&(struct sections){many, 2}).fault, SECTIONS_FINE);
	many[1] = (struct section){items, 3};
	assert_int_equal(sections_check(&(struct sections){many, 2}).fault, SECTIONS_COLUMNS);
	assert_int_equal(sections_check(&(struct sections){many, 2}).section, 1);
	many[1] = (struct section){items, 0};
	assert_int_equal(sections_check(&(struct sections){many, 2}).fault, SECTIONS_COLUMNS);
	many[0] = (struct section){&both, 1};
	assert_int_equal(sections_check(&(struct sections){many, 1}).fault, SECTIONS_TYPE);
	many[0] = (struct section){&relative, 1};
	assert_int_equal(sections_check(&(struct sections){many, 1}).fault, SECTIONS_ADDRESS);
	for (size_t i = 0; i < 17; i++)
		many[i] = (struct section){&image, 1};
	assert_int_equal(sections_check(&(struct sections){many, 16}).fault, SECTIONS_FINE);
	assert_int_equal(sections_check(&(struct sections){many, 17}).fault, SECTIONS_IMAGES);
	memset(letters, 'a', 40000);
	items[0].content = mem_printf(mem, "<p>%s</p>", letters);
	many[0] = (struct section){items, 1};
	assert_int_equal(sections_check(&(struct sections){many, 1}).fault, SECTIONS_LONG);
}

static void addresses_are_judged(void **state)
{
	static const struct {
		const char *url;
		bool is_right;
	} urls[] = {
	    {"https://a.pl", true},
	    {"http://a.b.pl:8080/x?y=1#z", true},
	    {"https://a.pl?x", true},
	    {"", false},
	    {"//a.pl/x", false},
	    {"ftp://a.pl/x", false},
	    {"https://", false},
	    {"https://a/x", false},
	    {"https://.pl/x", false},
	    {"https://a.pl./x", false},
	    {"https://1.2.3.4/x", false},
	    {"https://[::1]/x", false},
	    {"https://u@a.pl/x", false},
	    {"https://a.pl:x/", false},
	    {"https://nas.local/x", false},
	    {"https://NAS.LAN:8080/x", false},
	    {"http://sklep.home.arpa/x", false},
	    {"https://a.localhost/x", false},
	    {"https://local.pl/x", true},
	    {"https://nas.local.pl/x", true},
	    {"https://a.pl/a b", false},
	    {"https://a.pl/\"", false},
	    {"https://a.pl/\xc3\xb3", false},
	    {"HTTPS://a.pl/", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		if (section_url_is_right(urls[i].url) != urls[i].is_right)
			print_error("%s\n", urls[i].url);
		assert_int_equal(section_url_is_right(urls[i].url), urls[i].is_right);
	}
}

static void a_text_is_read_piece_by_piece(void **state)
{
	const char *at = "<p>a &amp; b</p>";
	struct section_piece p = section_piece_next(&at);

	(void)state;
	assert_int_equal(p.kind, PIECE_OPEN);
	assert_int_equal(p.tag, TAG_P);
	p = section_piece_next(&at);
	assert_int_equal(p.kind, PIECE_TEXT);
	assert_string_equal(section_plain(mem, p.text, p.len), "a & b");
	p = section_piece_next(&at);
	assert_int_equal(p.kind, PIECE_CLOSE);
	assert_int_equal(section_piece_next(&at).kind, PIECE_END);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_is_judged_as_allegro_does),
	    cmocka_unit_test(sections_are_counted),
	    cmocka_unit_test(addresses_are_judged),
	    cmocka_unit_test(a_text_is_read_piece_by_piece),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
