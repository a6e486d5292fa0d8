/* Parameters as fields: the control each gets, what is tied to it, and what comes back from it. */
#include "mapping/param_field.h"

#include "base/mem.h"
#include "base/str.h"
#include "tpl/mapping/_param.h"
#include "web/template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NONE INT64_MIN
#define M    INT64_C(1000000)

static struct param_word bosch[] = {{"b"}};
static struct param_value brands[] = {
    {.id = "b", .value = "Bosch"}, {.id = "p", .value = "Philips"}, {.id = "o", .value = "inna"}};
static struct param_value models[] = {
    {.id = "m4", .value = "Line 4", .depends = bosch, .n_depends = 1},
    {.id = "mc", .value = "Classic"}};
static struct param_value many[600]; /* "value 0" and on; the rest is made by setup() */

enum { BRAND, MODEL, COLOURS, CODE, FEATURES, POWER, WEIGHT, AGE, ODD, MENU, LONG, HUGE, BOXES };
static struct category_param defs[] = {
    [BRAND] = {.name = "Marka", .custom_values = 1, .ambiguous_id = "o"},
    [MODEL] = {.name = "Model", .depends_on = "0"},
    [COLOURS] = {.name = "Kolor", .multiple = 1},
    [CODE] = {.name = "Kod", .type = "string"},
    [FEATURES] = {.name = "Cechy", .type = "string"},
    [POWER] = {.name = "Moc", .type = "integer", .unit = "W"},
    [WEIGHT] = {.name = "Waga", .type = "float", .unit = "kg"},
    [AGE] = {.name = "Wiek", .type = "integer", .unit = "lat", .is_range = 1},
    [ODD] = {.name = "?", .type = "polygon"},
    [MENU] = {.name = "Seria"},
    [LONG] = {.name = "Gmina", .custom_values = 1, .ambiguous_id = "v3"},
    [HUGE] = {.name = "Auto"},
    [BOXES] = {.name = "Pasuje", .multiple = 1},
};
enum { DEFS = COUNT_OF(defs) };

struct fixture {
	void *mem;
	struct fmt f;
	struct templates *templates;
	struct value_index *indexes[DEFS];
	struct err e;
};

static void set_values(int at, struct param_value *values, size_t n)
{
	defs[at].values = values;
	defs[at].n_values = n;
}

static void set_bounds(void *mem)
{
	for (size_t i = 0; i < DEFS; i++) {
		struct category_param *d = &defs[i];

		d->id = mem_printf(mem, "%zu", i);
		d->type = d->type ? d->type : "dictionary";
		d->min = d->max = d->precision = NONE;
		d->min_length = d->max_length = d->most_values = NONE;
	}
	defs[CODE].min_length = 2;
	defs[CODE].max_length = 35;
	defs[FEATURES].most_values = 3;
	defs[POWER].min = 0;
	defs[POWER].max = 5000 * M;
	defs[WEIGHT].precision = 3;
}

static int setup(void **state)
{
	struct fixture *x = mem_zero(NULL, struct fixture);

	*state = x;
	x->mem = x;
	x->f = (struct fmt){.mem = x, .lang = LANG_EN};
	for (size_t i = 0; i < COUNT_OF(many); i++)
		many[i] = (struct param_value){.id = mem_printf(x, "v%zu", i),
					       .value = mem_printf(x, "value %zu", i)};
	set_bounds(x);
	set_values(BRAND, brands, COUNT_OF(brands));
	set_values(MODEL, models, COUNT_OF(models));
	set_values(COLOURS, many, 12);
	set_values(MENU, many, 30);
	set_values(LONG, many, 500);
	set_values(HUGE, many, 600);
	set_values(BOXES, many, 61);
	for (size_t i = 0; i < DEFS; i++)
		x->indexes[i] = value_index(x, &defs[i]);
	/* They are the same for every variant of the build. */
	return (int)templates_load(x, "build/templates", &x->templates, &x->e);
}

static int teardown(void **state)
{
	mem_free(*state);
	return 0;
}

static const char *render(struct fixture *x, const struct param_field *field)
{
	struct tpl *t = param_field(tpl_new(x), "PARAM", &x->f, field);
	struct str out;

	str_init(&out, x, (size_t)1024 * 1024);
	assert_int_equal(tpl_render(x->templates, LANG_EN, TPL_MAPPING__PARAM, t, &out, &x->e),
			 RC_OK);
	return out.text;
}

