/* Rules of people: passwords, logins, the growing delay, readiness. */
#include "domain/health/health.h"
#include "domain/users/login_rule.h"
#include "domain/users/user.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void judges_passwords(void **state)
{
	static const struct {
		const char *password;
		enum password_fault want;
	} cases[] = {
	    {"", PASSWORD_SHORT},
	    {"eleven char", PASSWORD_SHORT},
	    {"żółćżółćżół", PASSWORD_SHORT},
	    {"żółćżółćżółć", PASSWORD_GOOD},
	    {"correct horse battery", PASSWORD_GOOD},
	    {"QwertyUiop123", PASSWORD_COMMON},
	    {"123456789012", PASSWORD_COMMON},
	    {"Anna.Kowalska", PASSWORD_LOGIN},
	};
	char longest[PASSWORD_MAX + 2];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		if (password_judge(cases[i].password, "anna.kowalska") != cases[i].want)
			fail_msg("%s", cases[i].password);
	}
	memset(longest, 'x', sizeof(longest));
	longest[PASSWORD_MAX + 1] = '\0';
	assert_int_equal(password_judge(longest, "a"), PASSWORD_LONG);
	longest[PASSWORD_MAX] = '\0';
	assert_int_equal(password_judge(longest, "a"), PASSWORD_GOOD);
}

