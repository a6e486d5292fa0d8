#ifndef JOBS_COMMON_LOCAL_JOB_H
#define JOBS_COMMON_LOCAL_JOB_H

/*
 * A job that works account by account without asking Allegro.
 *
 *	int main(int argc, char **argv)
 *	{
 *		static const struct local_job def =
 *		    LOCAL_JOB("push-stock", account_is_connected, take, LOCAL_MINUTE_S);
 *
 *		return local_job_main(&def, argc, argv);
 *	}
 */

#include "round.h"

struct local_job {
	struct job_def job;			      /* first: the runner knows the job by it */
	bool (*wants)(const struct account *account); /* account.h: whose turn it is */
	enum rc (*take)(struct turn *turn, struct err *e);
};

enum {
	LOCAL_LEASE_S = 180, /* above the longest time between two beats: a thousand offers */
	LOCAL_MINUTE_S = 55, /* a run ends inside the cron minute; the next one goes on */
	LOCAL_WHOLE_S = 300, /* 100,000 products or offers judged anew, on a slow machine */
};

MUST_CHECK enum rc local_job_begin(struct job *job, struct err *e);

#define LOCAL_JOB(job_name, wants_fn, take_fn, seconds)                                            \
	{                                                                                          \
		.job = {.name = (job_name),                                                        \
			.lease_s = LOCAL_LEASE_S,                                                  \
			.deadline_s = (seconds),                                                   \
			.begin = local_job_begin,                                                  \
			.step = round_step,                                                        \
			.options = JOB_OPT_ACCOUNT},                                               \
		.wants = (wants_fn), .take = (take_fn)                                             \
	}

int local_job_main(const struct local_job *def, int argc, char **argv);

#endif
