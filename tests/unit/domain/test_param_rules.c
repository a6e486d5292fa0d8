/* Which parameters are asked for, which must be answered, and each fault an answer can have. */
#include "domain/mapping/param_rules.h"

#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NONE INT64_MIN
#define M    INT64_C(1000000)
#define LIST(field, ...)                                                                           \
	.field = (__VA_ARGS__), .n_##field = sizeof(__VA_ARGS__) / sizeof((__VA_ARGS__)[0])
#define WORDS(field, ...) LIST(field, (struct param_word[]){__VA_ARGS__})
#define UNTOLD                                                                                     \
	.min = NONE, .max = NONE, .precision = NONE, .min_length = NONE, .max_length = NONE,       \
	.most_values = NONE

/* A category: a state that shows the damage, a brand with its models, and one parameter a kind. */
/* clang-format off */
static struct category_param defs[] = {
    {.id = "state", .name = "Stan", .type = "dictionary", .required = 1, UNTOLD,
     LIST(values, (struct param_value[]){{.id = "new"}, {.id = "used"}, {.id = "broken"}})},
    {.id = "damage", .name = "Opis uszkodzenia", .type = "string", UNTOLD,
     LIST(displayed_with, (struct param_with[]){{.id = "state", WORDS(values, {"used"}, {"broken"})}}),
     LIST(required_with, (struct param_with[]){{.id = "state", WORDS(values, {"broken"})}})},
    {.id = "brand", .name = "Marka", .type = "dictionary", .required = 1, .required_for_product = 1, .custom_values = 1,
     .ambiguous_id = "brand_other", UNTOLD,
     LIST(values, (struct param_value[]){{.id = "bosch"}, {.id = "philips"}, {.id = "brand_other"}})},
    {.id = "model", .name = "Model", .type = "dictionary", .depends_on = "brand", UNTOLD,
     LIST(values, (struct param_value[]){{.id = "serie4", WORDS(depends, {"bosch"})},
					 {.id = "hue", WORDS(depends, {"philips"})}, {.id = "classic"}})},
    {.id = "ean", .name = "EAN (GTIN)", .type = "string", .min = NONE, .max = NONE, .precision = NONE, .min_length = 8,
     .max_length = 14, .most_values = 2},
    {.id = "no_ean", .name = "Powód braku kodu", .type = "dictionary", UNTOLD,
     LIST(required_without, (struct param_without[]){{.id = "ean"}}),
     LIST(values, (struct param_value[]){{.id = "craft"}})},
    {.id = "colour", .name = "Kolor", .type = "dictionary", .multiple = 1, .required_for_product = 1, UNTOLD,
     LIST(values, (struct param_value[]){{.id = "white"}, {.id = "black"}})},
    {.id = "code", .name = "Kod producenta", .type = "string", .min = NONE, .max = NONE, .precision = NONE, .min_length = 2,
     .max_length = 5, .most_values = 1},
    {.id = "features", .name = "Cechy", .type = "string", .min = NONE, .max = NONE, .precision = NONE, .min_length = NONE,
     .max_length = 10, .most_values = 3},
    {.id = "power", .name = "Moc", .type = "integer", .min = 0, .max = 5000 * M, .precision = NONE, .min_length = NONE,
     .max_length = NONE, .most_values = NONE},
    {.id = "weight", .name = "Waga", .type = "float", .min = M / 2, .max = 1000 * M, .precision = 3, .min_length = NONE,
     .max_length = NONE, .most_values = NONE},
    {.id = "age", .name = "Wiek", .type = "integer", .min = 0, .max = 99 * M, .is_range = 1, .precision = NONE,
     .min_length = NONE, .max_length = NONE, .most_values = NONE},
    {.id = "isbn", .name = "ISBN", .type = "string", UNTOLD},
    {.id = "grade", .name = "Gatunek", .type = "dictionary", .ambiguous_id = "grade_other", UNTOLD,
     LIST(values, (struct param_value[]){{.id = "first"}, {.id = "grade_other"}})},
    {.id = "odd", .name = "Dziwny", .type = "polygon", UNTOLD},
};
/* clang-format on */
enum { DEFS = COUNT_OF(defs), ANSWERS_MAX = 8 };

static size_t place(const char *id)
{
	for (size_t i = 0; i < DEFS; i++)
		if (str_eq(defs[i].id, id))
			return i;
	fail_msg("no parameter %s", id);
	return 0;
}

struct said {
	const char *id;
	const char *text;
};

