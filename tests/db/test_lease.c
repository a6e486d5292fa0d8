/* Leases and run rows: one holder, fenced, replaced at once when its process is gone. */
#include "db_test.h"
#include "order_world.h"

#include "base/host.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"
#include "db/lease.h"
#include "job/runlog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void *mem;
static struct db *db;

static int setup(void **state)
{
	*state = mem = mem_context(NULL, "lease");
	db = db_test_open(mem, DB_ROLE_JOBS);
	return 0;
}

static struct lease take(const char *job)
{
	struct lease lease;
	struct err e = {0};

	if (lease_take(db, job, 0, 60, &lease, &e))
		fail_msg("%s", e.msg);
	return lease;
}

static void steal(const char *job, const char *holder)
{
	static const struct stmt_def def = {
	    "UPDATE lease SET holder = ?, gen = gen + 1 WHERE job = ?", "ss", NO_ROWS};
	struct err e = {0};

	assert_int_equal(stmt_run(db, &def, PARAMS(P_STR(holder), P_STR(job)), NULL, &e), RC_OK);
}

static void one_holder_at_a_time(void **state)
{
	struct lease first = take("one");
	struct lease second;
	struct err e = {0};

	(void)state;
	assert_int_equal(lease_take(db, "one", 0, 60, &second, &e), RC_CONFLICT);
	assert_int_equal(lease_release(db, &first, &e), RC_OK);
	second = take("one");
	assert_true(second.gen > first.gen);
}

static void subjects_do_not_hinder_each_other(void **state)
{
	struct lease a = take("many");
	struct lease b;
	struct err e = {0};

	(void)state;
	(void)a;
	assert_int_equal(lease_take(db, "many", 7, 60, &b, &e), RC_OK);
}

static void time_ends_a_lease(void **state)
{
	struct lease old;
	struct lease now;
	struct err e = {0};

	(void)state;
	assert_int_equal(lease_take(db, "late", 0, -1, &old, &e), RC_OK);
	now = take("late");
	assert_int_equal(lease_renew(db, &old, 60, &e), RC_CONFLICT);
	assert_int_equal(lease_renew(db, &now, 60, &e), RC_OK);
	assert_int_equal(lease_release(db, &old, &e), RC_OK);
	assert_int_equal(lease_renew(db, &now, 60, &e), RC_OK);
}

static enum rc fenced_insert(struct db *with, void *arg, struct err *e)
{
	static const struct stmt_def insert = {
	    "INSERT INTO job_run (job, host, pid, started_at, heartbeat_at)"
	    " VALUES ('fenced', '', 0, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
	    "", NO_ROWS};

	if (stmt_run(with, &insert, NO_PARAMS, NULL, e))
		return e->rc;
	return lease_fence(with, arg, e);
}

static void a_former_holder_cannot_commit(void **state)
{
	struct lease lease = take("fence");
	struct err e = {0};

	(void)state;
	assert_int_equal(tx_run(db, fenced_insert, &lease, &e), RC_OK);
	steal("fence", "elsewhere:1:x");
	assert_int_equal(tx_run(db, fenced_insert, &lease, &e), RC_CONFLICT);
	assert_int_equal(world_number(db, "SELECT COUNT(*) FROM job_run WHERE job = 'fenced'"), 1);
}

static void a_holder_that_died_here_is_replaced_at_once(void **state)
{
	char host[HOST_NAME_SIZE];
	char place[HOST_PLACE_SIZE];
	struct lease lease;
	struct err e = {0};
	pid_t child = fork();

	(void)state;
	if (child == 0)
		_exit(0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	host_name(host);
	host_place(place);
	(void)take("dead");
	steal("dead", mem_printf(mem, "%s:%d:%s:12345678", host, (int)child, place));
	assert_int_equal(lease_take(db, "dead", 0, 60, &lease, &e), RC_OK);
	/* A copy of this machine has the same name, and other processes. */
	steal("dead", mem_printf(mem, "%s:%d:00000000:12345678", host, (int)child));
	assert_int_equal(lease_take(db, "dead", 0, 60, &lease, &e), RC_CONFLICT);
	steal("dead", mem_printf(mem, "another-host:%d:%s:12345678", (int)child, place));
	assert_int_equal(lease_take(db, "dead", 0, 60, &lease, &e), RC_CONFLICT);
	steal("dead", mem_printf(mem, "%s:%d:%s:12345678", host, (int)getpid(), place));
	assert_int_equal(lease_take(db, "dead", 0, 60, &lease, &e), RC_CONFLICT);
}

static void a_run_leaves_its_counters_and_result(void **state)
{
	struct runlog log = {.db = db};
	struct job_counts counts = {.seen = 5, .changed = 2, .requests = 9};
	struct err e = {0};

	(void)state;
	assert_int_equal(runlog_begin(&log, "counted", &e), RC_OK);
	assert_int_equal(runlog_flush(&log, &counts, &e), RC_OK);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM job_run WHERE job = 'counted' AND seen = 5"
			     " AND requests = 9 AND result IS NULL AND ended_at IS NULL"),
	    1);
	counts.failed = 1;
	const struct run_end end = {"RETRY", "no network", "NO_ANSWER"};
	assert_int_equal(runlog_end(&log, &counts, &end, &e), RC_OK);
	assert_int_equal(
	    world_number(db, "SELECT COUNT(*) FROM job_run WHERE job = 'counted' AND failed = 1"
			     " AND result = 'RETRY' AND error = 'no network'"
			     " AND ended_at IS NOT NULL"),
	    1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_holder_at_a_time),
	    cmocka_unit_test(subjects_do_not_hinder_each_other),
	    cmocka_unit_test(time_ends_a_lease),
	    cmocka_unit_test(a_former_holder_cannot_commit),
	    cmocka_unit_test(a_holder_that_died_here_is_replaced_at_once),
	    cmocka_unit_test(a_run_leaves_its_counters_and_result),
	};

	return cmocka_run_group_tests(tests, setup, db_test_teardown);
}
