#ifndef DOMAIN_TERMS_TERMS_STORE_H
#define DOMAIN_TERMS_TERMS_STORE_H

/* Private to lib/domain/terms. */

#include "db/stmt.h"
#include "domain/terms/terms.h"

/* A list to be read now. */
struct term_due {
	const char *kind;
	int64_t now; /* of the database */
};
MUST_CHECK enum rc terms_due(struct db *db, void *mem, uint64_t account_id, struct term_due **out,
			     size_t *n, struct err *e);

/* A reading of one list. */
struct term_reading {
	uint64_t account_id;
	const char *kind;
	int64_t began;
	const char *problem; /* NULL: none */
};

/* Of ids and names of producers or persons that are not gone: another one when they are others. 0
 * of the other kinds, which no product depends on. */
MUST_CHECK enum rc terms_sum(struct db *db, const struct term_reading *r, int64_t *sum,
			     struct err *e);

/* A page of it. */
MUST_CHECK enum rc terms_save(struct db *db, const struct term_reading *r, const struct term *terms,
			      size_t n, struct err *e);

/* It is over: what it did not show is gone, unless something of it could not be read. */
MUST_CHECK enum rc terms_end(struct db *db, const struct term_reading *r, struct err *e);

/* It failed, and waits for ten minutes. */
MUST_CHECK enum rc terms_postpone(struct db *db, const struct term_reading *r, struct err *e);

MUST_CHECK enum rc seller_terms_write(struct db *db, const struct seller_terms *s,
				      const char *actor, struct err *e);

#endif
