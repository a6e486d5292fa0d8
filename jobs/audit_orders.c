/*
 * audit-orders: compares each day with Allegro's own order list, account by account. Started every
 * minute, it decides itself which days are due (order_audit.h): each of the last 14 every night at
 * audit-hour, older ones once a month, days with a difference sooner. With --since it checks every
 * day from then on. One account's trouble does not stop the others.
 */
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/accounts/vault.h"
#include "domain/orders/order_audit.h"
#include "job/job.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute; the next one goes on */
};

struct auditing {
	struct vault *vault;
	struct job_counts before; /* of accounts that are finished */
};

/* What one account adds to the counters of the run. */
struct turn {
	struct job *job;
	struct order_sync sync;
	struct order_audit audit;
};

static enum rc begin(struct job *job, struct err *e)
{
	struct auditing *auditing = mem_zero(job->mem, struct auditing);
	const struct vault_opts opts = {
	    .conf = job->conf,
	    .db = job->db,
	    .actor = job->def->name,
	    .stop = job_stop_flag(),
	};

	job->state = auditing;
	return vault_open(job->mem, &opts, &auditing->vault, e);
}

static void count(struct turn *turn)
{
	const struct auditing *auditing = turn->job->state;
	const struct allegro_counts *api = turn->sync.api ? allegro_counts(turn->sync.api) : NULL;
	struct job_counts *out = &turn->job->counts;

	*out = auditing->before;
	out->seen += turn->audit.forms;
	out->changed += turn->audit.found;
	if (!api)
		return;
	out->requests += api->requests;
	out->throttled += api->throttled;
}

static enum rc beat(void *arg, struct err *e)
{
	struct turn *turn = arg;

	count(turn);
	return job_beat(turn->job, e);
}

static enum rc audit_account(struct turn *turn, void *mem, uint64_t account_id, struct err *e)
{
	struct auditing *auditing = turn->job->state;

	if (vault_client(auditing->vault, mem, account_id, &turn->sync.api, e))
		return e->rc;
	return order_audit(&turn->audit, e);
}

static void tell(const struct turn *turn, const struct account *account)
{
	const struct order_audit *a = &turn->audit;

	if (a->days)
		log_info("account %s: %llu days compared, %llu sealed; %llu orders in Allegro's "
			 "list, %llu found by the audit",
			 account->name, (unsigned long long)a->days, (unsigned long long)a->sealed,
			 (unsigned long long)a->forms, (unsigned long long)a->found);
}

static struct turn turn_of(struct job *job, const struct account *account)
{
	return (struct turn){
	    .job = job,
	    .sync = {.db = job->db,
		     .account_id = account->id,
		     .actor = job->def->name,
		     .mode = job->opts.dry_run ? ORDER_SYNC_DRY : ORDER_SYNC_STORE,
		     .fence = job_fence,
		     .fence_arg = job,
		     .beat = beat},
	    .audit = {.hour = (int)job->conf->audit_hour, .since = job->opts.since},
	};
}

static enum rc take_turn(struct job *job, const struct account *account, struct err *e)
{
	struct auditing *auditing = job->state;
	struct turn turn = turn_of(job, account);
	void *mem = mem_context(NULL, "turn");

	turn.sync.beat_arg = &turn;
	turn.audit.sync = &turn.sync;
	enum rc rc = audit_account(&turn, mem, account->id, e);
	count(&turn);
	auditing->before = job->counts;
	tell(&turn, account);
	mem_free(mem);
	if (!rc || rc == RC_STOPPED || rc == RC_CONFLICT)
		return rc;
	job_fault(job, e, "account %s", account->name);
	return RC_OK;
}

static bool is_wanted(const struct job *job, const struct account *account)
{
	if (job->opts.account && !str_eq(job->opts.account, account->name))
		return false;
	return str_eq(account->state, ACCOUNT_CONNECTED);
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	void *mem = mem_context(NULL, "pass");
	struct account_list list = {0};
	enum rc rc = account_list(job->db, mem, &list, e);

	*next = JOB_REST;
	for (size_t i = 0; i < list.n && !rc; i++)
		if (is_wanted(job, &list.accounts[i]))
			rc = take_turn(job, &list.accounts[i], e);
	mem_free(mem);
	return rc;
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "audit-orders",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = step,
	    .options = JOB_OPT_ACCOUNT | JOB_OPT_SINCE,
	};

	return job_main(&def, argc, argv);
}
