/* Allegro's price rules: what is added as a text and back, bodies, faults. */
#include "domain/pricing/auto_rule.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void what_is_added_comes_back_as_it_was(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} cases[] = {
	    {"", true},
	    {"-5%", true},
	    {"+2.5%", true},
	    {"+2.00 PLN", true},
	    {"-2.00 PLN -0.50 EUR", true},
	    {"5%", false},
	    {"-%", false},
	    {"-0%", false},
	    {"-x%", false},
	    {"+2.00", false},
	    {"+2.00 PLN -1.00 EUR", false},
	    {"+2.001 PLN", false},
	    {"+ PLN", false},
	    {"- 5%", false},
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct auto_rule r = {.name = "a", .type = "b"};

		if (auto_rule_change_read(mem, cases[i].text, &r) != cases[i].good)
			fail_msg("\"%s\"", cases[i].text);
		if (cases[i].good)
			assert_string_equal(auto_rule_change(mem, &r), cases[i].text);
	}
	mem_free(mem);
}

static void a_rule_goes_through_text_and_document_unchanged(void **state)
{
	static const char *const texts[] = {
	    "Moja\nFOLLOW_BY_TOP_OFFER_PRICE\n",
	    "Moja\nFOLLOW_BY_ALLEGRO_MIN_PRICE\n-5%",
	    "Moja\nEXCHANGE_RATE\n+2.00 PLN +0.50 EUR",
	};
	void *mem = mem_context(NULL, "test");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct auto_rule r, back;
		struct err e = {0};

		auto_rule_text_read(mem, texts[i], &r);
		assert_null(auto_rule_fault(&r));
		assert_int_equal(auto_rule_read(mem, auto_rule_body(mem, &r), &back, &e), RC_OK);
		assert_string_equal(auto_rule_text(mem, &back), texts[i]);
		assert_null(strstr(auto_rule_put_body(mem, &r), "\"type\""));
	}
	mem_free(mem);
}

static void what_allegro_refuses_is_a_fault(void **state)
{
	struct auto_rule r = {.name = "Moja", .type = "FOLLOW_BY_TOP_OFFER_PRICE"};

	(void)state;
	assert_null(auto_rule_fault(&r));
	r.type = "FOLLOW_THE_MOON";
	assert_string_equal(auto_rule_fault(&r), "type");
	r.name = "1234567890123456789012345678901234";
	assert_string_equal(auto_rule_fault(&r), "name");
	r.name = "";
	assert_string_equal(auto_rule_fault(&r), "name");
	assert_true(auto_rule_needs_range("FOLLOW_BY_TOP_OFFER_PRICE"));
	assert_false(auto_rule_needs_range("EXCHANGE_RATE"));
}

static void a_rule_to_be_made_is_known_by_account_and_name(void **state)
{
	void *mem = mem_context(NULL, "test");
	const char *one = auto_rule_subject(mem, 1, "Moja");

	(void)state;
	assert_true(auto_rule_is_new(one));
	assert_false(auto_rule_is_new("66950bc04a57a95dfad0891b"));
	assert_string_equal(one, auto_rule_subject(mem, 1, "Moja"));
	assert_string_not_equal(one, auto_rule_subject(mem, 2, "Moja"));
	assert_string_not_equal(one, auto_rule_subject(mem, 1, "moja"));
	assert_true(strlen(one) <= 64);
	mem_free(mem);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_added_comes_back_as_it_was),
	    cmocka_unit_test(a_rule_goes_through_text_and_document_unchanged),
	    cmocka_unit_test(what_allegro_refuses_is_a_fault),
	    cmocka_unit_test(a_rule_to_be_made_is_known_by_account_and_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
