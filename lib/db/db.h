#ifndef DB_DB_H
#define DB_DB_H

/*
 * One connection to MariaDB with the session profile Kram stands on.
 *
 * A process has one struct db; statements are prepared once on it (stmt.h) and transactions run
 * through tx_run (tx.h). There is no silent reconnect: a lost connection fails the running work
 * with RC_RETRY, and db_ensure() opens a new one between two units of work. db_open() refuses a
 * server whose profile would lose data, and says the line to fix.
 */

#include <stdint.h>

#include "base/compiler.h"
#include "base/conf.h"
#include "base/err.h"

/* Which database user a program is: kram_panel, kram_gateway, kram_jobs, kram_migrate. */
enum db_role { DB_ROLE_PANEL, DB_ROLE_GATEWAY, DB_ROLE_JOBS, DB_ROLE_MIGRATE };

struct db;

/*
 * Before anything else, for a program that has no network: the client brings OpenSSL along, which
 * then reads neither its configuration nor the texts of its errors, 1.1 MB in each process. It
 * still hashes the password.
 */
void db_init_local(void);

/* Not connected yet: db_ensure() does it, for a program that outlives its database. */
struct db *db_new(void *owner, const struct conf *conf, enum db_role role) RETURNS_NONNULL;

/* Connect as role; the password is read from secrets-dir. The connection belongs to owner. */
MUST_CHECK enum rc db_open(void *owner, const struct conf *conf, enum db_role role, struct db **out,
			   struct err *e);

/* Between two units of work: opens a new connection when the old one is gone. A server that does
 * not answer is given up after seconds. */
MUST_CHECK enum rc db_ensure(struct db *db, struct err *e);

/* Number of the connection in use, from 1: with another number it may be another server, or the
 * same one after a backup was restored. */
uint64_t db_connection(const struct db *db);

/* Clock of the database in UTC ms: the only clock leases are judged by. */
MUST_CHECK enum rc db_now_ms(struct db *db, int64_t *out, struct err *e);

/* Once per process after the last connection is closed (leak checkers look). */
void db_end(void);

/* A setting as text, by the name of its variable: "collation_database", "GLOBAL.sql_mode". */
MUST_CHECK enum rc db_setting(struct db *db, void *owner, const char *name, const char **out,
			      struct err *e);

#endif
