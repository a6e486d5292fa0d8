/*
 * push-stock: gives offers the numbers of pieces that the ledger says: what differs becomes a plan.
 * Then it is certified how many show them. Account by account, without asking Allegro.
 */
#include "base/str.h"
#include "common/round.h"
#include "domain/offers/stock_certificate.h"
#include "domain/offers/stock_push.h"

enum {
	LEASE_S = 180, /* above the longest time between two beats: a thousand offers */
	DEADLINE_S = 55,
};

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	(void)e;
	*is = str_eq(turn->account->state, ACCOUNT_CONNECTED);
	return RC_OK;
}

static enum rc take(struct turn *turn, struct err *e)
{
	return stock_push_take(turn, e) ? e->rc : stock_certificate_take(turn, e);
}

static enum rc begin(struct job *job, struct err *e)
{
	static const struct round_def stock = {.wants = wants, .take = take, .is_local = true};

	return round_open(job, &stock, e);
}

int main(int argc, char **argv)
{
	static const struct job_def def = {
	    .name = "push-stock",
	    .lease_s = LEASE_S,
	    .deadline_s = DEADLINE_S,
	    .begin = begin,
	    .step = round_step,
	    .options = JOB_OPT_ACCOUNT,
	};

	return job_main(&def, argc, argv);
}
