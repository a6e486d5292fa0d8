/* Texts of a shop find the value they mean, or several, or none: never one that was guessed. */
#include "domain/mapping/value_match.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct param_word bosch[] = {{"bosch"}};
static struct param_word philips[] = {{"philips"}};

/* clang-format off */
static struct param_value colours[] = {
    {.id = "white", .value = "biały"}, {.id = "grey", .value = "szary"}, {.id = "greys", .value = "odcienie szarości"},
    {.id = "light", .value = "jasnoszary"}, {.id = "yellow", .value = "Żółty"}, {.id = "yellow2", .value = "żółty"},
    {.id = "bw", .value = "biały, czarny"}, {.id = "other", .value = "inny"}, {.id = "silver", .value = "srebrny"},
};
static struct param_value models[] = {
    {.id = "b4", .value = "Line 4", .depends = bosch, .n_depends = 1},
    {.id = "p4", .value = "Line 4", .depends = philips, .n_depends = 1},
    {.id = "b6", .value = "Line 6", .depends = bosch, .n_depends = 1},
    {.id = "ip44", .value = "IP44"}, {.id = "a1", .value = "A+"}, {.id = "a2", .value = "A++"}, {.id = "half", .value = "1/2"},
    {.id = "size", .value = "24/25"}, {.id = "long", .value = "10-20 cm"},
};
static struct param_value volumes[] = {
    {.id = "500", .value = "500 ml"}, {.id = "1000", .value = "1 l"}, {.id = "64", .value = "64 GB"}, {.id = "5", .value = "5"},
};
static struct param_value powers[] = {{.id = "60", .value = "60"}, {.id = "1500", .value = "1500"}};
/* clang-format on */

static struct category_param defs[] = {
    {.id = "colour",
     .type = "dictionary",
     .multiple = 1,
     .custom_values = 1,
     .ambiguous_id = "other",
     .values = colours,
     .n_values = COUNT_OF(colours)},
    {.id = "model", .type = "dictionary", .values = models, .n_values = COUNT_OF(models)},
    {.id = "volume", .type = "dictionary", .values = volumes, .n_values = COUNT_OF(volumes)},
    {.id = "power",
     .type = "dictionary",
     .unit = "W",
     .values = powers,
     .n_values = COUNT_OF(powers)},
};
enum { COLOUR, MODEL, VOLUME, POWER };

static const struct {
	int def;
	const char *text;
	enum value_found found;
	const char *id; /* the first */
} texts[] = {
    {COLOUR, "biały", VALUE_EXACT, "white"},
    {COLOUR, " biały ", VALUE_EXACT, "white"},
    {COLOUR, "BIAŁY", VALUE_ALIKE, "white"},
    {COLOUR, "bialy", VALUE_ALIKE, "white"},
    {COLOUR, "jasno szary", VALUE_ALIKE, "light"},
    {COLOUR, "Jasno-Szary", VALUE_ALIKE, "light"},
    {COLOUR, "odcienie_szarosci", VALUE_ALIKE, "greys"},
    {COLOUR, "Żółty", VALUE_EXACT, "yellow"},
    {COLOUR, "żółty", VALUE_EXACT, "yellow2"},
    {COLOUR, "ZOLTY", VALUE_SEVERAL, "yellow"},
    {COLOUR, "biały, czarny", VALUE_EXACT, "bw"},
    {COLOUR, "inny", VALUE_NONE, NULL}, /* which one? */
    {COLOUR, "ecru", VALUE_NONE, NULL},
    {COLOUR, "", VALUE_NONE, NULL},
    {COLOUR, " ", VALUE_NONE, NULL},
    {COLOUR, "-", VALUE_NONE, NULL},
    {MODEL, "IP 44", VALUE_ALIKE, "ip44"},
    {MODEL, "ip-44", VALUE_ALIKE, "ip44"},
    {MODEL, "A+", VALUE_EXACT, "a1"},
    {MODEL, "a ++", VALUE_ALIKE, "a2"},
    {MODEL, "A", VALUE_NONE, NULL},
    {MODEL, "Line 4", VALUE_SEVERAL, "b4"},
    {MODEL, "0,5", VALUE_ALIKE, "half"},
    {MODEL, "0.50", VALUE_ALIKE, "half"},
    {MODEL, "½", VALUE_ALIKE, "half"},
    {MODEL, "1/2", VALUE_EXACT, "half"},
    {MODEL, "24/25", VALUE_EXACT, "size"},
    {MODEL, "2425", VALUE_NONE, NULL},
    {MODEL, "100-200 mm", VALUE_ALIKE, "long"},
    {MODEL, "1020 cm", VALUE_NONE, NULL},
    {VOLUME, "500ml", VALUE_ALIKE, "500"},
    {VOLUME, "0,5 l", VALUE_ALIKE, "500"},
    {VOLUME, "½ litra", VALUE_NONE, NULL}, /* a form that nobody knows */
    {VOLUME, "1000 ml", VALUE_ALIKE, "1000"},
    {VOLUME, "64gb", VALUE_ALIKE, "64"},
    {VOLUME, "64", VALUE_NONE, NULL},
    {VOLUME, "500", VALUE_NONE, NULL},
    {VOLUME, "5 szt.", VALUE_ALIKE, "5"},
    {VOLUME, "5,0", VALUE_ALIKE, "5"},
    {VOLUME, "5 kg", VALUE_NONE, NULL},
    {POWER, "60W", VALUE_ALIKE, "60"},
    {POWER, "60", VALUE_EXACT, "60"},
    {POWER, "1,5 kW", VALUE_ALIKE, "1500"},
    {POWER, "60 V", VALUE_NONE, NULL},
    {POWER, "do 60 W", VALUE_NONE, NULL},
};

