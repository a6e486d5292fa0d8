/* Choices of brands: written and read again, found in another account, for a product. */
#include "domain/mapping/brand.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_choice_is_read_as_it_was_written(void **state)
{
	static const struct brand_choice cases[] = {
	    {"id-1", "Polar", "id-2", "EU Rep", "Nie połykać.\nTrzymać z dala od ognia."},
	    {"id-1", "Polar", NULL, NULL, NULL},
	    {NULL, NULL, NULL, NULL, "Tylko uwaga"},
	    {NULL, NULL, "id-2", "EU Rep", NULL},
	    {NULL, NULL, NULL, NULL, NULL},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct brand_choice *c = &cases[i];
		struct brand_choice back;

		brand_value_parse(mem, brand_value(mem, c), &back);
		assert_string_equal(str_or(back.producer_id, "-"), str_or(c->producer_id, "-"));
		assert_string_equal(str_or(back.producer, "-"), str_or(c->producer, "-"));
		assert_string_equal(str_or(back.person_id, "-"), str_or(c->person_id, "-"));
		assert_string_equal(str_or(back.person, "-"), str_or(c->person, "-"));
		assert_string_equal(str_or(back.safety, "-"), str_or(c->safety, "-"));
	}
	mem_free(mem);
}

static void what_cannot_be_read_is_nothing(void **state)
{
	static const char *const odd[] = {NULL, "", "\t", "\n", "a", "a\tb", "\t\t\t\t\n"};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		struct brand_choice c;

		brand_value_parse(mem, odd[i], &c);
		assert_null(c.safety);
	}
	mem_free(mem);
}

static void an_entry_is_found_by_its_id_or_by_a_name_that_is_the_only_one(void **state)
{
	static const struct term_name names[] = {
	    {"1", "Polar"}, {"2", "Ceramika"}, {"3", "Dwa"}, {"4", "Dwa"}};
	static const struct {
		const char *id;
		const char *name;
		const char *want;
	} cases[] = {
	    {"1", "Polar", "1"}, {"9", "Polar", "1"},  {"2", "Polar", "2"},
	    {"9", "Nic", NULL},	 {NULL, "Polar", "1"}, {NULL, NULL, NULL},
	    {"9", "Dwa", NULL},	 {"4", "Dwa", "4"},    {NULL, "polar", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *got = brand_entry(names, COUNT_OF(names), cases[i].id, cases[i].name);

		if (!str_eq(str_or(got, "-"), str_or(cases[i].want, "-")))
			fail_msg("%s, %s: %s", cases[i].id, cases[i].name, got);
	}
}

static void a_product_is_of_its_brand_however_it_is_written(void **state)
{
	struct brand at[] = {{.brand = ""}, {.brand = "lodz"}, {.brand = "polar"}};
	const struct brands brands = {at, COUNT_OF(at)};
	static const struct {
		const char *brand;
		const char *want;
	} cases[] = {
	    {"Polar", "polar"}, {" POLAR ", "polar"}, {"Łódź", "lodz"}, {NULL, ""}, {"Nic", NULL}};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct product p = {.brand = cases[i].brand};
		const struct brand *got = brand_of(&brands, mem, &p);

		assert_string_equal(got ? got->brand : "-", cases[i].want ? cases[i].want : "-");
	}
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_choice_is_read_as_it_was_written),
	    cmocka_unit_test(what_cannot_be_read_is_nothing),
	    cmocka_unit_test(an_entry_is_found_by_its_id_or_by_a_name_that_is_the_only_one),
	    cmocka_unit_test(a_product_is_of_its_brand_however_it_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
