/*
 * sync-categories: brings in Allegro's categories, what happens to them, and the parameters of
 * those that are used. In the turn of any account of an environment, when there is something to ask
 * for. One account's trouble does not stop the others.
 */
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/categories/category_sync.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a hundred slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute; the reading goes on in the next */
};

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	return *is ? category_is_due(turn, is, e) : RC_OK;
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def categories = {.wants = wants, .take = category_sync};

	return round_open(job, &categories, e) ? e->rc : restore_check(job, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "sync-categories",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