static const char *with(struct fixture *x, int at, const char *answer)
{
	const struct param_state s = {.is_visible = true};
	struct param_answer a;

	assert_true(param_answer_parse(x, defs[at].id, answer, &a));
	return render(x, &(struct param_field){.def = &defs[at], .state = &s, .answer = &a});
}

static void has(const char *html, const char *part)
{
	if (!strstr(html, part))
		fail_msg("no %s in %s", part, html);
}

static void has_not(const char *html, const char *part)
{
	if (strstr(html, part))
		fail_msg("%s in %s", part, html);
}

static const struct {
	int at;
	const char *answer;
	const char *has[4];
	const char *has_not;
} controls[] = {
    {BRAND,
     "#p",
     {"type=\"radio\" name=\"id:0\" value=\"p\" checked", "not set", "data-open",
      "name=\"text:0\""},
     "<select"},
    {BRAND, "", {"value=\"\" checked"}, "value=\"p\" checked"},
    {BRAND,
     "#o\n\"Kowal \"x\"",
     {"value=\"o\" checked data-open", "value=\"Kowal &quot;x&quot;\""},
     "<select"},
    {BRAND, "#gone", {"value=\"gone\" checked> gone"}, "<select"},
    {COLOURS,
     "#v1\n#v3",
     {"type=\"checkbox\" name=\"id:2\" value=\"v1\" checked", "value=\"v3\" checked"},
     "text:2"},
    {MENU,
     "#v2",
     {"<select name=\"id:9\"", "value=\"v2\" selected", "aria-labelledby=\"param-9-name\""},
     "datalist"},
    {LONG,
     "#v7",
     {"<datalist id=\"param-10-list\"", "list=\"param-10-list\"", "value=\"v7\" checked",
      "text:10"},
     "value=\"v8\""},
    {LONG, "", {"name=\"find:10\"", "Search 500 values"}, "type=\"radio\""},
    {HUGE, "", {"name=\"find:11\"", "Search 600 values"}, "datalist"},
    {BOXES,
     "#v5",
     {"name=\"find:12\"", "type=\"checkbox\" name=\"id:12\" value=\"v5\" checked"},
     "value=\"v6\""},
    {CODE,
     "\"AB-1",
     {"<input name=\"text:3\" value=\"AB-1\" maxlength=\"35\"",
      "At least 2 characters. At most 35 characters.", "aria-describedby=\"param-3-hint\""},
     "textarea"},
    {FEATURES,
     "\"a\n\"b",
     {"<textarea name=\"text:4\" rows=\"3\"", ">a\nb</textarea>",
      "Each on a line of its own. At most 3 values."},
     "maxlength"},
    {POWER,
     "\"60",
     {"name=\"text:5\" value=\"60\" inputmode=\"decimal\"", "> W</span>", "From 0 to 5000."},
     "from:"},
    {WEIGHT, "\"0.125", {"value=\"0.125\"", "At most 3 decimals."}, "from:"},
    {WEIGHT, "\"heavy", {"value=\"heavy\""}, "from:"},
    {AGE,
     "<3\n>5",
     {"name=\"from:7\" value=\"3\"", "name=\"to:7\" value=\"5\"", "> lat</span>"},
     "text:7"},
    {ODD, "\"x", {"<p class=\"mono wrap\">&quot;x</p>"}, "<input"},
};

static void each_kind_has_its_control(void **state)
{
	struct fixture *x = *state;

	for (size_t i = 0; i < COUNT_OF(controls); i++) {
		const char *html = with(x, controls[i].at, controls[i].answer);

		for (size_t k = 0; k < COUNT_OF(controls[i].has) && controls[i].has[k]; k++)
			has(html, controls[i].has[k]);
		has_not(html, controls[i].has_not);
		has_not(html, "aria-invalid");
	}
}

static void numbers_are_written_as_the_reader_does(void **state)
{
	struct fixture *x = *state;

	x->f.lang = LANG_PL;
	has(with(x, WEIGHT, "\"0.125"), "value=\"0,125\"");
	assert_int_equal(param_mark(LANG_PL), DECIMAL_COMMA);
	assert_int_equal(param_mark(LANG_EN), DECIMAL_DOT);
}

