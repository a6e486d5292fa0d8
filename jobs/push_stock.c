/*
 * push-stock: gives offers the numbers of pieces that the ledger says: what differs becomes a plan.
 * Then it is certified how many show them. Account by account, without asking Allegro.
 */
#include "common/local_job.h"
#include "domain/offers/stock_certificate.h"
#include "domain/offers/stock_push.h"

static enum rc take(struct turn *turn, struct err *e)
{
	return stock_push_take(turn, e) ? e->rc : stock_certificate_take(turn, e);
}

int main(int argc, char **argv)
{
	static const struct local_job def =
	    LOCAL_JOB("push-stock", account_is_connected, take, LOCAL_MINUTE_S);

	return local_job_main(&def, argc, argv);
}
