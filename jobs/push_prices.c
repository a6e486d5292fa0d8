/* push-prices: plans what price rules change. */
#include "common/due_job.h"
#include "domain/pricing/price_push.h"

int main(int argc, char **argv)
{
	static const struct due_job def = DUE_JOB("push-prices", prices_are_due, prices_push);

	return due_job_main(&def, argc, argv);
}
