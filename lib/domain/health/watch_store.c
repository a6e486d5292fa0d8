/* SQL of what is watched. */
#include "base/mem.h"
#include "db/stmt.h"
#include "domain/health/watch.h"
#include "domain/orders/order_waiting.h"

enum { WATCH_ACCOUNTS, WATCH_SINCE, RUN_SWEEP };

/* Documents of an account a that are waited for too long. */
#define LATE(what)                                                                                 \
	" (SELECT " what " FROM order_form w WHERE w.account_id = a.id AND " ORDER_IS_LATE("w") ")"

static const struct stmt_def stmts[] = {
    [WATCH_ACCOUNTS] =
	{"SELECT a.id, a.name, a.state, a.connected_at, a.clock_skew_ms,"
	 " c.polled_at,"
	 " a.state = 'CONNECTED' AND NOT EXISTS (SELECT 1 FROM order_import i"
	 " WHERE i.account_id = a.id AND i.state = 'DONE'),"
	 " (SELECT COUNT(*) FROM order_form f WHERE f.account_id = a.id"
	 " AND (f.state = 'UNREADABLE' OR f.state = 'FAILING' AND f.fail_count >= 5)),"
	 " (SELECT COUNT(*) FROM order_form f LEFT JOIN orders o ON o.account_id = f.account_id"
	 " AND o.form_id = f.form_id WHERE f.account_id = a.id AND f.state = 'LOST'"
	 " AND IFNULL(o.place, '') NOT IN ('cancelled', 'merged'))," LATE("COUNT(*)") "," LATE(
	     "MIN(" ORDER_WAITS_SINCE(
		 "w") ")") ","
			   " (SELECT COUNT(*) FROM outbox o WHERE o.account_id = a.id AND o.state "
			   "= 'HELD')"
			   " FROM account a LEFT JOIN order_cursor c ON c.account_id = a.id",
	 "", "usstitiiiiti"},
    [WATCH_SINCE] = {"SELECT MIN(started_at) FROM job_run WHERE job = ?", "s", "t"},
    [RUN_SWEEP] = {"DELETE FROM job_run WHERE ended_at < UTC_TIMESTAMP(3) - INTERVAL 30 DAY"
		   " LIMIT 1000",
		   "", ""},
};
STMTS_REGISTER(watch, stmts);

static const struct row_col account_cols[] = {
    COL_U64(struct watch_account, id),
    COL_STR(struct watch_account, name),
    COL_STR(struct watch_account, state),
    COL_TIME(struct watch_account, connected_at),
    COL_I64(struct watch_account, clock_skew_ms),
    COL_TIME(struct watch_account, polled_at),
    COL_I64(struct watch_account, importing),
    COL_I64(struct watch_account, problems),
    COL_I64(struct watch_account, lost),
    COL_I64(struct watch_account, late),
    COL_TIME(struct watch_account, late_since),
    COL_I64(struct watch_account, held),
};
static const struct row_map account_map = ROW_MAP(struct watch_account, account_cols);

struct moment {
	int64_t at;
};
static const struct row_col moment_cols[] = {COL_TIME(struct moment, at)};
static const struct row_map moment_map = ROW_MAP(struct moment, moment_cols);

enum rc watch_account_list(struct db *db, void *owner, struct watch_account **out, size_t *n,
			   struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[WATCH_ACCOUNTS], NO_PARAMS, &account_map, &rows, n, e))
		return e->rc;
	*out = rows;
	return RC_OK;
}

enum rc watch_since(struct db *db, const char *job, int64_t *out, struct err *e)
{
	void *scratch = mem_context(NULL, "since");
	struct moment first = {TIME_NONE};
	enum rc rc =
	    stmt_find(db, scratch, &stmts[WATCH_SINCE], PARAMS(P_STR(job)), &moment_map, &first, e);

	mem_free(scratch);
	*out = first.at;
	return rc;
}

enum rc run_sweep(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[RUN_SWEEP], NO_PARAMS, NULL, e);
}
