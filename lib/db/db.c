/* Connecting, the session profile, and what database errors mean. */
#include "db/db.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "db/conn.h"

#include <errmsg.h>
#include <mysqld_error.h>
#include <openssl/crypto.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_TIMEOUT_S = 5 };

/* A page must not hold a worker; a migration may take long (0: without end). The server ends a
 * statement at its cap; one that has not answered a little later hangs, and is given up. */
static const struct role {
	const char *user;
	const char *secret;
	const char *statement_cap_s;
	unsigned net_timeout_s;
} roles[] = {
    [DB_ROLE_PANEL] = {"kram_panel", "db-panel", "10", 12},
    [DB_ROLE_GATEWAY] = {"kram_gateway", "db-gateway", "10", 12},
    [DB_ROLE_JOBS] = {"kram_jobs", "db-jobs", "60", 65},
    [DB_ROLE_MIGRATE] = {"kram_migrate", "db-migrate", "0", 0},
};

/* RELIABILITY 5.1. Snapshot isolation turns lost updates into error 1020, which tx_run repeats. */
static const char session_profile[] =
    "SET SESSION time_zone = '+00:00', "
    "sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ONLY_FULL_GROUP_BY,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', "
    "innodb_snapshot_isolation = ON, innodb_lock_wait_timeout = 5, "
    "idle_transaction_timeout = 30, wsrep_sync_wait = 7, max_statement_time = ";

/* What the server must be set to, or data can be lost without a word. */
static const struct requirement {
	const char *variable;
	const char *value;
	const char *line; /* for the server's configuration file */
} requirements[] = {
    {"innodb_flush_log_at_trx_commit", "1", "innodb_flush_log_at_trx_commit = 1"},
    {"innodb_rollback_on_timeout", "1", "innodb_rollback_on_timeout = ON"},
    {"local_infile", "0", "local_infile = OFF"},
};

/* Errors after which the same work may simply be done again. */
static const unsigned transient[] = {
    ER_LOCK_DEADLOCK,	    ER_LOCK_WAIT_TIMEOUT, ER_CHECKREAD,		ER_UNKNOWN_COM_ERROR,
    ER_ERROR_DURING_COMMIT, ER_QUERY_INTERRUPTED, ER_STATEMENT_TIMEOUT, ER_CON_COUNT_ERROR,
    CR_CONNECTION_ERROR,    CR_CONN_HOST_ERROR,
};

/* Errors after which this connection is of no more use. */
static const unsigned fatal[] = {
    CR_SERVER_GONE_ERROR,	CR_SERVER_LOST,	       CR_SERVER_LOST_EXTENDED,
    ER_CONNECTION_KILLED,	ER_SERVER_SHUTDOWN,    ER_NET_READ_ERROR,
    ER_NET_READ_INTERRUPTED,	ER_NET_ERROR_ON_WRITE, ER_NET_WRITE_INTERRUPTED,
    ER_NEW_ABORTING_CONNECTION,
};

static bool listed(const unsigned *list, size_t n, unsigned code)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == code)
			return true;
	return false;
}

static enum rc fail(struct db *db, unsigned code, const char *text, const char *what, struct err *e)
{
	enum rc rc = RC_DB;

	if (listed(fatal, COUNT_OF(fatal), code)) {
		db->lost = true;
		rc = RC_RETRY;
	} else if (listed(transient, COUNT_OF(transient), code)) {
		rc = RC_RETRY;
	} else if (code == ER_DUP_ENTRY) {
		rc = RC_CONFLICT;
	}
	db->tx_failed = true;
	/* The cause first: a statement can be longer than the room. */
	(void)err_set(e, rc, "database: %s (%u): %s", text, code, what);
	(void)snprintf(e->code, sizeof(e->code), "sql-%u", code);
	return rc;
}

enum rc db_fail(struct db *db, const char *what, struct err *e)
{
	return fail(db, mysql_errno(db->my), mysql_error(db->my), what, e);
}

enum rc db_fail_stmt(struct db *db, MYSQL_STMT *stmt, const char *what, struct err *e)
{
	return fail(db, mysql_stmt_errno(stmt), mysql_stmt_error(stmt), what, e);
}

enum rc db_exec(struct db *db, const char *sql, struct err *e)
{
	if (db->lost)
		return err_set(e, RC_RETRY, "database: connection lost");
	if (mysql_query(db->my, sql))
		return db_fail(db, sql, e);
	return RC_OK;
}

static void disconnect(struct db *db)
{
	stmt_cache_drop(db);
	if (db->my)
		mysql_close(db->my);
	db->my = NULL;
}

static int db_destroy(struct db *db)
{
	disconnect(db);
	return 0;
}

