#ifndef JOBS_COMMON_WALK_JOB_H
#define JOBS_COMMON_WALK_JOB_H

/*
 * A job that brings in a list by walking through it (domain/feed/walk.h), for each account that
 * granted it, when its walk is due or something is to be asked for by itself. One account's trouble
 * does not stop the others.
 *
 *	int main(int argc, char **argv)
 *	{
 *		static const struct walk_job def = WALK_JOB("sync-ratings", &rating_walk);
 *
 *		return walk_job_main(&def, argc, argv);
 *	}
 */

#include "domain/feed/walk.h"
#include "round.h"

struct walk_job {
	struct job_def job; /* first: the runner knows the job by it */
	const struct walk_def *walk;
};

enum {
	WALK_LEASE_S = 180, /* above the longest time between two beats: a page with slow answers */
	WALK_DEADLINE_S = 55, /* a run ends inside the cron minute; the walk goes on in the next */
};

MUST_CHECK enum rc walk_job_begin(struct job *job, struct err *e);

#define WALK_JOB(job_name, walk_row)                                                               \
	{                                                                                          \
		.job = {.name = (job_name),                                                        \
			.lease_s = WALK_LEASE_S,                                                   \
			.deadline_s = WALK_DEADLINE_S,                                             \
			.begin = walk_job_begin,                                                   \
			.step = round_step,                                                        \
			.options = JOB_OPT_ACCOUNT},                                               \
		.walk = (walk_row)                                                                 \
	}

int walk_job_main(const struct walk_job *def, int argc, char **argv);

#endif
