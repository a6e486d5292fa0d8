/* The search for a category: what is found by what is typed, and in which order. */
#include "domain/categories/category_search.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* By name, as the store lists them. */
static struct category_entry entries[] = {
    {"60", "50", "Akcesoria do lamp", 1, 0},
    {"10", NULL, "Dom i Ogród", 0, 0},
    {"70", "20", "Kinkiet", 1, 0},
    {"31", "30", "Kinkiety", 1, 0},
    {"41", "40", "Kinkiety", 1, 0},
    {"51", "50", "Kinkiety zewnętrzne", 1, 0},
    {"42", "40", "Lampy solarne, LED-owe", 1, 0},
    {"30", "20", "Lampy wewnętrzne", 0, 0},
    {"80", "30", "Łańcuchy świetlne", 1, 0},
    {"50", NULL, "Motoryzacja", 0, 0},
    {"20", "10", "Oświetlenie", 0, 0},
    {"40", "20", "Oświetlenie zewnętrzne", 0, 0},
    {"43", "40", "Stare kinkiety", 1, 0},
    {"90", "99", "Sierota", 1, 0},
    {"91", "92", "W kółko", 0, 0},
    {"92", "91", "W kółko", 0, 0},
    {"32", "30", "Żyrandole", 1, 0},
};

static void *mem;
static struct category_index *index_;

static int begin(void **state)
{
	const struct category_list list = {entries, COUNT_OF(entries)};

	(void)state;
	mem = mem_context(NULL, "test");
	index_ = category_index_new(mem, &list);
	return 0;
}

static int end(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

static const char *found(const char *typed)
{
	struct category_hits hits;
	struct str out;

	str_init(&out, mem, 1000);
	str_add(&out, "");
	category_search(index_, typed, &hits);
	for (size_t i = 0; i < hits.n; i++)
		str_addf(&out, "%s%s", i ? " " : "", hits.at[i]->id);
	return out.text;
}

static void every_query_finds_what_it_says(void **state)
{
	static const struct {
		const char *typed;
		const char *ids;
		const char *why;
	} cases[] = {
	    {"kinkiety", "31 41 51 43",
	     "the very name, then names that begin with it, then others"},
	    {"kinkiet", "70 31 41 51 43", "a word's begin is enough"},
	    {"kinkiety zewn", "51 41 43", "all words in the name before words of the path"},
	    {"zewn kinkiety", "51 41 43", "in any order"},
	    {"zewnetrzne kinkiety oswietlenie", "41 43", "each word somewhere on the way"},
	    {"OSWIETLENIE lancuchy", "80", "without Polish letters, in any case"},
	    {"łańcuchy", "80", "with Polish letters"},
	    {"zyrandole", "32", "ż is z"},
	    {"led", "42", "marks part words"},
	    {"led-owe solarne", "42", "of the query too"},
	    {"inkiety", "", "only from a word's begin"},
	    {"kinkiety motoryzacja", "51", "the path tells apart"},
	    {"lampy wewnetrzne", "31 80 32", "what is below a branch is found by its name"},
	    {"k", "", "one letter finds nothing"},
	    {"", "", "nothing typed"},
	    {" - / ", "", "marks alone"},
	    {"sierota", "", "what hangs on nothing is left out"},
	    {"kolko", "", "and what goes round in a circle"},
	    {"oswietlenie %_\"\\", "70 31 41 42 80 43 32", "no character has a meaning"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *ids = found(cases[i].typed);

		if (strcmp(ids, cases[i].ids) != 0)
			fail_msg("\"%s\": %s, not %s (%s)", cases[i].typed, ids, cases[i].ids,
				 cases[i].why);
	}
}

static void those_in_use_come_first(void **state)
{
	(void)state;
	entries[12].used = 1;
	assert_string_equal(found("kinkiety"), "43 31 41 51");
	entries[12].used = 0;
}

/* All words in the name, then how it begins, then how many words it has itself. */
static void more_of_the_query_comes_before_less(void **state)
{
	static struct category_entry swings[] = {
	    {"2", "1", "Huśtawki", 1, 0},
	    {"3", "1", "Huśtawki wiszące", 1, 0},
	    {"4", "1", "Ładne nowe huśtawki wiszące", 1, 0},
	    {"5", "1", "Nowe, stare huśtawki wiszące", 1, 0},
	    {"1", NULL, "Wiszące i nowe", 0, 0},
	};
	const struct category_list list = {swings, COUNT_OF(swings)};
	struct category_hits hits;

	(void)state;
	category_search(category_index_new(mem, &list), "hustawki wiszace nowe", &hits);
	assert_int_equal(hits.n, 4);
	assert_string_equal(hits.at[0]->id, "5");
	assert_string_equal(hits.at[1]->id, "4");
	assert_string_equal(hits.at[2]->id, "3");
	assert_string_equal(hits.at[3]->id, "2");
}

static void a_way_leads_from_the_top(void **state)
{
	const struct category_way way = category_way(index_, category_index_find(index_, "41"));

	(void)state;
	assert_int_equal(way.n, 3);
	assert_string_equal(way.at[0]->name, "Dom i Ogród");
	assert_string_equal(way.at[2]->name, "Oświetlenie zewnętrzne");
	assert_null(category_index_find(index_, "4"));
	assert_null(category_index_find(index_, "90"));
}

static void children_are_by_name(void **state)
{
	const struct category_entry **at;

	(void)state;
	assert_int_equal(category_children(index_, "40", mem, &at), 3);
	assert_string_equal(at[0]->id, "41");
	assert_string_equal(at[2]->id, "43");
	assert_int_equal(category_children(index_, NULL, mem, &at), 2);
	assert_int_equal(category_children(index_, "41", mem, &at), 0);
}

static void of_many_the_best_twelve_are_shown(void **state)
{
	enum { MANY = 1000 };
	struct category_entry *many = mem_array(mem, struct category_entry, MANY);
	struct category_hits hits;

	(void)state;
	for (int i = 0; i < MANY; i++)
		many[i] = (struct category_entry){mem_printf(mem, "%d", i), NULL,
						  mem_printf(mem, "Lampa %04d", i), 1, i == 500};
	const struct category_list list = {many, MANY};
	category_search(category_index_new(mem, &list), "lampa", &hits);
	assert_int_equal(hits.total, MANY);
	assert_int_equal(hits.n, CATEGORY_HITS_MAX);
	assert_string_equal(hits.at[0]->id, "500");
	assert_string_equal(hits.at[1]->id, "0");
	assert_string_equal(hits.at[11]->id, "10");
}

static void an_empty_tree_finds_nothing(void **state)
{
	const struct category_list none = {0};
	struct category_hits hits;

	(void)state;
	category_search(category_index_new(mem, &none), "lampa", &hits);
	assert_int_equal(hits.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_query_finds_what_it_says),
	    cmocka_unit_test(those_in_use_come_first),
	    cmocka_unit_test(more_of_the_query_comes_before_less),
	    cmocka_unit_test(a_way_leads_from_the_top),
	    cmocka_unit_test(children_are_by_name),
	    cmocka_unit_test(of_many_the_best_twelve_are_shown),
	    cmocka_unit_test(an_empty_tree_finds_nothing),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
