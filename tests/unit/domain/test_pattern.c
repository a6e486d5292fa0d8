/* Patterns find what they shall, say what is wrong with them, and come to an end. */
#include "domain/mapping/pattern.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_pattern_finds_its_group_or_all_of_it(void **state)
{
	static const struct {
		const char *pattern;
		const char *text;
		const char *found;
	} cases[] = {
	    {"IP([0-9]{2})", "Kinkiet zewnętrzny IP44 czarny", "44"},
	    {"IP(\\d\\d)", "kinkiet ip65", "65"},
	    {"IP\\d+", "kinkiet IP65", "IP65"},
	    {"(\\d+) ?W\\b", "Moc 60 W, 230 V", "60"},
	    {"moc:? *([0-9]+)", "Kinkiet\nMoc: 60 W", "60"},
	    {"(czarny|biały)", "Lampa BIAŁY mat", "BIAŁY"},
	    {"[ąćęłńóśźż]+", "żółć i", "żółć"},
	    {"^(.)", "Łódź", "Ł"},
	    {"x|(y)", "ax", "x"},
	    {"(a)?(b)", "b", "b"}, /* the first that took part */
	    {"[\\d,]+ cm", "12,5 cm", "12,5 cm"},
	    {"[]a]+", "b]a", "]a"},
	    {"[^[:space:]]+$", "one two", "two"},
	    {"a\\.b", "axb a.b", "a.b"},
	    {"a\\\\b", "a\\b", "a\\b"},
	    {"\\(([^)]*)\\)", "Model (XL 2)", "XL 2"},
	    {" a +b ", "x a    b y", "a b"},
	    {"z*", "abc", NULL}, /* nothing is no value */
	    {"ab", "a\nb", NULL},
	    {"nic", "coś", NULL},
	    {"a", "", NULL},
	    {"a", NULL, NULL},
	    {"(a+)?b", "aab", "aa"},
	    {"([0-9]{1,3}x){2}", "10x20x", "20x"},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct pattern *p;
		const enum pattern_fault fault = pattern_compile(mem, cases[i].pattern, &p);

		if (fault)
			fail_msg("%s: %s", cases[i].pattern, pattern_fault_text(fault));
		const char *found = pattern_find(mem, p, cases[i].text);
		if (!found != !cases[i].found || !str_eq(found, cases[i].found))
			fail_msg("%s in \"%s\": %s", cases[i].pattern, cases[i].text,
				 str_or(found, "nothing"));
	}
	mem_free(mem);
}

static const struct {
	const char *pattern;
	enum pattern_fault fault;
} faults[] = {
    {"", PATTERN_EMPTY},
    {NULL, PATTERN_EMPTY},
    {"a\xff", PATTERN_BAD_TEXT},
    {"(a", PATTERN_PARENTHESIS},
    {"a)", PATTERN_PARENTHESIS},
    {"((((((((((a))))))))))", PATTERN_TOO_LONG},
    {"[a", PATTERN_BRACKET},
    {"[]", PATTERN_BRACKET},
    {"a{", PATTERN_BRACE},
    {"a{x}", PATTERN_BRACE},
    {"a{2", PATTERN_BRACE},
    {"a{3,2}", PATTERN_BRACE},
    {"a\\", PATTERN_ESCAPE},
    {"\\q", PATTERN_ESCAPE},
    {"[\\q]", PATTERN_ESCAPE},
    {"[\\]]", PATTERN_ESCAPE},
    {"(a)\\1", PATTERN_BACK_REFERENCE},
    {"*a", PATTERN_REPETITION},
    {"(*a)", PATTERN_REPETITION},
    {"a|+b", PATTERN_REPETITION},
    {"a+?", PATTERN_REPETITION},
    {"a**", PATTERN_REPETITION},
    {"(?:a)", PATTERN_REPETITION},
    {"^*", PATTERN_REPETITION},
    {"\\b+", PATTERN_REPETITION},
    {"(a+)+", PATTERN_NESTED},
    {"((a*)b)*", PATTERN_NESTED},
    {"(x(a|b+))*", PATTERN_NESTED},
    {"(a{2,})+", PATTERN_NESTED},
    {"(a+){2}", PATTERN_NESTED},
    {"a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*", PATTERN_TOO_MANY},
    {"a{51}", PATTERN_TOO_OFTEN},
    {"a{0,99999999999999999999}", PATTERN_TOO_OFTEN},
    {"(a{8}){8}", PATTERN_TOO_OFTEN},
    {"((a{4}){4}){4}", PATTERN_TOO_OFTEN},
    {"[z-a]", PATTERN_RANGE},
    {"[[:none:]]", PATTERN_RANGE},
    {"[[.a.]]", PATTERN_RANGE},
    {"[a[b]", PATTERN_RANGE},
};

