/* SQL of the runs of jobs. */
#include "db/stmt.h"
#include "domain/health/run.h"

enum { RUN_RECENT };

static const struct stmt_def stmts[] = {
    [RUN_RECENT] = {"SELECT started_at, heartbeat_at, ended_at, result, error, meaning,"
		    " CAST(seen AS SIGNED), CAST(changed AS SIGNED), CAST(failed AS SIGNED),"
		    " CAST(requests AS SIGNED), CAST(throttled AS SIGNED)"
		    " FROM job_run WHERE job = ? ORDER BY id DESC LIMIT 60",
		    "s", "tttsssiiiii"},
};
STMTS_REGISTER(run, stmts);

static const struct row_col run_cols[] = {
    COL_TIME(struct run, started_at), COL_TIME(struct run, heartbeat_at),
    COL_TIME(struct run, ended_at),   COL_STR(struct run, result),
    COL_STR(struct run, error),	      COL_STR(struct run, meaning),
    COL_I64(struct run, seen),	      COL_I64(struct run, changed),
    COL_I64(struct run, failed),      COL_I64(struct run, requests),
    COL_I64(struct run, throttled),
};
static const struct row_map run_map = ROW_MAP(struct run, run_cols);

enum rc run_recent(struct db *db, void *owner, const char *job, struct run **runs, size_t *n,
		   struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[RUN_RECENT], PARAMS(P_STR(job)), &run_map, &rows, n, e))
		return e->rc;
	*runs = rows;
	return RC_OK;
}
