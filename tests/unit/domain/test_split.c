/* Which condition divides a shop category as the catalogue's votes do. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/split.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct split_vote votes[SPLIT_VOTES];
static size_t n;

static void vote(size_t times, const char *category, const char *name, const char *brand,
		 const char *attributes)
{
	for (size_t i = 0; i < times; i++) {
		votes[n] = (struct split_vote){.p = product_unknown(), .category_id = category};
		votes[n].p.name = mem_printf(mem, "%s %zu", name, n);
		votes[n].p.brand = brand;
		votes[n++].p.attributes = attributes;
	}
}

/* "category: condition hits/votes others", a line each. */
static const char *proposed(void)
{
	struct split out[SPLITS_MAX];
	struct str text;

	str_init(&text, mem, 2000);
	str_add(&text, "");
	const size_t found = split_propose(mem, votes, n, out);
	for (size_t i = 0; i < found; i++)
		str_addf(&text, "%s: %s %zu/%zu %zu\n", out[i].category_id,
			 split_condition(mem, &out[i]), out[i].hits, out[i].votes, out[i].others);
	n = 0;
	return text.text;
}

static void a_word_a_brand_or_an_attribute_divides(void **state)
{
	(void)state;
	vote(10, "bulbs", "Żarówka E27", "Philips", "Barwa\tciepła\t");
	vote(6, "strips", "Taśma LED", "Philips", "Barwa\tciepła\t");
	assert_string_equal(proposed(), "strips: name\ttasma 6/6 0\n");
	vote(10, "bulbs", "Lampa", "Philips", NULL);
	vote(6, "strips", "Lampa", "Łuna", NULL);
	assert_string_equal(proposed(), "strips: brand\tluna 6/6 0\n");
	vote(10, "bulbs", "Lampa", "Philips", "Typ\tżarówka\t\nKolor\tbiały\t");
	vote(6, "strips", "Lampa", "Philips", "Kolor\tBiały\t\nTyp\tTaśma LED\t");
	assert_string_equal(proposed(), "strips: attribute\ttyp\ttasma led 6/6 0\n");
}

static void what_is_not_divided_or_not_sure_is_not_proposed(void **state)
{
	(void)state;
	vote(50, "bulbs", "Lampa", "Philips", NULL);
	vote(4, "strips", "Taśma", "Philips", NULL); /* nine of ten agree */
	assert_string_equal(proposed(), "");
	vote(10, "bulbs", "Lampa", "Philips", NULL);
	vote(2, "strips", "Taśma", "Philips", NULL); /* may be mistakes */
	assert_string_equal(proposed(), "");
	vote(10, "bulbs", "Lampa", "Philips", NULL);
	vote(6, "strips", "Lampa", "Philips", NULL); /* nothing tells them apart */
	assert_string_equal(proposed(), "");
	vote(4, "bulbs", "Lampa LED", "Philips", NULL);
	vote(6, "bulbs", "Lampa", "Philips", NULL);
	vote(6, "strips", "Taśma LED", "Philips", NULL);
	assert_string_equal(proposed(), "strips: name\ttasma 6/6 0\n"); /* not "led" */
	assert_string_equal(proposed(), "");				/* of nothing */
}

/* The condition is one that rules understand, and holds what it was measured by. */
static void what_is_proposed_is_a_condition(void **state)
{
	struct split out[SPLITS_MAX];
	struct rule_condition c;
	size_t held = 0;

	(void)state;
	vote(12, "bulbs", "Lampa", "Philips", "Typ\tżarówka\t");
	vote(6, "strips", "Lampa", "Philips", "Typ\tTaśma LED\t");
	vote(5, "wall", "Kinkiet", "Philips", "Typ\tkinkiet\t");
	assert_int_equal(split_propose(mem, votes, n, out), 2);
	assert_string_equal(out[0].category_id, "strips"); /* the most votes first */
	for (size_t i = 0; i < 2; i++)
		assert_true(rule_condition_parse(mem, split_condition(mem, &out[i]), &c));
	assert_true(rule_condition_parse(mem, split_condition(mem, &out[0]), &c));
	for (size_t i = 0; i < n; i++)
		held += rule_condition_holds(&c, &votes[i].p);
	assert_int_equal(held, out[0].hits + out[0].others);
	n = 0;
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "split");
	return 0;
}

static int teardown(void **state)
{
	mem_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_word_a_brand_or_an_attribute_divides),
	    cmocka_unit_test(what_is_not_divided_or_not_sure_is_not_proposed),
	    cmocka_unit_test(what_is_proposed_is_a_condition),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
