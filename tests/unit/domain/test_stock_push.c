/* What an offer's number of pieces asks for: a table of cases. */
#include "domain/offers/offer_value.h"
#include "domain/offers/stock_push_rule.h"
#include "domain/outbox/outbox_kinds.h"
#include "domain/stock/stock_rule.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STOCK  OUTBOX_OFFER_STOCK
#define STATUS OUTBOX_OFFER_STATUS

static void each_number_asks_for_one_thing_at_most(void **state)
{
	static const struct {
		struct stock_offer_case c; /* shows, available, status, linked, may, emptied */
		struct stock_want want;
	} cases[] = {
	    {{5, 5, "ACTIVE", true, true, false}, {NULL, NULL, 0}},
	    {{5, 7, "ACTIVE", true, true, false}, {STOCK, NULL, 5}},
	    {{5, INT64_MIN, "ACTIVE", true, true, false}, {STOCK, NULL, 5}},
	    {{5, 7, "ACTIVATING", true, true, false}, {STOCK, NULL, 5}},
	    {{0, 7, "ACTIVE", true, true, false}, {STATUS, OFFER_EMPTIED, 0}},
	    {{STOCK_UNKNOWN, 7, "ACTIVE", true, true, false}, {NULL, NULL, 0}},
	    {{0, 7, "ACTIVE", false, true, false}, {NULL, NULL, 0}},
	    {{0, 7, "ACTIVE", true, false, false}, {NULL, NULL, 0}},
	    {{5, 0, "ENDED", true, true, true}, {STOCK, NULL, 5}},
	    {{5, 5, "ENDED", true, true, true}, {STATUS, OFFER_REVIVED, 0}},
	    {{0, 0, "ENDED", true, true, true}, {NULL, NULL, 0}},
	    {{5, 5, "ENDED", true, true, false}, {NULL, NULL, 0}}, /* a person ended it */
	    {{5, 7, "INACTIVE", true, true, false}, {NULL, NULL, 0}},
	    {{5, 7, NULL, true, true, false}, {NULL, NULL, 0}},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct stock_want got = stock_offer_want(&cases[i].c);
		const struct stock_want *want = &cases[i].want;

		if (!str_eq(str_or(got.kind, ""), str_or(want->kind, "")) ||
		    !str_eq(str_or(got.word, ""), str_or(want->word, "")) ||
		    got.pieces != want->pieces)
			fail_msg("case %zu: %s %s %lld", i, str_or(got.kind, "nothing"),
				 str_or(got.word, ""), (long long)got.pieces);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_number_asks_for_one_thing_at_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
