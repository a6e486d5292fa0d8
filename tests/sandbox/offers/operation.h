#ifndef SANDBOX_OFFERS_OPERATION_H
#define SANDBOX_OFFERS_OPERATION_H

/*
 * What is accepted with 202 and done later (FACTS 3.7): the offer is there meanwhile, and takes no
 * other change. An operation may fail late, and a draft stays behind; it may be forgotten.
 */

#include "offers/offer.h"
#include "server/http.h"

struct operation {
	char id[UUID_SIZE];
	struct offer *offer;
	int64_t started_at;
	int64_t due_at;
	const char *then;  /* status that the offer shall have: "ACTIVE"; NULL: as it is */
	const char *fails; /* code that it ends with; NULL: it does not */
	bool forgotten;
	bool done;
	struct operation *next; /* older ones */
};

/* The newest that is not done of this offer; NULL: none. */
const struct operation *operation_of(const struct world *w, const struct offer *o);

/* Begin one that is due in so many ms; 0: it is done at once. */
struct operation *operation_begin(struct world *w, struct offer *o, const char *then, int64_t ms);
void operations_run(struct world *w);

/* 202 with Location and Retry-After; the body is the caller's. */
void operation_accepted(struct exchange *x, const struct operation *op);

void offers_operation(struct exchange *x); /* the resource */

#endif
