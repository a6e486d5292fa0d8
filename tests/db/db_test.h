#ifndef TESTS_DB_TEST_H
#define TESTS_DB_TEST_H

/*
 * Shared by the database tests: a connection to the database tests/run made for this one, with the
 * schema applied. The configuration file is named by KRAM_TEST_CONFIG.
 */

#include <stdbool.h>

#include "base/conf.h"
#include "db/db.h"

/* Configuration of the test database; ends the test when there is none. */
struct conf *db_test_conf(void *owner);

/* A connection as role, after the migrations have run. */
struct db *db_test_open(void *owner, enum db_role role);

/* Does everything have to be gone through (KRAM_DEPTH=all), or is a sample enough? */
bool db_test_is_deep(void);

/* The number a sample is drawn by (KRAM_SEED, the date). */
unsigned db_test_seed(void);

/* Ends a group whose setup left the context of everything it has in *state. */
int db_test_teardown(void **state);

/* What only an administrator or the passing of time could do to the rows; ends the test when it
 * fails. sql has to stay as long as the connection. */
void db_test_run(struct db *db, const char *sql);

#endif
