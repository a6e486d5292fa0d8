/* Statements, bulk, transactions and the schema on a real server. */
#include "db_test.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/conn.h"
#include "db/profile.h"
#include "db/schema.h"
#include "db/stmt.h"
#include "db/tx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PUT, GET, COUNT, ADD, CLEAR };
struct row {
	const char *id;
	int64_t n;
	uint64_t big;
	const char *s;
	int64_t at;
	struct money {
		int64_t minor;
		char currency[4];
	} price;
	struct bytes raw;
};
/* The amount is n. */
static const struct row_map put_row =
    ROW_COLUMNS(struct row, COL_STR(struct row, id), COL_I64(struct row, n),
		COL_U64(struct row, big), COL_STR(struct row, s), COL_TIME(struct row, at),
		{'c', offsetof(struct row, price.currency)}, COL_BYTES(struct row, raw));

static const struct stmt_def stmts[] = {
    [PUT] = {"INSERT INTO db_test (id, n, big, s, at, cur, raw) VALUES (?, ?, ?, ?, ?, ?, ?) "
	     "ON DUPLICATE KEY UPDATE n = VALUES(n), s = VALUES(s)",
	     NULL, &put_row},
    [GET] = {"SELECT id, n, big, s, at, n, cur, raw FROM db_test WHERE id = ?", "s",
	     ROWS(struct row, STR(id), I64(n), U64(big), STR(s), TIME(at), MONEY(price),
		  BYTES(raw))},
    [COUNT] = {"SELECT COUNT(*) FROM db_test", "", NUMBER},
    [ADD] = {"UPDATE db_test SET n = n + ? WHERE id = ?", "is", NO_ROWS},
    [CLEAR] = {"DELETE FROM db_test", "", NO_ROWS},
};

static void *mem;
static struct db *db;

static int setup(void **state)
{
	struct err e = {0};

	(void)state;
	mem = mem_context(NULL, "test_db");
	db = db_test_open(mem, DB_ROLE_MIGRATE);
	if (db_exec(db,
		    "CREATE OR REPLACE TABLE db_test (id VARCHAR(64) PRIMARY KEY, n BIGINT, "
		    "big BIGINT UNSIGNED NOT NULL, s MEDIUMTEXT CHARACTER SET utf8mb4, "
		    "at DATETIME(3), cur CHAR(3), raw MEDIUMBLOB) ENGINE=InnoDB",
		    &e))
		fail_msg("%s", e.msg);
	return 0;
}

static int teardown(void **state)
{
	struct err e = {0};

	(void)state;
	assert_int_equal(db_exec(db, "DROP TABLE db_test", &e), RC_OK);
	mem_free(mem);
	db_end();
	return 0;
}

static enum rc put_at_once(const struct row *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[PUT], rows, n, NULL, e);
}

static enum rc put_singly(const struct row *rows, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (stmt_cas_row(db, &stmts[PUT], &rows[i], "not put", e))
			return e->rc;
	return RC_OK;
}

static void check_round_trip(enum rc (*put)(const struct row *rows, size_t n, struct err *e))
{
	struct err e = {0};
	int64_t at;
	struct row got;
	char *s = mem_array(mem, char, 70001);

	assert_int_equal(stmt_run(db, &stmts[CLEAR], NO_PARAMS, NULL, &e), RC_OK);
	memset(s, 'z', 70000);
	assert_true(time_parse_rfc3339("2026-10-25T00:30:00.123Z", &at));
	struct row rows[3] = {
	    {"a", -7, UINT64_MAX, s, at, {0, "PLN"}, {"\0x", 2}},
	    {"b", INT64_MIN, 0, NULL, TIME_NONE, {0, ""}, {NULL, 0}},
	    {"c", 3, 1, "zażółć 😀", at + 1, {0, "CZK"}, {"", 0}},
	};
	if (put(rows, 3, &e))
		fail_msg("%s", e.msg);
	assert_int_equal(stmt_find(db, mem, &stmts[GET], PARAMS(P_STR("a")), &got, &e), RC_OK);
	assert_int_equal(got.n, -7);
	assert_true(got.big == UINT64_MAX);
	assert_int_equal(strlen(got.s), 70000);
	assert_int_equal(got.at, at);
	assert_string_equal(got.price.currency, "PLN");
	assert_int_equal(got.raw.len, 2);
	assert_int_equal(stmt_find(db, mem, &stmts[GET], PARAMS(P_STR("b")), &got, &e), RC_OK);
	assert_true(got.n == INT64_MIN && got.at == TIME_NONE && !got.s && !got.raw.data);
	assert_string_equal(got.price.currency, "");
	assert_int_equal(stmt_find(db, mem, &stmts[GET], PARAMS(P_STR("c")), &got, &e), RC_OK);
	assert_string_equal(got.s, "zażółć 😀");
	assert_int_equal(stmt_find(db, mem, &stmts[GET], PARAMS(P_STR("none")), &got, &e),
			 RC_NOT_FOUND);
}

