/* Connections that end: what became of a COMMIT whose answer is lost is found out, by every role,
 * or called unknown; one that ended between two requests is replaced. */
#include "db_test.h"
#include "order_world.h"

#include "base/mem.h"
#include "db/conn.h"
#include "db/stmt.h"
#include "db/tx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static const struct stmt_def stmts[] = {
    {"INSERT INTO commit_test VALUES ()", "", NO_ROWS},
};

static void *mem;
static struct db *db;

static int setup(void **state)
{
	struct err e = {0};

	(void)state;
	mem = mem_context(NULL, "commit");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	if (db_exec(db,
		    "CREATE OR REPLACE TABLE commit_test"
		    " (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB",
		    &e))
		fail_msg("%s", e.msg);
	return 0;
}

static int teardown(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(db_exec(db, "DROP TABLE commit_test", &e), RC_OK);
	mem_free(mem);
	db_end();
	return 0;
}

/* COMMIT goes through here (--wrap): its answer can be lost, before or after the server has it. */
static enum {
	COMMIT_ANSWERED,
	COMMIT_LOST,
	COMMIT_ANSWER_LOST,
	COMMIT_LAST_WORDS, /* then SERVER_AWAY */
	SERVER_AWAY,
} commit_fate;
int __real_mysql_query(MYSQL *my, const char *sql);
int __wrap_mysql_query(MYSQL *my, const char *sql);

static int hang_up(MYSQL *my)
{
	(void)shutdown(mysql_get_socket(my), SHUT_RDWR);
	return __real_mysql_query(my, "DO 1");
}

int __wrap_mysql_query(MYSQL *my, const char *sql)
{
	if (commit_fate == SERVER_AWAY)
		return hang_up(my);
	if (commit_fate == COMMIT_ANSWERED || strcmp(sql, "COMMIT") != 0)
		return __real_mysql_query(my, sql);
	if (commit_fate != COMMIT_LOST)
		(void)__real_mysql_query(my, sql);
	commit_fate = commit_fate == COMMIT_LAST_WORDS ? SERVER_AWAY : COMMIT_ANSWERED;
	return hang_up(my);
}

static enum rc add_one(struct db *d, void *arg, struct err *e)
{
	int *runs = arg;

	++*runs;
	return stmt_run(d, &stmts[0], NO_PARAMS, NULL, e);
}

static int64_t rows(void)
{
	return world_number(db, "SELECT COUNT(*) FROM commit_test");
}

static void an_unknown_commit_counts_once_and_leaves_no_error(void **state)
{
	struct err e = {0};
	int64_t before = rows();
	int runs = 0;

	(void)state;
	commit_fate = COMMIT_ANSWER_LOST;
	assert_int_equal(tx_run(db, add_one, &runs, &e), RC_OK);
	assert_int_equal(e.rc, RC_OK);
	assert_int_equal(runs, 1);
	commit_fate = COMMIT_LOST;
	assert_int_equal(tx_run(db, add_one, &runs, &e), RC_OK);
	assert_int_equal(e.rc, RC_OK);
	assert_int_equal(runs, 3);
	assert_int_equal(rows(), before + 2);
}

/* It landed, and the server went away for longer than anybody asks. */
static void a_commit_nobody_can_tell_of_is_called_unknown(void **state)
{
	struct err e = {0};
	struct err again = {0};
	int64_t before = rows();
	int runs = 0;

	(void)state;
	commit_fate = COMMIT_LAST_WORDS;
	assert_int_equal(tx_run(db, add_one, &runs, &e), RC_DB);
	commit_fate = COMMIT_ANSWERED;
	assert_string_equal(e.code, TX_UNKNOWN);
	assert_int_equal(runs, 1);
	assert_int_equal(db_ensure(db, &again), RC_OK);
	assert_int_equal(rows(), before + 1);
}

static enum rc nothing(struct db *d, void *arg, struct err *e)
{
	(void)d, (void)arg, (void)e;
	return RC_OK;
}

static void every_role_can_find_out_what_became_of_a_commit(void **state)
{
	static const enum db_role roles[] = {DB_ROLE_PANEL, DB_ROLE_GATEWAY, DB_ROLE_JOBS};
	struct conf *conf = db_test_conf(mem);
	struct err e = {0};
	struct db *d;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(roles); i++) {
		assert_int_equal(db_open(mem, conf, roles[i], &d, &e), RC_OK);
		commit_fate = COMMIT_ANSWER_LOST;
		if (tx_run(d, nothing, NULL, &e))
			fail_msg("%s", e.msg);
		mem_free(d);
	}
}

/* Between two requests: nothing was running on it. */
static void a_connection_the_server_ended_is_replaced(void **state)
{
	enum { TRIES = 5000 };
	struct db *idle = db_test_open(mem, DB_ROLE_MIGRATE);
	const struct stmt_def own_id = {"SELECT CAST(CONNECTION_ID() AS SIGNED)", "", NUMBER};
	uint64_t before = db_connection(idle);
	struct err e = {0};
	int64_t id;

	(void)state;
	assert_int_equal(stmt_number(idle, &own_id, NO_PARAMS, &id, &e), RC_OK);
	assert_int_equal(db_ensure(idle, &e), RC_OK);
	assert_int_equal(db_connection(idle), before);
	db_test_run(db, mem_printf(mem, "KILL CONNECTION %lld", (long long)id));
	for (int i = 0; i < TRIES && db_connection(idle) == before; i++) {
		(void)usleep(1000);
		assert_int_equal(db_ensure(idle, &e), RC_OK);
	}
	assert_int_equal(db_connection(idle), before + 1);
	assert_int_equal(stmt_number(idle, &own_id, NO_PARAMS, &id, &e), RC_OK);
	mem_free(idle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_unknown_commit_counts_once_and_leaves_no_error),
	    cmocka_unit_test(a_commit_nobody_can_tell_of_is_called_unknown),
	    cmocka_unit_test(a_connection_the_server_ended_is_replaced),
	    cmocka_unit_test(every_role_can_find_out_what_became_of_a_commit),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
