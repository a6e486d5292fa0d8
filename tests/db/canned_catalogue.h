#ifndef TESTS_CANNED_CATALOGUE_H
#define TESTS_CANNED_CATALOGUE_H

/*
 * A catalogue of seven cards for database tests: two have one EAN, two come on pages of their own.
 */

#include <stdbool.h>

#include "allegro/client.h"

/* What card c1 says of safety, before it is later. */
#define CANNED_SAFETY "{\"responsibleProducers\":[],\"safetyInformation\":null}"

extern struct canned_catalogue {
	bool later;		/* c3 is gone, c1 has another category and says more of safety */
	const char *refused;	/* this phrase */
	const char *unreadable; /* the same: a card without a category */
	int asked;
} canned_catalogue;

/* NULL: there is none. */
const char *canned_catalogue_text(void *mem, const struct allegro_call *call);

#endif
