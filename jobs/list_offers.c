/*
 * list-offers: makes documents of the products that a person wants to list, gives them to the
 * outbox, a few first, and finds out what became of them. Account by account, without asking
 * Allegro.
 */
#include "common/local_job.h"
#include "domain/offers/listing.h"

int main(int argc, char **argv)
{
	static const struct local_job def =
	    LOCAL_JOB("list-offers", account_is_connected, listing_take, LOCAL_MINUTE_S);

	return local_job_main(&def, argc, argv);
}
