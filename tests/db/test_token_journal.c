/*
 * F43: every call the token journal makes of the kernel may fail, be interrupted or do half of its
 * work. What was on the disk before is there afterwards, and what was said to be there is.
 */
#include "domain/accounts/token_journal.h"

#include "base/mem.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- The calls (--wrap) -------------------------------------------------------------------------
 */

enum how { HOW_FAILS, HOW_INTERRUPTED, HOW_HALF, HOW_COUNT };

static int countdown; /* the call that is hit; 0: none */
static enum how how;

/* Is this the call? */
static bool is_hit(void)
{
	return countdown > 0 && --countdown == 0;
}

static int refuse(int error)
{
	errno = error;
	return -1;
}

#define REAL(name)    __real_##name
#define WRAPPED(name) __wrap_##name

int REAL(open)(const char *path, int flags, ...);
int WRAPPED(open)(const char *path, int flags, ...);
int WRAPPED(open)(const char *path, int flags, ...)
{
	return is_hit() ? refuse(EMFILE) : REAL(open)(path, flags, 0600);
}

int REAL(flock)(int fd, int operation);
int WRAPPED(flock)(int fd, int operation);
int WRAPPED(flock)(int fd, int operation)
{
	if (!is_hit())
		return REAL(flock)(fd, operation);
	return refuse(how == HOW_INTERRUPTED ? EINTR : ENOLCK);
}

int REAL(fstat)(int fd, struct stat *st);
int WRAPPED(fstat)(int fd, struct stat *st);
int WRAPPED(fstat)(int fd, struct stat *st)
{
	return is_hit() ? refuse(EIO) : REAL(fstat)(fd, st);
}

int REAL(posix_fallocate)(int fd, off_t at, off_t len);
int WRAPPED(posix_fallocate)(int fd, off_t at, off_t len);
int WRAPPED(posix_fallocate)(int fd, off_t at, off_t len)
{
	return is_hit() ? ENOSPC : REAL(posix_fallocate)(fd, at, len);
}

ssize_t REAL(pread)(int fd, void *data, size_t len, off_t at);
ssize_t WRAPPED(pread)(int fd, void *data, size_t len, off_t at);
ssize_t WRAPPED(pread)(int fd, void *data, size_t len, off_t at)
{
	if (!is_hit())
		return REAL(pread)(fd, data, len, at);
	if (how == HOW_HALF)
		return REAL(pread)(fd, data, len / 2, at);
	return refuse(how == HOW_INTERRUPTED ? EINTR : EIO);
}

ssize_t REAL(pwrite)(int fd, const void *data, size_t len, off_t at);
ssize_t WRAPPED(pwrite)(int fd, const void *data, size_t len, off_t at);
ssize_t WRAPPED(pwrite)(int fd, const void *data, size_t len, off_t at)
{
	if (!is_hit())
		return REAL(pwrite)(fd, data, len, at);
	if (how == HOW_HALF)
		return REAL(pwrite)(fd, data, len / 2, at);
	return refuse(how == HOW_INTERRUPTED ? EINTR : ENOSPC);
}

int REAL(rename)(const char *from, const char *to);
int WRAPPED(rename)(const char *from, const char *to);
int WRAPPED(rename)(const char *from, const char *to)
{
	return is_hit() ? refuse(EIO) : REAL(rename)(from, to);
}

/* ---- The journal --------------------------------------------------------------------------------
 */

enum { CALLS_MAX = 60, CALLS_OF_OPEN = 8, KEPT = 3 };

static void *mem;
static struct conf conf;
static char dir[] = "/tmp/kram-journal.XXXXXX";

static struct token_record pair(uint64_t account, uint64_t gen)
{
	const char *text = mem_printf(mem, "sealed pair %d of %d", (int)gen, (int)account);
	const struct bytes sealed = {text, strlen(text)};

	return (struct token_record){.row = {.account_id = account,
					     .gen = gen,
					     .sealed_access = sealed,
					     .sealed_refresh = sealed,
					     .obtained_at = 1000,
					     .expires_at = 2000},
				     .scope = "allegro:api:orders:read"};
}

static struct token_journal *opened(void)
{
	struct token_journal *j;
	struct err e = {0};

	if (token_journal_open(mem, &conf, "host", &j, &e))
		fail_msg("%s", e.msg);
	return j;
}