static void values_that_do_not_go_with_the_parent_are_not_offered(void **state)
{
	struct fixture *x = *state;
	const struct param_answer brand = param_answer_of_id(x, "0", "b");
	struct param_state s = {.is_visible = true, .is_required = true, .parent = &defs[BRAND]};
	const char *html =
	    render(x, &(struct param_field){.def = &defs[MODEL], .state = &s, .answer = NULL});

	has(html, "value=\"mc\"");
	has_not(html, "value=\"m4\"");
	has(html, "Choose &quot;Marka&quot; first.");
	has(html, "<span class=\"flag\">required</span>");
	has(html, "<fieldset class=\"param\" id=\"param-1\" aria-describedby=\"param-1-hint\">");
	s.parent_has = &brand;
	html = render(x, &(struct param_field){.def = &defs[MODEL], .state = &s});
	has(html, "value=\"m4\"");
	has_not(html, "first");
}

static void a_fault_is_tied_to_its_field(void **state)
{
	struct fixture *x = *state;
	const struct param_state s = {.is_visible = true};
	const struct param_answer a = param_answer_of_text(x, "5", "6000");
	const struct param_finding f = {.fault = PARAM_ABOVE_MAX, .at = "6000", .limit = 5000 * M};
	const char *html = render(
	    x,
	    &(struct param_field){.def = &defs[POWER], .state = &s, .answer = &a, .finding = &f});

	has(html, "aria-describedby=\"param-5-hint param-5-fault\" aria-invalid=\"true\"");
	has(html, "id=\"param-5-fault\"");
	has(html, "At most 5000 W.");
}

static void a_text_that_is_missing_is_asked_for_where_it_goes(void **state)
{
	struct fixture *x = *state;
	const struct param_state s = {.is_visible = true};
	const struct param_answer a = param_answer_of_id(x, "0", "o");
	const struct param_finding f = {.fault = PARAM_TEXT_MISSING, .at = "o"};
	const char *html = render(
	    x,
	    &(struct param_field){.def = &defs[BRAND], .state = &s, .answer = &a, .finding = &f});

	has(html, "name=\"text:0\" value=\"\" maxlength=\"300\" autocomplete=\"off\""
		  " aria-describedby=\"param-0-fault\"");
}

/* ---- What comes back ------------------------------------------------------------------------- */

static const struct field fields[] = {PARAM_FIELDS, {0}};

static void post(struct fixture *x, int at, const char *body, struct param_posted *out)
{
	struct form *form;

	assert_int_equal(form_parse(x, body, strlen(body), &form, &x->e), RC_OK);
	assert_int_equal(form_refuse_foreign(form, fields, &x->e), RC_OK);
	assert_int_equal(form_check(form, fields, &x->e), RC_OK);
	param_posted(x, form, &defs[at], x->indexes[at], NULL, DECIMAL_COMMA, out);
}

