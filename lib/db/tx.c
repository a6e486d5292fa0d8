/* Transactions: repeat what may be repeated, find out what became of an unknown commit. */
#include "db/tx.h"

#include "base/mem.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "db/conn.h"
#include "db/stmt.h"

#include <sodium.h>
#include <unistd.h>

enum {
	MARKER_BYTES = 16,
	PAUSE_FIRST_US = 2000, /* doubles per try: 8 tries spread over about half a second */
	RESOLVE_MS = 5000,     /* looks for the marker so long, every quarter of a second */
	RESOLVE_PAUSE_US = 250000,
};

enum { TX_MARK, TX_FIND_MARK, TX_SWEEP };
static const struct stmt_def stmts[] = {
    [TX_MARK] = {"INSERT INTO txn_marker (id) VALUES (?)", "b", NO_ROWS},
    /* Locking: a commit the server is still at is waited for, not overlooked. */
    [TX_FIND_MARK] = {"SELECT 1 FROM txn_marker WHERE id = ? LOCK IN SHARE MODE", "b", NUMBER},
    [TX_SWEEP] = {"DELETE FROM txn_marker WHERE at < UTC_TIMESTAMP(3) - INTERVAL 7 DAY"
		  " ORDER BY at LIMIT 10000",
		  "", NO_ROWS},
};
STMTS_REGISTER(tx, stmts);

static void rollback(struct db *db)
{
	struct err ignored = {0};

	db->in_tx = false;
	/* A connection that cannot roll back may still hold locks: it is not used again. */
	if (!db->lost && db_exec(db, "ROLLBACK", &ignored))
		db->lost = true;
	db->tx_failed = false;
}

static enum rc begin(struct db *db, const char *sql, struct err *e)
{
	if (db->in_tx)
		BUG("transaction inside a transaction");
	db->tx_failed = false;
	if (db_exec(db, sql, e))
		return e->rc;
	db->in_tx = true;
	return RC_OK;
}

/* After a failed COMMIT: RC_OK when the marker is there, RC_RETRY when the work did not land. */
static enum rc resolve(struct db *db, struct bytes id, struct err *e)
{
	const int64_t until = mono_ms() + RESOLVE_MS;
	enum rc rc = RC_RETRY;

	while (mono_ms() < until) {
		int64_t row;
		struct err tried = {0};
		if (!db_ensure(db, &tried)) {
			rc = stmt_find(db, db, &stmts[TX_FIND_MARK], PARAMS(P_BYTES(id)), &row,
				       &tried);
			if (rc == RC_OK) {
				err_clear(e);
				return RC_OK;
			}
			if (rc == RC_NOT_FOUND)
				return e->rc = RC_RETRY;
		}
		(void)usleep(RESOLVE_PAUSE_US);
	}
	(void)err_set(e, RC_DB, "database: the outcome of a COMMIT could not be found out");
	err_code(e, TX_UNKNOWN);
	return e->rc;
}

static enum rc commit(struct db *db, struct bytes id, struct err *e)
{
	db->in_tx = false;
	if (!db_exec(db, "COMMIT", e))
		return RC_OK;
	if (!db->lost)
		rollback(db);
	return resolve(db, id, e);
}

static enum rc attempt(struct db *db, tx_body body, void *arg, struct err *e)
{
	unsigned char raw[MARKER_BYTES];
	struct bytes id = {raw, sizeof(raw)};

	randombytes_buf(raw, sizeof(raw));
	if (begin(db, "START TRANSACTION", e))
		return e->rc;
	enum rc rc = body(db, arg, e);
	if (!rc && db->tx_failed)
		rc = err_set(e, RC_DB, "a statement failed inside a transaction that went on");
	if (!rc)
		rc = stmt_run(db, &stmts[TX_MARK], PARAMS(P_BYTES(id)), NULL, e);
	if (!rc)
		return commit(db, id, e);
	rollback(db);
	return rc;
}

enum rc tx_run(struct db *db, tx_body body, void *arg, struct err *e)
{
	useconds_t pause = PAUSE_FIRST_US;
	enum rc rc = RC_RETRY;

	for (int i = 0; i < TX_TRIES && rc == RC_RETRY; i++) {
		if (i) {
			/* Jitter, so that two losers do not meet again. */
			(void)usleep(pause + randombytes_uniform((uint32_t)pause));
			pause *= 2;
			/* A server that is away stays so for longer than these pauses. */
			if (db_ensure(db, e))
				return e->rc;
		}
		err_clear(e);
		rc = attempt(db, body, arg, e);
	}
	return rc;
}

enum rc tx_sweep(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[TX_SWEEP], NO_PARAMS, NULL, e);
}
