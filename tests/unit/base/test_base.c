/* Errors, text, configuration and secrets. */
#include "base/conf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void *mem;

static int setup(void **state)
{
	(void)state;
	time_init();
	secret_init();
	mem = mem_context(NULL, "test_base");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mem_free(mem);
	return 0;
}

static void context_goes_in_front_and_the_cause_survives(void **state)
{
	struct err e = {0};
	char cause[ERR_TEXT_MAX - 10];

	(void)state;
	assert_int_equal(err_set(&e, RC_RETRY, "no answer"), RC_RETRY);
	assert_int_equal(err_wrap(&e, "polling account %d", 7), RC_RETRY);
	assert_string_equal(e.msg, "polling account 7: no answer");
	memset(cause, 'c', sizeof(cause));
	cause[sizeof(cause) - 1] = '\0';
	(void)err_set(&e, RC_DB, "%s", cause);
	(void)err_wrap(&e, "a long context that does not fit");
	assert_non_null(strstr(e.msg, cause));
	assert_true(strlen(e.msg) < ERR_TEXT_MAX);
}

static void a_cut_error_ends_with_a_whole_character(void **state)
{
	struct err e = {0};
	char text[ERR_TEXT_MAX + 40] = "";

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "\u0105", 2);
	for (int shift = 0; shift < 2; shift++) {
		(void)err_set(&e, RC_REMOTE, "%s%s", shift ? "x" : "", text);
		assert_true(str_is_utf8(e.msg, strlen(e.msg)));
		(void)err_set(&e, RC_REMOTE, "the cause");
		(void)err_wrap(&e, "%s%s", shift ? "x" : "", text);
		assert_true(str_is_utf8(e.msg, strlen(e.msg)));
		assert_non_null(strstr(e.msg, ": the cause"));
		err_code(&e, text);
		assert_true(strlen(e.code) > 60 && str_is_utf8(e.code, strlen(e.code)));
	}
	(void)err_set(&e, RC_SHAPE, "\"%.8s\" is no currency", "\u0105\u0105\u0105x\u0105");
	assert_string_equal(e.msg, "\"\u0105\u0105\u0105x?\" is no currency");
	err_code(&e, NULL);
	assert_string_equal(e.code, "");
}

static void a_head_has_whole_characters(void **state)
{
	(void)state;
	assert_int_equal(str_fit("ab\u0105", 3), 2);
	assert_int_equal(str_fit("ab\u0105", 4), 4);
	assert_int_equal(str_fit("ab", 9), 2);
	assert_string_equal(str_head(mem, "\u0105b\u0107d", 3), "\u0105b\u0107");
	assert_string_equal(str_head(mem, "\u0105b", 3), "\u0105b");
	assert_string_equal(str_head(mem, "ab", 0), "");
	assert_string_equal(str_head(mem,
				     "a\x01"
				     "b\x1f\r\n\tc",
				     7),
			    "a b  \n\t");
	assert_string_equal(str_head(mem, "a\x1b[1m", 9), "a [1m");
	assert_null(str_head(mem, NULL, 3));
}

static void text_grows_to_its_maximum_and_no_further(void **state)
{
	struct str s;

	(void)state;
	str_init(&s, mem, 1000);
	for (int i = 0; i < 100; i++)
		str_addf(&s, "%09d\n", i);
	assert_int_equal(s.len, 1000);
	assert_false(s.overflow);
	str_add(&s, "x");
	assert_true(s.overflow);
	assert_int_equal(strlen(s.text), 1000);
}

