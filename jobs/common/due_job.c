/* Jobs that do what is due. */
#include "due_job.h"

#include "restore_check.h"

_Static_assert(offsetof(struct due_job, job) == 0, "the runner's row is the beginning of ours");

static const struct due_job *def_of(const struct turn *turn)
{
	return (const struct due_job *)round_job(turn)->def;
}

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	return *is ? def_of(turn)->is_due(turn, is, e) : RC_OK;
}

static enum rc take(struct turn *turn, struct err *e)
{
	return def_of(turn)->take(turn, e);
}

enum rc due_job_begin(struct job *job, struct err *e)
{
	static const struct round_def round = {.wants = wants, .take = take};

	return round_open(job, &round, e) ? e->rc : restore_check(job, e);
}

int due_job_main(const struct due_job *def, int argc, char **argv)
{
	return job_main(&def->job, argc, argv);
}
