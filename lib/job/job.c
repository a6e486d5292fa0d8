/* Life of a run: open, lease, passes of steps with a cadence, end. */
#include "job/job.h"

#include "base/beat.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/process.h"
#include "base/str.h"
#include "base/time.h"
#include "db/schema.h"
#include "db/tx.h"
#include "job/options.h"
#include "json/field.h"

#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum {
	HARD_GRACE_S = 90,    /* the soft deadline and the longest request fit before the alarm */
	PAUSE_FIRST_S = 2,    /* after a transient error, doubled each time */
	PAUSE_LONGEST_S = 30, /* two tries fit into a minute */
};

static volatile sig_atomic_t stop_flag;

static void on_stop(int sig UNUSED)
{
	stop_flag = 1;
}

static const int stop_signals[] = {SIGTERM, SIGINT, SIGHUP};

static void catch_signals(void)
{
	struct sigaction stop = {.sa_handler = on_stop}; /* no SA_RESTART: waits end early */

	for (size_t i = 0; i < COUNT_OF(stop_signals); i++)
		(void)sigaction(stop_signals[i], &stop, NULL);
}

const volatile sig_atomic_t *job_stop_flag(void)
{
	return &stop_flag;
}

bool job_stopping(const struct job *job)
{
	return stop_flag || mono_ms() >= job->end_at;
}

/* Waits without losing a signal that comes between the look at the flag and the sleep. */
static void rest_until(int64_t at)
{
	sigset_t blocked;
	sigset_t before;

	(void)sigemptyset(&blocked);
	for (size_t i = 0; i < COUNT_OF(stop_signals); i++)
		(void)sigaddset(&blocked, stop_signals[i]);
	(void)sigprocmask(SIG_BLOCK, &blocked, &before);
	int64_t left = at - mono_ms();
	if (!stop_flag && left > 0) {
		struct timespec ts = {.tv_sec = left / TIME_SECOND_MS,
				      .tv_nsec = left % TIME_SECOND_MS * 1000000};
		(void)ppoll(NULL, 0, &ts, &before);
	}
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
}

/* ---- What steps call ------------------------------------------------------------------------ */

enum rc job_beat(struct job *job, struct err *e)
{
	const int64_t lease_s = job->def->lease_s;

	if (!job->opts.dry_run && ((lease_s && lease_renew(job->db, &job->lease, lease_s, e)) ||
				   runlog_flush(&job->log, &job->counts, e)))
		return e->rc;
	return job_stopping(job) ? err_set(e, RC_STOPPED, "asked to stop") : RC_OK;
}

enum rc job_beat_often(struct job *job, struct err *e)
{
	if (job_stopping(job))
		return err_set(e, RC_STOPPED, "asked to stop");
	if (mono_ms() - job->beaten_at < JOB_BEAT_MS)
		return RC_OK;
	job->beaten_at = mono_ms();
	return job_beat(job, e);
}

enum rc job_fence(struct db *db, void *arg, struct err *e)
{
	const struct job *job = arg;

	return lease_fence(db, &job->lease, e);
}

void job_fault(struct job *job, struct err *e, const char *fmt, ...)
{
	va_list ap;
	void *mem = mem_context(NULL, "fault");

	va_start(ap, fmt);
	const char *what = mem_vprintf(mem, fmt, ap);
	va_end(ap);
	const char *text = mem_printf(mem, "%s: %s", what, e->msg);
	size_t len = str_fit(text, sizeof(job->error) - 1);
	bool said = strncmp(job->error, text, len) == 0 && job->error[len] == '\0';
	if (!said)
		log_err(e->rc == RC_RETRY ? LOG_LEVEL_WARN : LOG_LEVEL_ERROR, e, "%s", what);
	memcpy(job->error, text, len);
	job->error[len] = '\0';
	job->meaning = e->meaning;
	if (job->worst == RC_OK || job->worst == RC_RETRY)
		job->worst = e->rc;
	err_clear(e);
	mem_free(mem);
}

/* ---- Passes ---------------------------------------------------------------------------------- */

/* Steps until the pass is done. The error of a step ends the pass. */
static enum rc run_steps(struct job *job, struct err *e)
{
	enum job_next next = JOB_AGAIN;

	job->worst = RC_OK;
	while (next == JOB_AGAIN) {
		next = JOB_REST;
		if (db_ensure(job->db, e) || job->def->step(job, &next, e) || job_beat(job, e))
			return e->rc;
	}
	return RC_OK;
}

/* Tells kram-watch, which works without a database, that this job does its work. */
static void beat(const struct job *job)
{
	struct err e = {0};

	if (!job->opts.dry_run && beat_touch(job->conf, job->def->name, &e))
		log_err(LOG_LEVEL_WARN, &e, "heartbeat");
}

static enum rc run_pass(struct job *job, struct err *e)
{
	enum rc rc = run_steps(job, e);

	if (rc == RC_OK || rc == RC_STOPPED)
		beat(job);
	return rc;
}

/* What to do with the error of a pass: end the run, or try again after a pause. */
static bool may_try_again(struct job *job, enum rc rc)
{
	return rc == RC_RETRY && job->def->cadence_s && !job->opts.once;
}

/* When the next pass begins. */
static int64_t next_pass(const struct job *job, int64_t began, int failures)
{
	int64_t pause = PAUSE_FIRST_S;

	if (!failures)
		return began + job->def->cadence_s(job->conf) * TIME_SECOND_MS;
	while (--failures && pause < PAUSE_LONGEST_S)
		pause *= 2;
	return mono_ms() + (pause < PAUSE_LONGEST_S ? pause : PAUSE_LONGEST_S) * TIME_SECOND_MS;
}

