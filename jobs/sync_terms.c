/*
 * sync-terms: brings in what sellers have at Allegro for offers to choose from: shipping rates,
 * policies, warranties, responsible producers and persons. One account's trouble does not stop the
 * others.
 */
#include "common/due_job.h"
#include "domain/mapping/ready.h"
#include "domain/terms/terms_sync.h"

static enum rc changed(struct db *db, const struct account *account, struct err *e)
{
	return ready_touch(db, account->environment, account->id, TOUCH_ALL, "", e);
}

static enum rc take(struct turn *turn, struct err *e)
{
	return terms_sync(turn, changed, e);
}

int main(int argc, char **argv)
{
	static const struct due_job def = DUE_JOB("sync-terms", terms_are_due, take);

	return due_job_main(&def, argc, argv);
}
