/*
 * import-products: takes files of products from the watched folders, reads and compares them, and
 * does what was decided about runs: applies them, takes them back, forgets the rows nobody needs.
 * One run's trouble does not stop the others.
 */
#include <inttypes.h>
#include <unistd.h>

#include "base/host.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "domain/catalog/import_file.h"
#include "domain/catalog/import_spool.h"
#include "job/job.h"

enum {
	LEASE_S = 180,	   /* above the longest time between two beats: applying 500,000 products */
	DEADLINE_S = 3600, /* a file is read in one piece: 100,000 products take most of a minute */
	LOST_MS = TIME_HOUR_MS, /* whoever else has the file has read it by then */
	ABSENT_MS =
	    24 * TIME_HOUR_MS, /* a host that has not read its own file is not coming back */
};

static enum rc beat(void *arg, struct err *e)
{
	return job_beat_often(arg, e);
}

static struct stage_fence fence_of(struct job *job)
{
	return (struct stage_fence){job_fence, job};
}

/* Applying and taking back need no file. kramctl reads one where it is, and another machine has its
 * own: that one reads it, and takes it away. */
static bool is_elsewhere(const struct job *job, const struct import_run *run)
{
	int64_t age = time_now_ms() - run->created_at;
	char host[HOST_NAME_SIZE];

	if (str_eq(run->state, run_state_names[RUN_APPROVED]) ||
	    str_eq(run->state, run_state_names[RUN_TO_UNDO]))
		return false;
	host_name(host);
	if (*run->host && !str_eq(run->host, host))
		return age < ABSENT_MS;
	return str_eq(run->state, run_state_names[RUN_WAITING]) && age < LOST_MS &&
	       !import_spool_has(job->conf, run->id);
}

static enum rc lost(struct job *job, const struct import_run *run, struct err *e)
{
	err_clear(e);
	return import_run_move(job->db, run->id, RUN_WAITING, RUN_FAILED,
			       "its file is no longer on this machine", e);
}

static enum rc read_run(struct job *job, const struct import_run *run, struct err *e)
{
	struct import_source src = {
	    .run_id = run->id, .fence = fence_of(job), .beat = beat, .beat_arg = job};

	if (import_spool_open(job->conf, run->id, &src.fd, e))
		return e->rc == RC_NOT_FOUND ? lost(job, run, e) : e->rc;
	enum rc rc = import_file_read(job->db, &src, e);
	close(src.fd);
	job->counts.seen++;
	return rc;
}

static enum rc apply_run(struct job *job, const struct import_run *run, struct err *e)
{
	const struct stage_fence fence = fence_of(job);
	bool again;

	job->counts.changed++;
	return import_apply(job->db, run->id, RUN_APPROVED, &fence, &again, e);
}

static enum rc undo_run(struct job *job, const struct import_run *run, struct err *e)
{
	const struct stage_fence fence = fence_of(job);

	job->counts.changed++;
	return import_undo(job->db, run->id, RUN_TO_UNDO, &fence, e);
}

/* Of an applied run the changed and refused rows stay, for its report and for taking it back. */
static enum rc tidy_run(struct job *job, const struct import_run *run, struct err *e)
{
	enum import_rows which =
	    str_eq(run->state, run_state_names[RUN_APPLIED]) ? IMPORT_ROWS_SPARE : IMPORT_ROWS_ALL;
	bool more = true;

	while (more)
		if (import_rows_forget(job->db, run->id, which, &more, e) || job_beat_often(job, e))
			return e->rc;
	return import_spool_remove(job->conf, run->id, e) ? e->rc
							  : import_run_tidied(job->db, run->id, e);
}

/* Nobody has said for days how it is read. */
static enum rc drop_draft(struct job *job, const struct import_run *run, struct err *e)
{
	return import_run_move(job->db, run->id, RUN_DRAFT, RUN_DROPPED, "", e);
}

static const struct {
	enum run_state state;
	enum rc (*act)(struct job *job, const struct import_run *run, struct err *e);
} acts[] = {
    {RUN_TO_UNDO, undo_run}, {RUN_APPROVED, apply_run}, {RUN_WAITING, read_run},
    {RUN_APPLIED, tidy_run}, {RUN_FAILED, tidy_run},	{RUN_DROPPED, tidy_run},
    {RUN_UNDONE, tidy_run},  {RUN_DRAFT, drop_draft},
};

static enum rc act_on(struct job *job, const struct import_run *run, struct err *e)
{
	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (str_eq(run->state, run_state_names[acts[i].state]))
			return acts[i].act(job, run, e);
	return RC_OK;
}

/* A folder in trouble stops nothing else, and is not tried again in this pass. */
static enum rc take(struct job *job, struct err *e)
{
	int64_t taken = 0;

	if (job->worst)
		return RC_OK;
	if (import_spool_take(job->db, job->conf, &taken, e) == RC_IO || e->rc == RC_NOT_FOUND)
		job_fault(job, e, "watched folders");
	return e->rc;
}

static enum rc act_on_all(struct job *job, const struct import_run *runs, size_t n,
			  enum job_next *next, struct err *e)
{
	for (size_t i = 0; i < n && !job_stopping(job); i++) {
		if (is_elsewhere(job, &runs[i]))
			continue;
		if (act_on(job, &runs[i], e) == RC_STOPPED)
			return e->rc;
		if (e->rc)
			job_fault(job, e, "run %" PRIu64 " of %s", runs[i].id, runs[i].file_name);
		else
			*next = JOB_AGAIN;
	}
	return RC_OK;
}

/* What nobody needs any more goes, but is in nobody's way. */
static enum rc sweep(struct job *job, struct err *e)
{
	if (import_spool_sweep(job->db, job->conf, e) == RC_IO)
		job_fault(job, e, "old files");
	return e->rc;
}

/* All that is due, also behind runs of other machines and those in trouble. */
static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	uint64_t after = 0;
	size_t n = IMPORT_RUNS_DUE;

	*next = JOB_REST;
	if (job->opts.dry_run || take(job, e) || sweep(job, e))
		return e->rc;
	while (n == IMPORT_RUNS_DUE && !e->rc && !job_stopping(job)) {
		void *mem = mem_context(job->mem, "runs");
		struct import_run *runs;

		if (!import_runs_due(job->db, mem, after, &runs, &n, e) &&
		    !act_on_all(job, runs, n, next, e))
			after = n ? runs[n - 1].id : after;
		mem_free(mem);
	}
	return e->rc || job_stopping(job) ? e->rc : job_beat(job, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "import-products",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .step = step,
	};

	return job_main(&def, argc, argv);
}
