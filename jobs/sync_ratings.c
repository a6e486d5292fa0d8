/*
 * sync-ratings: brings ratings in. For each account that granted it, when its walk is due or
 * something is to be asked for by itself. One account's trouble does not stop the others.
 */
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/ratings/rating_sync.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute; the walk goes on in the next */
};

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	return *is ? walk_is_due(turn, &rating_walk, is, e) : RC_OK;
}

static enum rc take(struct turn *turn, struct err *e)
{
	return walk_take(turn, &rating_walk, e);
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def ratings = {.wants = wants, .take = take};

	return round_open(job, &ratings, e) ? e->rc : restore_check(job, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "sync-ratings",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