static void each_fault_of_a_pattern_is_told(void **state)
{
	void *mem = mem_context(NULL, "test");
	bool met[PATTERN_FAULTS] = {[PATTERN_FINE] = true, [PATTERN_OTHER] = true};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		struct pattern *p = NULL;
		const enum pattern_fault fault = pattern_compile(mem, faults[i].pattern, &p);

		if (fault != faults[i].fault)
			fail_msg("%s: %s", str_or(faults[i].pattern, "NULL"),
				 str_or(pattern_fault_text(fault), "fine"));
		assert_null(p);
		met[fault] = true;
	}
	for (size_t i = 0; i < PATTERN_FAULTS; i++) {
		if (!met[i])
			fail_msg("no case of: %s", pattern_fault_text((enum pattern_fault)i));
		assert_int_equal(pattern_fault_text((enum pattern_fault)i) == NULL, i == 0);
	}
	mem_free(mem);
}

static void a_long_pattern_is_refused(void **state)
{
	void *mem = mem_context(NULL, "test");
	char text[PATTERN_MAX + 2];
	struct pattern *p;

	(void)state;
	memset(text, 'a', sizeof(text));
	text[PATTERN_MAX] = '\0';
	assert_int_equal(pattern_compile(mem, text, &p), PATTERN_FINE);
	text[PATTERN_MAX] = 'a';
	text[PATTERN_MAX + 1] = '\0';
	assert_int_equal(pattern_compile(mem, text, &p), PATTERN_TOO_LONG);
	mem_free(mem);
}

/* Those that break other engines: were one of them not refused or bounded, this would not end. */
static void evil_patterns_come_to_an_end(void **state)
{
	static const char *const patterns[] = {
	    "(a|a)*b",
	    "(a|aa)+$",
	    "(.|.)*z",
	    "a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*x",
	    "(a*)(a*)(a*)(a*)(a*)(a*)(a*)(a*)(a*)x",
	    "(a?){50}a{50}",
	    "(a|b)*a(a|b){50}c",
	    "[^b]*a.{0,50}c",
	    "(a.{0,50}b.{0,50}c)",
	    "((a{0,7}){0,7})x",
	    "(.*)(.*)(.*)(.*)(.*)[0-9]",
	    "(a|b|ab)*c",
	};
	void *mem = mem_context(NULL, "test");
	char *text = mem_array(mem, char, 2 * PATTERN_TEXT_MAX + 1);

	(void)state;
	for (size_t i = 0; i < 2 * PATTERN_TEXT_MAX; i++)
		text[i] = i * 7 % 31 < 24 ? 'a' : 'b';
	for (size_t i = 0; i < COUNT_OF(patterns); i++) {
		struct pattern *p;

		assert_int_equal(pattern_compile(mem, patterns[i], &p), PATTERN_FINE);
		(void)pattern_find(mem, p, text);
	}
	mem_free(mem);
}

static void what_is_far_behind_is_not_looked_at(void **state)
{
	void *mem = mem_context(NULL, "test");
	char *text = mem_array(mem, char, PATTERN_TEXT_MAX + 10);
	struct pattern *p;

	(void)state;
	assert_int_equal(pattern_compile(mem, "(b+)", &p), PATTERN_FINE);
	memset(text, 'a', PATTERN_TEXT_MAX + 8);
	text[PATTERN_TEXT_MAX + 2] = 'b';
	assert_null(pattern_find(mem, p, text));
	text[PATTERN_TEXT_MAX - 2] = 'b';
	assert_string_equal(pattern_find(mem, p, text), "b");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_pattern_finds_its_group_or_all_of_it),
	    cmocka_unit_test(each_fault_of_a_pattern_is_told),
	    cmocka_unit_test(a_long_pattern_is_refused),
	    cmocka_unit_test(evil_patterns_come_to_an_end),
	    cmocka_unit_test(what_is_far_behind_is_not_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
