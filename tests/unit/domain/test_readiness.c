/* Which products can be listed: each blocker, whose answer counts, which category is chosen. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/readiness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;

/* ---- A category of three parameters ------------------------------------------------------------
 */

static struct param_value states[] = {{.id = "1", .value = "Nowy"},
				      {.id = "2", .value = "Używany"}};
static struct param_value colours[] = {{.id = "b", .value = "biały"},
				       {.id = "c", .value = "czarny"}};

static struct category_param params[] = {
    {.id = "11323",
     .name = "Stan",
     .type = "dictionary",
     .required = 1,
     .values = states,
     .n_values = 2,
     .most_values = 1,
     .min = INT64_MIN,
     .max = INT64_MIN,
     .precision = INT64_MIN,
     .min_length = INT64_MIN,
     .max_length = INT64_MIN},
    {.id = "k",
     .name = "Kolor",
     .type = "dictionary",
     .required_for_product = 1,
     .describes_product = 1,
     .values = colours,
     .n_values = 2,
     .most_values = 1,
     .min = INT64_MIN,
     .max = INT64_MIN,
     .precision = INT64_MIN,
     .min_length = INT64_MIN,
     .max_length = INT64_MIN},
    {.id = "m",
     .name = "Moc",
     .type = "float",
     .describes_product = 1,
     .unit = "W",
     .min = 0,
     .max = 100 * INT64_C(1000000),
     .precision = 1,
     .most_values = 1,
     .min_length = INT64_MIN,
     .max_length = INT64_MIN},
};
static struct value_index *indexes[COUNT_OF(params)];
static struct ready_category lamps = {
    .id = "10", .is_fit = true, .params = params, .n_params = COUNT_OF(params), .indexes = indexes};

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

static struct decision category = {
    .kind = "category", .subject = "key", .applies_if = "", .value = "10"};
static struct decision state_new = {
    .kind = "param", .subject = "\t11323", .applies_if = "", .value = "fixed\t#1"};

/* Both decisions, in the order of decisions_live(). */
static struct decision both[2];

static struct rules rules_of(const struct decision *a, const struct decision *b)
{
	struct rules rules;
	size_t n = 0;

	if (a)
		both[n++] = *a;
	if (b)
		both[n++] = *b;
	rules_make(mem, both, n, 1, &rules);
	return rules;
}

static struct ready_subject subject_of_product(const struct product *p)
{
	struct ready_subject s = {.product = p, .shop_key = "key", .safety = {"p", NULL, "x"}};

	offer_values(mem, &(struct offer_sources){0}, p, &s.offer);
	return s;
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

static const char *judged(const struct ready_subject *s, const struct rules *rules,
			  const struct ready_category *c)
{
	struct readiness r;

	readiness(mem, s, rules, c, &r);
	return marks_text(&r);
}

/* ---- Blockers ------------------------------------------------------------ */

static void break_price(struct product *p)
{
	p->price = MONEY_NONE;
}
static void break_currency(struct product *p)
{
	p->price = (struct money){1999, "EUR"};
}
static void break_range(struct product *p)
{
	p->price.minor = 99;
}
static void break_stock(struct product *p)
{
	p->stock = PRODUCT_UNKNOWN;
}
static void break_images(struct product *p)
{
	p->images = NULL;
}
static void break_address(struct product *p)
{
	p->images = "/images/1.jpg\nimages/2.jpg";
}
static void break_colour(struct product *p)
{
	p->attributes = "Kolor\tEcru\t\nMoc\t12\tW";
}
static void break_no_colour(struct product *p)
{
	p->attributes = "Moc\t12\tW";
}
static void break_power(struct product *p)
{
	p->attributes = "Kolor\tbialy\t\nMoc\t120\tW";
}
static void break_power_words(struct product *p)
{
	p->attributes = "Kolor\tbialy\t\nMoc\tdo 12\tW";
}
static void leave(struct product *p)
{
	(void)p;
}

static void each_thing_that_is_missing_is_a_blocker(void **state)
{
	static const struct {
		void (*change)(struct product *p);
		const char *marks;
	} rows[] = {
	    {leave, "ready"},
	    {break_price, "blocked price:none"},
	    {break_currency, "blocked price:currency"},
	    {break_range, "blocked price:range"},
	    {break_stock, "blocked stock:"},
	    {break_images, "blocked image:"},
	    {break_address, "blocked image:"},
	    {break_colour, "blocked value:k open:k/Kolor/Ecru"},
	    {break_no_colour, "blocked param:k"},
	    {break_power, "blocked answer:10/m/ABOVE_MAX"},
	    /* an optional one that is not understood keeps nothing */
	    {break_power_words, "ready open:m/Moc/do 12 W"},
	};
	const struct rules rules = rules_of(&category, &state_new);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct product p = whole();
		rows[i].change(&p);
		const struct ready_subject s = subject_of_product(&p);
		const char *marks = judged(&s, &rules, &lamps);
		if (!str_eq(marks, rows[i].marks))
			fail_msg("%zu: %s, not %s", i, marks, rows[i].marks);
	}
}