static enum rc run_passes(struct job *job, struct err *e)
{
	int failures = 0;

	for (;;) {
		int64_t began = mono_ms();
		enum rc rc = run_pass(job, e);
		if (rc && rc != RC_RETRY)
			return rc;
		if (rc)
			job_fault(job, e, "%s", job->def->name);
		failures = rc ? failures + 1 : 0;
		if (!job->def->cadence_s || job->opts.once || (rc && !may_try_again(job, rc)))
			return job->worst;
		int64_t at = next_pass(job, began, failures);
		if (at >= job->end_at)
			return job->worst;
		rest_until(at);
		if (stop_flag)
			return err_set(e, RC_STOPPED, "asked to stop");
	}
}

/* ---- A run ----------------------------------------------------------------------------------- */

struct outcome {
	enum rc rc;
	const char *result;
	int exit_code;
};

/* The first row that fits; RC_COUNT fits everything. */
static const struct outcome outcomes[] = {
    {RC_OK, "DONE", EX_OK},
    {RC_STOPPED, "STOPPED", EX_OK},
    {RC_RETRY, "RETRY", EX_TEMPFAIL},
    {RC_CONFLICT, "RETRY", EX_TEMPFAIL},
    {RC_COUNT, "FAILED", EXIT_FAILURE},
};

static const struct outcome *outcome_of(enum rc rc)
{
	const struct outcome *o = outcomes;

	while (o->rc != rc && o->rc != RC_COUNT)
		o++;
	return o;
}

static void end_run(struct job *job, const struct outcome *o)
{
	struct err e = {0};
	const char *meaning = meaning_name(job->meaning);
	const struct run_end end = {
	    .result = o->result,
	    .error = job->error[0] ? job->error : NULL,
	    .meaning = *meaning ? meaning : NULL,
	};

	if (job->opts.dry_run)
		return;
	if (db_ensure(job->db, &e) || runlog_end(&job->log, &job->counts, &end, &e) ||
	    (job->def->lease_s && lease_release(job->db, &job->lease, &e)))
		log_err(LOG_LEVEL_WARN, &e, "ending the run");
}

static enum rc begin_run(struct job *job, struct err *e)
{
	const int64_t lease_s = job->def->lease_s;

	job->log.db = job->db;
	if (!job->opts.dry_run &&
	    ((lease_s && lease_take(job->db, job->def->name, 0, lease_s, &job->lease, e)) ||
	     runlog_begin(&job->log, job->def->name, e) || tx_sweep(job->db, e)))
		return e->rc;
	log_unit("run", mem_printf(job->mem, "%llu", (unsigned long long)job->log.id));
	return RC_OK;
}

static int run(struct job *job, struct err *e)
{
	enum rc rc = begin_run(job, e);

	if (rc == RC_CONFLICT) {
		log_debug("%s", e->msg);
		beat(job); /* whoever holds the lease renews it: the work is being done */
		return EX_OK;
	}
	if (rc) {
		log_err(LOG_LEVEL_ERROR, e, "starting");
		return outcome_of(rc)->exit_code;
	}
	rc = job->def->begin ? job->def->begin(job, e) : RC_OK;
	if (!rc)
		rc = run_passes(job, e);
	/* An error without text was told by job_fault(). */
	if (rc && rc != RC_STOPPED && e->rc)
		job_fault(job, e, "%s", job->def->name);
	const struct outcome *o = outcome_of(rc);
	end_run(job, o);
	return o->exit_code;
}

static void set_deadline(struct job *job)
{
	job->end_at =
	    job->opts.once ? INT64_MAX : mono_ms() + job->def->deadline_s * TIME_SECOND_MS;
	if (!job->opts.once)
		(void)alarm((unsigned)(job->def->deadline_s + HARD_GRACE_S));
}

/* What differs between machines, before anything depends on it. */
static enum rc self_test(struct err *e)
{
	return json_self_test(e) ? e->rc : i18n_self_test(e);
}

static int start(struct job *job, int argc, char **argv)
{
	struct err e = {0};
	struct conf *conf;

	log_init(job->def->name, LOG_LEVEL_WARN);
	if (job_options(job->def, argc, argv, &job->opts, &e)) {
		log_error("%s", e.msg);
		return EX_USAGE;
	}
	if (self_test(&e) || conf_load(job->mem, job->opts.config, &conf, &e)) {
		log_err(LOG_LEVEL_ERROR, &e, "cannot start");
		return EX_CONFIG;
	}
	job->conf = conf;
	if (job->opts.verbose)
		log_init(job->def->name, LOG_LEVEL_DEBUG);
	set_deadline(job);
	if (db_open(job->mem, conf, DB_ROLE_JOBS, &job->db, &e) || schema_check(job->db, &e)) {
		log_err(LOG_LEVEL_ERROR, &e, "database");
		return e.rc == RC_RETRY ? EX_TEMPFAIL : EX_CONFIG;
	}
	return run(job, &e);
}

int job_main(const struct job_def *def, int argc, char **argv)
{
	void *mem = mem_context(NULL, def->name);
	struct job *job = mem_zero(mem, struct job);

	process_init();
	catch_signals();
	job->mem = mem;
	job->def = def;
	int exit_code = start(job, argc, argv);
	log_unit("run", NULL);
	mem_free(mem);
	db_end();
	return exit_code;
}
