/* What becomes of a mail after a try: the rule of mail_queue.h, row by row. */
#include "domain/alarms/mail_queue.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define NOW INT64_C(1795269600000)

static const struct {
	const char *kind;
	uint64_t tries;
	uint64_t unknowns;
	int64_t age_ms;
	enum rc rc;
	bool unknown;
	const char *state;
	int64_t pause_min;
} cases[] = {
    {"alarm", 1, 0, 0, RC_OK, false, "SENT", 0},
    {"alarm", 2, 1, 0, RC_OK, false, "SENT", 0},
    {"test", 1, 0, 0, RC_OK, false, "SENT", 0},
    {"alarm", 1, 0, 0, RC_RETRY, true, "NEW", 1},
    {"alarm", 2, 1, 0, RC_RETRY, true, "UNKNOWN", 0},
    {"alarm", 1, 0, MAIL_GIVE_UP_MS + 1, RC_RETRY, true, "NEW", 1},
    {"test", 1, 0, 0, RC_RETRY, true, "NEW", 1},
    {"alarm", 1, 0, 0, RC_RETRY, false, "NEW", 2},
    {"alarm", 2, 0, 0, RC_REMOTE, false, "NEW", 4},
    {"alarm", 3, 0, 0, RC_INVALID, false, "NEW", 8},
    {"alarm", 6, 0, 0, RC_IO, false, "NEW", 60},
    {"alarm", 5000, 0, MAIL_GIVE_UP_MS, RC_RETRY, false, "NEW", 60},
    {"alarm", 5000, 0, MAIL_GIVE_UP_MS + 1, RC_RETRY, false, "FAILED", 0},
    {"test", 1, 0, 0, RC_RETRY, false, "FAILED", 0},
};

static void each_outcome_has_its_end(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct mail m = {.kind = cases[i].kind,
				       .tries = cases[i].tries,
				       .unknowns = cases[i].unknowns,
				       .created_at = NOW - cases[i].age_ms};
		struct mail_verdict v = mail_judge(&m, cases[i].rc, cases[i].unknown, NOW);
		assert_string_equal(v.state, cases[i].state);
		assert_int_equal(v.pause_min, cases[i].pause_min);
		assert_int_equal(v.unknown, cases[i].unknown && cases[i].rc != RC_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_outcome_has_its_end)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
