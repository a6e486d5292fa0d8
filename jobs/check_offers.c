/*
 * check-offers: links offers to products where there is no doubt, finds out who changed what about
 * them, and holds them against their products. Account by account, without asking Allegro.
 */
#include "common/local_job.h"
#include "domain/offers/change_judge.h"
#include "domain/offers/difference_sync.h"
#include "domain/offers/offer_match.h"

static enum rc take(struct turn *turn, struct err *e)
{
	if (offers_match(turn, e) || offer_changes_judge(turn, e))
		return e->rc;
	return offer_differences_find(turn, e);
}

int main(int argc, char **argv)
{
	static const struct local_job def =
	    LOCAL_JOB("check-offers", account_was_connected, take, LOCAL_WHOLE_S);

	return local_job_main(&def, argc, argv);
}