static void small_questions(void **state)
{
	int64_t n;
	char uuid[37];

	(void)state;
	assert_true(str_is_uuid("29738e61-7f6a-11e8-ac45-09db60ede9d6"));
	assert_false(str_is_uuid("29738e61-7f6a-11e8-ac45-09db60ede9d"));
	assert_false(str_is_uuid("29738e61x7f6a-11e8-ac45-09db60ede9d6"));
	str_uuid(uuid);
	assert_true(str_is_uuid(uuid));
	assert_string_equal(str_ascii(NULL, "READY", 5), "READY");
	assert_string_equal(str_ascii(NULL, "READY", 4), "REA~");
	assert_string_equal(str_ascii(NULL, "GOTÓW", 20), "GOT??W");
	assert_string_equal(str_ascii(NULL, "\t", 20), "?");
	assert_string_equal(str_ascii(NULL, "", 20), "");
	assert_null(str_ascii(NULL, NULL, 20));
	assert_true(str_has_word("orders:read orders:write", "orders:read"));
	assert_true(str_has_word("  orders:read  ", "orders:read"));
	assert_false(str_has_word("orders:readonly profile:read", "orders:read"));
	assert_false(str_has_word("", "orders:read"));
	assert_false(str_has_word(NULL, "orders:read"));
	assert_true(str_is_id("1609329600000-0"));
	assert_false(str_is_id(""));
	assert_false(str_is_id("a b"));
	assert_false(str_is_id("a\"b"));
	assert_true(str_to_i64("42", 0, 100, &n));
	assert_int_equal(n, 42);
	assert_false(str_to_i64("42x", 0, 100, &n));
	assert_false(str_to_i64(" 42", 0, 100, &n));
	assert_false(str_to_i64("101", 0, 100, &n));
	assert_false(str_to_i64("99999999999999999999", 0, INT64_MAX, &n));
	assert_string_equal(str_squeeze(mem, "  a \t b\n"), "a b");
	assert_true(str_is_utf8("łódź", strlen("łódź")));
	assert_false(str_is_utf8("\xc5", 1));
	assert_false(str_is_utf8("a\0b", 3));
}

static char *put_file(const char *name, const char *text, mode_t mode)
{
	char *path = mem_printf(mem, "%s/%s.%d", str_or(getenv("TMPDIR"), "/tmp"), name, getpid());
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, mode), 0);
	return path;
}

static void configuration_refuses_what_it_does_not_know(void **state)
{
	static const char *const bad[] = {"no-such-key = 1\n", "order-poll-seconds = 0\n",
					  "order-poll-seconds = \"x\"\n", "log-level = loud\n"};
	struct conf *conf;
	struct err e = {0};

	(void)state;
	char *path =
	    put_file("conf", "db-name = \"${KRAM_TEST_NAME}\"\norder-poll-seconds = 7\n", 0600);
	(void)setenv("KRAM_TEST_NAME", "from_env", 1);
	assert_int_equal(conf_load(mem, path, &conf, &e), RC_OK);
	assert_string_equal(conf->db_name, "from_env");
	assert_int_equal(conf->order_poll_s, 7);
	(void)unlink(path);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		path = put_file("conf", bad[i], 0600);
		if (conf_load(mem, path, &conf, &e) != RC_INVALID)
			fail_msg("accepted: %s", bad[i]);
		(void)unlink(path);
	}
	assert_int_equal(conf_load(mem, "/nonexistent/kram.conf", &conf, &e), RC_IO);
}

