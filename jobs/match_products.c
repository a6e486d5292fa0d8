/*
 * match-products: asks Allegro's catalogue for the shop's products, by EAN and by the producer's
 * number, and for categories where their names are all there is. In the turn of any account of an
 * environment that may, when there is something to ask for. One account's trouble does not stop the
 * others.
 */
#include "common/due_job.h"
#include "domain/mapping/match_sync.h"

int main(int argc, char **argv)
{
	static const struct due_job def = DUE_JOB("match-products", match_is_due, match_sync);

	return due_job_main(&def, argc, argv);
}
