/* Which product an offer sells, and who changed it: tables of cases. */
#include "domain/offers/change_rule.h"
#include "domain/offers/offer_match_rule.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define UNREAD INT64_MIN

static void only_what_is_beyond_doubt_is_linked(void **state)
{
	static const struct {
		struct offer_match_case c; /* signature, EAN, cards, by SKU, by EAN, how many,
					      twins, linked, to how many */
		enum offer_match want;
		const char *why;
		uint64_t product_id;
	} cases[] = {
	    {{"A", NULL, UNREAD, 7, 0, 0, 0, 0, 0}, OFFER_MATCH_LINKED, NULL, 7},
	    {{"A", "E", 1, 7, 7, 1, 0, 0, 0}, OFFER_MATCH_LINKED, NULL, 7},
	    {{"A", "E", 1, 7, 8, 1, 0, 0, 0}, OFFER_MATCH_CONFLICT, "sku-or-ean", 7},
	    {{"A", "E", 1, 7, 8, 2, 0, 0, 0},
	     OFFER_MATCH_LINKED,
	     NULL,
	     7}, /* a shared EAN says nothing */
	    {{"A", NULL, 1, 7, 0, 0, 1, 0, 0}, OFFER_MATCH_CONFLICT, "twins", 7},
	    {{"A", NULL, 2, 7, 0, 0, 0, 0, 0}, OFFER_MATCH_CONFLICT, "set", 7},
	    {{NULL, "E", 1, 0, 8, 1, 0, 0, 0}, OFFER_MATCH_LINKED, NULL, 8},
	    {{NULL, "E", 1, 0, 8, 2, 0, 0, 0}, OFFER_MATCH_CONFLICT, "many-eans", 8},
	    {{"B", "E", 1, 0, 8, 1, 0, 0, 0}, OFFER_MATCH_CONFLICT, "sku-unknown", 8},
	    {{"B", "E", 1, 0, 0, 0, 0, 0, 0}, OFFER_MATCH_NONE, NULL, 0},
	    {{NULL, NULL, UNREAD, 0, 0, 0, 0, 0, 0}, OFFER_MATCH_NONE, NULL, 0},
	    /* linked before, by rule or by a person */
	    {{"A", NULL, 1, 7, 0, 0, 0, 7, 1}, OFFER_MATCH_LINKED, NULL, 7},
	    {{"A", NULL, 1, 7, 0, 0, 1, 7, 1}, OFFER_MATCH_LINKED, NULL, 7},
	    {{"A", NULL, 1, 9, 0, 0, 0, 7, 1}, OFFER_MATCH_CONFLICT, "sku-changed", 9},
	    {{"X", NULL, 1, 0, 0, 0, 0, 7, 1}, OFFER_MATCH_LINKED, NULL, 7},
	    {{"X", NULL, 3, 0, 0, 0, 0, 7, 3}, OFFER_MATCH_LINKED, NULL, 7},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct offer_match_verdict v = offer_match_judge(&cases[i].c);
		if (v.match != cases[i].want || v.product_id != cases[i].product_id ||
		    !str_eq(str_or(v.why, ""), str_or(cases[i].why, "")))
			fail_msg("case %zu: %s %s %llu", i, offer_match_names[v.match],
				 str_or(v.why, ""), (unsigned long long)v.product_id);
	}
}

static void every_conflict_has_its_name(void **state)
{
	(void)state;
	assert_true(str_is_one_of("sku-changed", offer_conflict_names));
	assert_false(str_is_one_of("none", offer_conflict_names));
}

static void who_changed_it_follows_from_what_is_known(void **state)
{
	enum { YOUNG = OFFER_JUDGE_MS - 1, OLD = OFFER_JUDGE_MS };
	static const struct {
		struct offer_case c; /* field, before, after, intent, bought, ended by, rule, age */
		enum offer_author want;
		const char *why;
		bool asks;
	} cases[] = {
	    {{"price", "1 PLN", "2 PLN", 5, 0, NULL, NULL, 0}, OFFER_BY_KRAM, NULL, false},
	    {{"price", "1 PLN", "2 PLN", 0, 0, NULL, "r", 0},
	     OFFER_BY_ALLEGRO,
	     "price-rule",
	     false},
	    {{"price", "1 PLN", "2 PLN", 0, 0, NULL, NULL, YOUNG}, OFFER_BY_NOBODY, NULL, false},
	    {{"price", "1 PLN", "2 PLN", 0, 9, NULL, NULL, OLD}, OFFER_BY_OTHERS, NULL, true},
	    {{"stock", "7", "5", 0, 2, NULL, NULL, 0}, OFFER_BY_SALE, NULL, false},
	    {{"stock", "7", "5", 0, 3, NULL, NULL, 0}, OFFER_BY_SALE, NULL, false},
	    {{"stock", "7", "5", 0, 1, NULL, NULL, YOUNG}, OFFER_BY_NOBODY, NULL, false},
	    {{"stock", "7", "5", 0, 1, NULL, NULL, OLD}, OFFER_BY_OTHERS, "partly-sold", true},
	    {{"stock", "5", "7", 0, 9, NULL, NULL, OLD}, OFFER_BY_OTHERS, NULL, true},
	    {{"stock", NULL, "7", 0, 0, NULL, NULL, OLD}, OFFER_BY_OTHERS, NULL, true},
	    {{"status", "ACTIVE", "ENDED", 0, 0, "EMPTY_STOCK", NULL, 0},
	     OFFER_BY_ALLEGRO,
	     "EMPTY_STOCK",
	     false},
	    {{"status", "ACTIVE", "ENDED", 0, 0, "USER", NULL, OLD}, OFFER_BY_OTHERS, NULL, true},
	    {{"status", "ACTIVE", "ENDED", 0, 0, NULL, NULL, OLD}, OFFER_BY_OTHERS, NULL, true},
	    {{"status", "ACTIVATING", "ACTIVE", 0, 0, NULL, NULL, 0},
	     OFFER_BY_ALLEGRO,
	     "activated",
	     false},
	    {{"status", "ENDED", "ACTIVE", 9, 0, NULL, NULL, 0}, OFFER_BY_KRAM, NULL, false},
	    {{"name", "a", "b", 0, 0, NULL, NULL, OLD}, OFFER_BY_OTHERS, NULL, false},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct offer_verdict v = offer_change_judge(&cases[i].c);
		if (v.author != cases[i].want || v.asks != cases[i].asks ||
		    !str_eq(str_or(v.why, ""), str_or(cases[i].why, "")))
			fail_msg("case %zu: %s %s", i, offer_author_names[v.author],
				 str_or(v.why, ""));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_what_is_beyond_doubt_is_linked),
	    cmocka_unit_test(every_conflict_has_its_name),
	    cmocka_unit_test(who_changed_it_follows_from_what_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