static size_t read_all(void *mem, const struct said *said, struct param_answer *out)
{
	size_t n = 0;

	for (; said[n].id; n++)
		if (!param_answer_parse(mem, said[n].id, said[n].text, &out[n]))
			fail_msg("\"%s\"", said[n].text);
	return n;
}

static void conditions_decide_what_is_asked_for(void **state)
{
	static const struct {
		const char *why;
		struct said said[ANSWERS_MAX];
		enum params_of of;
		const char *id;
		bool visible;
		bool required;
	} cases[] = {
	    {"nothing is answered", {{0}}, PARAMS_OF_OFFER, "state", true, true},
	    {"the flag of a product", {{0}}, PARAMS_OF_OFFER, "colour", true, false},
	    {"the product is new", {{0}}, PARAMS_OF_NEW_PRODUCT, "colour", true, true},
	    {"no condition met", {{0}}, PARAMS_OF_OFFER, "damage", false, false},
	    {"another value", {{"state", "#new"}}, PARAMS_OF_OFFER, "damage", false, false},
	    {"displayed", {{"state", "#used"}}, PARAMS_OF_OFFER, "damage", true, false},
	    {"and required", {{"state", "#broken"}}, PARAMS_OF_OFFER, "damage", true, true},
	    {"without a value", {{0}}, PARAMS_OF_OFFER, "no_ean", true, true},
	    {"an empty answer", {{"ean", ""}}, PARAMS_OF_OFFER, "no_ean", true, true},
	    {"with one", {{"ean", "\"5901234123457"}}, PARAMS_OF_OFFER, "no_ean", true, false},
	    {"a kind Kram does not know", {{0}}, PARAMS_OF_OFFER, "odd", true, false},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct param_answer answers[ANSWERS_MAX];
		struct param_state states[DEFS];
		const size_t n = read_all(mem, cases[i].said, answers);
		const size_t at = place(cases[i].id);

		params_state(defs, DEFS, answers, n, cases[i].of, states);
		if (states[at].is_visible != cases[i].visible ||
		    states[at].is_required != cases[i].required)
			fail_msg("%s: %s", cases[i].id, cases[i].why);
	}
	mem_free(mem);
}

/* d is shown by c, c by b, b by a; in the order in which one walk sees least. */
static void a_hidden_value_does_not_count_over_a_chain(void **state)
{
	struct category_param chain[] = {
	    {.id = "d",
	     .type = "dictionary",
	     LIST(displayed_with, (struct param_with[]){{.id = "c", WORDS(values, {"1"})}})},
	    {.id = "c",
	     .type = "dictionary",
	     LIST(displayed_with, (struct param_with[]){{.id = "b", WORDS(values, {"1"})}})},
	    {.id = "b",
	     .type = "dictionary",
	     LIST(displayed_with, (struct param_with[]){{.id = "a", WORDS(values, {"1"})}})},
	    {.id = "a", .type = "dictionary"},
	    {.id = "reason",
	     .type = "dictionary",
	     LIST(required_without, (struct param_without[]){{.id = "d"}})},
	    {.id = "child", .type = "dictionary", .depends_on = "d"},
	};
	void *mem = mem_context(NULL, "test");
	struct param_answer answers[4] = {
	    param_answer_of_id(mem, "a", "1"), param_answer_of_id(mem, "b", "1"),
	    param_answer_of_id(mem, "c", "1"), param_answer_of_id(mem, "d", "1")};
	struct param_state states[COUNT_OF(chain)];

	(void)state;
	params_state(chain, COUNT_OF(chain), answers, 4, PARAMS_OF_OFFER, states);
	for (size_t i = 0; i < 4; i++)
		assert_true(states[i].is_visible);
	assert_false(states[4].is_required);
	assert_ptr_equal(states[5].parent, &chain[0]);
	assert_ptr_equal(states[5].parent_has, &answers[3]);
	answers[0] = param_answer_of_id(mem, "a", "2");
	params_state(chain, COUNT_OF(chain), answers, 4, PARAMS_OF_OFFER, states);
	for (size_t i = 0; i < 3; i++)
		assert_false(states[i].is_visible);
	assert_true(states[3].is_visible);
	assert_true(states[4].is_required);
	assert_null(states[5].parent_has);
	mem_free(mem);
}

