#ifndef JOBS_COMMON_DUE_JOB_H
#define JOBS_COMMON_DUE_JOB_H

/*
 * A job that takes a turn for each connected account for which something is due. One account's
 * trouble does not stop the others.
 *
 *	int main(int argc, char **argv)
 *	{
 *		static const struct due_job def = DUE_JOB("sync-terms", terms_are_due, take);
 *
 *		return due_job_main(&def, argc, argv);
 *	}
 */

#include "round.h"

struct due_job {
	struct job_def job; /* first: the runner knows the job by it */
	enum rc (*is_due)(struct turn *turn, bool *due, struct err *e);
	enum rc (*take)(struct turn *turn, struct err *e);
};

enum {
	DUE_LEASE_S = 180,   /* above the longest time between two beats: a hundred slow answers */
	DUE_DEADLINE_S = 55, /* a run ends inside the cron minute; the next one goes on */
};

MUST_CHECK enum rc due_job_begin(struct job *job, struct err *e);

#define DUE_JOB(job_name, due_fn, take_fn)                                                         \
	{                                                                                          \
		.job = {.name = (job_name),                                                        \
			.lease_s = DUE_LEASE_S,                                                    \
			.deadline_s = DUE_DEADLINE_S,                                              \
			.begin = due_job_begin,                                                    \
			.step = round_step,                                                        \
			.options = JOB_OPT_ACCOUNT},                                               \
		.is_due = (due_fn), .take = (take_fn)                                              \
	}

int due_job_main(const struct due_job *def, int argc, char **argv);

#endif
