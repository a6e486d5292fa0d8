#ifndef DOMAIN_HEALTH_RUN_H
#define DOMAIN_HEALTH_RUN_H

/* What the jobs wrote about their runs, for the status page. */

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/time.h"
#include "db/db.h"

/* A run that does not beat for this long is dead, whatever its row says (jobs beat each step). */
#define RUN_DEAD_MS (3 * TIME_MINUTE_MS)

enum { RUN_RECENT_MAX = 60 }; /* an hour of a job that starts every minute */

struct run {
	int64_t started_at;
	int64_t heartbeat_at;
	int64_t ended_at;    /* TIME_NONE while it runs */
	const char *result;  /* DONE, RETRY, FAILED, STOPPED; NULL while it runs */
	const char *error;   /* as it was logged, NULL when there was none */
	const char *meaning; /* meaning_name() of it; NULL: none */
	int64_t seen;
	int64_t changed;
	int64_t failed;
	int64_t requests;
	int64_t throttled;
};

/* The last runs of a job, newest first, at most RUN_RECENT_MAX. */
MUST_CHECK enum rc run_recent(struct db *db, void *owner, const char *job, struct run **runs,
			      size_t *n, struct err *e);

/* How a job does: from its runs alone. */
enum run_state { RUN_NEVER, RUN_GOOD, RUN_TRYING, RUN_FAILING, RUN_SILENT };

struct run_summary {
	enum run_state state;
	int64_t last_at; /* sign of life: heartbeat or end */
	int64_t next_at; /* the start of the next run; TIME_NONE: never ran */
	int64_t duration_ms;
	const char *error;  /* of the newest finished run that had one, while not good */
	const char *reason; /* the same as a message id; NULL: all is well */
	struct run hour;    /* counters of the last hour; its times are not set */
};

/* Why a run was no success: a sentence for readers, a message id. Pure. */
const char *run_reason(const struct run *r) RETURNS_NONNULL;

/* Pure: interval_ms is how often cron starts the job. */
struct run_summary run_summarise(const struct run *runs, size_t n, int64_t interval_ms,
				 int64_t now_ms);

#endif