static void a_circle_ends_and_is_not_shown(void **state)
{
	struct category_param circle[] = {
	    {.id = "a",
	     .type = "dictionary",
	     LIST(displayed_with, (struct param_with[]){{.id = "b", WORDS(values, {"1"})}})},
	    {.id = "b",
	     .type = "dictionary",
	     LIST(displayed_with, (struct param_with[]){{.id = "a", WORDS(values, {"1"})}})},
	    {.id = "self",
	     .type = "dictionary",
	     .depends_on = "self",
	     LIST(displayed_with, (struct param_with[]){{.id = "self", WORDS(values, {"1"})}})},
	    {.id = "lost",
	     .type = "dictionary",
	     .depends_on = "nowhere",
	     LIST(displayed_with, (struct param_with[]){{.id = "nowhere", WORDS(values, {"1"})}})},
	};
	void *mem = mem_context(NULL, "test");
	const struct param_answer answers[] = {
	    param_answer_of_id(mem, "a", "1"), param_answer_of_id(mem, "b", "1"),
	    param_answer_of_id(mem, "self", "1"), param_answer_of_id(mem, "nowhere", "1")};
	struct param_state states[COUNT_OF(circle)];

	(void)state;
	params_state(circle, COUNT_OF(circle), answers, 4, PARAMS_OF_OFFER, states);
	for (size_t i = 0; i < COUNT_OF(circle); i++)
		assert_false(states[i].is_visible);
	assert_null(states[3].parent);
	mem_free(mem);
}

static void a_value_is_allowed_under_its_parent_alone(void **state)
{
	static const struct {
		struct said said[2];
		const char *allowed;
	} cases[] = {
	    {{{0}}, "classic"},
	    {{{"brand", "#bosch"}}, "serie4 classic"},
	    {{{"brand", "#philips"}}, "hue classic"},
	    {{{"brand", "#brand_other\n\"x"}}, "classic"},
	};
	void *mem = mem_context(NULL, "test");
	const size_t model = place("model");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct param_answer answers[ANSWERS_MAX];
		struct param_state states[DEFS];
		const size_t n = read_all(mem, cases[i].said, answers);

		params_state(defs, DEFS, answers, n, PARAMS_OF_OFFER, states);
		for (size_t k = 0; k < defs[model].n_values; k++) {
			const struct param_value *v = &defs[model].values[k];

			assert_int_equal(param_value_is_allowed(v, &states[model]),
					 str_has_word(cases[i].allowed, v->id));
		}
	}
	mem_free(mem);
}