static void what_is_installed_is_looked_for_beside_the_program(void **state)
{
	static const struct {
		const char *program;
		const char *share;
	} cases[] = {
	    {"/usr/bin/kramctl", "/usr/share/kram"},
	    {"/usr/lib/kram/poll-orders", "/usr/share/kram"},
	    {"/opt/kram/lib/kram/panel.fcgi", "/opt/kram/share/kram"},
	    {"/srv/x/bin/kramctl", "/srv/x/share/kram"},
	    {"/srv/x/sbin/kramctl", "/usr/share/kram"},
	    {"/bin/kramctl", "/share/kram"},
	    {"/kramctl", "/usr/share/kram"},
	    {"/", "/usr/share/kram"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_string_equal(conf_share_of(mem, cases[i].program), cases[i].share);
}

static void the_state_directory_is_private(void **state)
{
	static const struct {
		mode_t mode;
		enum rc rc;
	} cases[] = {{0700, RC_OK}, {0750, RC_DENIED}, {0701, RC_DENIED}, {0500, RC_OK}};
	struct conf conf = {.state_dir = mem_printf(mem, "%s/state.%d",
						    str_or(getenv("TMPDIR"), "/tmp"), getpid())};
	struct err e = {0};

	(void)state;
	assert_int_equal(conf_state_check(&conf, &e), RC_IO);
	assert_int_equal(mkdir(conf.state_dir, 0700), 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_int_equal(chmod(conf.state_dir, cases[i].mode), 0);
		assert_int_equal(conf_state_check(&conf, &e), cases[i].rc);
	}
	(void)rmdir(conf.state_dir);
}

static void a_secret_file_that_others_read_is_refused(void **state)
{
	struct secret *s;
	struct err e = {0};

	(void)state;
	char *path = put_file("secret", "hush\nmore\n", 0600);
	assert_int_equal(secret_read_file(mem, path, &s, &e), RC_OK);
	assert_string_equal(secret_text(s), "hush");
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(secret_read_file(mem, path, &s, &e), RC_DENIED);
	(void)unlink(path);
}

static void an_envelope_opens_only_in_its_place(void **state)
{
	char *path = mem_printf(mem, "%s/key.%d", str_or(getenv("TMPDIR"), "/tmp"), getpid());
	struct seal_key *key;
	struct secret *out;
	struct err e = {0};

	(void)state;
	assert_int_equal(seal_key_create(path, &e), RC_OK);
	assert_int_equal(seal_key_create(path, &e), RC_IO);
	assert_int_equal(seal_key_load(mem, path, &key, &e), RC_OK);
	(void)unlink(path);
	struct secret *plain = secret_new(mem, "refresh-token", 13);
	struct bytes sealed = seal(mem, key, "token|sandbox|1|refresh|7", plain);
	assert_int_equal(seal_open(mem, key, "token|sandbox|1|refresh|7", sealed, &out, &e), RC_OK);
	assert_true(secret_eq(plain, out));
	assert_int_equal(seal_open(mem, key, "token|production|1|refresh|7", sealed, &out, &e),
			 RC_INVALID);
	for (size_t i = 0; i < sealed.len; i++) {
		unsigned char *flipped = mem_dup(mem, sealed.data, sealed.len);
		flipped[i] ^= 1;
		assert_int_equal(seal_open(mem, key, "token|sandbox|1|refresh|7",
					   (struct bytes){flipped, sealed.len}, &out, &e),
				 RC_INVALID);
	}
	assert_int_equal(
	    seal_open(mem, key, "token|sandbox|1|refresh|7", (struct bytes){"", 0}, &out, &e),
	    RC_INVALID);
}

static void passwords_are_hashed_and_checked(void **state)
{
	(void)state;
	char *hash = password_hash(mem, "correct horse battery");
	assert_true(str_starts(hash, "$argon2id$"));
	assert_true(password_verify(hash, "correct horse battery"));
	assert_false(password_verify(hash, "correct horse batterz"));
	assert_false(password_verify("", "x"));
}

static void a_text_is_taken_part_by_part(void **state)
{
	const char *text = "a\t\tb\nc";

	(void)state;
	assert_string_equal(str_take(mem, &text, "\t\n"), "a");
	assert_string_equal(str_take(mem, &text, "\t\n"), "");
	assert_string_equal(str_take(mem, &text, "\t\n"), "b");
	assert_string_equal(text, "c");
	assert_string_equal(str_take(mem, &text, "\t\n"), "c");
	assert_string_equal(str_take(mem, &text, "\t\n"), ""); /* and stays at its end */
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(context_goes_in_front_and_the_cause_survives),
	    cmocka_unit_test(a_cut_error_ends_with_a_whole_character),
	    cmocka_unit_test(a_head_has_whole_characters),
	    cmocka_unit_test(text_grows_to_its_maximum_and_no_further),
	    cmocka_unit_test(small_questions),
	    cmocka_unit_test(configuration_refuses_what_it_does_not_know),
	    cmocka_unit_test(what_is_installed_is_looked_for_beside_the_program),
	    cmocka_unit_test(the_state_directory_is_private),
	    cmocka_unit_test(a_secret_file_that_others_read_is_refused),
	    cmocka_unit_test(an_envelope_opens_only_in_its_place),
	    cmocka_unit_test(passwords_are_hashed_and_checked),
	    cmocka_unit_test(a_text_is_taken_part_by_part),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