static void categories_and_states(void **state)
{
	const struct ready_category waiting = {.id = "10", .is_fit = true};
	const struct ready_category unfit = {.id = "10"};
	struct decision skipped = category;
	struct product p = whole();
	struct ready_subject s = subject_of_product(&p);
	struct rules rules = rules_of(&category, &state_new);

	(void)state;
	assert_string_equal(judged(&s, &rules, &waiting), "blocked waiting:10");
	assert_string_equal(judged(&s, &rules, &unfit), "blocked unfit:10");
	s.safety = (struct ready_safety){NULL, NULL, NULL};
	assert_string_equal(judged(&s, &rules, &lamps), "blocked producer:luna safety:luna");
	s.text_faults = 1 << TEXT_NAME_SHORT | 1 << TEXT_NO_DESCRIPTION;
	s.safety.producer_id = s.safety.text = "x";
	assert_string_equal(judged(&s, &rules, &lamps),
			    "blocked text:name-short text:no-description");
	s.is_gone = true;
	assert_string_equal(judged(&s, &rules, &lamps), "gone");
	s.is_gone = false;
	skipped.value = NULL;
	rules = rules_of(&skipped, NULL);
	assert_string_equal(judged(&s, &rules, NULL), "skipped");
	rules = rules_of(NULL, NULL);
	s.text_faults = 0;
	assert_string_equal(judged(&s, &rules, NULL), "blocked category:key");
}

/* ---- Whose answer counts ------------------------------------------------------------ */

static void the_nearest_answer_counts(void **state)
{
	static const struct {
		const char *subject;
		const char *applies_if;
		const char *value;
		enum ready_origin origin;
		const char *id;
	} rows[] = {
	    /* from the farthest to the nearest, each added to those before */
	    {NULL, "", "", FROM_SAME_NAME, "b"},
	    {"\tk", "", "fixed\t#c", FROM_DEFAULT, "c"},
	    {"10\tk", "", "fixed\t#b", FROM_RULE, "b"},
	    {"\tk", "brand\tluna", "fixed\t#c", FROM_CONDITION, "c"},
	    {"10\tk", "brand\tluna", "fixed\t#b", FROM_CONDITION, "b"},
	};
	struct decision decisions[COUNT_OF(rows)];
	struct product p = whole();
	struct ready_subject s = subject_of_product(&p);

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct rules rules;
		struct readiness r;
		size_t n = 0;
		/* as the store sorts them: by subject, conditions first */
		for (int k = 0; k < 4; k++)
			for (size_t d = 1; d <= i; d++)
				if (str_eq(rows[d].subject, k < 2 ? "\tk" : "10\tk") &&
				    str_empty(rows[d].applies_if) == (k % 2 == 1))
					decisions[n++] =
					    (struct decision){.kind = "param",
							      .subject = rows[d].subject,
							      .applies_if = rows[d].applies_if,
							      .value = rows[d].value};
		rules_make(mem, decisions, n, 1, &rules);
		readiness(mem, &s, &rules, &lamps, &r);
		assert_int_equal(r.values[1].origin, rows[i].origin);
		assert_string_equal(r.values[1].answer.ids[0], rows[i].id);
	}
	const struct decision own = {.subject = DECIDES_PARAM "\tk", .value = "#c"};
	const struct rules rules = rules_of(NULL, NULL);
	struct readiness r;
	s.decided = &own;
	s.n_decided = 1;
	readiness(mem, &s, &rules, &lamps, &r);
	assert_int_equal(r.values[1].origin, FROM_PRODUCT);
	assert_string_equal(r.values[1].answer.ids[0], "c");
}

