/*
 * poll-orders: brings orders in. For each connected account, in every pass: the first import until
 * it is done, then the journal to its end, then the forms it made dirty, then a piece of what is
 * due to be read again. One account's trouble
 * does not stop the others. With --since it reads again what changed since then.
 */
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "domain/accounts/vault.h"
#include "domain/orders/order_sync.h"
#include "job/job.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute */
	ACCOUNTS_MAX = 200,
	HEAL_EVERY_MS = 5000,
};

/* A client for each account, kept for the run so that its connection stays open. */
struct session {
	uint64_t account_id;
	struct allegro *api;
};

struct poll {
	struct vault *vault;
	struct session sessions[ACCOUNTS_MAX];
	size_t n_sessions;
	int64_t healed_at;
	struct job_counts before; /* of accounts and passes that are finished */
};

/* What one account adds to the counters of the run. */
struct turn {
	struct job *job;
	struct order_sync sync;
};

static int64_t cadence_s(const struct conf *conf)
{
	return conf->order_poll_s;
}

static enum rc begin(struct job *job, struct err *e)
{
	struct poll *poll = mem_zero(job->mem, struct poll);
	const struct vault_opts opts = {
	    .conf = job->conf,
	    .db = job->db,
	    .actor = job->def->name,
	    .stop = job_stop_flag(),
	};

	job->state = poll;
	poll->healed_at = -HEAL_EVERY_MS;
	return vault_open(job->mem, &opts, &poll->vault, e);
}

static enum rc session_of(struct job *job, uint64_t account_id, struct allegro **out, struct err *e)
{
	struct poll *poll = job->state;

	for (size_t i = 0; i < poll->n_sessions; i++)
		if (poll->sessions[i].account_id == account_id) {
			*out = poll->sessions[i].api;
			return RC_OK;
		}
	if (poll->n_sessions == ACCOUNTS_MAX)
		return err_set(e, RC_INVALID, "more than %d accounts", ACCOUNTS_MAX);
	if (vault_client(poll->vault, job->mem, account_id, out, e))
		return e->rc;
	poll->sessions[poll->n_sessions++] = (struct session){account_id, *out};
	return RC_OK;
}

/* Counters of the run: what is finished plus what this turn has done. */
static void count(struct turn *turn)
{
	const struct poll *poll = turn->job->state;
	const struct order_sync_counts *c = &turn->sync.counts;
	struct job_counts *out = &turn->job->counts;

	*out = poll->before;
	out->seen += c->seen;
	out->changed += c->added + c->changed;
	out->unchanged += c->unchanged;
	out->failed += c->failed;
	out->requests = vault_requests(poll->vault);
	out->throttled = 0;
	for (size_t i = 0; i < poll->n_sessions; i++) {
		const struct allegro_counts *a = allegro_counts(poll->sessions[i].api);
		out->requests += a->requests;
		out->throttled += a->throttled;
	}
}

/* A lost answer to a token request can be asked for again for a minute: too short for a job that
 * runs once in one. A long import looks too, now and then. */
static void heal_tokens(struct job *job)
{
	struct poll *poll = job->state;
	struct err e = {0};

	if (job->opts.dry_run || mono_ms() - poll->healed_at < HEAL_EVERY_MS)
		return;
	poll->healed_at = mono_ms();
	if (vault_heal(poll->vault, &e))
		job_fault(job, &e, "asking again for tokens");
}

static enum rc beat(void *arg, struct err *e)
{
	struct turn *turn = arg;

	heal_tokens(turn->job);
	count(turn);
	return job_beat(turn->job, e);
}

static enum rc sync_account(struct turn *turn, const struct account *account, struct err *e)
{
	struct order_sync *sync = &turn->sync;
	const struct job_opts *opts = &turn->job->opts;
	bool imported = false;

	if (session_of(turn->job, account->id, &sync->api, e) ||
	    order_import(sync, (int64_t)account->import_days, &imported, e) ||
	    (opts->since != TIME_NONE && order_reread(sync, opts->since, e)) ||
	    order_intake(sync, e) || order_fetch(sync, e))
		return e->rc;
	return order_heal(sync, e);
}

/* Errors of Allegro, and of the database about this account's rows, end its turn; a signal and a
 * lost lease end the run. */
static bool ends_run(enum rc rc)
{
	return rc == RC_STOPPED || rc == RC_CONFLICT;
}

static enum rc take_turn(struct job *job, const struct account *account, struct err *e)
{
	struct poll *poll = job->state;
	struct turn turn = {
	    .job = job,
	    .sync =
		{
		    .db = job->db,
		    .account_id = account->id,
		    .actor = job->def->name,
		    .mode = job->opts.dry_run ? ORDER_SYNC_DRY : ORDER_SYNC_STORE,
		    .fence = job_fence,
		    .fence_arg = job,
		    .beat = beat,
		},
	};

	turn.sync.beat_arg = &turn;
	enum rc rc = sync_account(&turn, account, e);
	const struct order_sync_counts *c = &turn.sync.counts;
	if (c->events || c->seen)
		log_info("account %s: %llu events, %llu orders read: %llu new, %llu changed, "
			 "%llu as they were, %llu failed",
			 account->name, (unsigned long long)c->events, (unsigned long long)c->seen,
			 (unsigned long long)c->added, (unsigned long long)c->changed,
			 (unsigned long long)c->unchanged, (unsigned long long)c->failed);
	count(&turn);
	poll->before = job->counts;
	if (!rc || ends_run(rc))
		return rc;
	job_fault(job, e, "account %s", account->name);
	return RC_OK;
}

static bool is_wanted(const struct job *job, const struct account *account)
{
	if (job->opts.account && !str_eq(job->opts.account, account->name))
		return false;
	/* A dead refresh token leaves an access token that serves for hours. */
	return account_can_call(account, time_now_ms()) ||
	       str_eq(account->state, ACCOUNT_CONNECTED);
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	void *mem = mem_context(NULL, "pass");
	struct account_list list = {0};

	*next = JOB_REST;
	heal_tokens(job);
	enum rc rc = account_list(job->db, mem, &list, e);
	for (size_t i = 0; i < list.n && !rc; i++)
		if (is_wanted(job, &list.accounts[i]))
			rc = take_turn(job, &list.accounts[i], e);
	job->opts.since = TIME_NONE; /* read again once, not in every pass */
	mem_free(mem);
	return rc;
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "poll-orders",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .cadence_s = cadence_s,
	    .begin = begin,
	    .step = step,
	    .options = JOB_OPT_ACCOUNT | JOB_OPT_SINCE,
	};

	return job_main(&def, argc, argv);
}
