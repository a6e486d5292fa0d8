/* The template shim: escaping by place, what a part sees, and what does not load. */
#include "web/template.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}\n"

static char dir[] = "/tmp/kram-templates-XXXXXX";

struct fixture {
	void *mem;
	struct templates *templates;
	struct err e;
};

static const char *const folders[] = {"pl", "en", "pl/a", "en/a"};

static const struct {
	const char *name;
	const char *text;
} files[] = {
    {"pl/a/page.html", PRAGMA "<p title=\"{{T}}\">{{T}}</p><a href=\"{{U}}\">{{#ROW}}[{{T}}{{N}}]"
			      "{{/ROW}}</a>{{>PART}}"},
    {"pl/a/_part.html", PRAGMA "({{T}}{{G}}{{#ALL}}={{T}}{{/ALL}})"},
    {"en/a/page.html", PRAGMA "english"},
    {"en/a/_part.html", PRAGMA ""},
};

static const char *path(void *mem, const char *name)
{
	return mem_printf(mem, "%s/%s", dir, name);
}

static void put(void *mem, const char *name, const char *text)
{
	FILE *f = fopen(path(mem, name), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int make(void **state)
{
	struct fixture *f = mem_zero(NULL, struct fixture);

	f->mem = f;
	assert_int_equal(templates_load(f, dir, &f->templates, &f->e), RC_OK);
	*state = f;
	return 0;
}

static int drop(void **state)
{
	mem_free(*state);
	return 0;
}

static const char *render(struct fixture *f, enum lang lang, const struct tpl *t)
{
	struct str out;

	str_init(&out, f->mem, 4096);
	assert_int_equal(tpl_render(f->templates, lang, "a/page.html", t, &out, &f->e), RC_OK);
	return out.text;
}

static void values_are_escaped_for_their_place(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);

	tpl_set(t, "T", "\"><script>&'");
	tpl_set(t, "U", "javascript:alert(1)");
	const char *html = render(f, LANG_PL, t);
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "javascript"));
	assert_non_null(strstr(html, "&lt;script&gt;"));
}

static void a_value_is_not_a_template(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);

	tpl_set(t, "T", "{{U}}");
	tpl_set(t, "U", "/secret");
	assert_non_null(strstr(render(f, LANG_PL, t), "<p title=\"{{U}}\">{{U}}</p>"));
}

static void rows_see_the_values_around_them(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);

	tpl_set(t, "T", "x");
	tpl_set_int(tpl_add(t, "ROW"), "N", 1);
	tpl_set_int(tpl_add(t, "ROW"), "N", INT64_C(9007199254740993));
	assert_non_null(strstr(render(f, LANG_PL, t), "[x1][x9007199254740993]"));
}

static void parts_see_their_own_values_and_globals(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);

	tpl_set(t, "T", "outside");
	tpl_set_global(t, "G", "everywhere");
	tpl_set(tpl_include(t, "PART", "a/_part.html"), "T", "inside, ");
	const char *html = render(f, LANG_PL, t);
	assert_non_null(strstr(html, "(inside, everywhere)"));
	struct tpl *other = tpl_new(f->mem);
	tpl_set(other, "T", "outside");
	(void)tpl_include(other, "PART", "a/_part.html");
	assert_non_null(strstr(render(f, LANG_PL, other), "()"));
}

static void a_section_shown_to_all_has_the_values_of_each(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);

	tpl_set(t, "T", "outer");
	tpl_set(tpl_include(t, "PART", "a/_part.html"), "T", "one");
	tpl_set(tpl_include(t, "PART", "a/_part.html"), "T", "two");
	tpl_show_global(t, "ALL");
	assert_non_null(strstr(render(f, LANG_PL, t), "(one=one)(two=two)"));
}

static void what_is_set_again_is_what_is_shown(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);
	char name[] = "T";

	tpl_set(t, name, "first");
	tpl_set(t, "T", "second");
	name[0] = 'U'; /* another name in the same place */
	tpl_set(t, name, "/there");
	assert_non_null(
	    strstr(render(f, LANG_PL, t), "<p title=\"second\">second</p><a href=\"/there\">"));
}

