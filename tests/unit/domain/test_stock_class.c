/* What explains the number of an offer, and what the certificate says of all: tables of cases. */
#include "domain/offers/stock_class.h"

#include "base/str.h"
#include "base/time.h"
#include "domain/stock/stock_rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void each_offer_is_of_one_class(void **state)
{
	static const struct {
		struct stock_offer_case c; /* shows, available, status, linked, may, emptied */
		struct stock_pending pending;
		enum stock_class want;
	} cases[] = {
	    {{5, 5, "ACTIVE", true, true, false}, {false, false}, STOCK_IS_EQUAL},
	    {{5, 5, "ACTIVE", true, true, false}, {true, true}, STOCK_IS_EQUAL},
	    {{5, 5, "ACTIVATING", true, true, false}, {false, false}, STOCK_IS_EQUAL},
	    {{0, 7, "ENDED", true, true, false}, {false, false}, STOCK_IS_EQUAL},
	    {{0, 0, "ENDED", true, true, true}, {false, false}, STOCK_IS_EQUAL},
	    {{5, 7, "ACTIVE", true, true, false}, {true, false}, STOCK_IS_COMING},
	    {{0, 7, "ACTIVE", true, true, false}, {true, false}, STOCK_IS_COMING},
	    {{5, 5, "ENDED", true, true, true}, {true, false}, STOCK_IS_COMING},
	    {{5, 7, "ACTIVE", true, true, false}, {false, true}, STOCK_IS_HELD},
	    {{5, 7, "ACTIVE", true, true, false}, {true, true}, STOCK_IS_HELD},
	    {{STOCK_UNKNOWN, 7, "ACTIVE", true, true, false}, {true, false}, STOCK_IS_UNCOUNTED},
	    {{STOCK_UNKNOWN, 7, "ENDED", true, true, false}, {false, false}, STOCK_IS_UNCOUNTED},
	    {{5, 5, "ACTIVE", false, true, false}, {false, false}, STOCK_IS_CONFLICT},
	    {{STOCK_UNKNOWN, 5, "ACTIVE", false, true, false}, {false, false}, STOCK_IS_CONFLICT},
	    {{5, 5, "ACTIVE", true, false, false}, {false, false}, STOCK_IS_THEIRS},
	    {{5, 5, "INACTIVE", false, false, false}, {true, false}, STOCK_IS_THEIRS},
	    {{5, 5, "ENDED", true, true, false}, {false, false}, STOCK_IS_ENDED},
	    {{5, 5, "ENDED", true, true, false}, {false, true}, STOCK_IS_HELD},
	    {{5, 7, "ACTIVE", true, true, false}, {false, false}, STOCK_IS_OFF},
	    {{0, 0, "ACTIVE", true, true, false}, {false, false}, STOCK_IS_OFF},
	    {{5, INT64_MIN, "ACTIVE", true, true, false}, {false, false}, STOCK_IS_OFF},
	    {{5, 5, "ENDED", true, true, true}, {false, false}, STOCK_IS_OFF},
	    {{5, 7, "NEW_WORD", true, true, false}, {false, false}, STOCK_IS_OFF},
	    {{5, 5, "NEW_WORD", true, true, false}, {false, false}, STOCK_IS_EQUAL},
	    {{5, 7, NULL, true, true, false}, {false, false}, STOCK_IS_OFF},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const enum stock_class got = stock_class_of(&cases[i].c, cases[i].pending);
		if (got != cases[i].want)
			fail_msg("case %zu: %s", i, stock_class_names[got]);
	}
}

enum { NOW = 100 * TIME_HOUR_MS };

static void a_certificate_is_green_for_a_day(void **state)
{
	static const struct {
		int64_t made_at;
		int64_t counts[STOCK_CLASSES];
		enum stock_proof want;
	} cases[] = {
	    {TIME_NONE, {3}, STOCK_PROOF_NONE},
	    {NOW, {0}, STOCK_PROOF_EMPTY},
	    {NOW, {3}, STOCK_PROOF_EQUAL},
	    {NOW, {3, [STOCK_IS_COMING] = 1}, STOCK_PROOF_EXPLAINED},
	    {NOW, {0, [STOCK_IS_ENDED] = 1}, STOCK_PROOF_EXPLAINED},
	    {NOW, {3, [STOCK_IS_OFF] = 1}, STOCK_PROOF_OFF},
	    {NOW - 24 * TIME_HOUR_MS + 1, {3}, STOCK_PROOF_EQUAL},
	    {NOW - 24 * TIME_HOUR_MS, {3}, STOCK_PROOF_OLD},
	    {0, {3, [STOCK_IS_OFF] = 1}, STOCK_PROOF_OFF},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const enum stock_proof got = stock_proof_of(cases[i].made_at, cases[i].counts, NOW);
		if (got != cases[i].want)
			fail_msg("case %zu: %d", i, (int)got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_offer_is_of_one_class),
	    cmocka_unit_test(a_certificate_is_green_for_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
