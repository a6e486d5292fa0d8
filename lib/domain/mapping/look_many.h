#ifndef DOMAIN_MAPPING_LOOK_MANY_H
#define DOMAIN_MAPPING_LOOK_MANY_H

/*
 * The judgement of look.h over many products of an account, what they share read once:
 *
 *	struct look_base *base;
 *	if (look_begin(db, mem, account, &base, e) ||
 *	    look_many(base, slice, ids, n, &looks, &found, e))
 */

#include "domain/mapping/look.h"

struct look_base;

/* Rules as they are now; categories are read when a product needs them. */
MUST_CHECK enum rc look_begin(struct db *db, void *mem, const struct account *account,
			      struct look_base **out, struct err *e);

/* In order of their ids, each once; those that are not there any more are left out. Rules and
 * categories belong to the base, the rest to mem. */
MUST_CHECK enum rc look_many(struct look_base *base, void *mem, const uint64_t *ids, size_t n,
			     struct look **out, size_t *n_out, struct err *e);

#endif
