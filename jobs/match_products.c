/*
 * match-products: asks Allegro's catalogue for the shop's products, by EAN and by the producer's
 * number, and for categories where their names are all there is. In the turn of any account of an
 * environment that may, when there is something to ask for. One account's trouble does not stop the
 * others.
 */
#include "common/restore_check.h"
#include "common/round.h"
#include "domain/mapping/match_sync.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: twenty slow answers */
	DEADLINE_S = 55, /* a run ends inside the cron minute; the asking goes on in the next */
};

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	return *is ? match_is_due(turn, is, e) : RC_OK;
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def products = {.wants = wants, .take = match_sync};

	return round_open(job, &products, e) ? e->rc : restore_check(job, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "match-products",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