/* Generations in the journal, as digits: "123". Nothing is damaged. */
static const char *held(void)
{
	struct token_records all;
	struct err e = {0};
	struct str s;

	if (token_journal_read(opened(), mem, &all, &e))
		fail_msg("%s", e.msg);
	str_init(&s, mem, 64);
	for (size_t i = 0; i < all.n; i++)
		str_addf(&s, "%d", (int)all.at[i].row.gen);
	return s.text;
}

static void begin_with_three(void)
{
	struct err e = {0};

	(void)unlink(mem_printf(mem, "%s/tokens.host.journal", dir));
	(void)unlink(mem_printf(mem, "%s/tokens.host.journal.new", dir));
	struct token_journal *j = opened();
	for (uint64_t gen = 1; gen <= KEPT; gen++) {
		struct token_record r = pair(7, gen);
		if (token_journal_append(j, &r, &e))
			fail_msg("%s", e.msg);
	}
}

static bool newest_stays(const struct token_record *r, const void *arg)
{
	return r->row.gen >= *(const uint64_t *)arg;
}

/* What is done while a call fails; RC_OK: it says that it is done. */
typedef enum rc (*deed)(struct token_journal *j, struct err *e);

static enum rc do_append(struct token_journal *j, struct err *e)
{
	struct token_record r = pair(7, KEPT + 1);

	return token_journal_append(j, &r, e);
}

static enum rc do_compact(struct token_journal *j, struct err *e)
{
	uint64_t from = KEPT;

	return token_journal_compact(j, newest_stays, &from, e);
}

static enum rc do_read(struct token_journal *j, struct err *e)
{
	struct token_records all;
	enum rc rc = token_journal_read(j, mem, &all, e);

	if (!rc)
		assert_int_equal(all.n, KEPT);
	return rc;
}

static enum rc do_open(struct token_journal *j, struct err *e)
{
	struct token_journal *again;

	(void)j;
	return token_journal_open(mem, &conf, "host", &again, e);
}

static const struct {
	deed act;
	const char *before;
	const char *after;
} deeds[] = {
    {do_append, "123", "1234"},
    {do_compact, "123", "3"},
    {do_read, "123", "123"},
    {do_open, "123", "123"},
};

/* Hit the n-th call of a deed; false: it makes fewer. */
static bool hit_call(size_t deed_no, int n)
{
	struct err e = {0};

	begin_with_three();
	struct token_journal *j = opened();
	countdown = n;
	enum rc rc = deeds[deed_no].act(j, &e);
	bool was_hit = countdown == 0;
	countdown = 0;
	const char *now = held();
	if (rc) {
		assert_int_equal(rc, RC_IO);
		assert_non_null(strstr(e.msg, "token journal"));
		assert_string_equal(now, deeds[deed_no].before);
	} else {
		assert_string_equal(now, deeds[deed_no].after);
	}
	return was_hit;
}

static void any_call_may_fail(void **state)
{
	int points = 0;
	(void)state;

	for (how = HOW_FAILS; how < HOW_COUNT; how++)
		for (size_t d = 0; d < COUNT_OF(deeds); d++)
			for (int n = 1; n < CALLS_MAX && hit_call(d, n); n++)
				points++;
	print_message("%d calls\n", points);
	assert_true(points > 60);
}

/* What the kernel cuts short or interrupts is done again, but for the lock of a broken file. */
static void interruptions_and_halves_lose_nothing(void **state)
{
	struct err e = {0};
	(void)state;

	for (how = HOW_INTERRUPTED; how < HOW_COUNT; how++) {
		for (int n = 1; n < CALLS_MAX; n++) {
			struct token_record r = pair(9, KEPT + 2);
			begin_with_three();
			struct token_journal *j = opened();
			countdown = n;
			enum rc rc = token_journal_append(j, &r, &e);
			countdown = 0;
			assert_string_equal(held(), rc ? "123" : "1235");
			err_clear(&e);
		}
	}
}

static void trouble_while_opening_is_no_trouble_of_a_pair(void **state)
{
	struct token_journal *j;
	struct err e = {0};
	(void)state;

	how = HOW_FAILS;
	for (int n = 1; n < CALLS_OF_OPEN; n++) {
		(void)unlink(mem_printf(mem, "%s/tokens.full.journal", dir));
		countdown = n;
		assert_int_equal(token_journal_open(mem, &conf, "full", &j, &e), RC_OK);
		countdown = 0;
		struct token_record r = pair(1, 1);
		assert_int_equal(token_journal_append(j, &r, &e), RC_OK);
	}
}

