/*
 * keep-house: what nobody waits for but must be done. Each minute it seals what was added to the
 * audit trail; once a night it reads the whole trail against its seals.
 */
#include "base/mem.h"
#include "base/time.h"
#include "domain/audit/chain.h"
#include "job/job.h"

enum {
	LEASE_S = 300,	 /* longer than reading the trail of years */
	DEADLINE_S = 50, /* a run ends inside the cron minute */
	NIGHT_HOUR = 3,	 /* Warsaw: shops are quiet, other nightly work has its own minutes */
};

static enum rc seal(struct job *job, struct err *e)
{
	size_t sealed = 1;

	while (sealed) {
		if (chain_seal(job->db, &job->lease, &sealed, e))
			return e->rc;
		job->counts.changed += sealed;
		if (sealed && job_beat(job, e))
			return e->rc;
	}
	return RC_OK;
}

/* Once a day, from the night on: a machine that slept through it does it when it wakes. */
static bool is_due(int64_t last, int64_t now)
{
	return last < time_day_start(now, 0) + NIGHT_HOUR * TIME_HOUR_MS &&
	       now >= time_day_start(now, 0) + NIGHT_HOUR * TIME_HOUR_MS;
}

/* What it found stands on the page of the trail; it also ends the run as failed, every day. */
static enum rc verify(struct job *job, void *mem, struct err *e)
{
	struct chain_check last;
	struct chain_report report;

	if (chain_check_last(job->db, mem, &last, e))
		return e->rc;
	if (!is_due(last.at, time_now_ms()))
		return RC_OK;
	if (chain_verify(job->db, mem, NULL, &report, e) || chain_check_save(job->db, &report, e))
		return e->rc;
	job->counts.seen += report.rows;
	if (!report.faults)
		return RC_OK;
	return err_set(e, RC_DB, "the audit trail was changed behind Kram's back: %s",
		       report.fault_texts[0]);
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	void *mem = mem_context(job->mem, "pass");

	*next = JOB_REST;
	if (!job->opts.dry_run && !seal(job, e))
		(void)verify(job, mem, e);
	mem_free(mem);
	return e->rc;
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "keep-house",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .step = step,
	};

	return job_main(&def, argc, argv);
}
