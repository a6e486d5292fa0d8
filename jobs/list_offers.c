/*
 * list-offers: makes documents of the products that a person wants to list, gives them to the
 * outbox, a few first, and finds out what became of them. Account by account, without asking
 * Allegro.
 */
#include "base/str.h"
#include "common/round.h"
#include "domain/offers/listing.h"

enum {
	LEASE_S = 180,	 /* above the longest time between two beats: fifty documents */
	DEADLINE_S = 55, /* a run ends inside the cron minute; the next one goes on */
};

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	(void)e;
	*is = str_eq(turn->account->state, ACCOUNT_CONNECTED);
	return RC_OK;
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def listing = {
	    .wants = wants, .take = listing_take, .is_local = true};

	return round_open(job, &listing, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "list-offers",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
