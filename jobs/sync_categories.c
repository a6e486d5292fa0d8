/*
 * sync-categories: brings in Allegro's categories, what happens to them, and the parameters of
 * those that are used. In the turn of any account of an environment, when there is something to ask
 * for. One account's trouble does not stop the others.
 */
#include "common/due_job.h"
#include "domain/categories/category_sync.h"

int main(int argc, char **argv)
{
	static const struct due_job def =
	    DUE_JOB("sync-categories", category_is_due, category_sync);

	return due_job_main(&def, argc, argv);
}