static void what_a_card_says_of_the_product_is_not_asked(void **state)
{
	const struct param_answer white = param_answer_of_id(mem, "k", "b");
	const struct rules rules = rules_of(&state_new, NULL);
	struct product p = whole();
	struct ready_subject s = subject_of_product(&p);
	struct readiness r;

	(void)state;
	p.attributes = NULL;
	p.images = NULL;
	s.card = (struct ready_card){.id = "card",
				     .category_id = "10",
				     .answers = &white,
				     .n_answers = 1,
				     .has_description = true,
				     .n_images = 1};
	s.n_cards = 1;
	s.text_faults = 1 << TEXT_NO_DESCRIPTION;
	const struct target target = ready_choose(&s, &rules);
	assert_string_equal(target.category_id, "10");
	assert_int_equal(target.origin, FROM_CARD);
	readiness(mem, &s, &rules, &lamps, &r);
	assert_string_equal(marks_text(&r), "ready");
	assert_int_equal(r.values[1].origin, FROM_CARD);
	/* Who answers for it, and how it is safe, a card only suggests: the seller says it. */
	s.safety = (struct ready_safety){NULL, NULL, NULL};
	assert_string_equal(judged(&s, &rules, &lamps), "blocked producer:luna safety:luna");
	s.card = (struct ready_card){0};
	s.n_cards = 2;
	assert_non_null(strstr(judged(&s, &rules, NULL), "cards:"));
}

static void a_rule_gives_way_to_the_category_of_the_card(void **state)
{
	static const char *const similar[] = {"20", "30"};
	static const char *const said[] = {"30", "40", "10"};
	static const char *const taken[] = {"30", "10", "10"};
	struct decision d = category;
	struct product p = whole();
	struct ready_subject s = subject_of_product(&p);

	(void)state;
	s.card = (struct ready_card){
	    .id = "card", .category_id = "10", .similar = similar, .n_similar = 2};
	for (size_t i = 0; i < 3; i++) {
		d.value = said[i];
		const struct rules rules = rules_of(&d, NULL);
		const struct target t = ready_choose(&s, &rules);
		assert_string_equal(t.category_id, taken[i]);
		assert_int_equal(t.origin, i == 1 ? FROM_CARD : FROM_RULE);
	}
	const struct decision own = {.subject = DECIDES_CATEGORY, .value = "50"};
	const struct rules rules = rules_of(&d, NULL);
	s.decided = &own;
	s.n_decided = 1;
	assert_string_equal(ready_choose(&s, &rules).category_id, "50");
}

/* ---- Translations ------------------------------------------------------------ */

static void a_translation_says_what_a_value_means(void **state)
{
	static const struct {
		const char *value;
		const char *marks;
	} rows[] = {
	    {"#b", "ready"},
	    {NULL, "blocked param:k"}, /* it means nothing, and something is required */
	    {"#z", "blocked answer:10/k/NOT_IN_LIST"},
	};
	struct product p = whole();

	(void)state;
	break_colour(&p);
	const struct ready_subject s = subject_of_product(&p);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct decision d = {.kind = "value",
					   .subject = "k\tkolor\tecru",
					   .applies_if = "",
					   .value = rows[i].value};
		const struct rules rules = rules_of(&state_new, &d);
		assert_string_equal(judged(&s, &rules, &lamps), rows[i].marks);
	}
}

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "readiness");
	for (size_t i = 0; i < COUNT_OF(params); i++)
		if (params[i].n_values)
			indexes[i] = value_index(mem, &params[i]);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_thing_that_is_missing_is_a_blocker),
	    cmocka_unit_test(categories_and_states),
	    cmocka_unit_test(the_nearest_answer_counts),
	    cmocka_unit_test(what_a_card_says_of_the_product_is_not_asked),
	    cmocka_unit_test(a_rule_gives_way_to_the_category_of_the_card),
	    cmocka_unit_test(a_translation_says_what_a_value_means),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
