/*
 * audit-orders: compares each day with Allegro's own order list, account by account. Started every
 * minute, it decides itself which days are due (day_audit.h): each of the last 14 every night at
 * audit-hour, older ones once a month, days with a difference sooner. With --since it checks every
 * day from then on. One account's trouble does not stop the others.
 */
#include "base/log.h"
#include "base/str.h"
#include "common/round.h"
#include "domain/days/day_audit.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute; the next one goes on */
};

/* What one account adds to the counters of the run. */
struct turn {
	struct job *job;
	struct order_sync sync;
	struct day_audit audit;
};

static enum rc begin(struct job *job, struct err *e)
{
	struct round *round;
	enum rc rc = round_open(job, job->def->name, &round, e);

	job->state = round;
	return rc;
}

static void count(struct turn *turn)
{
	const struct job_counts done = {.seen = turn->audit.forms, .changed = turn->audit.found};

	round_count(turn->job->state, &done);
}

static enum rc beat(void *arg, struct err *e)
{
	struct turn *turn = arg;

	count(turn);
	return job_beat(turn->job, e);
}

static void tell(const struct turn *turn, const struct account *account)
{
	const struct day_audit *a = &turn->audit;

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
	struct turn turn = turn_of(job, account);

	if (!str_eq(account->state, ACCOUNT_CONNECTED))
		return RC_OK;
	turn.sync.beat_arg = &turn;
	turn.audit.sync = &turn.sync;
	enum rc rc = round_client(job->state, account->id, &turn.sync.api, e);
	if (!rc)
		rc = day_audit(&turn.audit, e);
	count(&turn);
	tell(&turn, account);
	return rc;
}

static enum rc step(struct job *job, enum job_next *next, struct err *e)
{
	*next = JOB_REST;
	return round_run(job->state, take_turn, e);
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
