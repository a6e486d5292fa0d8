/* Answers of parameters that hang on one another, and of those that have other ids by now. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/readiness.h"
#include "domain/mapping/value_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

#define UNBOUND                                                                                    \
	.most_values = 1, .min = INT64_MIN, .max = INT64_MIN, .precision = INT64_MIN,              \
	.min_length = INT64_MIN, .max_length = INT64_MIN

static struct param_word old_bosch[] = {{"bosch-old"}};
static struct param_word bosch[] = {{"bosch"}};
static struct param_word philips[] = {{"philips"}};
static struct param_value brands[] = {
    {.id = "bosch", .value = "Bosch", .former_ids = old_bosch, .n_former_ids = 1},
    {.id = "philips", .value = "Philips"}};
static struct param_value lines[] = {
    {.id = "b4", .value = "Line 4", .depends = bosch, .n_depends = 1},
    {.id = "p4", .value = "Line 4", .depends = philips, .n_depends = 1}};
static struct param_word old_lamp[] = {{"lamp-old"}};
static struct param_with of_bosch[] = {{"brand", bosch, 1}};
/* clang-format off */
static struct category_param hanging[] = {
    {.id = "line", .name = "Seria", .type = "dictionary", .depends_on = "brand", .required = 1, .values = lines, .n_values = 2, UNBOUND},
    {.id = "brand", .name = "Marka", .type = "dictionary", .values = brands, .n_values = 2, .former_ids = old_lamp, .n_former_ids = 1, UNBOUND},
    {.id = "series", .name = "Numer", .type = "integer", .displayed_with = of_bosch, .n_displayed_with = 1, UNBOUND},
};
/* clang-format on */
static struct value_index *hanging_indexes[COUNT_OF(hanging)];
static struct ready_category drills = {.id = "20",
				       .is_fit = true,
				       .params = hanging,
				       .n_params = COUNT_OF(hanging),
				       .indexes = hanging_indexes};

static struct product whole(void)
{
	struct product p = product_unknown();

	p.name = "Kinkiet ogrodowy biały";
	p.brand = "Łuna";
	p.description = "<p>Kinkiet</p>";
	p.price = (struct money){1999, "PLN"};
	p.stock = 3;
	p.images = "https://shop.example/1.jpg";
	p.attributes = "Kolor\tBiały\t\nMoc\t12\tW";
	return p;
}

static struct ready_subject subject_of_product(const struct product *p)
{
	struct ready_subject s = {
	    .product = p, .shop_key = "key", .safety = {.producer_id = "p", .text = "x"}};

	offer_values(mem, &(struct offer_sources){0}, p, &s.offer);
	return s;
}

static struct rules rules_of(const struct decision *d)
{
	static struct decision one;
	struct rules rules;

	if (d)
		one = *d;
	rules_make(mem, &one, d ? 1 : 0, 1, &rules);
	return rules;
}

static const char *marks_text(const struct readiness *r)
{
	struct str out;

	str_init(&out, mem, 2000);
	str_add(&out, ready_state_names[r->state]);
	for (size_t i = 0; i < r->n_marks; i++)
		if (r->marks[i].kind < READY_BLOCKS || r->marks[i].kind == MARK_OPEN)
			str_addf(&out, " %s:%s", ready_kind_names[r->marks[i].kind],
				 r->marks[i].subject);
	for (char *c = (char *)out.text; *c; c++)
		*c = *c == '\t' ? '/' : *c;
	return out.text;
}

static void a_value_is_found_under_what_its_parent_has(void **state)
{
	static const struct {
		const char *brand;
		const char *marks;
		const char *line;
	} rows[] = {
	    {"Philips", "ready", "p4"},
	    {"Bosch", "ready", "b4"},
	    {"Trio", "blocked value:line open:line/Seria/line 4 open:brand/Marka/Trio", NULL},
	};
	const struct rules rules = rules_of(NULL);
	struct product p = whole();
	const struct ready_subject s = subject_of_product(&p);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct readiness r;

		p.attributes = mem_printf(mem, "Marka\t%s\t\nSeria\tline 4\t", rows[i].brand);
		readiness(mem, &s, &rules, &drills, &r);
		assert_string_equal(marks_text(&r), rows[i].marks);
		assert_true(str_eq(r.values[0].answer.n_ids ? r.values[0].answer.ids[0] : NULL,
				   rows[i].line));
	}
}

