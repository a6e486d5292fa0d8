#ifndef DOMAIN_MAPPING_CATEGORY_CACHE_H
#define DOMAIN_MAPPING_CATEGORY_CACHE_H

/*
 * Categories with their parameters, each read once. One that is gone leads to what Allegro says
 * stands for it, so that rules survive a move of theirs.
 */

#include "base/err.h"
#include "db/db.h"
#include "domain/mapping/readiness.h"

struct category_cache;

/* wanted_by: who says that the parameters of a category nobody used yet are to be read; NULL: that
 * is left to others (pages read and do not write). */
struct category_cache *category_cache_new(void *owner, struct db *db, const char *environment,
					  const char *wanted_by) RETURNS_NONNULL;

/* Of one that Allegro does not have: is_fit is false. Belongs to the cache. */
MUST_CHECK enum rc category_cache_get(struct category_cache *c, const char *id,
				      const struct ready_category **out, struct err *e);

#endif
