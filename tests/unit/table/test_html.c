/* HTML as a row of tags and texts: balanced, bounded, and with every text in it. */
#include "table/html.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct heard {
	struct str text;
	size_t depth;
	size_t deepest;
	size_t tags;
	const char *src;
};

static void open(void *arg, const char *tag, const char *const *attributes)
{
	struct heard *h = arg;

	h->tags++;
	h->depth++;
	h->deepest = h->depth > h->deepest ? h->depth : h->deepest;
	if (strcmp(tag, "img") == 0)
		h->src = mem_strdup(h->text.owner, html_attribute(attributes, "src"));
}

static void close(void *arg, const char *tag)
{
	struct heard *h = arg;

	assert_non_null(tag);
	assert_true(h->depth > 0);
	h->depth--;
}

static void text(void *arg, const char *bytes, size_t len)
{
	assert_true(str_is_utf8(bytes, len));
	str_add_bytes(&((struct heard *)arg)->text, bytes, len);
}

static size_t read(void *mem, const char *html, size_t len, struct heard *h)
{
	*h = (struct heard){0};
	str_init(&h->text, mem, 1024 * 1024);
	size_t lost =
	    html_read((struct bytes){html, len}, &(struct html_sink){h, open, close, text});
	assert_int_equal(h->depth, 0);
	return lost;
}

static void what_is_too_deep_is_read_on(void **state)
{
	enum { TAGS = 100000 };
	void *mem = mem_context(NULL, "test");
	struct str html;
	struct heard h;

	(void)state;
	str_init(&html, mem, 20 * TAGS);
	for (int i = 0; i < TAGS; i++)
		str_add(&html, i % 2 ? "<b>ż" : "<span/>x<i>");
	(void)read(mem, html.text, html.len, &h);
	assert_true(h.tags > TAGS);
	assert_int_equal(h.deepest, HTML_DEPTH_MAX);
	assert_int_equal(h.text.len, 3 * TAGS / 2);
	mem_free(mem);
}

static void bytes_that_are_no_characters_are_counted(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct heard h;

	(void)state;
	assert_int_equal(read(mem, "a\0b\x01\xff\tc\x7f", 8, &h), 4);
	assert_string_equal(h.text.text, "ab\tc");
	mem_free(mem);
}

static void attributes_are_found_by_name(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct heard h;
	const char *html = "<IMG alt SRC='a&amp;b>c'>d";

	(void)state;
	(void)read(mem, html, strlen(html), &h);
	assert_string_equal(h.src, "a&b>c");
	assert_string_equal(h.text.text, "d");
	assert_null(html_attribute(NULL, "src"));
	mem_free(mem);
}

/* "meta" names another encoding than the text has. */
static void the_encoding_is_not_asked_for(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct heard h;
	const char *html = "<meta http-equiv=content-type content=\"text/html; charset=cp1250\">"
			   "<?xml encoding=\"utf-16\"?>żółć";

	(void)state;
	(void)read(mem, html, strlen(html), &h);
	assert_string_equal(h.text.text, "żółć");
	mem_free(mem);
}

static void texts_are_read_alone(void **state)
{
	static const char html[] = "<p>a<br>b &amp; c</p><script>d</script>";
	void *mem = mem_context(NULL, "test");

	(void)state;
	char *alone = html_text(mem, (struct bytes){html, strlen(html)});
	assert_string_equal(str_squeeze(mem, alone), "a b & c");
	assert_string_equal(str_squeeze(mem, html_text(mem, (struct bytes){0})), "");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_too_deep_is_read_on),
	    cmocka_unit_test(bytes_that_are_no_characters_are_counted),
	    cmocka_unit_test(attributes_are_found_by_name),
	    cmocka_unit_test(the_encoding_is_not_asked_for),
	    cmocka_unit_test(texts_are_read_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
