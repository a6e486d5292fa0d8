/*
 * check-products: judges anew which products can be listed, where a product, a decision or
 * something that Allegro said has changed. Account by account, without asking Allegro.
 */
#include "common/local_job.h"
#include "domain/mapping/judge.h"

int main(int argc, char **argv)
{
	static const struct local_job def =
	    LOCAL_JOB("check-products", account_was_connected, ready_judge, LOCAL_WHOLE_S);

	return local_job_main(&def, argc, argv);
}