/* One value of one row, by the text protocol: only for settings. */
enum rc db_setting(struct db *db, void *owner, const char *name, const char **out, struct err *e)
{
	char sql[128];

	(void)snprintf(sql, sizeof(sql), "SELECT @@%s", name);
	if (db_exec(db, sql, e))
		return e->rc;
	MYSQL_RES *res = mysql_store_result(db->my);
	if (!res)
		return db_fail(db, sql, e);
	MYSQL_ROW row = mysql_fetch_row(res);
	*out = mem_strdup(owner, row && row[0] ? row[0] : "");
	mysql_free_result(res);
	return RC_OK;
}

static enum rc check_profile(struct db *db, struct err *e)
{
	const char *value;

	for (size_t i = 0; i < COUNT_OF(requirements); i++) {
		const struct requirement *r = &requirements[i];
		if (db_setting(db, db, r->variable, &value, e))
			return e->rc;
		if (!str_eq(value, r->value))
			return err_set(
			    e, RC_INVALID,
			    "the database server has %s = %s, which can lose data; put "
			    "\"%s\" under [mariadbd] in its configuration and restart it",
			    r->variable, value, r->line);
	}
	return RC_OK;
}

static enum rc login(struct db *db, const struct secret *password, struct err *e)
{
	unsigned connect_s = CONNECT_TIMEOUT_S;
	char profile[sizeof(session_profile) + 8];
	const struct role *role = &roles[db->role];

	db->my = mysql_init(NULL);
	if (!db->my)
		mem_exhausted();
	(void)snprintf(profile, sizeof(profile), "%s%s", session_profile, role->statement_cap_s);
	(void)mysql_options(db->my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	(void)mysql_options(db->my, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
	(void)mysql_options(db->my, MYSQL_OPT_READ_TIMEOUT, &role->net_timeout_s);
	(void)mysql_options(db->my, MYSQL_OPT_WRITE_TIMEOUT, &role->net_timeout_s);
	/* CLIENT_FOUND_ROWS stays off: compare-and-set counts changed rows (RELIABILITY M12). */
	if (!mysql_real_connect(db->my, NULL, role->user, secret_text(password), db->conf->db_name,
				0, db->conf->db_socket, 0))
		return db_fail(db, "cannot connect", e);
	return db_exec(db, profile, e);
}

static enum rc connect_as_role(struct db *db, struct err *e)
{
	struct secret *password;
	const char *path = conf_secret_path(db, db->conf, roles[db->role].secret);

	if (secret_read_file(db, path, &password, e))
		return e->rc;
	db->lost = db->in_tx = db->tx_failed = false;
	enum rc rc = login(db, password, e);
	mem_free(password);
	return rc ? rc : check_profile(db, e);
}

/* Half a connection is none: one whose profile was not set, or not looked at, is never used. */
static enum rc connect_anew(struct db *db, struct err *e)
{
	disconnect(db);
	if (!connect_as_role(db, e)) {
		db->connections++;
		return RC_OK;
	}
	db->lost = true;
	return err_wrap(e, "opening database %s as %s", db->conf->db_name, roles[db->role].user);
}

void db_init_local(void)
{
	/* Whatever asks later finds it begun. Where it fails, the client says why. */
	(void)OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS,
				  NULL);
}

struct db *db_new(void *owner, const struct conf *conf, enum db_role role)
{
	struct db *db = mem_zero(owner, struct db);

	db->conf = conf;
	db->role = role;
	db->lost = true;
	talloc_set_destructor(db, db_destroy);
	return db;
}

enum rc db_open(void *owner, const struct conf *conf, enum db_role role, struct db **out,
		struct err *e)
{
	struct db *db = db_new(owner, conf, role);

	if (connect_anew(db, e)) {
		mem_free(db);
		return e->rc;
	}
	*out = db;
	return RC_OK;
}

/*
 * A server that ended the connection has closed its side, mostly with a word why; one that keeps it
 * says nothing until it is asked. That is seen without asking, which was one round trip in eight of
 * a page. A server that hangs takes the connection and is given up at the first statement.
 */
static bool is_quiet(const struct db *db)
{
	struct pollfd end = {.fd = mysql_get_socket(db->my), .events = POLLIN | POLLRDHUP};

	return poll(&end, 1, 0) == 0;
}

enum rc db_ensure(struct db *db, struct err *e)
{
	if (db->in_tx)
		BUG("db_ensure inside a transaction");
	if (!db->lost && is_quiet(db))
		return RC_OK;
	return connect_anew(db, e);
}

uint64_t db_connection(const struct db *db)
{
	return db->connections;
}

void db_end(void)
{
	mysql_library_end();
}
