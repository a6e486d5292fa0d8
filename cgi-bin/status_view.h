#ifndef CGI_STATUS_VIEW_H
#define CGI_STATUS_VIEW_H

/* The status page: jobs, accounts, alarms; the worst of them decides the light at the top. */

#include "domain/accounts/account.h"
#include "domain/health/run.h"
#include "limits_view.h"
#include "sync_view.h"

/* A job cron starts every minute. */
struct status_job {
	const char *id;	  /* program and job_run.job */
	const char *name; /* message id */
};
enum { STATUS_JOBS = 4 };
extern const struct status_job status_jobs[STATUS_JOBS];

struct status {
	struct run_summary runs[STATUS_JOBS];
	struct account_list accounts;
	struct sync sync;
	struct limits limits;
	struct order_problem *problems;
	size_t n_problems;
};

void status_fill(struct tpl *t, const struct fmt *f, const struct status *s);

#endif
