/*
 * audit-orders: compares each day with Allegro's own order list, account by account. Started every
 * minute, it decides itself which days are due (day_audit.h): each of the last 14 every night at
 * audit-hour, older ones once a month, days with a difference sooner. With --since it checks every
 * day from then on. One account's trouble does not stop the others.
 */
#include "common/round.h"
#include "domain/days/day_audit.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute; the next one goes on */
};

static enum rc take_turn(struct turn *turn, struct err *e)
{
	const struct job *job = round_job(turn);

	return day_audit(turn, (int)job->conf->audit_hour, job->opts.since, e);
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def days = {.take = take_turn};

	return round_open(job, &days, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "audit-orders",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT | JOB_OPT_SINCE,
	};

	return job_main(&def, argc, argv);
}