static void values_and_nulls_survive_a_round_trip(void **state)
{
	(void)state;
	check_round_trip(put_at_once);
	check_round_trip(put_singly);
}

static void a_row_that_changes_nothing_is_a_conflict(void **state)
{
	const struct row row = {.id = "same", .n = 1, .at = TIME_NONE};
	struct err e = {0};

	(void)state;
	assert_int_equal(stmt_cas_row(db, &stmts[PUT], &row, "lost", &e), RC_OK);
	assert_int_equal(stmt_cas_row(db, &stmts[PUT], &row, "lost", &e), RC_CONFLICT);
	assert_string_equal(e.msg, "lost");
}

static void one_number_is_left_alone_when_there_is_none(void **state)
{
	static const struct stmt_def none = {"SELECT n FROM db_test WHERE id = 'none'", "", NUMBER};
	struct err e = {0};
	int64_t n = 17;

	(void)state;
	assert_int_equal(stmt_number(db, &none, NO_PARAMS, &n, &e), RC_NOT_FOUND);
	assert_int_equal(n, 17);
}

static void bulk_takes_more_rows_than_one_slice(void **state)
{
	enum { N = 2 * STMT_BULK_ROWS + 7 };
	struct err e = {0};
	int64_t c = 0;
	struct row *rows = mem_array(mem, struct row, N);

	(void)state;
	assert_int_equal(stmt_run(db, &stmts[CLEAR], NO_PARAMS, NULL, &e), RC_OK);
	for (size_t i = 0; i < N; i++)
		rows[i] = (struct row){.id = mem_printf(rows, "r%zu", i), .at = TIME_NONE};
	assert_int_equal(stmt_bulk(db, &stmts[PUT], rows, N, NULL, &e), RC_OK);
	assert_int_equal(stmt_find(db, mem, &stmts[COUNT], NO_PARAMS, &c, &e), RC_OK);
	assert_int_equal(c, N);
}

static enum rc add_then_fail(struct db *d, void *arg, struct err *e)
{
	int *runs = arg;

	if (stmt_run(d, &stmts[ADD], PARAMS(P_I64(1), P_STR("r0")), NULL, e))
		return e->rc;
	if (++*runs < 3)
		return err_set(e, RC_RETRY, "made to fail");
	return RC_OK;
}

static void a_transaction_is_repeated_and_counts_once(void **state)
{
	struct err e = {0};
	struct row got;
	int runs = 0;

	(void)state;
	assert_int_equal(tx_run(db, add_then_fail, &runs, &e), RC_OK);
	assert_int_equal(runs, 3);
	assert_int_equal(stmt_find(db, mem, &stmts[GET], PARAMS(P_STR("r0")), &got, &e), RC_OK);
	assert_int_equal(got.n, 1);
}

static enum rc overlook_an_error(struct db *d, void *arg, struct err *e)
{
	(void)arg;
	if (stmt_run(d, &stmts[ADD], PARAMS(P_I64(10), P_STR("r0")), NULL, e))
		return e->rc;
	if (db_exec(d, "INSERT INTO db_test (id, big) VALUES ('r0', 1)", e) != RC_CONFLICT)
		fail_msg("a duplicate key must be a conflict");
	return RC_OK;
}

