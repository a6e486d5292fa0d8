/* Whose failed logins count, on the database that counts them. */
#include "db_test.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "domain/users/login_rule.h"
#include "domain/users/user.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *mem;
static struct db *db;
static struct db *owner; /* who may do what only time does */
static struct hash_slots *slots;
static const char *login; /* of a user of this test's own */
static uint64_t user_id;

static const char good[] = "correct horse battery";
static const char bad[] = "not the password";

#define OK(call)                                                                                   \
	do {                                                                                       \
		struct err failed = {0};                                                           \
		if (call)                                                                          \
			fail_msg("%s: %s", #call, failed.msg);                                     \
	} while (0)

static int setup(void **state)
{
	static const char *const paths[HASH_SLOTS] = {"/", "/"};
	char uuid[37];

	secret_init();
	*state = mem = mem_context(NULL, "test_login");
	db = db_test_open(mem, DB_ROLE_PANEL);
	owner = db_test_open(mem, DB_ROLE_MIGRATE);
	OK(hash_slots_open(mem, paths, &slots, &failed));
	str_uuid(uuid);
	login = mem_printf(mem, "anna-%.8s", uuid);
	const struct user_draft draft = {login, "Anna", "viewer", password_hash(mem, good)};
	OK(user_create(db, &draft, "test", &user_id, &failed));
	return 0;
}

static enum rc attempt(const char *as, const char *password, const char *ip, const char *device)
{
	struct login_try t = {
	    .login = as, .password = password, .ip = ip, .device = device, .slots = slots};
	struct user found;
	struct err e = {0};

	return user_login(db, mem, &t, &found, &e);
}

/* A login or an address that no other case uses. */
static const char *fresh(const char *format)
{
	static int n;

	return mem_printf(mem, "%s%d", format, ++n);
}

static void fail_until_blocked(const char *as, const char *ip, const char *device)
{
	for (int i = 0; i < 20; i++) {
		enum rc rc = attempt(as, bad, ip, device);
		if (rc == RC_RETRY)
			return;
		assert_int_equal(rc, RC_DENIED);
	}
	fail_msg("nobody slowed down %s", as);
}

/* Blocks are seconds long at first: what follows must not depend on how fast this runs. */
static void fail_for_long(const char *as, const char *ip, const char *device)
{
	fail_until_blocked(as, ip, device);
	db_test_run(owner,
		    "UPDATE login_throttle SET blocked_until = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR"
		    " WHERE blocked_until > last_at");
}

static void forget(void)
{
	db_test_run(owner, "DELETE FROM login_throttle");
}

static void another_spelling_is_no_other_count(void **state)
{
	static const struct {
		const char *what;
		const char *before; /* the first letter */
	} spellings[] = {
	    {"soft hyphen", "\u00ada"},
	    {"full width", "\uff41"},
	    {"zero width", "\u200ba"},
	    {"large", "A"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(spellings); i++) {
		const char *other = mem_printf(mem, "%s%s", spellings[i].before, login + 1);
		forget();
		fail_for_long(login, "192.0.2.1", NULL);
		enum rc rc = attempt(other, good, "192.0.2.2", NULL);
		/* It means the user and waits, or means nobody: the password is not even looked at.
		 */
		if (rc != RC_RETRY && rc != RC_DENIED)
			fail_msg("%s came in", spellings[i].what);
	}
	forget();
	assert_int_equal(attempt(login, good, "192.0.2.2", NULL), RC_OK);
}

static void a_login_there_is_not_is_slowed_down_too(void **state)
{
	const char *nobody = fresh("nobody-");

	(void)state;
	forget();
	fail_for_long(nobody, "192.0.2.3", NULL);
	assert_int_equal(attempt(mem_printf(mem, " %s ", nobody), bad, "192.0.2.4", NULL),
			 RC_RETRY);
	assert_int_equal(attempt(fresh("nobody-"), bad, "192.0.2.4", NULL), RC_DENIED);
}

static void a_network_is_one_address(void **state)
{
	(void)state;
	forget();
	for (int i = 0; i < 30; i++)
		assert_int_equal(attempt(fresh("nobody-"), bad, fresh("2001:db8:0:1::"), NULL),
				 RC_DENIED);
	db_test_run(owner,
		    "UPDATE login_throttle SET blocked_until = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR"
		    " WHERE kind = 'ip' AND failures >= 30");
	assert_int_equal(attempt(fresh("nobody-"), bad, fresh("2001:db8:0:1::"), NULL), RC_RETRY);
	assert_int_equal(attempt(fresh("nobody-"), bad, fresh("2001:db8:0:2::"), NULL), RC_DENIED);
}

static void a_stranger_keeps_no_known_device_out(void **state)
{
	const char *device;
	const char *again;

	(void)state;
	forget();
	OK(user_remember_device(db, mem, user_id, NULL, &device, &failed));
	OK(user_remember_device(db, mem, user_id, device, &again, &failed));
	assert_string_equal(device, again);
	fail_for_long(login, "192.0.2.5", NULL);
	assert_int_equal(attempt(login, good, "192.0.2.5", device), RC_OK);
	/* Coming in has not opened the door for the stranger. */
	assert_int_equal(attempt(login, bad, "192.0.2.5", NULL), RC_RETRY);
}

static void a_known_device_has_a_count_of_its_own(void **state)
{
	const char *device;
	const char *other;

	(void)state;
	forget();
	OK(user_remember_device(db, mem, user_id, NULL, &device, &failed));
	OK(user_remember_device(db, mem, user_id, NULL, &other, &failed));
	fail_for_long(login, "192.0.2.6", device);
	assert_int_equal(attempt(login, good, "192.0.2.6", device), RC_RETRY);
	assert_int_equal(attempt(login, good, "192.0.2.6", other), RC_OK);
	assert_int_equal(attempt(login, good, "192.0.2.6", NULL), RC_OK);
}

static void a_device_nobody_knows_is_a_stranger(void **state)
{
	const struct user_draft draft = {fresh("ewa-"), "Ewa", "viewer", NULL};
	const char *planted = secret_random_text(mem, DEVICE_BYTES);
	const char *device;
	uint64_t ewa;

	(void)state;
	forget();
	OK(user_create(db, &draft, "test", &ewa, &failed));
	OK(user_remember_device(db, mem, ewa, NULL, &device, &failed));
	fail_for_long(login, "192.0.2.7", planted);
	assert_int_equal(attempt(login, good, "192.0.2.8", planted), RC_RETRY);
	assert_int_equal(attempt(login, good, "192.0.2.8", device), RC_RETRY); /* of another user */
	/* What somebody planted is not taken over. */
	OK(user_remember_device(db, mem, user_id, planted, &device, &failed));
	assert_string_not_equal(device, planted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(another_spelling_is_no_other_count),
	    cmocka_unit_test(a_login_there_is_not_is_slowed_down_too),
	    cmocka_unit_test(a_network_is_one_address),
	    cmocka_unit_test(a_stranger_keeps_no_known_device_out),
	    cmocka_unit_test(a_known_device_has_a_count_of_its_own),
	    cmocka_unit_test(a_device_nobody_knows_is_a_stranger),
	};

	return cmocka_run_group_tests_name("login", tests, setup, db_test_teardown);
}
