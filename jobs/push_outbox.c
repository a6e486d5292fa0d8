/*
 * push-outbox: carries decided changes to Allegro. For each connected account with something due,
 * in every pass: sends what has waited long enough and whose writer is armed, and asks what became
 * of what is in flight. One account's trouble does not stop the others.
 */
#include "base/host.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/health/disk.h"
#include "domain/health/high_water.h"
#include "domain/outbox/outbox_send.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a request and its question */
	DEADLINE_S = 55, /* a run ends inside the cron minute */
	TROUBLE_PAUSE_S = 10, /* an account whose turn ended early rests at least so long */
};

struct pusher {
	struct round *round;
	const char *actor;
};

struct turn {
	struct job *job;
	struct outbox_push push;
};

static int64_t cadence_s(const struct conf *conf)
{
	return conf->outbox_s;
}

static enum rc begin(struct job *job, struct err *e)
{
	struct pusher *pusher = mem_zero(job->mem, struct pusher);
	char host[HOST_NAME_SIZE];

	host_name(host);
	pusher->actor = mem_printf(job->mem, "%s@%s", job->def->name, host);
	job->state = pusher;
	if (round_open(job, pusher->actor, &pusher->round, e))
		return e->rc;
	return restore_check(job, pusher->round, e);
}

/* What ended the turn would meet the next request too. */
static void rest(const struct turn *turn, const struct err *cause)
{
	const struct pusher *pusher = turn->job->state;
	int s = cause->retry_after_s;

	round_rest(pusher->round, turn->push.account_id, s > TROUBLE_PAUSE_S ? s : TROUBLE_PAUSE_S);
}

static void count(struct turn *turn)
{
	const struct pusher *pusher = turn->job->state;
	const struct outbox_push_counts *c = &turn->push.counts;
	const struct job_counts done = {
	    .seen = c->seen, .changed = c->done, .unchanged = c->later, .failed = c->held};

	round_count(pusher->round, &done);
}

static enum rc beat(void *arg, struct err *e)
{
	struct turn *turn = arg;

	count(turn);
	return job_beat(turn->job, e);
}

static struct outbox_push push_of(struct job *job, uint64_t account_id)
{
	const struct pusher *pusher = job->state;

	return (struct outbox_push){
	    .db = job->db,
	    .account_id = account_id,
	    .actor = pusher->actor,
	    .lease_s = LEASE_S,
	    .fence = job_fence,
	    .fence_arg = job,
	    .beat = beat,
	};
}

static enum rc push_account(struct turn *turn, struct err *e)
{
	const struct pusher *pusher = turn->job->state;
	struct outbox_push *push = &turn->push;

	if (round_client(pusher->round, push->account_id, &push->api, e) || outbox_push(push, e))
		return e->rc;
	if (push->trouble.rc)
		rest(turn, &push->trouble);
	*e = push->trouble;
	return e->rc;
}

static enum rc send_changes(struct job *job, const struct account *account, struct err *e)
{
	struct turn turn = {.job = job, .push = push_of(job, account->id)};

	turn.push.beat_arg = &turn;
	enum rc rc = push_account(&turn, e);
	const struct outbox_push_counts *c = &turn.push.counts;
	if (c->seen)
		log_info("account %s: %llu changes: %llu done, %llu later, %llu left to a person",
			 account->name, (unsigned long long)c->seen, (unsigned long long)c->done,
			 (unsigned long long)c->later, (unsigned long long)c->held);
	count(&turn);
	return rc;
}

static enum rc take_turn(struct job *job, const struct account *account, struct err *e)
{
	bool may;
	bool due;

	if (!str_eq(account->state, ACCOUNT_CONNECTED))
		return RC_OK;
	if (outbox_is_due(job->db, account->id, &due, e) || !due)
		return e->rc;
	/* What a restored database has forgotten may have been done already (RELIABILITY F40);
	 * what cannot be kept here must not be done there (F43). Alarms tell of both. */
	if (high_water_may_write(job->conf, job->db, &may, e) || !may || disk_is_low(job->conf))
		return e->rc;
	if (!job->opts.dry_run)
		return send_changes(job, account, e);
	log_info("would send changes of account %s", account->name);
	return RC_OK;
}

static enum rc hold_overdue(struct job *job, struct err *e)
{
	struct turn turn = {.job = job, .push = push_of(job, 0)};
	const struct pusher *pusher = job->state;
	enum rc rc = job->opts.dry_run ? RC_OK : outbox_expire(&turn.push, e);

	count(&turn);
	round_close(pusher->round);
	return rc;
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	const struct pusher *pusher = job->state;

	*next = JOB_REST;
	return hold_overdue(job, e) ? e->rc : round_run(pusher->round, take_turn, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "push-outbox",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .cadence_s = cadence_s,
	    .begin = begin,
	    .step = step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
