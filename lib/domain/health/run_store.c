/* SQL of the runs of jobs. */
#include "db/stmt.h"
#include "domain/health/run.h"

enum { RUN_RECENT };

static const struct stmt_def stmts[] = {
    [RUN_RECENT] = {"SELECT started_at, heartbeat_at, ended_at, result, error, meaning,"
		    " CAST(seen AS SIGNED), CAST(changed AS SIGNED), CAST(failed AS SIGNED),"
		    " CAST(requests AS SIGNED), CAST(throttled AS SIGNED)"
		    " FROM job_run WHERE job = ? ORDER BY id DESC LIMIT 60",
		    "s",
		    ROWS(struct run, TIME(started_at), TIME(heartbeat_at), TIME(ended_at),
			 STR(result), STR(error), STR(meaning), I64(seen), I64(changed),
			 I64(failed), I64(requests), I64(throttled))},
};
STMTS_REGISTER(run, stmts);

enum rc run_recent(struct db *db, void *owner, const char *job, struct run **runs, size_t *n,
		   struct err *e)
{
	return stmt_list(db, owner, &stmts[RUN_RECENT], PARAMS(P_STR(job)), runs, n, e);
}
