#ifndef DB_CONN_H
#define DB_CONN_H

/*
 * Private to lib/db: what a connection is made of. No other layer sees MYSQL.
 */

#include <mysql.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/conf.h"
#include "base/err.h"
#include "db/db.h"

struct prepared; /* stmt.c */

struct db {
	MYSQL *my;
	const struct conf *conf;
	enum db_role role;
	bool lost; /* there is no connection, or it is gone: nothing runs on it */
	bool in_tx;
	bool tx_failed;	      /* a statement failed: this transaction must not commit */
	uint64_t connections; /* made so far */
	uint64_t insert_id;
	struct prepared **cache; /* one place for each registered statement, see stmt.c */
};

/* Fill e from the last error of the connection or statement and mark db. Returns the code. */
enum rc db_fail(struct db *db, const char *what, struct err *e);
enum rc db_fail_stmt(struct db *db, MYSQL_STMT *stmt, const char *what, struct err *e);

/* A statement without parameters or result, by the text protocol: BEGIN, COMMIT, DDL. */
MUST_CHECK enum rc db_exec(struct db *db, const char *sql, struct err *e);

/* Close all prepared statements, before the connection goes. */
void stmt_cache_drop(struct db *db);

#endif