static void an_overlooked_error_cannot_commit(void **state)
{
	struct err e = {0};
	struct row got;

	(void)state;
	assert_int_equal(tx_run(db, overlook_an_error, NULL, &e), RC_DB);
	assert_int_equal(stmt_find(db, mem, &stmts[GET], PARAMS(P_STR("r0")), &got, &e), RC_OK);
	assert_int_equal(got.n, 1);
}

static enum rc add_and_lose_connection(struct db *d, void *arg, struct err *e)
{
	int *runs = arg;

	if (stmt_run(d, &stmts[ADD], PARAMS(P_I64(100), P_STR("r0")), NULL, e))
		return e->rc;
	if (++*runs == 1)
		return db_exec(d, "KILL CONNECTION CONNECTION_ID()", e);
	return RC_OK;
}

static void a_lost_connection_repeats_the_whole_body(void **state)
{
	struct err e = {0};
	struct row got;
	int runs = 0;

	(void)state;
	assert_int_equal(tx_run(db, add_and_lose_connection, &runs, &e), RC_OK);
	assert_int_equal(runs, 2);
	assert_int_equal(stmt_find(db, mem, &stmts[GET], PARAMS(P_STR("r0")), &got, &e), RC_OK);
	assert_int_equal(got.n, 101);
}

static void the_cause_stands_before_a_long_statement(void **state)
{
	struct err e = {0};
	const struct stmt_def def = {mem_printf(mem, "SELECT %0*d FORM db_test", ERR_TEXT_MAX, 1),
				     "", NUMBER};

	(void)state;
	assert_int_equal(stmt_run(db, &def, NO_PARAMS, NULL, &e), RC_DB);
	assert_non_null(strstr(e.msg, "SQL syntax"));
	assert_non_null(strstr(e.msg, "SELECT 0000"));
}

static void migrating_again_changes_nothing(void **state)
{
	struct err e = {0};
	struct conf *conf = db_test_conf(mem);

	(void)state;
	assert_int_equal(schema_migrate(db, conf->sql_dir, NULL, &e), RC_OK);
	assert_int_equal(schema_check(db, &e), RC_OK);
}

static void must_run(const char *sql)
{
	struct err e = {0};

	if (db_exec(db, sql, &e))
		fail_msg("%s", e.msg);
}

/* @v is what this program was built for. */
static void a_program_runs_beside_later_migrations_unless_one_breaks_it(void **state)
{
#define LATER "INSERT INTO schema_migration (version, name, hash, breaks) VALUES "
	static const struct {
		const char *change;
		enum rc wanted;
	} cases[] = {
	    {LATER "(@v + 1, 'a', '', 0)", RC_OK},
	    {LATER "(@v + 1, 'a', '', 0), (@v + 2, 'b', '', 0)", RC_OK},
	    {LATER "(@v + 1, 'a', '', 1)", RC_RETRY},
	    {LATER "(@v + 1, 'a', '', 1), (@v + 2, 'b', '', 0)", RC_RETRY},
	    {LATER "(@v + 1, 'a', '', 0), (@v + 2, 'b', '', 1)", RC_RETRY},
	    {"UPDATE schema_migration SET version = -1 WHERE version = @v", RC_RETRY},
	};
#undef LATER

	(void)state;
	must_run(mem_printf(mem, "SET @v = %d", schema_version()));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err e = {0};
		must_run(cases[i].change);
		if (schema_check(db, &e) != cases[i].wanted)
			fail_msg("%s: %s", cases[i].change, e.msg);
		must_run("DELETE FROM schema_migration WHERE version > @v");
		must_run("UPDATE schema_migration SET version = @v WHERE version = -1");
	}
}

