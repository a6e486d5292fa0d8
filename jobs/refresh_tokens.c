/*
 * refresh-tokens: keeps every connected account's access token alive. Refreshes what has lived
 * half to three quarters of its life; one account's trouble does not stop the others.
 */
#include "domain/accounts/vault.h"
#include "job/job.h"

#include "base/mem.h"

enum {
	LEASE_S = 120,	 /* longer than the longest single refresh with its second reading */
	DEADLINE_S = 50, /* a run ends inside the cron minute */
};

static enum rc begin(struct job *job, struct err *e)
{
	struct vault *vault;
	const struct vault_opts opts = {
	    .conf = job->conf,
	    .db = job->db,
	    .actor = job->def->name,
	    .stop = job_stop_flag(),
	};

	if (vault_open(job->mem, &opts, &vault, e))
		return e->rc;
	job->state = vault;
	return RC_OK;
}

/* Somebody else refreshing this account at the same moment is as good as doing it. */
static void refresh_one(struct job *job, const struct due_account *a)
{
	struct vault *vault = job->state;
	struct err e = {0};
	enum rc rc = vault_refresh(vault, a->id, a->gen, &e);

	job->counts.changed += rc == RC_OK;
	job->counts.unchanged += rc == RC_CONFLICT;
	if (!rc || rc == RC_CONFLICT)
		return;
	job->counts.failed++;
	job->counts.throttled += e.http == 429;
	job_fault(job, &e, "refreshing the token of account %s", a->name);
}

/* What was left half done comes first: its time runs out. */
static enum rc prepare(struct job *job, struct err *e)
{
	struct err healing = {0};

	if (job->opts.dry_run)
		return RC_OK;
	if (vault_heal(job->state, &healing))
		job_fault(job, &healing, "asking again for tokens");
	return vault_watch(job->state, e);
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	void *mem = mem_context(job->mem, "pass");
	struct due_list due = {0};

	*next = JOB_REST;
	enum rc rc = prepare(job, e);
	if (!rc)
		rc = vault_due(job->state, mem, &due, e);
	for (size_t i = 0; !rc && i < due.n && !job_stopping(job); i++) {
		job->counts.seen++;
		if (job->opts.dry_run) {
			log_info("would refresh the token of account %s", due.accounts[i].name);
			continue;
		}
		refresh_one(job, &due.accounts[i]);
		job->counts.requests = vault_requests(job->state);
		rc = job_beat(job, e);
	}
	mem_free(mem);
	return rc;
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "refresh-tokens",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = step,
	};

	return job_main(&def, argc, argv);
}
