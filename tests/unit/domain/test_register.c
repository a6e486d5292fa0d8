/* New entries of Allegro's registers: judged, kept, named. */
#include "domain/registers/register.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct term whole = {
    .name = "Polar",
    .title = "Polar sp. z o.o.",
    .street = "Fabryczna 3",
    .post_code = "90-001",
    .city = "Łódź",
    .country = "PL",
    .email = "gpsr@polar.example",
};

#define AT(field) offsetof(struct term, field)
#define TEN	  "1234567890"
#define FIFTY	  TEN TEN TEN TEN TEN

static void every_entry_has_its_fault(void **state)
{
	static const struct {
		enum term_kind kind;
		size_t at;
		const char *value;
		const char *fault;
	} cases[] = {
	    {TERM_PRODUCER, AT(phone), NULL, NULL},
	    {TERM_PRODUCER, AT(name), NULL, "name"},
	    {TERM_PRODUCER, AT(name), FIFTY, NULL},
	    {TERM_PRODUCER, AT(name), FIFTY "1", "name"},
	    {TERM_PRODUCER, AT(title), NULL, "title"},
	    {TERM_PRODUCER, AT(title), FIFTY FIFTY FIFTY FIFTY "1", "title"},
	    {TERM_PRODUCER, AT(street), NULL, "street"},
	    {TERM_PRODUCER, AT(post_code), TEN TEN "1", "post_code"},
	    {TERM_PRODUCER, AT(city), NULL, "city"},
	    {TERM_PRODUCER, AT(country), NULL, "country"},
	    {TERM_PRODUCER, AT(country), "pl", "country"},
	    {TERM_PRODUCER, AT(country), "CN", NULL},
	    {TERM_PERSON, AT(country), "CN", "union"},
	    {TERM_PERSON, AT(country), "DE", NULL},
	    {TERM_PRODUCER, AT(email), NULL, "contact"},
	    {TERM_PRODUCER, AT(email), "gpsr", "email"},
	    {TERM_PRODUCER, AT(email), "@a", "email"},
	    {TERM_PRODUCER, AT(email), "a@", "email"},
	    {TERM_PRODUCER, AT(email), "a@" FIFTY, "email"},
	    {TERM_PRODUCER, AT(phone), TEN TEN TEN "1", "phone"},
	    {TERM_PRODUCER, AT(form_url), "polar.example", "form_url"},
	    {TERM_PRODUCER, AT(form_url), "https://polar.example/gpsr", NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct term t = whole;

		memcpy((char *)&t + cases[i].at, &cases[i].value, sizeof(cases[i].value));
		const char *fault = register_fault(cases[i].kind, &t);
		if (!str_eq(str_or(fault, "-"), str_or(cases[i].fault, "-")))
			fail_msg("%zu %s: %s", i, cases[i].value, fault);
	}
}

static void what_is_too_long_together_is_told_before_it_is_cut(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct term t = whole;

	(void)state;
	t.title = FIFTY FIFTY FIFTY FIFTY;
	t.street = FIFTY FIFTY FIFTY FIFTY;
	assert_null(register_fault(TERM_PRODUCER, &t));
	assert_true(strlen(register_text(mem, &t)) <= REGISTER_TEXT_CHARS + 2); /* two letters */
	t.city = FIFTY;
	t.phone = TEN TEN TEN;
	assert_string_equal(register_fault(TERM_PRODUCER, &t), "length");
	mem_free(mem);
}

static void an_entry_is_read_as_it_was_kept(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct term t = whole;
	struct term back;

	(void)state;
	register_read(mem, register_text(mem, &t), &back);
	assert_string_equal(party_body(mem, TERM_PRODUCER, &back),
			    party_body(mem, TERM_PRODUCER, &t));
	assert_null(back.phone);
	t.email = NULL;
	t.form_url = "https://polar.example";
	register_read(mem, register_text(mem, &t), &back);
	assert_null(back.email);
	assert_string_equal(back.form_url, t.form_url);
	mem_free(mem);
}

static void needless_blanks_go_and_nothing_typed_is_nothing(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct term t = {.name = "  Polar   Łódź ", .title = "  ", .city = NULL};

	(void)state;
	register_tidy(mem, &t);
	assert_string_equal(t.name, "Polar Łódź");
	assert_null(t.title);
	assert_null(t.city);
	mem_free(mem);
}

static void an_act_is_about_an_account_and_a_name(void **state)
{
	void *mem = mem_context(NULL, "test");
	const char *subject = register_subject(mem, 7, "Polar");

	(void)state;
	assert_true(str_starts(subject, "7-"));
	assert_int_equal(strlen(subject), strlen("7-") + 32);
	assert_true(str_is_id(subject));
	assert_string_equal(subject, register_subject(mem, 7, "Polar"));
	assert_string_not_equal(subject, register_subject(mem, 7, "polar"));
	assert_string_not_equal(subject, register_subject(mem, 8, "Polar"));
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_entry_has_its_fault),
	    cmocka_unit_test(what_is_too_long_together_is_told_before_it_is_cut),
	    cmocka_unit_test(an_entry_is_read_as_it_was_kept),
	    cmocka_unit_test(needless_blanks_go_and_nothing_typed_is_nothing),
	    cmocka_unit_test(an_act_is_about_an_account_and_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
