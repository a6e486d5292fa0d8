/* sync-offers: brings offers in. */
#include "common/walk_job.h"
#include "domain/offers/offer_sync.h"

int main(int argc, char **argv)
{
	static const struct walk_job def = WALK_JOB("sync-offers", &offer_walk);

	return walk_job_main(&def, argc, argv);
}