static void a_file_that_is_too_large_is_refused(void **state)
{
	struct token_record r = pair(1, 9);
	struct token_records all;
	struct err e = {0};
	(void)state;

	begin_with_three();
	struct token_journal *j = opened();
	assert_int_equal(truncate(mem_printf(mem, "%s/tokens.host.journal", dir), 65 * 1024 * 1024),
			 0);
	assert_int_equal(token_journal_read(j, mem, &all, &e), RC_IO);
	assert_int_equal(token_journal_append(j, &r, &e), RC_IO);
	assert_non_null(strstr(e.msg, "larger"));
}

static void write_as(const char *host, uint64_t account, uint64_t gen)
{
	struct token_record r = pair(account, gen);
	struct token_journal *j;
	struct err e = {0};

	if (token_journal_open(mem, &conf, host, &j, &e) || token_journal_append(j, &r, &e))
		fail_msg("%s", e.msg);
}

static bool is_there(const char *host)
{
	struct stat st;

	return !stat(mem_printf(mem, "%s/tokens.%s.journal", dir, host), &st);
}

/* A host that was renamed opens a journal of another name. */
static void what_another_name_wrote_is_read_and_taken_over(void **state)
{
	struct token_records all;
	struct err e = {0};
	(void)state;

	begin_with_three();
	struct token_journal *old = opened();
	write_as("renamed", 8, 1);
	assert_false(is_there("host"));
	assert_true(is_there("renamed"));
	struct token_journal *j;
	assert_int_equal(token_journal_open(mem, &conf, "again", &j, &e), RC_OK);
	assert_false(is_there("renamed"));
	assert_int_equal(token_journal_read(j, mem, &all, &e), RC_OK);
	assert_int_equal(all.n, KEPT + 1);
	/* A program that still runs under the old name loses nothing either. */
	struct token_record r = pair(7, KEPT + 1);
	assert_int_equal(token_journal_append(old, &r, &e), RC_OK);
	assert_int_equal(token_journal_read(j, mem, &all, &e), RC_OK);
	assert_int_equal(all.n, KEPT + 2);
	assert_int_equal(token_journal_read(old, mem, &all, &e), RC_OK);
	assert_int_equal(all.n, KEPT + 2);
	/* An unreadable one keeps nobody from his own. */
	assert_int_equal(truncate(mem_printf(mem, "%s/tokens.host.journal", dir), 65 * 1024 * 1024),
			 0);
	assert_int_equal(token_journal_read(j, mem, &all, &e), RC_OK);
	assert_int_equal(all.n, KEPT + 1);
	(void)unlink(mem_printf(mem, "%s/tokens.again.journal", dir));
}

static void a_name_of_a_host_stays_in_its_folder(void **state)
{
	struct token_journal *j;
	struct err e = {0};
	struct stat st;
	(void)state;

	assert_int_equal(token_journal_open(mem, &conf, "../../evil host", &j, &e), RC_OK);
	assert_int_equal(stat(mem_printf(mem, "%s/tokens..._.._evil_host.journal", dir), &st), 0);
}

static int setup(void **state)
{
	(void)state;
	mem = mem_context(NULL, "journal");
	if (!mkdtemp(dir))
		return -1;
	conf.state_dir = dir;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		static const char *const names[] = {"host.journal", "host.journal.new",
						    "full.journal", ".._.._evil_host.journal"};
		(void)unlink(mem_printf(mem, "%s/tokens.%s", dir, names[i]));
	}
	int left = rmdir(dir);
	mem_free(mem);
	return left;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_call_may_fail),
	    cmocka_unit_test(interruptions_and_halves_lose_nothing),
	    cmocka_unit_test(trouble_while_opening_is_no_trouble_of_a_pair),
	    cmocka_unit_test(a_file_that_is_too_large_is_refused),
	    cmocka_unit_test(what_another_name_wrote_is_read_and_taken_over),
	    cmocka_unit_test(a_name_of_a_host_stays_in_its_folder),
	};

	return cmocka_run_group_tests_name("token journal", tests, setup, teardown);
}
