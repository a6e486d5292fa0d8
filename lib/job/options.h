#ifndef JOB_OPTIONS_H
#define JOB_OPTIONS_H

/* Command line of a job. */

#include "job/job.h"

/* Fill *out, whose texts live as long as argv. RC_INVALID with the sentence to show. */
MUST_CHECK enum rc job_options(const struct job_def *def, int argc, char **argv,
			       struct job_opts *out, struct err *e);

/*
 * A moment given on the command line: RFC 3339, a date (its first moment in UTC), or a distance
 * back from now_ms like 90m, 36h or 14d. RC_INVALID for anything else and for the future.
 */
MUST_CHECK enum rc job_since(const char *text, int64_t now_ms, int64_t *out, struct err *e);

#endif
