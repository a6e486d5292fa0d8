/*
 * refresh-tokens: keeps every connected account's access token alive. Refreshes what has lived
 * half to three quarters of its life; one account's trouble does not stop the others. Then it
 * looks every few seconds for a pair whose answer was lost, by this host or another: Allegro gives
 * it a second time within a minute. So it runs on every host at once; each account has a lease.
 */
#include "domain/accounts/connect.h"
#include "domain/accounts/vault.h"
#include "domain/health/high_water.h"
#include "domain/health/watch.h"
#include "job/job.h"

#include "base/mem.h"

enum {
	CADENCE_S = 5,
	DEADLINE_S = 50, /* a run ends inside the cron minute */
};

struct keeper {
	struct vault *vault;
	bool looked; /* at everything, in this run */
};

static int64_t cadence_s(const struct conf *conf)
{
	(void)conf;
	return CADENCE_S;
}

/* The only job that runs on a host where others hold the leases: should that host go on alone one
 * day, it knows the database. */
static void meet_database(struct job *job)
{
	enum high_water_sign sign;
	struct err e = {0};

	if (!job->opts.dry_run && high_water_learn(job->conf, job->db, &sign, &e))
		job_fault(job, &e, "remembering how far the database has come");
}

static enum rc begin(struct job *job, struct err *e)
{
	struct keeper *keeper = mem_zero(job->mem, struct keeper);
	const struct vault_opts opts = {
	    .conf = job->conf,
	    .db = job->db,
	    .actor = job->def->name,
	    .stop = job_stop_flag(),
	};

	job->state = keeper;
	meet_database(job);
	return vault_open(job->mem, &opts, &keeper->vault, e);
}

/* Somebody else refreshing this account at the same moment is as good as doing it. */
static void refresh_one(struct job *job, const struct due_account *a)
{
	struct keeper *keeper = job->state;
	struct err e = {0};
	enum rc rc = vault_refresh(keeper->vault, a->id, a->gen, &e);

	job->counts.changed += rc == RC_OK;
	job->counts.unchanged += rc == RC_CONFLICT;
	if (!rc || rc == RC_CONFLICT)
		return;
	job->counts.failed++;
	job->counts.throttled += e.http == 429;
	job_fault(job, &e, "refreshing the token of account %s", a->name);
}

/* What was left half done comes first: its time runs out. */
static void heal(struct job *job)
{
	struct keeper *keeper = job->state;
	struct err e = {0};

	if (!job->opts.dry_run && vault_heal(keeper->vault, &e))
		job_fault(job, &e, "asking again for tokens");
}

static enum rc refresh_due(struct job *job, void *mem, struct err *e)
{
	struct keeper *keeper = job->state;
	struct due_list due = {0};
	enum rc rc = vault_due(keeper->vault, mem, &due, e);

	for (size_t i = 0; !rc && i < due.n && !job_stopping(job); i++) {
		job->counts.seen++;
		if (job->opts.dry_run) {
			log_info("would refresh the token of account %s", due.accounts[i].name);
			continue;
		}
		refresh_one(job, &due.accounts[i]);
		job->counts.requests = vault_requests(keeper->vault);
		rc = job_beat(job, e);
	}
	return rc;
}

/* An account whose orders nobody reads is asked about once a day, because Allegro withdraws a
 * consent that nobody uses. */
static enum rc keep_consents(struct job *job, void *mem, struct err *e)
{
	struct keeper *keeper = job->state;
	struct quiet_account *quiet;
	size_t n;

	if (watch_quiet_list(job->db, mem, &quiet, &n, e))
		return e->rc;
	for (size_t i = 0; i < n && !job_stopping(job); i++) {
		if (account_check(keeper->vault, quiet[i].id, e))
			job_fault(job, e, "using the consent of account %s", quiet[i].name);
		job->counts.requests = vault_requests(keeper->vault);
		if (job_beat(job, e))
			return e->rc;
	}
	return RC_OK;
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	struct keeper *keeper = job->state;
	void *mem = mem_context(job->mem, "pass");
	enum rc rc = RC_OK;

	*next = JOB_REST;
	heal(job);
	if (!keeper->looked && !job->opts.dry_run)
		rc = vault_watch(keeper->vault, e);
	if (!keeper->looked && !rc)
		rc = refresh_due(job, mem, e);
	if (!keeper->looked && !rc && !job->opts.dry_run)
		rc = keep_consents(job, mem, e);
	keeper->looked = true;
	mem_free(mem);
	return rc;
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "refresh-tokens",
	    .deadline_s = DEADLINE_S,
	    .cadence_s = cadence_s,
	    .begin = begin,
	    .step = step,
	};

	return job_main(&def, argc, argv);
}
