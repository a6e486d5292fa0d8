/*
 * check-offers: links offers to products where there is no doubt, and finds out who changed what
 * about them. Account by account, without asking Allegro.
 */
#include "base/str.h"
#include "common/round.h"
#include "domain/offers/change_judge.h"
#include "domain/offers/offer_match.h"

enum {
	LEASE_S = 180, /* above the longest time between two beats: 100 offers and their orders */
	DEADLINE_S = 300, /* 100,000 offers after a first scan, on a slow machine */
};

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	(void)e;
	*is = !str_eq(turn->account->state, ACCOUNT_NEW);
	return RC_OK;
}

static enum rc take(struct turn *turn, struct err *e)
{
	return offers_match(turn, e) ? e->rc : offer_changes_judge(turn, e);
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def offers = {.wants = wants, .take = take, .is_local = true};

	return round_open(job, &offers, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "check-offers",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
