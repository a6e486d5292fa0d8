/*
 * check-products: judges anew which products can be listed, where a product, a decision or
 * something that Allegro said has changed. Account by account, without asking Allegro.
 */
#include "base/str.h"
#include "common/round.h"
#include "domain/mapping/judge.h"

enum {
	LEASE_S =
	    180, /* above the longest time between two beats: 500 products and their numbers */
	DEADLINE_S = 300, /* 100,000 products after a rule of all categories, on a slow machine */
};

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	(void)e;
	*is = !str_eq(turn->account->state, ACCOUNT_NEW);
	return RC_OK;
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def products = {
	    .wants = wants, .take = ready_judge, .is_local = true};

	return round_open(job, &products, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "check-products",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
