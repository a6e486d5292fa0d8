/* Connection of a database test. */
#include "db_test.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "db/schema.h"
#include "db/stmt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct conf *db_test_conf(void *owner)
{
	struct conf *conf;
	struct err e = {0};
	const char *path = getenv("KRAM_TEST_CONFIG");

	if (!path)
		fail_msg("KRAM_TEST_CONFIG is not set: run this test through tests/run db");
	time_init();
	secret_init();
	if (conf_load(owner, path, &conf, &e))
		fail_msg("%s", e.msg);
	return conf;
}

struct db *db_test_open(void *owner, enum db_role role)
{
	struct conf *conf = db_test_conf(owner);
	struct db *migrate;
	struct db *db;
	struct err e = {0};

	if (db_open(owner, conf, DB_ROLE_MIGRATE, &migrate, &e) ||
	    schema_migrate(migrate, conf->sql_dir, NULL, &e))
		fail_msg("%s", e.msg);
	if (role == DB_ROLE_MIGRATE)
		return migrate;
	mem_free(migrate);
	if (db_open(owner, conf, role, &db, &e) || schema_check(db, &e))
		fail_msg("%s", e.msg);
	return db;
}

bool db_test_is_deep(void)
{
	const char *depth = getenv("KRAM_DEPTH");

	return depth && str_eq(depth, "all");
}

unsigned db_test_seed(void)
{
	const char *text = getenv("KRAM_SEED");
	int64_t n = 0;

	return text && str_to_i64(text, 0, INT32_MAX, &n) ? (unsigned)n : 0;
}

int db_test_teardown(void **state)
{
	mem_free(*state);
	db_end();
	return 0;
}

void db_test_run(struct db *db, const char *sql)
{
	const struct stmt_def def = {sql, "", NO_ROWS};
	struct err e = {0};

	if (stmt_run(db, &def, NO_PARAMS, NULL, &e))
		fail_msg("%s: %s", sql, e.msg);
}
