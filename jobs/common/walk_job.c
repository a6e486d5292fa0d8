/* Jobs that walk through a list. */
#include "walk_job.h"

#include "restore_check.h"

_Static_assert(offsetof(struct walk_job, job) == 0, "the runner's row is the beginning of ours");

static const struct walk_def *walk_of(const struct turn *turn)
{
	return ((const struct walk_job *)round_job(turn)->def)->walk;
}

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	return *is ? walk_is_due(turn, walk_of(turn), is, e) : RC_OK;
}

static enum rc take(struct turn *turn, struct err *e)
{
	return walk_take(turn, walk_of(turn), e);
}

enum rc walk_job_begin(struct job *job, struct err *e)
{
	static const struct round_def round = {.wants = wants, .take = take};

	return round_open(job, &round, e) ? e->rc : restore_check(job, e);
}

int walk_job_main(const struct walk_job *def, int argc, char **argv)
{
	return job_main(&def->job, argc, argv);
}
