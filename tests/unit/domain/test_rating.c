/* What may be done about a rating, and what it shows of a text on its way: tables of cases. */
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

static void each_case_has_its_verdict(void **state)
{
	static const struct {
		const char *account;
		const char *scopes;
		uint64_t armed;
		const char *state; /* of the newest intent of the kind; NULL: none */
		int64_t answered;
		enum rating_verdict want;
	} cases[] = {
	    {"CONNECTED", "allegro:api:ratings", 1, NULL, NONE, RATING_MAY},
	    {"CONNECTED", "x allegro:api:ratings y", 1, "FAILED", NONE, RATING_MAY},
	    {"CONNECTED", "allegro:api:ratings", 0, NULL, NONE, RATING_OFF},
	    {"CONNECTED", "allegro:api:orders:read", 1, NULL, NONE, RATING_CUT_OFF},
	    {"DISCONNECTED", "allegro:api:ratings", 1, NULL, NONE, RATING_CUT_OFF},
	    {"CONNECTED", "allegro:api:ratings", 1, "NEW", NONE, RATING_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "SENT", NONE, RATING_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "UNKNOWN", NONE, RATING_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "HELD", NONE, RATING_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "DONE", NONE, RATING_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "DONE", 7, RATING_BARRED},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct outbox_writer writers[] = {
		    {.kind = OUTBOX_RATING_REMOVAL, .armed = 1},
		    {.kind = OUTBOX_RATING_ANSWER, .armed = cases[i].armed}};
		struct outbox_intent intents[] = {
		    {.kind = OUTBOX_RATING_REMOVAL, .state = "SENT"},
		    {.kind = OUTBOX_RATING_ANSWER, .state = cases[i].state},
		    {.kind = OUTBOX_RATING_ANSWER, .state = "FAILED"}};
		const struct rating_detail d = {
		    .row = {.r = {.answered_at = cases[i].answered, .removal_at = NONE},
			    .gone_at = NONE},
		    .account = {.state = cases[i].account, .scopes = cases[i].scopes},
		    .writers = writers,
		    .n_writers = COUNT_OF(writers),
		    .intents = intents,
		    .n_intents = cases[i].state ? COUNT_OF(intents) : 1,
		};
		enum rating_verdict got = rating_judge(&d, OUTBOX_RATING_ANSWER, NOW);

		if (got != cases[i].want)
			fail_msg("case %zu: %d", i, (int)got);
	}
}

static void what_it_shows_decides(void **state)
{
	static const struct {
		const char *kind;
		const char *reason;
		const char *answer;
		const char *removal;
		enum outbox_event want;
	} cases[] = {
	    {OUTBOX_RATING_ANSWER, NULL, "ours", NULL, OUTBOX_CONFIRMED},
	    {OUTBOX_RATING_ANSWER, NULL, NULL, "ours", OUTBOX_ABSENT},
	    {OUTBOX_RATING_ANSWER, NULL, "another", NULL, OUTBOX_CHANGED},
	    {OUTBOX_RATING_ANSWER, "accepted", "ours, spaced otherwise", NULL, OUTBOX_CONFIRMED},
	    {OUTBOX_RATING_ANSWER, "accepted", NULL, NULL, OUTBOX_UNCLEAR},
	    {OUTBOX_RATING_ANSWER, "no-answer", NULL, NULL, OUTBOX_ABSENT},
	    {OUTBOX_RATING_REMOVAL, NULL, "another", "ours", OUTBOX_CONFIRMED},
	    {OUTBOX_RATING_REMOVAL, NULL, "ours", "another", OUTBOX_CHANGED},
	    {OUTBOX_RATING_REMOVAL, NULL, "ours", NULL, OUTBOX_ABSENT},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct outbox_intent intent = {
		    .kind = cases[i].kind, .reason = cases[i].reason, .after = "ours"};
		const struct rating now = {.answer = cases[i].answer, .removal = cases[i].removal};
		enum outbox_event got = rating_outcome(&intent, &now);

		if (got != cases[i].want)
			fail_msg("case %zu: %s", i, outbox_event_names[got]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_case_has_its_obstacle),
	    cmocka_unit_test(each_case_has_its_verdict),
	    cmocka_unit_test(what_it_shows_decides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