static void a_setting_fits_whatever_it_is_called(void **state)
{
	static const struct {
		const char *wanted;
		const char *is;
		bool fits;
	} cases[] = {
	    {"1", "1", true},	  {"1", "2", false},	   {"ON", "1", true},
	    {"OFF", "0", true},	  {"OFF", "1", false},	   {"OFF", "", false},
	    {"ROW", "row", true}, {"ROW", "MIXED", false}, {"A,B", "B,A,C", true},
	    {"A,B", "A", false},  {"A", "AB", false},	   {"3", "30", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(profile_fits(cases[i].wanted, cases[i].is), cases[i].fits);
}

static void the_gateway_recognises_sessions_and_makes_none(void **state)
{
	static const char *const forbidden[] = {
	    "INSERT INTO sessions (id_hash, user_id, generation) VALUES ('x', 1, 1)",
	    "UPDATE sessions SET user_id = 1",
	    "UPDATE sessions SET authenticated_at = UTC_TIMESTAMP(3)",
	    "DELETE FROM sessions",
	    "DO (SELECT COUNT(password_hash) FROM users)",
	    "UPDATE users SET role = 'administrator'",
	    "DO (SELECT COUNT(*) FROM one_time_link)",
	    "DO (SELECT COUNT(*) FROM order_person)",
	    "DELETE FROM order_trace",
	};
	struct err e = {0};
	struct conf *conf = db_test_conf(mem);
	struct db *gateway;

	(void)state;
	assert_int_equal(db_open(mem, conf, DB_ROLE_GATEWAY, &gateway, &e), RC_OK);
	assert_int_equal(db_exec(gateway, "UPDATE sessions SET flash = NULL WHERE user_id = 0", &e),
			 RC_OK);
	assert_int_equal(db_exec(gateway, "DO (SELECT COUNT(*) FROM session_principal)", &e),
			 RC_OK);
	for (size_t i = 0; i < COUNT_OF(forbidden); i++)
		if (db_exec(gateway, forbidden[i], &e) != RC_DB)
			fail_msg("the gateway may %s", forbidden[i]);
}

static void every_role_connects_and_the_panel_cannot_read_tokens(void **state)
{
	struct err e = {0};
	struct conf *conf = db_test_conf(mem);
	struct db *panel;
	struct db *jobs;

	(void)state;
	assert_int_equal(db_open(mem, conf, DB_ROLE_PANEL, &panel, &e), RC_OK);
	assert_int_equal(db_open(mem, conf, DB_ROLE_JOBS, &jobs, &e), RC_OK);
	assert_int_equal(db_exec(panel, "DO (SELECT COUNT(sealed_access) FROM token_version)", &e),
			 RC_DB);
	assert_int_equal(db_exec(panel, "DO (SELECT COUNT(sealed_secret) FROM app_credential)", &e),
			 RC_DB);
	assert_int_equal(db_exec(panel, "DO (SELECT COUNT(form_id) FROM orders)", &e), RC_OK);
	assert_int_equal(db_exec(panel, "DELETE FROM orders", &e), RC_DB);
	assert_int_equal(db_exec(jobs, "UPDATE order_event SET type = 'X'", &e), RC_DB);
	assert_int_equal(db_exec(jobs, "DELETE FROM order_change", &e), RC_DB);
	assert_int_equal(db_exec(jobs, "CREATE TABLE nope (id INT PRIMARY KEY)", &e), RC_DB);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_and_nulls_survive_a_round_trip),
	    cmocka_unit_test(a_row_that_changes_nothing_is_a_conflict),
	    cmocka_unit_test(one_number_is_left_alone_when_there_is_none),
	    cmocka_unit_test(bulk_takes_more_rows_than_one_slice),
	    cmocka_unit_test(a_transaction_is_repeated_and_counts_once),
	    cmocka_unit_test(an_overlooked_error_cannot_commit),
	    cmocka_unit_test(a_lost_connection_repeats_the_whole_body),
	    cmocka_unit_test(the_cause_stands_before_a_long_statement),
	    cmocka_unit_test(migrating_again_changes_nothing),
	    cmocka_unit_test(a_program_runs_beside_later_migrations_unless_one_breaks_it),
	    cmocka_unit_test(a_setting_fits_whatever_it_is_called),
	    cmocka_unit_test(the_gateway_recognises_sessions_and_makes_none),
	    cmocka_unit_test(every_role_connects_and_the_panel_cannot_read_tokens),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
