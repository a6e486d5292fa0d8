#ifndef DOMAIN_MAPPING_MARKS_H
#define DOMAIN_MAPPING_MARKS_H

/*
 * Private to lib/domain/mapping: the marks of an account in memory, and how the numbers of products
 * that have them change by a batch.
 */

#include "domain/mapping/ready_store.h"

struct marks;

MUST_CHECK enum rc marks_open(struct db *db, void *owner, uint64_t account_id, struct marks **out,
			      struct err *e);

/* The number of a mark; it is made when there is none. Not inside a transaction: what is remembered
 * here must be there. */
MUST_CHECK enum rc marks_number(struct marks *m, const char *kind, const char *subject,
				uint64_t *id, struct err *e);

/* Are the products that have it kept one by one? Those of blockers, and of what will be one. */
bool marks_is_listed(const struct marks *m, uint64_t id);

/* Products that have it, and that have nothing else, become more or fewer. */
void marks_add(struct marks *m, uint64_t id, int64_t n, int64_t alone);

/* All changes since the last call, owned by mem. */
void marks_take(struct marks *m, void *mem, struct mark_change **out, size_t *n);

#endif
