/* sync-campaigns: which offers take part in a programme of Allegro's. */
#include "common/due_job.h"
#include "domain/pricing/campaigns.h"

int main(int argc, char **argv)
{
	static const struct due_job def =
	    DUE_JOB("sync-campaigns", campaigns_are_due, campaigns_sync);

	return due_job_main(&def, argc, argv);
}
