/*
 * poll-orders: brings orders in. For each connected account, in every pass: the first import until
 * it is done, then the journal to its end, then the forms it made dirty, then a piece of what is
 * due to be read again. One account's trouble does not stop the others. With --since it reads again
 * what changed since then.
 */
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/orders/order_sync.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute */
	HEAL_EVERY_MS = 5000,
};

/* How the last documents of an account that could not be had failed. */
struct missed {
	uint64_t account_id;
	struct err err; /* RC_OK: one has come in since */
};

struct poll {
	struct round *round;
	int64_t healed_at;
	struct missed *missed;
	size_t n_missed;
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

	job->state = poll;
	poll->healed_at = -HEAL_EVERY_MS;
	if (round_open(job, job->def->name, &poll->round, e))
		return e->rc;
	return restore_check(job, poll->round, e);
}

static void count(struct turn *turn)
{
	const struct poll *poll = turn->job->state;
	const struct order_sync_counts *c = &turn->sync.counts;
	const struct job_counts done = {
	    .seen = c->seen,
	    .changed = c->added + c->changed,
	    .unchanged = c->unchanged,
	    .failed = c->failed,
	};

	round_count(poll->round, &done);
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
	if (vault_heal(round_vault(poll->round), &e))
		job_fault(job, &e, "asking again for tokens");
}

static enum rc beat(void *arg, struct err *e)
{
	struct turn *turn = arg;

	heal_tokens(turn->job);
	count(turn);
	return job_beat(turn->job, e);
}

static enum rc reread(struct order_sync *sync, struct err *e)
{
	const struct turn *turn = sync->beat_arg;
	int64_t since = turn->job->opts.since;

	return since == TIME_NONE ? RC_OK : order_reread(sync, since, e);
}

/* Each goes on without the others: a journal that cannot be read keeps no known order waiting. Only
 * what concerns the whole account, or this process, ends the turn. */
static enum rc take_stages(struct order_sync *sync, struct err *e)
{
	static enum rc (*const stages[])(struct order_sync * sync, struct err * e) = {
	    reread, order_intake, order_fetch, order_heal};
	struct err first = {0};

	for (size_t i = 0; i < COUNT_OF(stages); i++) {
		struct err own = {0};
		if (!stages[i](sync, &own))
			continue;
		bool ends = meaning_reach(own.meaning) == REACH_ACCOUNT;
		if (ends || !first.rc)
			first = own;
		if (ends)
			break;
	}
	*e = first;
	return e->rc;
}

static enum rc sync_account(struct turn *turn, const struct account *account, struct err *e)
{
	const struct poll *poll = turn->job->state;
	struct order_sync *sync = &turn->sync;
	bool imported = false;

	if (round_client(poll->round, account->id, &sync->api, e) ||
	    order_import(sync, (int64_t)account->import_days, &imported, e))
		return e->rc;
	return take_stages(sync, e);
}

static struct missed *missed_of(struct job *job, uint64_t account_id)
{
	struct poll *poll = job->state;

	for (size_t i = 0; i < poll->n_missed; i++)
		if (poll->missed[i].account_id == account_id)
			return &poll->missed[i];
	poll->missed = mem_grow(job->mem, poll->missed, struct missed, poll->n_missed + 1);
	poll->missed[poll->n_missed] = (struct missed){.account_id = account_id};
	return &poll->missed[poll->n_missed++];
}

/* A document is asked for again after a minute at the earliest. A pass that had none to ask for
 * until then is no better than the one before, in which every request for one failed. */
static enum rc is_as_before(struct turn *turn, enum rc rc, struct err *e)
{
	const struct order_sync *sync = &turn->sync;
	struct missed *missed = missed_of(turn->job, sync->account_id);

	if (sync->counts.seen)
		err_clear(&missed->err);
	if (rc && sync->trouble.rc && !sync->counts.seen)
		missed->err = *e;
	if (!rc && missed->err.rc)
		*e = missed->err;
	return e->rc;
}

/* A dead refresh token leaves an access token that serves for hours. */
static bool is_wanted(const struct account *account)
{
	return account_can_call(account, time_now_ms()) ||
	       str_eq(account->state, ACCOUNT_CONNECTED);
}

static enum rc take_turn(struct job *job, const struct account *account, struct err *e)
{
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

	if (!is_wanted(account))
		return RC_OK;
	turn.sync.beat_arg = &turn;
	enum rc rc = is_as_before(&turn, sync_account(&turn, account, e), e);
	const struct order_sync_counts *c = &turn.sync.counts;
	if (c->events || c->seen)
		log_info("account %s: %llu events, %llu orders read: %llu new, %llu changed, "
			 "%llu as they were, %llu failed",
			 account->name, (unsigned long long)c->events, (unsigned long long)c->seen,
			 (unsigned long long)c->added, (unsigned long long)c->changed,
			 (unsigned long long)c->unchanged, (unsigned long long)c->failed);
	count(&turn);
	return rc;
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	const struct poll *poll = job->state;

	*next = JOB_REST;
	heal_tokens(job);
	enum rc rc = round_run(poll->round, take_turn, e);
	job->opts.since = TIME_NONE; /* read again once, not in every pass */
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
