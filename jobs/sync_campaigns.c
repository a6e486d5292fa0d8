/* sync-campaigns: which offers take part in a programme of Allegro's, and which are under one of
 * its price rules. */
#include "common/due_job.h"
#include "domain/offers/automation.h"
#include "domain/pricing/campaigns.h"

static enum rc are_due(struct turn *turn, bool *due, struct err *e)
{
	if (automation_is_due(turn, due, e) || *due)
		return e->rc;
	return campaigns_are_due(turn, due, e);
}

static enum rc take(struct turn *turn, struct err *e)
{
	bool due = false;

	if (automation_is_due(turn, &due, e) || (due && automation_sync(turn, e)) ||
	    campaigns_are_due(turn, &due, e) || (due && campaigns_sync(turn, e)))
		return e->rc;
	*e = turn->trouble;
	return e->rc;
}

int main(int argc, char **argv)
{
	static const struct due_job def = DUE_JOB("sync-campaigns", are_due, take);

	return due_job_main(&def, argc, argv);
}
