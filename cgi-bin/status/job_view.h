#ifndef STATUS_JOB_VIEW_H
#define STATUS_JOB_VIEW_H

/* What Kram does by itself, in plain words: a part of the status page. */

#include "domain/health/run.h"
#include "domain/health/watch.h"
#include "common/format.h"
#include "common/light_view.h"

/* Summaries in the order of watch_jobs. */
struct job_list {
	struct run_summary *runs;
	size_t n;
};

MUST_CHECK enum rc job_view_load(struct request *rq, struct job_list *out, struct err *e);

/* Into TPL_STATUS__JOBS; the worst light of all. */
/* "Fetching orders: trying again": the one that does worst. */
const char *job_view_worst(const struct fmt *f, const struct job_list *jobs) RETURNS_NONNULL;

enum light job_view_fill(struct tpl *t, const struct fmt *f, const struct job_list *jobs);

#endif
