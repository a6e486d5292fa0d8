/* Jobs that ask nobody. */
#include "local_job.h"

_Static_assert(offsetof(struct local_job, job) == 0, "the runner's row is the beginning of ours");

static const struct local_job *def_of(const struct turn *turn)
{
	return (const struct local_job *)round_job(turn)->def;
}

static enum rc wants(struct turn *turn, bool *is, struct err *e)
{
	(void)e;
	*is = def_of(turn)->wants(turn->account);
	return RC_OK;
}

static enum rc take(struct turn *turn, struct err *e)
{
	return def_of(turn)->take(turn, e);
}

enum rc local_job_begin(struct job *job, struct err *e)
{
	static const struct round_def round = {.wants = wants, .take = take, .is_local = true};

	return round_open(job, &round, e);
}

int local_job_main(const struct local_job *def, int argc, char **argv)
{
	return job_main(&def->job, argc, argv);
}
