/* Parameters of categories: every type, restriction, condition and dependency arrives. */
#include "allegro/category_api.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PARAM(type, more)                                                                          \
	"{\"id\":\"11\",\"name\":\"Stan\",\"type\":\"" type "\",\"required\":true" more "}"

static void *mem;

static int begin(void **state)
{
	(void)state;
	mem = mem_context(NULL, "test");
	return 0;
}

static int end(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

static struct category_param parsed(const char *raw)
{
	struct category_param p;
	struct err e = {0};

	if (category_param_parse(mem, raw, &p, &e))
		fail_msg("%s", e.msg);
	return p;
}

static void a_dictionary_arrives_with_its_conditions(void **state)
{
	(void)state;
	const struct category_param p = parsed(PARAM(
	    "dictionary",
	    ",\"requiredForProduct\":true,\"unit\":null,\"options\":{\"ambiguousValueId\":\"11_9\","
	    "\"dependsOnParameterId\":\"7\",\"describesProduct\":true,\"customValuesEnabled\":true}"
	    ","
	    "\"restrictions\":{\"multipleChoices\":true},\"requiredIf\":{\"parametersWithValue\":"
	    "[{\"id\":\"5\",\"oneOfValueIds\":[\"5_1\",\"5_2\"]}],\"parametersWithoutValue\":"
	    "[{\"id\":\"6\"}]},\"displayedIf\":{\"parametersWithValue\":[{\"id\":\"8\","
	    "\"oneOfValueIds\":[\"8_1\"]}]},\"dictionary\":[{\"id\":\"11_1\",\"value\":\"Nowy\","
	    "\"dependsOnValueIds\":[\"7_1\"],\"formerData\":{\"ids\":[\"11_0\"],\"values\":"
	    "[\"Nowa\",\"Nowe\"]}},{\"id\":\"11_9\",\"value\":\"Inny\"}],\"formerData\":"
	    "{\"ids\":[\"10\"],\"names\":[\"Kondycja\"]}"));

	assert_int_equal(p.required, 1);
	assert_int_equal(p.required_for_product, 1);
	assert_int_equal(p.describes_product, 1);
	assert_int_equal(p.custom_values, 1);
	assert_int_equal(p.multiple, 1);
	assert_null(p.unit);
	assert_string_equal(p.ambiguous_id, "11_9");
	assert_string_equal(p.depends_on, "7");
	assert_int_equal(p.n_required_with, 1);
	assert_string_equal(p.required_with[0].values[1].text, "5_2");
	assert_int_equal(p.n_required_without, 1);
	assert_string_equal(p.required_without[0].id, "6");
	assert_int_equal(p.n_displayed_with, 1);
	assert_int_equal(p.n_values, 2);
	assert_string_equal(p.values[0].depends[0].text, "7_1");
	assert_string_equal(p.values[0].former_ids[0].text, "11_0");
	assert_string_equal(p.values[0].former_values[1].text, "Nowe");
	assert_int_equal(p.values[1].n_depends, 0);
	assert_string_equal(p.former_ids[0].text, "10");
	assert_string_equal(p.former_names[0].text, "Kondycja");
}

static void what_is_not_said_is_no_restriction(void **state)
{
	(void)state;
	const struct category_param p = parsed(PARAM("string", ",\"requiredIf\":null"));

	assert_int_equal(p.required_for_product, 0);
	assert_int_equal(p.n_required_with, 0);
	assert_true(p.min == INT64_MIN && p.max == INT64_MIN);
	assert_true(p.min_length == INT64_MIN && p.max_length == INT64_MIN);
	assert_true(p.precision == INT64_MIN && p.most_values == INT64_MIN);
}

static void bounds_are_exact_however_they_are_written(void **state)
{
	static const struct {
		const char *raw;
		int64_t millionths;
	} cases[] = {
	    {"0", 0},
	    {"1000000", 1000000000000},
	    {"0.001", 1000},
	    {"-12.5", -12500000},
	    {"1.0E7", 10000000000000},
	    {"25e-1", 2500000},
	    {"0.0000004", 0},
	    {"1e30", INT64_MIN}, /* beyond what could be a value: no bound */
	    {"99999999999999999999", INT64_MIN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct category_param p =
		    parsed(mem_printf(mem,
				      PARAM("float", ",\"restrictions\":{\"min\":%s,\"max\":%s,"
						     "\"range\":true,\"precision\":2}"),
				      cases[i].raw, cases[i].raw));
		assert_int_equal(p.min, cases[i].millionths);
		assert_int_equal(p.max, cases[i].millionths);
		assert_int_equal(p.is_range, 1);
		assert_int_equal(p.precision, 2);
	}
}

static void a_parameter_of_another_shape_is_refused(void **state)
{
	static const char *const cases[] = {
	    "[]",
	    "{\"id\":\"11\"}",
	    "{\"id\":\"1 1\",\"name\":\"a\",\"type\":\"string\",\"required\":true}",
	    PARAM("integer", ",\"restrictions\":{\"min\":\"0\"}"),
	    PARAM("integer", ",\"restrictions\":{\"min\":true}"),
	    PARAM("dictionary", ",\"dictionary\":{}"),
	    PARAM("dictionary", ",\"dictionary\":[{\"value\":\"Nowy\"}]"),
	    PARAM("dictionary", ",\"requiredIf\":{\"parametersWithValue\":[{\"id\":\"5\"}]}"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct category_param p;
		struct err e = {0};

		assert_int_equal(category_param_parse(mem, cases[i], &p, &e), RC_SHAPE);
	}
}

static void a_type_of_tomorrow_is_kept(void **state)
{
	(void)state;
	assert_string_equal(parsed(PARAM("date", "")).type, "date");
}

static void what_is_kept_reads_as_the_same(void **state)
{
	(void)state;
	const struct category_param p = parsed(PARAM("integer", ",\"restrictions\":{\"min\":1}"));

	assert_string_equal(parsed(p.raw).raw, p.raw);
	assert_int_equal(parsed(p.raw).min, 1000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_dictionary_arrives_with_its_conditions),
	    cmocka_unit_test(what_is_not_said_is_no_restriction),
	    cmocka_unit_test(bounds_are_exact_however_they_are_written),
	    cmocka_unit_test(a_parameter_of_another_shape_is_refused),
	    cmocka_unit_test(a_type_of_tomorrow_is_kept),
	    cmocka_unit_test(what_is_kept_reads_as_the_same),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
