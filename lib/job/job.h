#ifndef JOB_JOB_H
#define JOB_JOB_H

/*
 * The job runner: a job is a struct job_def and a step; the rest happens here.
 *
 *	static const struct job_def def = {
 *		.name = "poll-orders", .lease_s = 120, .deadline_s = 55,
 *		.cadence_s = poll_cadence, .begin = poll_begin, .step = poll_step,
 *		.options = JOB_OPT_ACCOUNT | JOB_OPT_SINCE,
 *	};
 *	int main(int argc, char **argv) { return job_main(&def, argc, argv); }
 *
 * job_main() reads options and configuration, opens log and database, checks the schema, takes the
 * lease, writes the run row, calls begin once and step until the work is done, the deadline has
 * come or a signal asks to stop. Between two passes it waits for the cadence; without one a run is
 * one pass. Cron starts each job every minute; a run ends within it.
 *
 * A step does a bounded piece of work whose effects are committed when it returns, so that a kill
 * at any moment loses nothing. What it must not do as a former holder it does in transactions
 * that call job_fence(). With --dry-run there is no lease and no run row: a step then writes
 * nothing and tells what it would do by log_info().
 *
 * Exit codes (sysexits): 0 done, stopped, or another process holds the lease; 64 wrong options;
 * 75 try again later; 78 wrong configuration; 1 failed. All is well means no output.
 */

#include <signal.h>
#include <stdbool.h>

#include "base/conf.h"
#include "base/err.h"
#include "db/db.h"
#include "db/lease.h"
#include "job/runlog.h"

struct job;

enum job_next {
	JOB_REST,  /* nothing left to do in this pass */
	JOB_AGAIN, /* there is more: call the step again at once */
};

/* Options beside -c, --once, --dry-run and --verbose that a job understands. */
enum { JOB_OPT_ACCOUNT = 1, JOB_OPT_SINCE = 2 };

struct job_def {
	const char *name;
	int64_t lease_s;    /* renewed by each beat; longer than the longest step. 0: copies may run
			     * beside each other, because each piece of work has a lease */
	int64_t deadline_s; /* soft end of a run: inside the cron minute, but for one long step */
	int64_t (*cadence_s)(const struct conf *conf);	  /* NULL: one pass a run */
	enum rc (*begin)(struct job *job, struct err *e); /* NULL: nothing to prepare */
	enum rc (*step)(struct job *job, enum job_next *next, struct err *e);
	unsigned options;
};

struct job_opts {
	const char *config;
	const char *account; /* NULL: all */
	int64_t since;	     /* UTC ms; TIME_NONE: not given */
	bool once;	     /* one pass, however long it takes */
	bool dry_run;
	bool verbose;
};

enum { JOB_ERROR_MAX = 640 }; /* fits job_run.error */

struct job {
	void *mem; /* lives as long as the run */
	const struct job_def *def;
	const struct conf *conf;
	struct db *db;
	struct job_opts opts;
	struct job_counts counts; /* the step adds, the runner flushes */
	void *state;		  /* of the job */
	struct lease lease;
	struct runlog log;
	int64_t end_at;		   /* mono_ms() of the soft deadline */
	int64_t beaten_at;	   /* mono_ms(), by job_beat_often() */
	enum rc worst;		   /* of the current pass */
	char error[JOB_ERROR_MAX]; /* last error of the run, "" when there was none */
	enum meaning meaning;	   /* of that error */
};

int job_main(const struct job_def *def, int argc, char **argv);

/* Asked to stop, by a signal or by the deadline? Check it between two pieces of work. */
bool job_stopping(const struct job *job);

/* Raised by SIGTERM, SIGINT and SIGHUP; for code that waits on something. */
const volatile sig_atomic_t *job_stop_flag(void);

/* Between two pieces of a step: renew the lease, flush the counters. RC_STOPPED: come to an end;
 * RC_CONFLICT: the lease is lost. */
MUST_CHECK enum rc job_beat(struct job *job, struct err *e);

/* The same for pieces of milliseconds: the flags are looked at each time, the database is told once
 * in JOB_BEAT_MS. */
enum { JOB_BEAT_MS = 1000 };
MUST_CHECK enum rc job_beat_often(struct job *job, struct err *e);

/* Inside a transaction: RC_CONFLICT unless this run still holds the lease. arg is the job. */
MUST_CHECK enum rc job_fence(struct db *db, void *arg, struct err *e);

/*
 * Something went wrong that does not end the pass (one account of several): log it, once for equal
 * errors in a row, and let it decide the exit code. Clears e.
 */
void job_fault(struct job *job, struct err *e, const char *fmt, ...) PRINTF(3, 4);

#endif
