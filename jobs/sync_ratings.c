/* sync-ratings: brings ratings in. */
#include "common/walk_job.h"
#include "domain/ratings/rating_sync.h"

int main(int argc, char **argv)
{
	static const struct walk_job def = WALK_JOB("sync-ratings", &rating_walk);

	return walk_job_main(&def, argc, argv);
}
