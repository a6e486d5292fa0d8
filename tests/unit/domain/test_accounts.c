/* Rules about accounts: when to refresh, what is permitted, which words explain an error. */
#include "domain/accounts/problem.h"
#include "domain/accounts/vault.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LIFE_MS = 12 * 3600 * 1000 };

static void a_refresh_is_due_between_half_and_three_quarters_of_life(void **state)
{
	int early = 0;
	(void)state;

	for (uint64_t id = 1; id <= 100; id++)
		for (uint64_t gen = 1; gen <= 20; gen++) {
			const struct token_life t = {id, gen, 1000, 1000 + LIFE_MS};
			assert_false(token_refresh_due(&t, 1000 + LIFE_MS / 2 - 1000));
			assert_true(token_refresh_due(&t, 1000 + LIFE_MS / 4 * 3));
			early += token_refresh_due(&t, 1000 + LIFE_MS / 8 * 5);
		}
	/* Spread out, not all at one moment. */
	assert_in_range(early, 500, 1500);
}

static void a_token_without_life_is_due(void **state)
{
	const struct token_life t = {1, 1, 5000, 5000};
	(void)state;

	assert_true(token_refresh_due(&t, 0));
}

static void an_account_calls_only_with_a_living_token(void **state)
{
	static const struct {
		const char *state;
		int64_t expires_at;
		bool can;
	} cases[] = {
	    {ACCOUNT_CONNECTED, 1000000, true},	    {ACCOUNT_RECONNECT_REQUIRED, 1000000, true},
	    {ACCOUNT_CONNECTED, 10000, false},	    {ACCOUNT_CONNECTED, TIME_NONE, false},
	    {ACCOUNT_DISCONNECTED, 1000000, false}, {ACCOUNT_NEW, 1000000, false},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct account a = {.state = cases[i].state,
					  .access_expires_at = cases[i].expires_at};
		assert_int_equal(account_can_call(&a, 1000), cases[i].can);
	}
}

static void an_error_has_the_words_that_fit(void **state)
{
	static const struct {
		struct err e;
		const char *key;
	} cases[] = {
	    {{.rc = RC_AUTH, .http = 401, .code = "keys"}, "keys"},
	    {{.rc = RC_AUTH, .http = 401, .code = "invalid_token"}, "token"},
	    {{.rc = RC_AUTH, .code = "reconnect"}, "reconnect"},
	    {{.rc = RC_DENIED, .http = 400, .code = "access_denied"}, "refused"},
	    {{.rc = RC_DENIED, .meaning = MEANING_SCOPE, .code = "AccessDenied"}, "scope"},
	    {{.rc = RC_DENIED, .meaning = MEANING_BLOCKED}, "blocked-account"},
	    {{.rc = RC_REMOTE, .http = 400, .code = "invalid_grant"}, "code"},
	    {{.rc = RC_REMOTE, .http = 400, .code = "unauthorized_client"}, "app-kind"},
	    {{.rc = RC_RETRY, .code = "resolve"}, "resolve"},
	    {{.rc = RC_RETRY, .meaning = MEANING_NO_ANSWER, .code = "connect"}, "network"},
	    {{.rc = RC_RETRY, .meaning = MEANING_NO_ANSWER, .code = "timeout"}, "network"},
	    {{.rc = RC_RETRY, .code = "certificate"}, "certificate"},
	    {{.rc = RC_RETRY, .meaning = MEANING_LIMIT, .code = "TooManyRequestsException"},
	     "throttled"},
	    {{.rc = RC_RETRY, .meaning = MEANING_LIMIT, .code = "blocked"}, "throttled"},
	    {{.rc = RC_RETRY, .meaning = MEANING_WALL}, "wall"},
	    {{.rc = RC_REMOTE, .meaning = MEANING_REMOVED}, "removed"},
	    {{.rc = RC_RETRY, .meaning = MEANING_OUTAGE}, "allegro"},
	    {{.rc = RC_SHAPE, .meaning = MEANING_SHAPE}, "shape"},
	    {{.rc = RC_CONFLICT, .code = "other-seller"}, "other-seller"},
	    {{.rc = RC_CONFLICT}, "busy"},
	    {{.rc = RC_INVALID, .code = "contact_url"}, "contact_url"},
	    {{.rc = RC_NOT_FOUND}, "gone"},
	    {{.rc = RC_DB}, "other"},
	};
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(problem_of(&cases[i].e)->key, cases[i].key);
}

static void every_problem_says_what_why_and_what_to_do(void **state)
{
	(void)state;

	for (const struct problem *p = problem_all(); p->key; p++) {
		assert_ptr_equal(problem_find(p->key), p);
		assert_true(strlen(p->what) > 10 && strlen(p->why) > 10 && strlen(p->todo) > 10);
		assert_in_range(p->status, 400, 599);
	}
	assert_string_equal(problem_find("nonsense")->key, "other");
	assert_string_equal(problem_find(NULL)->key, "other");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_refresh_is_due_between_half_and_three_quarters_of_life),
	    cmocka_unit_test(a_token_without_life_is_due),
	    cmocka_unit_test(an_account_calls_only_with_a_living_token),
	    cmocka_unit_test(an_error_has_the_words_that_fit),
	    cmocka_unit_test(every_problem_says_what_why_and_what_to_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
