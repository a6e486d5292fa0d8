#ifndef DOMAIN_RATINGS_RATING_STORE_H
#define DOMAIN_RATINGS_RATING_STORE_H

/* Private to lib/domain/ratings. */

#include "db/stmt.h"
#include "domain/ratings/rating.h"

/* account_id 0: whose it is does not matter. */
MUST_CHECK enum rc rating_find(struct db *db, void *mem, uint64_t account_id, const char *id,
			       struct rating_row *out, struct err *e);

/* walk_def.save. */
MUST_CHECK enum rc ratings_save(struct db *db, uint64_t account_id, const void *items, size_t n,
				int64_t asked_at, struct err *e);
extern const struct stmt_def rating_table[]; /* WALK_TABLE */

#endif
