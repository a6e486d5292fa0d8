/* SQL of job_run. */
#include "job/runlog.h"

#include "base/host.h"
#include "db/stmt.h"

#include <unistd.h>

enum { RUN_BEGIN, RUN_FLUSH, RUN_END };

#define RUN_COUNTERS                                                                               \
	"heartbeat_at = UTC_TIMESTAMP(3), seen = ?, changed = ?, unchanged = ?, failed = ?,"       \
	" requests = ?, throttled = ?"

struct run_row {
	struct job_counts n;
	struct run_end end;
	uint64_t id;
};
#define COUNTER_FIELDS                                                                             \
	U64(n.seen), U64(n.changed), U64(n.unchanged), U64(n.failed), U64(n.requests),             \
	    U64(n.throttled)

static const struct stmt_def stmts[] = {
    [RUN_BEGIN] = {"INSERT INTO job_run (job, host, pid, started_at, heartbeat_at)"
		   " VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
		   "ssi", NO_ROWS},
    [RUN_FLUSH] = {"UPDATE job_run SET " RUN_COUNTERS " WHERE id = ?",
		   BULK(struct run_row, COUNTER_FIELDS, U64(id))},
    [RUN_END] = {"UPDATE job_run SET " RUN_COUNTERS
		 ", ended_at = UTC_TIMESTAMP(3), result = ?, error = ?, meaning = ? WHERE id = ?",
		 BULK(struct run_row, COUNTER_FIELDS, STR(end.result), STR(end.error),
		      STR(end.meaning), U64(id))},
};
STMTS_REGISTER(runlog, stmts);

enum rc runlog_begin(struct runlog *log, const char *job, struct err *e)
{
	char host[HOST_NAME_SIZE];

	host_name(host);
	if (stmt_run(log->db, &stmts[RUN_BEGIN], PARAMS(P_STR(job), P_STR(host), P_I64(getpid())),
		     NULL, e))
		return e->rc;
	log->id = stmt_insert_id(log->db);
	return RC_OK;
}

enum rc runlog_flush(const struct runlog *log, const struct job_counts *c, struct err *e)
{
	return stmt_run_row(log->db, &stmts[RUN_FLUSH], (&(struct run_row){.n = *c, .id = log->id}),
			    NULL, e);
}

enum rc runlog_end(const struct runlog *log, const struct job_counts *c, const struct run_end *end,
		   struct err *e)
{
	const struct run_row row = {*c, *end, log->id};

	return stmt_run_row(log->db, &stmts[RUN_END], &row, NULL, e);
}
