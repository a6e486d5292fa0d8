/* What may be said about a rating: a table of cases. */
#include "domain/ratings/rating.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { NOW = 1000 };
#define NONE TIME_NONE

static void each_case_has_its_obstacle(void **state)
{
	static const struct {
		const char *kind;
		int64_t gone, answered, until, asked;
		const char *want; /* NULL: it may be done */
	} cases[] = {
	    {OUTBOX_RATING_ANSWER, NONE, NONE, NONE, NONE, NULL},
	    {OUTBOX_RATING_ANSWER, NONE, NONE, 999, 5, NULL},
	    {OUTBOX_RATING_ANSWER, NONE, 7, NONE, NONE, "answered"},
	    {OUTBOX_RATING_ANSWER, 7, NONE, NONE, NONE, "not-found"},
	    {OUTBOX_RATING_REMOVAL, NONE, NONE, 1001, NONE, NULL},
	    {OUTBOX_RATING_REMOVAL, NONE, 7, 1001, NONE, NULL},
	    {OUTBOX_RATING_REMOVAL, NONE, NONE, 1000, NONE, "too-late"},
	    {OUTBOX_RATING_REMOVAL, NONE, NONE, NONE, NONE, "no-removal"},
	    {OUTBOX_RATING_REMOVAL, NONE, NONE, 1001, 5, "asked"},
	    {OUTBOX_RATING_REMOVAL, 7, NONE, 1001, 5, "not-found"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct rating_row row = {.r = {.answered_at = cases[i].answered,
						     .removal_until = cases[i].until,
						     .removal_at = cases[i].asked},
					       .gone_at = cases[i].gone};
		const char *got = rating_obstacle(&row, cases[i].kind, NOW);

		if (!str_eq(got, cases[i].want) && (got || cases[i].want))
			fail_msg("case %zu: %s", i, str_or(got, "none"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_case_has_its_obstacle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
