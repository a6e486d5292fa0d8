/*
 * sync-terms: brings in what sellers have at Allegro for offers to choose from: shipping rates,
 * policies, warranties, responsible producers and persons. One account's trouble does not stop the
 * others.
 */
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/mapping/ready.h"
#include "domain/terms/terms_sync.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: a page with slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute */
};

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	return *is ? terms_are_due(turn, is, e) : RC_OK;
}

/* Who answers for products is another one. */
static enum rc changed(struct db *db, const struct account *account, struct err *e)
{
	return ready_touch(db, account->environment, account->id, TOUCH_ALL, "", e);
}

static enum rc take(struct turn *turn, struct err *e)
{
	return terms_sync(turn, changed, e);
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def terms = {.wants = wants, .take = take};

	return round_open(job, &terms, e) ? e->rc : restore_check(job, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "sync-terms",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
