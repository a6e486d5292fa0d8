/* Conditions and sources of rules as texts, and which rule counts for a product. */
#include "base/mem.h"
#include "base/str.h"
#include "domain/mapping/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct product lamp(void)
{
	struct product p = product_unknown();

	p.name = "Kinkiet LED Łuk";
	p.brand = "Żar";
	p.attributes = "Kolor\tBiały\t\nMoc\t12\tW\nPuste\t\t";
	p.price = (struct money){1999, "PLN"};
	return p;
}

static void conditions_hold_as_people_compare(void **state)
{
	static const struct {
		const char *text;
		bool is_fine;
		bool holds;
	} rows[] = {
	    {"", true, true},
	    {"name\tled", true, true},
	    {"name\tŁUK", true, true},
	    {"name\tluk", true, true},
	    {"name\tkinkiet  led", true, true},
	    {"name\tlampa", true, false},
	    {"name\t", false, false},
	    {"name\t \t ", false, false},
	    {"name", false, false},
	    {"brand\tzar", true, true},
	    {"brand\tza", true, false},
	    {"attribute\tkolor\tbialy", true, true},
	    {"attribute\tKOLOR\tczarny", true, false},
	    {"attribute\tmoc\t12", true, true},
	    {"attribute\tpuste\tnic", true, false},
	    {"attribute\tbrak\tnic", true, false},
	    {"attribute\t\tnic", false, false},
	    {"attribute\tkolor", false, false},
	    {"price\t1000\t1999\tPLN", true, true},
	    {"price\t1999\t\tPLN", true, true},
	    {"price\t\t1998\tPLN", true, false},
	    {"price\t2000\t\tPLN", true, false},
	    {"price\t1000\t5000\tEUR", true, false},
	    {"price\t\t\tPLN", false, false},
	    {"price\t5000\t1000\tPLN", false, false},
	    {"price\t10.5\t\tPLN", false, false},
	    {"price\t1000\t5000", false, false},
	    {"weather\train", false, false},
	};
	void *mem = mem_context(NULL, "conditions");
	const struct product p = lamp();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct rule_condition c;
		const bool is_fine = rule_condition_parse(mem, rows[i].text, &c);
		if (is_fine != rows[i].is_fine ||
		    (is_fine && rule_condition_holds(&c, &p) != rows[i].holds))
			fail_msg("%s", rows[i].text);
	}
	const struct product nothing = product_unknown();
	for (size_t i = 1; i < COUNT_OF(rows); i++) {
		struct rule_condition c;
		if (rule_condition_parse(mem, rows[i].text, &c) &&
		    rule_condition_holds(&c, &nothing))
			fail_msg("what is unknown meets %s", rows[i].text);
	}
	mem_free(mem);
}

static void attributes_are_found_by_their_name(void **state)
{
	void *mem = mem_context(NULL, "attributes");
	const struct product p = lamp();
	const char *unit = NULL;

	(void)state;
	assert_string_equal(product_attribute(mem, &p, "moc", &unit), "12");
	assert_string_equal(unit, "W");
	assert_string_equal(product_attribute(mem, &p, "kolor", &unit), "Biały");
	assert_string_equal(unit, "");
	assert_null(product_attribute(mem, &p, "puste", &unit));
	assert_null(product_attribute(mem, &p, "", &unit));
	mem_free(mem);
}

static void sources_are_read_as_they_are_written(void **state)
{
	static const struct {
		const char *text;
		bool is_fine;
	} rows[] = {
	    {"fixed\t#1", true},
	    {"fixed\t", false},
	    {"attribute\tKolor", true},
	    {"attribute", false},
	    {"pattern\tname\tIP([0-9]{2})", true},
	    {"pattern\tname\t", false},
	    {"pattern\tnothing\tx", false},
	    {"field\tweight_g", true},
	    {"field\tnothing", false},
	    {"field", false},
	    {"catalogue", true},
	    {"manual", true},
	    {"guess", false},
	    {"", false},
	};
	void *mem = mem_context(NULL, "sources");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct value_source s;
		const bool is_fine = value_source_parse(mem, rows[i].text, &s);
		if (is_fine != rows[i].is_fine ||
		    (is_fine && !str_eq(value_source_print(mem, &s), rows[i].text)))
			fail_msg("%s", rows[i].text);
	}
	mem_free(mem);
}

/* As decisions_live() has them: by kind and subject, conditions first, one account before all. */
static struct decision given[] = {
    {.kind = "category", .subject = "k1", .applies_if = "name\tlampa", .value = "10"},
    {.kind = "category", .subject = "k1", .applies_if = "weather", .value = "11"},
    {.kind = "category", .subject = "k1", .applies_if = "name\tled", .value = "12"},
    {.kind = "category", .subject = "k1", .applies_if = "name\tłuk", .value = "13"},
    {.account_id = 2, .kind = "category", .subject = "k1", .applies_if = "", .value = "14"},
    {.account_id = 1, .kind = "category", .subject = "k1", .applies_if = "", .value = "15"},
    {.kind = "category", .subject = "k1", .applies_if = "", .value = "16"},
    {.kind = "category", .subject = "k2", .applies_if = "", .value = "17"},
    {.kind = "param", .subject = "\tp", .applies_if = "", .value = "nonsense"},
    {.kind = "param", .subject = "1\tp", .applies_if = "", .value = "manual"},
};

static const char *found(const struct rules *rules, enum decision_kind kind, const char *subject,
			 enum rule_which which)
{
	const struct product p = lamp();
	const struct rule *rule = rule_find(rules, kind, subject, which, &p);

	return rule ? rule->d.value : "-";
}

static void the_first_that_holds_counts(void **state)
{
	void *mem = mem_context(NULL, "rules");
	struct rules rules;

	(void)state;
	rules_make(mem, given, COUNT_OF(given), 1, &rules);
	assert_string_equal(found(&rules, DECISION_CATEGORY, "k1", RULE_CONDITIONAL), "12");
	assert_string_equal(found(&rules, DECISION_CATEGORY, "k1", RULE_ALWAYS), "15");
	assert_string_equal(found(&rules, DECISION_CATEGORY, "k2", RULE_CONDITIONAL), "-");
	assert_string_equal(found(&rules, DECISION_CATEGORY, "k2", RULE_ALWAYS), "17");
	assert_string_equal(found(&rules, DECISION_CATEGORY, "k", RULE_ALWAYS), "-");
	assert_string_equal(found(&rules, DECISION_CATEGORY, "k3", RULE_ALWAYS), "-");
	assert_string_equal(found(&rules, DECISION_PARAM, "1\tp", RULE_ALWAYS), "manual");
	assert_string_equal(found(&rules, DECISION_PARAM, "\tp", RULE_ALWAYS), "-");
	assert_string_equal(found(&rules, DECISION_VALUE, "1\tp", RULE_ALWAYS), "-");
	rules_make(mem, given, COUNT_OF(given), 9, &rules);
	assert_string_equal(found(&rules, DECISION_CATEGORY, "k1", RULE_ALWAYS), "16");
	rules_make(mem, given, 0, 9, &rules);
	assert_string_equal(found(&rules, DECISION_CATEGORY, "k1", RULE_ALWAYS), "-");
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(conditions_hold_as_people_compare),
	    cmocka_unit_test(attributes_are_found_by_their_name),
	    cmocka_unit_test(sources_are_read_as_they_are_written),
	    cmocka_unit_test(the_first_that_holds_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