static void logins_can_be_typed(void **state)
{
	(void)state;
	assert_true(login_is_valid("anna"));
	assert_true(login_is_valid("anna.k+x@sklep.example"));
	assert_false(login_is_valid("a"));
	assert_false(login_is_valid("anna k"));
	assert_false(login_is_valid("łoś"));
	assert_false(login_is_valid("<script>"));
	assert_false(
	    login_is_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

static void the_delay_grows_and_ends(void **state)
{
	(void)state;
	assert_int_equal(login_delay_s(THROTTLE_USER, 0), 0);
	assert_int_equal(login_delay_s(THROTTLE_USER, 4), 0);
	assert_int_equal(login_delay_s(THROTTLE_USER, 5), 1);
	assert_int_equal(login_delay_s(THROTTLE_USER, 6), 2);
	assert_int_equal(login_delay_s(THROTTLE_USER, 10), 32);
	assert_int_equal(login_delay_s(THROTTLE_USER, 15), 900);
	assert_int_equal(login_delay_s(THROTTLE_USER, UINT32_MAX), 900);
	assert_int_equal(login_delay_s(THROTTLE_IP, 29), 0);
	assert_int_equal(login_delay_s(THROTTLE_IP, 30), 1);
	for (uint64_t n = 0; n < 100; n++)
		assert_true(login_delay_s(THROTTLE_USER, n) <= login_delay_s(THROTTLE_USER, n + 1));
}

static void one_login_has_one_form(void **state)
{
	static const struct {
		const char *typed;
		const char *want; /* NULL: nobody can be called so */
	} cases[] = {
	    {"anna", "anna"},
	    {"ANNA", "anna"},
	    {" Anna\t", "anna"},
	    {"anna.k+x@Sklep.example", "anna.k+x@sklep.example"},
	    {"an\u00adna", NULL},		/* soft hyphen */
	    {"\uff41\uff4e\uff4e\uff41", NULL}, /* full width */
	    {"anna\u200b", NULL},		/* zero width space */
	    {"a\u0301nna", NULL},		/* an accent of its own */
	    {"\U0001d41anna", NULL},		/* mathematical letters */
	    {"anna\u00a0", NULL},		/* a blank that is none */
	    {"", NULL},
	    {"an na", NULL},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *got = login_normal(*state, cases[i].typed);
		if (!str_eq(got, cases[i].want))
			fail_msg("%s: %s", cases[i].typed, got);
	}
}

static void whoever_has_a_network_has_one_count(void **state)
{
	static const struct {
		const char *ip;
		const char *want;
	} cases[] = {
	    {"203.0.113.9", "203.0.113.9"},
	    {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
	    {"2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"},
	    {"2001:DB8:1:2::", "2001:db8:1:2::/64"},
	    {"2001:db8:1:3::1", "2001:db8:1:3::/64"},
	    {"::1", "::/64"},
	    {"::ffff:203.0.113.9", "203.0.113.9"},
	    {"", ""},
	    {"unix:", "unix:"},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(login_address(*state, cases[i].ip), cases[i].want);
}

static void a_known_device_is_counted_apart(void **state)
{
	static const struct {
		enum throttle_kind kind;
		bool stranger;
		bool known;
	} cases[THROTTLE_KINDS] = {
	    {THROTTLE_USER, true, false},
	    {THROTTLE_IP, true, false},
	    {THROTTLE_DEVICE, false, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(throttle_counts(cases[i].kind, false), cases[i].stranger);
		assert_int_equal(throttle_counts(cases[i].kind, true), cases[i].known);
	}
	assert_int_equal(login_delay_s(THROTTLE_DEVICE, 4), 0);
	assert_int_equal(login_delay_s(THROTTLE_DEVICE, 15), 900);
}

/* A cheaper stand-in would tell by its time which logins exist. */
static void the_stand_in_costs_as_much_as_a_hash(void **state)
{
	const char *ours = password_hash(*state, "correct horse battery");
	const char *stand_in = user_absent_hash();
	size_t n = strlen("$argon2id$v=19$m=65536,t=2,p=1$");

	assert_int_equal(strlen(ours), strlen(stand_in));
	assert_memory_equal(ours, stand_in, n);
}

static void what_is_wrong_is_not_ready(void **state)
{
	(void)state;
	static const struct {
		int64_t connected;
		int64_t cut_off;
		int64_t red;
		int64_t poll_ms; /* 0: never */
		int64_t watch_ms;
		const char *fault; /* how it begins; NULL: ready */
	} cases[] = {
	    {0, 0, 0, 0, 0, NULL}, /* a fresh installation */
	    {0, 0, 0, 0, 1, NULL},
	    {0, 0, 0, HEALTH_SILENT_MS + 1, 1, NULL}, /* nothing to poll */
	    {1, 0, 0, HEALTH_SILENT_MS, HEALTH_SILENT_MS, NULL},
	    {1, 0, 0, 0, 1, "poll-orders"},
	    {1, 0, 0, HEALTH_SILENT_MS + 1, 1, "poll-orders"},
	    {1, 0, 0, 1, 0, "the jobs"},
	    {1, 0, 0, 1, HEALTH_SILENT_MS + 1, "the jobs"},
	    {0, 0, 0, 0, HEALTH_SILENT_MS + 1, "the jobs"},
	    {1, 1, 0, 1, 1, "an account"},
	    {0, 1, 0, 1, 1, "an account"},
	    {1, 0, 2, 1, 1, "a red alarm"},
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct health h = {cases[i].connected, cases[i].cut_off, cases[i].red,
					 cases[i].poll_ms ? cases[i].poll_ms : INT64_MIN,
					 cases[i].watch_ms ? cases[i].watch_ms : INT64_MIN};
		const char *fault = health_fault(&h);
		assert_int_equal(!fault, !cases[i].fault);
		if (fault)
			assert_int_equal(strncmp(fault, cases[i].fault, strlen(cases[i].fault)), 0);
	}
}

static int make(void **state)
{
	secret_init();
	*state = mem_context(NULL, "test");
	return 0;
}

static int drop(void **state)
{
	mem_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(judges_passwords),
	    cmocka_unit_test(logins_can_be_typed),
	    cmocka_unit_test(the_delay_grows_and_ends),
	    cmocka_unit_test(one_login_has_one_form),
	    cmocka_unit_test(whoever_has_a_network_has_one_count),
	    cmocka_unit_test(a_known_device_is_counted_apart),
	    cmocka_unit_test(the_stand_in_costs_as_much_as_a_hash),
	    cmocka_unit_test(what_is_wrong_is_not_ready),
	};

	return cmocka_run_group_tests_name("users", tests, make, drop);
}