static void fields_come_back_as_an_answer(void **state)
{
	static const struct {
		int at;
		const char *body;
		const char *answer;
		const char *typed;
		enum quantity_why why;
	} cases[] = {
	    {BRAND, "id:0=p", "#p", NULL, QUANTITY_FINE},
	    {BRAND, "id:0=&text:0=", "", NULL, QUANTITY_FINE},
	    {BRAND, "id:1=p", "", NULL, QUANTITY_FINE},
	    {BRAND, "id:0=o&text:0=+Kowal++i+syn", "#o\n\"Kowal i syn", NULL, QUANTITY_FINE},
	    {BRAND, "id:0=p&text:0=left", "#p", NULL, QUANTITY_FINE},
	    {BRAND, "text:0=Kowal", "#o\n\"Kowal", NULL, QUANTITY_FINE},
	    {BRAND, "id:0=p&id:0=b", "#p\n#b", NULL, QUANTITY_FINE}, /* told by param_check() */
	    {COLOURS, "id:2=v1&id:2=v3", "#v1\n#v3", NULL, QUANTITY_FINE},
	    {LONG, "id:10=v7&find:10=VALUE-8", "#v8", NULL, QUANTITY_FINE},
	    {LONG, "id:10=v7&find:10=nothing", "#v7", "nothing", QUANTITY_FINE},
	    {BOXES, "id:12=v5&find:12=value+6,+value+7", "#v5\n#v6\n#v7", NULL, QUANTITY_FINE},
	    {BOXES, "id:12=v5&find:12=value+5", "#v5", NULL, QUANTITY_FINE},
	    {CODE, "text:3=AB-1", "\"AB-1", NULL, QUANTITY_FINE},
	    {CODE, "text:3=a%0D%0Ab", "\"a\n\"b", NULL, QUANTITY_FINE},
	    {FEATURES, "text:4=one%0D%0A%0D%0A+two+", "\"one\n\"two", NULL, QUANTITY_FINE},
	    {POWER, "text:5=1+234", "\"1234", NULL, QUANTITY_FINE},
	    {POWER, "text:5=1,5+kW", "\"1500", NULL, QUANTITY_FINE},
	    {POWER, "text:5=do+60", "\"do 60", NULL, QUANTITY_AT_MOST},
	    {WEIGHT, "text:6=0,125", "\"0.125", NULL, QUANTITY_FINE},
	    {WEIGHT, "text:6=1,125", "\"1.125", NULL, QUANTITY_FINE},
	    {WEIGHT, "text:6=1,1255", "\"1,1255", NULL, QUANTITY_TOO_PRECISE},
	    {AGE, "from:7=3&to:7=5", "<3\n>5", NULL, QUANTITY_FINE},
	    {AGE, "from:7=3", "<3", NULL, QUANTITY_FINE},
	    {AGE, "from:7=x&to:7=5", "<x\n>5", NULL, QUANTITY_UNREADABLE},
	    {ODD, "text:8=x", "", NULL, QUANTITY_FINE},
	};
	struct fixture *x = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct param_posted p;

		post(x, cases[i].at, cases[i].body, &p);
		const char *answer = param_answer_print(x, &p.answer);
		if (!str_eq(answer, cases[i].answer) || !str_eq(p.typed, cases[i].typed) ||
		    p.why != cases[i].why)
			fail_msg("%s: %s, %s, %s", cases[i].body, answer, str_or(p.typed, "-"),
				 quantity_why_names[p.why]);
	}
}

static void what_was_typed_comes_back_with_what_may_be_meant(void **state)
{
	struct fixture *x = *state;
	const struct param_state s = {.is_visible = true};
	struct param_posted p;

	post(x, HUGE, "find:11=walue+577", &p);
	assert_int_equal(p.n_near, VALUE_PROPOSALS);
	assert_string_equal(p.near[0]->id, "v577");
	const char *html =
	    render(x, &(struct param_field){
			  .def = &defs[HUGE], .state = &s, .answer = &p.answer, .posted = &p});
	has(html, "value=\"walue 577\"");
	has(html, "&quot;walue 577&quot; is not on Allegro&#39;s list.");
	has(html, "type=\"radio\" name=\"id:11\" value=\"v577\"");
	has(html, "aria-invalid=\"true\"");
}

static void each_fault_has_its_sentence(void **state)
{
	struct fixture *x = *state;

	for (size_t i = 1; i < PARAM_FAULTS; i++) {
		const struct param_finding f = {
		    .fault = (enum param_fault)i, .at = "b", .limit = 2, .other = &defs[MODEL]};
		const char *text = param_fault_text(&x->f, &defs[BRAND], &f);

		if (!*text || text[strlen(text) - 1] != '.' || strchr(text, '%'))
			fail_msg("%s: %s", param_fault_names[i], text);
	}
	for (size_t i = 1; i < QUANTITY_WHYS; i++)
		assert_true(*quantity_text((enum quantity_why)i));
	assert_string_equal(param_fault_text(&x->f, &defs[BRAND], &(struct param_finding){0}), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(each_kind_has_its_control),
	    TEST(numbers_are_written_as_the_reader_does),
	    TEST(values_that_do_not_go_with_the_parent_are_not_offered),
	    TEST(a_fault_is_tied_to_its_field),
	    TEST(a_text_that_is_missing_is_asked_for_where_it_goes),
	    TEST(fields_come_back_as_an_answer),
	    TEST(what_was_typed_comes_back_with_what_may_be_meant),
	    TEST(each_fault_has_its_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