static const struct {
	const char *id;
	const char *text;
	enum param_fault fault;
	const char *at;
	int64_t limit;
	struct said other;
} faults[] = {
    {"state", "", PARAM_MISSING, NULL, 0, {0}},
    {"state", "#new", PARAM_FINE, NULL, 0, {0}},
    {"state", "#old", PARAM_NOT_IN_LIST, "old", 0, {0}},
    {"state", "#new\n#used", PARAM_TOO_MANY, NULL, 1, {0}},
    {"state", "#new\n#new", PARAM_TWICE, "new", 0, {0}},
    {"state", "\"nowy", PARAM_TEXT_UNWANTED, "nowy", 0, {0}},
    {"state", "<1\n>2", PARAM_RANGE_UNWANTED, NULL, 0, {0}},
    {"damage", "\"scratched", PARAM_NOT_DISPLAYED, NULL, 0, {0}},
    {"damage", "\"scratched", PARAM_NOT_DISPLAYED, NULL, 0, {"state", "#new"}},
    {"damage", "\"scratched", PARAM_FINE, NULL, 0, {"state", "#used"}},
    {"damage", "", PARAM_FINE, NULL, 0, {"state", "#used"}},
    {"damage", "", PARAM_MISSING, NULL, 0, {"state", "#broken"}},
    {"brand", "#brand_other\n\"Kowal", PARAM_FINE, NULL, 0, {0}},
    {"brand", "#brand_other", PARAM_TEXT_MISSING, "brand_other", 0, {0}},
    {"brand", "#brand_other\n\"  ", PARAM_TEXT_MISSING, "brand_other", 0, {0}},
    {"brand", "#brand_other\n\"a\tb", PARAM_BAD_TEXT, "a\tb", 0, {0}},
    {"brand", "#bosch\n\"Kowal", PARAM_TEXT_UNWANTED, "Kowal", 0, {0}},
    {"brand", "\"Kowal", PARAM_TEXT_UNWANTED, "Kowal", 0, {0}},
    {"brand", "#brand_other\n\"a\n\"b", PARAM_TOO_MANY, NULL, 1, {0}},
    {"grade", "#grade_other", PARAM_FINE, NULL, 0, {0}}, /* it takes no texts */
    {"grade", "#grade_other\n\"x", PARAM_TEXT_UNWANTED, "x", 0, {0}},
    {"model", "#serie4", PARAM_DEPENDENCY, "serie4", 0, {0}},
    {"model", "#serie4", PARAM_DEPENDENCY, "serie4", 0, {"brand", "#philips"}},
    {"model", "#serie4", PARAM_FINE, NULL, 0, {"brand", "#bosch"}},
    {"model", "#classic", PARAM_FINE, NULL, 0, {0}},
    {"colour", "#white\n#black", PARAM_FINE, NULL, 0, {0}},
    {"colour", "#white\n#white", PARAM_TWICE, "white", 0, {0}},
    {"colour", "#white\n#red", PARAM_NOT_IN_LIST, "red", 0, {0}},
    {"ean", "\"5901234123457", PARAM_FINE, NULL, 0, {0}},
    {"ean", "\"5901234123458", PARAM_BAD_GTIN, "5901234123458", 0, {0}},
    {"ean", "\"590-1234-12345", PARAM_BAD_GTIN, "590-1234-12345", 0, {0}},
    {"ean", "\"2000000000015", PARAM_BAD_GTIN, "2000000000015", 0, {0}},
    {"ean", "\"8375780634", PARAM_BAD_GTIN, "8375780634", 0, {0}},
    {"ean", "\"5901234123457\n\"5901234123457", PARAM_TWICE, "5901234123457", 0, {0}},
    {"ean", "\"1\n\"2\n\"3", PARAM_TOO_MANY, NULL, 2, {0}},
    {"isbn", "\"978-83-7578-063-5", PARAM_FINE, NULL, 0, {0}},
    {"isbn", "\"83-7578-063-4", PARAM_FINE, NULL, 0, {0}},
    {"isbn", "\"83-7578-063-5", PARAM_BAD_GTIN, "83-7578-063-5", 0, {0}},
    {"no_ean", "", PARAM_MISSING, NULL, 0, {0}},
    {"no_ean", "", PARAM_FINE, NULL, 0, {"ean", "\"5901234123457"}},
    {"code", "\"żółty", PARAM_FINE, NULL, 0, {0}}, /* five characters, seven bytes */
    {"code", "\"a", PARAM_TOO_SHORT, "a", 2, {0}},
    {"code", "\"abcdef", PARAM_TOO_LONG, "abcdef", 5, {0}},
    {"code", "\"ab\n\"cd", PARAM_TOO_MANY, NULL, 1, {0}},
    {"code", "#ab", PARAM_LIST_UNWANTED, "ab", 0, {0}},
    {"code", "<1\n>2", PARAM_RANGE_UNWANTED, NULL, 0, {0}},
    {"code", "\"a\\nb", PARAM_BAD_TEXT, "a\nb", 0, {0}},
    {"code", "\"a\xff", PARAM_BAD_TEXT, "a\xff", 0, {0}},
    {"features", "\"a\n\"b\n\"c", PARAM_FINE, NULL, 0, {0}},
    {"features", "\"a\n\"", PARAM_TOO_SHORT, "", 1, {0}},
    {"features", "\"   ", PARAM_TOO_SHORT, "   ", 1, {0}},
    {"features", "\"a\n\"b\n\"c\n\"d", PARAM_TOO_MANY, NULL, 3, {0}},
    {"power", "\"60", PARAM_FINE, NULL, 0, {0}},
    {"power", "\"60.0", PARAM_FINE, NULL, 0, {0}},
    {"power", "\"60.5", PARAM_TOO_PRECISE, "60.5", 0, {0}},
    {"power", "\"60 W", PARAM_NOT_NUMBER, "60 W", 0, {0}},
    {"power", "\"-1", PARAM_BELOW_MIN, "-1", 0, {0}},
    {"power", "\"5001", PARAM_ABOVE_MAX, "5001", 5000 * M, {0}},
    {"power", "\"1\n\"2", PARAM_TOO_MANY, NULL, 1, {0}},
    {"power", "#60", PARAM_LIST_UNWANTED, "60", 0, {0}},
    {"power", "<1\n>2", PARAM_RANGE_UNWANTED, NULL, 0, {0}},
    {"weight", "\"0.125", PARAM_BELOW_MIN, "0.125", M / 2, {0}},
    {"weight", "\"0.5", PARAM_FINE, NULL, 0, {0}},
    {"weight", "\"1.125", PARAM_FINE, NULL, 0, {0}},
    {"weight", "\"1.1250", PARAM_FINE, NULL, 0, {0}},
    {"weight", "\"1.1251", PARAM_TOO_PRECISE, "1.1251", 3, {0}},
    {"weight", "\"1,5", PARAM_NOT_NUMBER, "1,5", 0, {0}},
    {"age", "<3\n>5", PARAM_FINE, NULL, 0, {0}},
    {"age", "<5\n>5", PARAM_FINE, NULL, 0, {0}},
    {"age", "<5\n>3", PARAM_RANGE_BACKWARDS, "5", 0, {0}},
    {"age", "<3", PARAM_RANGE_HALF, "3", 0, {0}},
    {"age", ">5", PARAM_RANGE_HALF, "5", 0, {0}},
    {"age", "\"3", PARAM_RANGE_WANTED, "3", 0, {0}},
    {"age", "<3\n>100", PARAM_ABOVE_MAX, "100", 99 * M, {0}},
    {"age", "<x\n>5", PARAM_NOT_NUMBER, "x", 0, {0}},
    {"odd", "\"anything", PARAM_UNKNOWN_KIND, NULL, 0, {0}},
    {"odd", "", PARAM_FINE, NULL, 0, {0}},
};

