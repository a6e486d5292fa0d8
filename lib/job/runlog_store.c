/* SQL of job_run. */
#include "job/runlog.h"

#include "base/host.h"
#include "db/stmt.h"

#include <unistd.h>

enum { RUN_BEGIN, RUN_FLUSH, RUN_END };

#define RUN_COUNTERS                                                                               \
	"heartbeat_at = UTC_TIMESTAMP(3), seen = ?, changed = ?, unchanged = ?, failed = ?,"       \
	" requests = ?, throttled = ?"

static const struct stmt_def stmts[] = {
    [RUN_BEGIN] = {"INSERT INTO job_run (job, host, pid, started_at, heartbeat_at)"
		   " VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
		   "ssi", NO_ROWS},
    [RUN_FLUSH] = {"UPDATE job_run SET " RUN_COUNTERS " WHERE id = ?", "uuuuuuu", NO_ROWS},
    [RUN_END] = {"UPDATE job_run SET " RUN_COUNTERS
		 ", ended_at = UTC_TIMESTAMP(3), result = ?, error = ?, meaning = ? WHERE id = ?",
		 "uuuuuusssu", NO_ROWS},
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
	return stmt_run(log->db, &stmts[RUN_FLUSH],
			PARAMS(P_U64(c->seen), P_U64(c->changed), P_U64(c->unchanged),
			       P_U64(c->failed), P_U64(c->requests), P_U64(c->throttled),
			       P_U64(log->id)),
			NULL, e);
}

enum rc runlog_end(const struct runlog *log, const struct job_counts *c, const struct run_end *end,
		   struct err *e)
{
	return stmt_run(log->db, &stmts[RUN_END],
			PARAMS(P_U64(c->seen), P_U64(c->changed), P_U64(c->unchanged),
			       P_U64(c->failed), P_U64(c->requests), P_U64(c->throttled),
			       P_STR(end->result), P_STR(end->error), P_STR(end->meaning),
			       P_U64(log->id)),
			NULL, e);
}
