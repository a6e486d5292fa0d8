/* Whether an act may be, and what a thing shows of a text on its way: tables of cases. */
#include "domain/outbox/outbox_act.h"
#include "domain/outbox/outbox_text.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void each_case_has_its_verdict(void **state)
{
	static const struct {
		const char *account;
		const char *scopes;
		uint64_t armed;
		const char *state; /* of the newest intent of the kind; NULL: none */
		const char *obstacle;
		int64_t read_at;
		enum act_verdict want;
	} cases[] = {
	    {"CONNECTED", "allegro:api:ratings", 1, NULL, NULL, TIME_NONE, ACT_MAY},
	    {"CONNECTED", "x allegro:api:ratings y", 1, "FAILED", NULL, TIME_NONE, ACT_MAY},
	    {"CONNECTED", "allegro:api:ratings", 0, NULL, NULL, TIME_NONE, ACT_OFF},
	    {"CONNECTED", "allegro:api:orders:read", 1, NULL, NULL, TIME_NONE, ACT_CUT_OFF},
	    {"DISCONNECTED", "allegro:api:ratings", 1, NULL, NULL, TIME_NONE, ACT_CUT_OFF},
	    {"CONNECTED", "allegro:api:ratings", 1, "NEW", NULL, TIME_NONE, ACT_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "SENT", NULL, TIME_NONE, ACT_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "UNKNOWN", NULL, TIME_NONE, ACT_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "HELD", NULL, TIME_NONE, ACT_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "DONE", NULL, TIME_NONE, ACT_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "DONE", "answered", TIME_NONE, ACT_BARRED},
	    /* More can be said: of what is done it matters whether it was read since. */
	    {"CONNECTED", "allegro:api:ratings", 1, "DONE", NULL, 5, ACT_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 1, "DONE", NULL, 6, ACT_MAY},
	    {"CONNECTED", "allegro:api:ratings", 1, "SENT", NULL, 6, ACT_PENDING},
	    {"CONNECTED", "allegro:api:ratings", 0, "DONE", NULL, 6, ACT_OFF},
	    {"CONNECTED", "allegro:api:ratings", 1, "DONE", "closed", 6, ACT_BARRED},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct outbox_writer writers[] = {
		    {.kind = OUTBOX_RATING_REMOVAL, .armed = 1},
		    {.kind = OUTBOX_RATING_ANSWER, .armed = cases[i].armed}};
		struct outbox_intent intents[] = {
		    {.kind = OUTBOX_RATING_REMOVAL, .state = "SENT"},
		    {.kind = OUTBOX_RATING_ANSWER, .state = cases[i].state, .ended_at = 5},
		    {.kind = OUTBOX_RATING_ANSWER, .state = "FAILED"}};
		const struct act_thing thing = {.obstacle = cases[i].obstacle,
						.read_at = cases[i].read_at};
		const struct acts acts = {
		    .account = {.state = cases[i].account, .scopes = cases[i].scopes},
		    .writers = writers,
		    .n_writers = COUNT_OF(writers),
		    .intents = intents,
		    .n_intents = cases[i].state ? COUNT_OF(intents) : 1,
		};
		enum act_verdict got = act_judge(&acts, OUTBOX_RATING_ANSWER, &thing);

		if (got != cases[i].want)
			fail_msg("case %zu: %d", i, (int)got);
	}
}

static void what_it_shows_decides(void **state)
{
	static const struct {
		const char *reason;
		const char *shown;
		enum outbox_event want;
	} cases[] = {
	    {NULL, "ours", OUTBOX_CONFIRMED},
	    {NULL, NULL, OUTBOX_ABSENT},
	    {NULL, "another", OUTBOX_CHANGED},
	    {"accepted", "ours, spaced otherwise", OUTBOX_CONFIRMED},
	    {"accepted", NULL, OUTBOX_UNCLEAR},
	    {"no-answer", NULL, OUTBOX_ABSENT},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct outbox_intent intent = {.reason = cases[i].reason, .after = "ours"};
		enum outbox_event got = text_outcome(&intent, cases[i].shown);

		if (got != cases[i].want)
			fail_msg("case %zu: %s", i, outbox_event_names[got]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_case_has_its_verdict),
	    cmocka_unit_test(what_it_shows_decides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