static void each_fault_is_found(void **state)
{
	void *mem = mem_context(NULL, "test");
	bool met[PARAM_FAULTS] = {false};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		const struct said said[] = {{faults[i].id, faults[i].text}, faults[i].other, {0}};
		struct param_answer answers[ANSWERS_MAX];
		struct param_state states[DEFS];
		struct param_finding f;
		const size_t n = read_all(mem, said, answers);
		const size_t at = place(faults[i].id);

		params_state(defs, DEFS, answers, n, PARAMS_OF_OFFER, states);
		if (param_check(&defs[at], &states[at], &f) != faults[i].fault)
			fail_msg("%s \"%s\": %s", faults[i].id, faults[i].text,
				 param_fault_names[f.fault]);
		if (!str_eq(f.at, faults[i].at) || f.limit != faults[i].limit)
			fail_msg("%s \"%s\": at %s, limit %lld", faults[i].id, faults[i].text,
				 str_or(f.at, "nothing"), (long long)f.limit);
		assert_int_equal(f.fault == PARAM_DEPENDENCY, f.other == &defs[place("brand")]);
		assert_int_equal(f.fault == PARAM_BAD_GTIN, f.gtin != GTIN_OK);
		met[f.fault] = true;
	}
	for (size_t i = 0; i < PARAM_AGAINST_CARD; i++) /* that one needs a card */
		if (!met[i])
			fail_msg("no case of %s", param_fault_names[i]);
	mem_free(mem);
}

static void an_unknown_kind_that_is_required_is_told_as_such(void **state)
{
	const struct category_param def = {
	    .id = "odd", .name = "Dziwny", .type = "polygon", .required = 1, UNTOLD};
	struct param_state s;
	struct param_finding f;

	(void)state;
	params_state(&def, 1, NULL, 0, PARAMS_OF_OFFER, &s);
	assert_int_equal(param_check(&def, &s, &f), PARAM_UNKNOWN_KIND);
}

static void numbers_of_goods_are_known_by_their_names(void **state)
{
	static const struct {
		const char *name;
		const char *type;
		bool is;
	} cases[] = {
	    {"EAN (GTIN)", "string", true}, {"Kod EAN", "string", true},
	    {"ISBN", "string", true},	    {"GTIN/EAN", "string", true},
	    {"Ocean", "string", false},	    {"EAN", "dictionary", false},
	    {"", "string", false},	    {"Kolor", "string", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct category_param def = {.name = cases[i].name, .type = cases[i].type};
		if (param_is_gtin(&def) != cases[i].is)
			fail_msg("%s", cases[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(conditions_decide_what_is_asked_for),
	    cmocka_unit_test(a_hidden_value_does_not_count_over_a_chain),
	    cmocka_unit_test(a_circle_ends_and_is_not_shown),
	    cmocka_unit_test(a_value_is_allowed_under_its_parent_alone),
	    cmocka_unit_test(each_fault_is_found),
	    cmocka_unit_test(an_unknown_kind_that_is_required_is_told_as_such),
	    cmocka_unit_test(numbers_of_goods_are_known_by_their_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