static void many_values_are_all_kept(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);
	char *large = mem_array(f->mem, char, 3000);

	memset(large, 'x', 2999);
	tpl_set(t, "T", large);
	for (int i = 0; i < 100; i++)
		tpl_set_int(tpl_add(t, "ROW"), "N", i);
	struct str out;
	str_init(&out, f->mem, 1024 * 1024);
	assert_int_equal(tpl_render(f->templates, LANG_PL, "a/page.html", t, &out, &f->e), RC_OK);
	assert_non_null(strstr(out.text, "xx99]</a>"));
	assert_true(out.len > (size_t)100 * 3000);
}

static void a_part_renders_alone_with_the_globals_of_its_page(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);
	struct tpl *part = tpl_include(t, "PART", "a/_part.html");
	struct str out;

	tpl_set_global(t, "G", "token");
	str_init(&out, f->mem, 100);
	assert_int_equal(tpl_render(f->templates, LANG_PL, "a/_part.html", part, &out, &f->e), 0);
	assert_string_equal(out.text, "(token)");
}

static void hidden_is_what_was_not_shown(void **state)
{
	struct fixture *f = *state;
	struct tpl *t = tpl_new(f->mem);

	tpl_set_shown(t, "N", "", "ROW");
	assert_null(strstr(render(f, LANG_PL, t), "["));
	tpl_set_shown(t, "N", NULL, "ROW");
	assert_null(strstr(render(f, LANG_PL, t), "["));
	tpl_set_shown(t, "N", "7", "ROW");
	assert_non_null(strstr(render(f, LANG_PL, t), "[7]"));
}

static void each_language_has_its_own(void **state)
{
	struct fixture *f = *state;

	assert_non_null(strstr(render(f, LANG_EN, tpl_new(f->mem)), "english"));
}

static void a_page_beyond_its_limit_is_an_error(void **state)
{
	struct fixture *f = *state;
	struct str out;

	str_init(&out, f->mem, 10);
	assert_int_equal(
	    tpl_render(f->templates, LANG_PL, "a/page.html", tpl_new(f->mem), &out, &f->e), RC_IO);
}

static void what_is_not_there_does_not_render(void **state)
{
	struct fixture *f = *state;
	struct str out;

	str_init(&out, f->mem, 10);
	assert_int_equal(
	    tpl_render(f->templates, LANG_PL, "a/no.html", tpl_new(f->mem), &out, &f->e), RC_IO);
}

static void a_broken_template_stops_the_start(void **state)
{
	struct fixture *f = *state;
	struct templates *t;

	put(f->mem, "en/a/bad.html", PRAGMA "{{#OPEN}}");
	assert_int_equal(templates_load(f->mem, dir, &t, &f->e), RC_INVALID);
	assert_non_null(strstr(f->e.msg, "bad.html"));
	assert_int_equal(unlink(path(f->mem, "en/a/bad.html")), 0);
	assert_int_equal(templates_load(f->mem, "/nonexistent", &t, &f->e), RC_IO);
}

static int make_files(void **state)
{
	void *mem = mem_context(NULL, "files");

	(void)state;
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < COUNT_OF(folders); i++)
		assert_int_equal(mkdir(path(mem, folders[i]), 0700), 0);
	for (size_t i = 0; i < COUNT_OF(files); i++)
		put(mem, files[i].name, files[i].text);
	mem_free(mem);
	return 0;
}

static int drop_files(void **state)
{
	void *mem = mem_context(NULL, "files");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++)
		(void)unlink(path(mem, files[i].name));
	for (size_t i = COUNT_OF(folders); i-- > 0;)
		(void)rmdir(path(mem, folders[i]));
	(void)rmdir(dir);
	mem_free(mem);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(values_are_escaped_for_their_place),
	    TEST(a_value_is_not_a_template),
	    TEST(rows_see_the_values_around_them),
	    TEST(parts_see_their_own_values_and_globals),
	    TEST(a_section_shown_to_all_has_the_values_of_each),
	    TEST(what_is_set_again_is_what_is_shown),
	    TEST(many_values_are_all_kept),
	    TEST(a_part_renders_alone_with_the_globals_of_its_page),
	    TEST(hidden_is_what_was_not_shown),
	    TEST(each_language_has_its_own),
	    TEST(a_page_beyond_its_limit_is_an_error),
	    TEST(what_is_not_there_does_not_render),
	    TEST(a_broken_template_stops_the_start),
	};

	return cmocka_run_group_tests_name("template", tests, make_files, drop_files);
}