static void what_is_not_asked_for_keeps_no_product(void **state)
{
	const struct rules rules = rules_of(NULL);
	struct product p = whole();
	const struct ready_subject s = subject_of_product(&p);
	struct readiness r;

	(void)state;
	p.attributes = "Marka\tPhilips\t\nSeria\tLine 4\t\nNumer\tabout 7\t";
	readiness(mem, &s, &rules, &drills, &r);
	assert_string_equal(marks_text(&r), "ready");
	p.attributes = "Marka\tPhilips\t\nSeria\tLine 4\t\nNumer\t7\t";
	readiness(mem, &s, &rules, &drills, &r);
	assert_string_equal(marks_text(&r), "ready");
	assert_false(r.values[2].is_sent);
	p.attributes = "Marka\tBosch\t\nSeria\tLine 4\t\nNumer\t7\t";
	readiness(mem, &s, &rules, &drills, &r);
	assert_true(r.values[2].is_sent);
}

/* A parameter and a value that Allegro has given other ids (formerData). */
static void decisions_outlive_the_ids_they_name(void **state)
{
	static const struct decision made[] = {
	    {.kind = "param",
	     .subject = "\tlamp-old",
	     .applies_if = "",
	     .value = "fixed\t#bosch-old"},
	    {.kind = "value",
	     .subject = "lamp-old\tmarka\ttrio",
	     .applies_if = "",
	     .value = "#bosch-old"},
	};
	struct product p = whole();
	const struct ready_subject s = subject_of_product(&p);

	(void)state;
	p.attributes = "Marka\tTrio\t\nSeria\tLine 4\t";
	for (size_t i = 0; i < COUNT_OF(made); i++) {
		const struct rules rules = rules_of(&made[i]);
		struct readiness r;

		readiness(mem, &s, &rules, &drills, &r);
		assert_string_equal(marks_text(&r), "ready");
		assert_string_equal(r.values[1].answer.ids[0], "bosch");
		assert_string_equal(r.values[0].answer.ids[0], "b4");
	}
}

static void a_unit_that_measures_is_not_left_out(void **state)
{
	static struct param_value values[] = {
	    {.id = "60", .value = "60 W"}, {.id = "5", .value = "5"}, {.id = "42", .value = "42"}};
	static const struct category_param def = {
	    .id = "size", .type = "dictionary", .values = values, .n_values = 3, UNBOUND};
	static const struct {
		const char *text;
		const char *unit;
		const char *id; /* NULL: a person says it */
	} rows[] = {
	    {"60", "W", "60"}, {"0,06", "kW", "60"}, {"60", "", NULL},
	    {"5", "", "5"},    {"5", "kg", NULL},    {"42", "EU", "42"},
	};
	const struct value_index *index = value_index(mem, &def);
	const struct rules rules = rules_of(NULL);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct said said = {
		    .source = "Rozmiar", .text = rows[i].text, .unit = rows[i].unit};
		struct param_answer a = {0};
		const enum said_as as = value_read(mem, index, &def, &said, &rules, &a);

		if ((as == SAID_READ) != (rows[i].id != NULL) ||
		    (rows[i].id && !param_answer_has_id(&a, rows[i].id)))
			fail_msg("%s %s", rows[i].text, rows[i].unit);
	}
	const struct category_param words = {.id = "words", .type = "string", UNBOUND};
	const struct said said = {.source = "Rozmiar", .text = "500", .unit = "ml"};
	struct param_answer a;
	assert_int_equal(value_read(mem, NULL, &words, &said, &rules, &a), SAID_READ);
	assert_string_equal(a.texts[0], "500 ml");
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "resolve");
	for (size_t i = 0; i < COUNT_OF(hanging); i++)
		if (hanging[i].n_values)
			hanging_indexes[i] = value_index(mem, &hanging[i]);
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
	    cmocka_unit_test(a_value_is_found_under_what_its_parent_has),
	    cmocka_unit_test(what_is_not_asked_for_keeps_no_product),
	    cmocka_unit_test(decisions_outlive_the_ids_they_name),
	    cmocka_unit_test(a_unit_that_measures_is_not_left_out),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