static void each_text_finds_what_it_means(void **state)
{
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		const struct value_index *index = value_index(mem, &defs[texts[i].def]);
		const struct value_match m = value_match(index, NULL, texts[i].text);

		if (m.found != texts[i].found || !str_eq(m.n ? m.at[0]->id : NULL, texts[i].id))
			fail_msg("\"%s\": %d, %s", texts[i].text, (int)m.found,
				 m.n ? m.at[0]->id : "none");
		assert_int_equal(m.n > 1, m.found == VALUE_SEVERAL);
	}
	mem_free(mem);
}

static void of_several_the_one_under_its_parent_is_meant(void **state)
{
	void *mem = mem_context(NULL, "test");
	const struct value_index *index = value_index(mem, &defs[MODEL]);
	const struct param_answer has = param_answer_of_id(mem, "brand", "philips");
	const struct param_state s = {.parent_has = &has};
	struct value_match m = value_match(index, &s, "line-4");

	(void)state;
	assert_int_equal(m.found, VALUE_ALIKE);
	assert_string_equal(m.at[0]->id, "p4");
	m = value_match(index, &s, "Line 6"); /* the wrong brand: told by param_check() */
	assert_int_equal(m.found, VALUE_EXACT);
	assert_string_equal(m.at[0]->id, "b6");
	mem_free(mem);
}

static void what_is_alike_is_proposed_the_best_first(void **state)
{
	static const struct {
		const char *text;
		const char *ids;
	} cases[] = {
	    {"jasny szary", "light grey"},
	    {"szary metalik", "grey light"},
	    {"srebny", "silver"},
	    {"innny", ""}, /* "other" is no proposal */
	    {"xyz", ""},
	    {"", ""},
	};
	void *mem = mem_context(NULL, "test");
	const struct value_index *index = value_index(mem, &defs[COLOUR]);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct param_value *out[VALUE_PROPOSALS];
		const size_t n = value_suggest(index, NULL, cases[i].text, out);
		const char *ids = "";

		for (size_t k = 0; k < n; k++)
			ids = mem_printf(mem, "%s%s%s", ids, k ? " " : "", out[k]->id);
		if (!str_eq(ids, cases[i].ids))
			fail_msg("\"%s\": %s", cases[i].text, ids);
	}
	mem_free(mem);
}

static void one_text_may_name_several_values(void **state)
{
	static const struct {
		int def;
		const char *text;
		const char *parts;
	} cases[] = {
	    {COLOUR, "czerwony, biały", "czerwony+biały"},
	    {COLOUR, "czerwony | biały |", "czerwony+biały"},
	    {COLOUR, "czerwony\nbiały", "czerwony+biały"},
	    {COLOUR, "a,b; c", "a,b+c"},
	    {COLOUR, "a / b / a", "a+b"},
	    {COLOUR, "biały, czarny", "biały, czarny"}, /* one value of the dictionary */
	    {COLOUR, "1,5", "1,5"},
	    {COLOUR, "12/15", "12/15"},
	    {COLOUR, " ecru  melanż ", "ecru melanż"},
	    {COLOUR, "", ""},
	    {COLOUR, " , ", ""},
	    {MODEL, "a, b", "a, b"},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct value_index *index = value_index(mem, &defs[cases[i].def]);
		const char **parts;
		const size_t n = value_parts(mem, index, cases[i].text, &parts);
		const char *all = "";

		for (size_t k = 0; k < n; k++)
			all = mem_printf(mem, "%s%s%s", all, k ? "+" : "", parts[k]);
		if (!str_eq(all, cases[i].parts))
			fail_msg("\"%s\": %s", cases[i].text, all);
	}
	mem_free(mem);
}

static void what_is_beyond_the_last_part_stays_in_it(void **state)
{
	void *mem = mem_context(NULL, "test");
	const struct value_index *index = value_index(mem, &defs[COLOUR]);
	const char *text = "v0";
	const char **parts;

	(void)state;
	for (int i = 1; i < 60; i++)
		text = mem_printf(mem, "%s|v%d", text, i);
	assert_int_equal(value_parts(mem, index, text, &parts), VALUE_PARTS);
	assert_string_equal(parts[VALUE_PARTS - 1], "v49|v50|v51|v52|v53|v54|v55|v56|v57|v58|v59");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_text_finds_what_it_means),
	    cmocka_unit_test(of_several_the_one_under_its_parent_is_meant),
	    cmocka_unit_test(what_is_alike_is_proposed_the_best_first),
	    cmocka_unit_test(one_text_may_name_several_values),
	    cmocka_unit_test(what_is_beyond_the_last_part_stays_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
