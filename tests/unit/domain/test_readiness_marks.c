/* What a judgement says of parameters besides what is missing: what will be required, and what
 * Allegro refused before. */
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/mapping/readiness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

static struct param_value states[] = {{.id = "1", .value = "Nowy"},
				      {.id = "2", .value = "Używany"}};

/* Two that are alike but for their names. */
#define DICTIONARY(param_id, param_name)                                                           \
	{                                                                                          \
		.id = param_id, .name = param_name, .type = "dictionary", .values = states,        \
		.n_values = 2, .most_values = 1, .min = INT64_MIN, .max = INT64_MIN,               \
		.precision = INT64_MIN, .min_length = INT64_MIN, .max_length = INT64_MIN           \
	}
static struct category_param params[] = {DICTIONARY("s", "Stan"), DICTIONARY("g", "Gwarancja")};
static struct value_index *indexes[COUNT_OF(params)];
static struct ready_category goods = {
    .id = "10", .is_fit = true, .params = params, .n_params = COUNT_OF(params), .indexes = indexes};

/* The marks of a kind, by commas. */
static const char *marked(const struct ready_category *category, const char *attributes,
			  enum ready_kind kind, struct readiness *r)
{
	struct product p = product_unknown();
	struct ready_subject s = {.product = &p, .shop_key = "key"};
	struct rules rules;
	struct str out;

	p.attributes = attributes;
	rules_make(mem, NULL, 0, 1, &rules);
	offer_values(mem, &rules.offer, &p, &s.offer);
	readiness(mem, &s, &rules, category, r);
	str_init(&out, mem, 1000);
	str_add(&out, "");
	for (size_t i = 0; i < r->n_marks; i++)
		if (r->marks[i].kind == kind)
			str_addf(&out, "%s%s", out.len ? "," : "", r->marks[i].subject);
	return out.text;
}

static void what_will_be_required_is_told_where_nothing_answers_it(void **state)
{
	const int64_t from[] = {5, TIME_NONE};
	struct ready_category soon = goods;
	struct readiness r;

	(void)state;
	soon.required_from = from;
	assert_string_equal(marked(&soon, NULL, MARK_SOON, &r), "10\ts");
	assert_string_equal(marked(&soon, NULL, BLOCK_PARAM, &r), "");
	assert_int_equal(r.values[0].required_from, 5);
	assert_int_equal(r.values[1].required_from, TIME_NONE);
	assert_string_equal(marked(&soon, "Stan\tNowy\t", MARK_SOON, &r), "");
	assert_string_equal(marked(&goods, NULL, MARK_SOON, &r), "");
}

static void what_allegro_refused_is_not_sent_again(void **state)
{
	static const struct contradiction refused[] = {
	    {.param_id = "s", .answer = "#2", .said = "Nie"},
	    {.param_id = "s", .answer = "#8", .said = "Nie"},
	    {.param_id = "s", .answer = "#9", .said = "Nie"},
	};
	struct ready_category known = goods;
	struct readiness r;

	(void)state;
	known.contradictions = refused;
	known.n_contradictions = 2;
	assert_string_equal(marked(&known, "Stan\tUżywany\t", BLOCK_REFUSED, &r), "10\ts");
	assert_ptr_equal(r.values[0].refused, &refused[0]);
	assert_string_equal(marked(&known, "Stan\tNowy\t", BLOCK_REFUSED, &r), "");
	assert_string_equal(marked(&known, "Gwarancja\tUżywany\t", BLOCK_REFUSED, &r), "");
	assert_string_equal(marked(&known, NULL, BLOCK_REFUSED, &r), "");
	known.n_contradictions = CONTRADICTIONS_ALL; /* the parameter itself is in doubt */
	assert_string_equal(marked(&known, "Stan\tNowy\t", BLOCK_REFUSED, &r), "10\ts");
	assert_string_equal(marked(&known, NULL, BLOCK_REFUSED, &r), "");
}

/* Of a parameter of the offer; what nothing answers is missing, not wrong. */
static void what_a_card_asks_of_its_offers_is_checked(void **state)
{
	struct param_answer asked = param_answer_of_id(mem, "s", "1");
	struct product p = product_unknown();
	struct ready_subject s = {.product = &p, .shop_key = "key"};
	struct readiness r;
	struct rules rules;

	(void)state;
	rules_make(mem, NULL, 0, 1, &rules);
	s.card = (struct ready_card){.id = "c", .required = &asked, .n_required = 1};
	p.attributes = "Stan\tNowy\t";
	readiness(mem, &s, &rules, &goods, &r);
	assert_int_equal(r.values[0].finding.fault, PARAM_FINE);
	p.attributes = "Stan\tUżywany\t";
	readiness(mem, &s, &rules, &goods, &r);
	assert_int_equal(r.values[0].finding.fault, PARAM_AGAINST_CARD);
	assert_string_equal(r.values[0].finding.at, "1");
	p.attributes = NULL;
	readiness(mem, &s, &rules, &goods, &r);
	assert_int_equal(r.values[0].finding.fault, PARAM_FINE);
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "marks");
	for (size_t i = 0; i < COUNT_OF(params); i++)
		indexes[i] = value_index(mem, &params[i]);
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
	    cmocka_unit_test(what_will_be_required_is_told_where_nothing_answers_it),
	    cmocka_unit_test(what_allegro_refused_is_not_sent_again),
	    cmocka_unit_test(what_a_card_asks_of_its_offers_is_checked),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
