#ifndef JOB_RUNLOG_H
#define JOB_RUNLOG_H

/*
 * The row job_run of a run: what the status page knows about jobs.
 *
 * Counters are flushed after each step; a run whose process died keeps result NULL, and its
 * heartbeat says when it was last alive.
 */

#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

struct job_counts {
	uint64_t seen;
	uint64_t changed;
	uint64_t unchanged;
	uint64_t failed;
	uint64_t requests;
	uint64_t throttled;
};

struct runlog {
	struct db *db;
	uint64_t id;
};

MUST_CHECK enum rc runlog_begin(struct runlog *log, const char *job, struct err *e);
MUST_CHECK enum rc runlog_flush(const struct runlog *log, const struct job_counts *counts,
				struct err *e);

struct run_end {
	const char *result;  /* DONE, RETRY, FAILED, STOPPED */
	const char *error;   /* as it was logged, NULL for none */
	const char *meaning; /* meaning_name() of it, NULL for none */
};
MUST_CHECK enum rc runlog_end(const struct runlog *log, const struct job_counts *counts,
			      const struct run_end *end, struct err *e);

#endif
