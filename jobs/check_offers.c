/*
 * check-offers: links offers to products where there is no doubt, and finds out who changed what
 * about them. Account by account, without asking Allegro.
 */
#include "common/local_job.h"
#include "domain/offers/change_judge.h"
#include "domain/offers/offer_match.h"

static enum rc take(struct turn *turn, struct err *e)
{
	return offers_match(turn, e) ? e->rc : offer_changes_judge(turn, e);
}

int main(int argc, char **argv)
{
	static const struct local_job def =
	    LOCAL_JOB("check-offers", account_was_connected, take, LOCAL_WHOLE_S);

	return local_job_main(&def, argc, argv);
}
