/* What may be chosen for all offers of an account, and what is missing. */
#include "domain/terms/terms.h"

#include "base/compiler.h"
#include "base/mem.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct term_row rows[] = {
    {.t = {.id = "here"}, .gone_at = TIME_NONE},
    {.t = {.id = "gone"}, .gone_at = 5},
    {.t = {.id = "warehouse"}, .gone_at = TIME_NONE, .warehouse = 1},
};

static struct term_lists lists_of(size_t n, int64_t read_at)
{
	struct term_lists lists;

	for (size_t k = 0; k < TERM_CHOSEN_KINDS; k++)
		lists.of[k] = (struct term_list){.rows = rows, .n = n, .read_at = read_at};
	return lists;
}

static const struct seller_terms whole = {
    .term_ids = {"here", "here", "here", NULL},
    .handling = "PT24H",
    .invoice = "VAT",
    .country = "PL",
    .province = "WIELKOPOLSKIE",
    .post_code = "61-867",
    .city = "Poznań",
};

static void every_choice_has_its_fault(void **state)
{
	static const struct {
		size_t at; /* of the field */
		const char *value;
		const char *fault;
	} cases[] = {
	    {offsetof(struct seller_terms, city), NULL, NULL},
	    {offsetof(struct seller_terms, term_ids[TERM_SHIPPING]), NULL, NULL},
	    {offsetof(struct seller_terms, term_ids[TERM_SHIPPING]), "gone", "SHIPPING"},
	    {offsetof(struct seller_terms, term_ids[TERM_RETURNS]), "warehouse", "RETURNS"},
	    {offsetof(struct seller_terms, term_ids[TERM_IMPLIED]), "nothing", "IMPLIED"},
	    {offsetof(struct seller_terms, term_ids[TERM_WARRANTY]), "gone", "WARRANTY"},
	    {offsetof(struct seller_terms, term_ids[TERM_WARRANTY]), "here", NULL},
	    {offsetof(struct seller_terms, handling), "PT25H", "HANDLING"},
	    {offsetof(struct seller_terms, handling), "P60D", NULL},
	    {offsetof(struct seller_terms, invoice), "FAKTURA", "INVOICE"},
	    {offsetof(struct seller_terms, country), "Pl", "COUNTRY"},
	    {offsetof(struct seller_terms, country), "POL", "COUNTRY"},
	    {offsetof(struct seller_terms, province), "Wielkopolskie", "PROVINCE"},
	    {offsetof(struct seller_terms, post_code), "61867", "POST_CODE"},
	    {offsetof(struct seller_terms, post_code), "61-8677", "POST_CODE"},
	    {offsetof(struct seller_terms, post_code), "61 867", "POST_CODE"},
	    {offsetof(struct seller_terms, post_code), "61", "POST_CODE"},
	};
	const struct term_lists lists = lists_of(COUNT_OF(rows), 1);
	struct seller_terms abroad = whole;

	(void)state;
	assert_null(seller_terms_fault(&whole, &lists));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct seller_terms s = whole;

		memcpy((char *)&s + cases[i].at, &cases[i].value, sizeof(cases[i].value));
		const char *fault = seller_terms_fault(&s, &lists);
		if (!str_eq(fault, cases[i].fault))
			fail_msg("%s: %s", cases[i].value, fault);
	}
	abroad.country = "DE";
	abroad.post_code = "10115";
	assert_null(seller_terms_fault(&abroad, &lists));
}

/* As "SHIPPING open, LOCATION open". */
static const char *in_words(void *mem, const struct seller_terms *s, const struct term_lists *lists)
{
	struct terms_blocker blockers[TERMS_BLOCKERS_MAX];
	const size_t n = terms_blockers(s, lists, blockers);
	const char *out = "";

	for (size_t i = 0; i < n; i++)
		out = mem_printf(mem, "%s%s%s %s", out, i ? ", " : "", blockers[i].of,
				 blockers[i].why);
	return out;
}

static void every_lack_is_told_once(void **state)
{
	void *mem = mem_context(NULL, "test");
	const struct seller_terms nothing = {0};
	const struct term_lists unread = lists_of(0, TIME_NONE);
	const struct term_lists empty = lists_of(0, 1);
	const struct term_lists full = lists_of(COUNT_OF(rows), 1);
	struct seller_terms s = whole;

	(void)state;
	assert_string_equal(in_words(mem, &nothing, &unread),
			    "SHIPPING unread, RETURNS unread, IMPLIED unread, HANDLING open,"
			    " INVOICE open, LOCATION open");
	assert_string_equal(
	    in_words(mem, &nothing, &empty),
	    "SHIPPING none, RETURNS none, IMPLIED none, HANDLING open, INVOICE open,"
	    " LOCATION open");
	assert_string_equal(
	    in_words(mem, &nothing, &full),
	    "SHIPPING open, RETURNS open, IMPLIED open, HANDLING open, INVOICE open,"
	    " LOCATION open");
	assert_string_equal(in_words(mem, &whole, &full), "");
	s.term_ids[TERM_SHIPPING] = "gone";
	s.term_ids[TERM_WARRANTY] = "nothing";
	assert_string_equal(in_words(mem, &s, &full), "SHIPPING gone, WARRANTY gone");
	s = whole;
	s.province = NULL;
	assert_string_equal(in_words(mem, &s, &full), "LOCATION open");
	s.country = "DE";
	assert_string_equal(in_words(mem, &s, &full), "");
	mem_free(mem);
}

/* A set that only serves Allegro's warehouse, or is gone, is nothing to choose. */
static void what_cannot_be_chosen_is_no_choice(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct term_lists lists = lists_of(COUNT_OF(rows), 1);
	struct seller_terms s = whole;

	(void)state;
	s.term_ids[TERM_RETURNS] = NULL;
	lists.of[TERM_RETURNS].rows++;
	lists.of[TERM_RETURNS].n--;
	assert_string_equal(in_words(mem, &s, &lists), "RETURNS none");
	mem_free(mem);
}

static void a_party_is_written_as_allegro_wants_it(void **state)
{
	void *mem = mem_context(NULL, "test");
	const struct term t = {.name = "Polar",
			       .title = "Polar \"Ś\" sp. z o.o.",
			       .street = "Fabryczna 3",
			       .post_code = "90-001",
			       .city = "Łódź",
			       .country = "PL",
			       .email = "gpsr@polar.example"};

	(void)state;
	assert_string_equal(
	    party_body(mem, TERM_PRODUCER, &t),
	    "{\"name\":\"Polar\",\"producerData\":{\"tradeName\":\"Polar \\\"Ś\\\" sp. z o.o.\","
	    "\"address\":{\"countryCode\":\"PL\",\"street\":\"Fabryczna 3\",\"postalCode\":"
	    "\"90-001\",\"city\":\"Łódź\"},\"contact\":{\"email\":\"gpsr@polar.example\"}}}");
	assert_non_null(strstr(party_body(mem, TERM_PERSON, &t), "\"personalData\":{\"name\":"));
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_choice_has_its_fault),
	    cmocka_unit_test(every_lack_is_told_once),
	    cmocka_unit_test(what_cannot_be_chosen_is_no_choice),
	    cmocka_unit_test(a_party_is_written_as_allegro_wants_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
