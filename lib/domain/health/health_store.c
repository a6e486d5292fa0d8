/* SQL of the readiness check. */
#include "db/schema.h"
#include "db/stmt.h"
#include "domain/alarms/alarm.h"
#include "domain/health/health.h"

/* Time since the last sign of a job. */
#define AGE_OF(job)                                                                                \
	" (SELECT CAST(TIMESTAMPDIFF(MICROSECOND, heartbeat_at, UTC_TIMESTAMP(3)) DIV 1000"        \
	" AS SIGNED) FROM job_run WHERE job = '" job "' ORDER BY id DESC LIMIT 1)"

enum { HEALTH_READ };

static const struct stmt_def stmts[] = {
    [HEALTH_READ] =
	{"SELECT (SELECT COUNT(*) FROM account WHERE state = 'CONNECTED'),"
	 " (SELECT COUNT(*) FROM account WHERE state = 'RECONNECT_REQUIRED'),"
	 " (SELECT COUNT(*) FROM alarm WHERE cleared_at IS NULL AND severity = ?)," AGE_OF(
	     "poll-orders") "," AGE_OF("send-alarms"),
	 "i",
	 ROWS(struct health, I64(accounts_connected), I64(accounts_cut_off), I64(red_alarms),
	      I64(poll_age_ms), I64(watch_age_ms))},
};
STMTS_REGISTER(health, stmts);

enum rc health_read(struct db *db, void *owner, struct health *out, struct err *e)
{
	if (schema_check(db, e))
		return e->rc;
	return stmt_find(db, owner, &stmts[HEALTH_READ], PARAMS(P_I64(ALARM_RED)), out, e);
}
