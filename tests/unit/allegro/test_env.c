/* Environments cannot be mixed up, and the User-Agent is what Allegro wants. */
#include "allegro/client.h"
#include "allegro/oauth.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct conf rehearsal = {
    .path = "kram.conf",
    .simulator_api = "http://127.0.0.1:8081",
    .simulator_auth = "http://127.0.0.1:8081",
    .simulator_upload = "http://127.0.0.1:8081",
};

static void hosts_of_sandbox_and_production_are_compiled_in(void **state)
{
	struct allegro_env env;
	struct err e = {0};
	(void)state;

	assert_int_equal(allegro_env_find(NULL, &rehearsal, "production", &env, &e), RC_OK);
	assert_string_equal(env.api_url, "https://api.allegro.pl");
	assert_string_equal(env.auth_url, "https://allegro.pl");
	assert_int_equal(allegro_env_find(NULL, &rehearsal, "sandbox", &env, &e), RC_OK);
	assert_string_equal(env.api_url, "https://api.allegro.pl.allegrosandbox.pl");
	assert_string_equal(env.auth_url, "https://allegro.pl.allegrosandbox.pl");
	assert_int_equal(allegro_env_find(NULL, &rehearsal, "test", &env, &e), RC_INVALID);
}

static void the_simulator_is_here_or_nowhere(void **state)
{
	static const struct {
		const char *api;
		enum rc rc;
	} cases[] = {
	    {"http://127.0.0.1:8081", RC_OK},
	    {"https://rehearsal.example", RC_OK},
	    {"http://rehearsal.example", RC_INVALID},
	    {"", RC_INVALID},
	};
	void *mem = mem_context(NULL, "test");
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct conf conf = rehearsal;
		struct allegro_env env;
		struct err e = {0};
		conf.simulator_api = cases[i].api;
		assert_int_equal(allegro_env_find(mem, &conf, "simulator", &env, &e), cases[i].rc);
	}
	mem_free(mem);
}

static void a_user_agent_is_built_or_refused_by_field(void **state)
{
	static const struct {
		struct allegro_app app;
		const char *agent;   /* NULL: refused */
		const char *culprit; /* field */
	} cases[] = {
	    {{"Kram", "0.1", "https://kram.example/c"}, "Kram/0.1 (+https://kram.example/c)", ""},
	    {{"Sklep Jana", "1.2.3", "https://x.pl"}, "Sklep-Jana/1.2.3 (+https://x.pl)", ""},
	    {{"", "0.1", "https://x.pl"}, NULL, "app_name"},
	    {{NULL, "0.1", "https://x.pl"}, NULL, "app_name"},
	    {{"Kram/2", "0.1", "https://x.pl"}, NULL, "app_name"},
	    {{"Żabka", "0.1", "https://x.pl"}, NULL, "app_name"},
	    {{"Kram", "", "https://x.pl"}, NULL, "app_version"},
	    {{"Kram", "0 1", "https://x.pl"}, NULL, "app_version"},
	    {{"Kram", "0.1\r\nX: y", "https://x.pl"}, NULL, "app_version"},
	    {{"Kram", "0.1", "http://x.pl"}, NULL, "contact_url"},
	    {{"Kram", "0.1", "https://x.pl/a b"}, NULL, "contact_url"},
	    {{"Kram", "0.1", "https://x.pl)"}, NULL, "contact_url"},
	    {{"Kram", "0.1", "mailto:a@x.pl"}, NULL, "contact_url"},
	    {{"Kram", "0.1", NULL}, NULL, "contact_url"},
	};
	void *mem = mem_context(NULL, "test");
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err e = {0};
		char *agent = NULL;
		enum rc rc = allegro_user_agent(mem, &cases[i].app, &agent, &e);
		assert_int_equal(rc, cases[i].agent ? RC_OK : RC_INVALID);
		assert_string_equal(e.code, cases[i].culprit);
		if (cases[i].agent)
			assert_string_equal(agent, cases[i].agent);
	}
	mem_free(mem);
}

/* The example of RFC 7636, appendix B. */
static void the_challenge_is_that_of_the_standard(void **state)
{
	static const char verifier[] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
	void *mem = mem_context(NULL, "test");
	struct secret *s = secret_new(mem, verifier, strlen(verifier));
	(void)state;

	assert_string_equal(oauth_challenge(mem, s), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
	mem_free(mem);
}

static void each_verifier_is_new_and_of_allowed_length(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct oauth_pkce a;
	struct oauth_pkce b;
	(void)state;

	oauth_pkce_new(mem, &a);
	oauth_pkce_new(mem, &b);
	assert_in_range(secret_len(a.verifier), 43, 128);
	assert_false(secret_eq(a.verifier, b.verifier));
	assert_string_equal(a.challenge, oauth_challenge(mem, a.verifier));
	mem_free(mem);
}

static void the_address_that_came_back_is_read(void **state)
{
	void *mem = mem_context(NULL, "test");
	struct oauth_return r;
	struct err e = {0};
	(void)state;

	assert_int_equal(
	    oauth_return_read(mem, "https://k.pl/connect/callback?state=s&code=c%2B", &r, &e),
	    RC_OK);
	assert_string_equal(r.state, "s");
	assert_string_equal(r.code, "c+");
	assert_null(r.error);
	assert_int_equal(oauth_return_read(mem, "https://k.pl/?code=c", &r, &e), RC_INVALID);
	mem_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hosts_of_sandbox_and_production_are_compiled_in),
	    cmocka_unit_test(the_simulator_is_here_or_nowhere),
	    cmocka_unit_test(a_user_agent_is_built_or_refused_by_field),
	    cmocka_unit_test(the_challenge_is_that_of_the_standard),
	    cmocka_unit_test(each_verifier_is_new_and_of_allowed_length),
	    cmocka_unit_test(the_address_that_came_back_is_read),
	};

	secret_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
