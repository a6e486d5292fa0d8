#ifndef DOMAIN_STOCK_STOCK_PLACE_STORE_H
#define DOMAIN_STOCK_STOCK_PLACE_STORE_H

/* SQL of places. Private to lib/domain/stock; each inside the caller's transaction. */

#include "domain/stock/stock_place.h"

MUST_CHECK enum rc stock_place_add(struct db *db, const struct stock_place *place, uint64_t *id,
				   struct err *e);
/* RC_CONFLICT: another version, or ended. */
MUST_CHECK enum rc stock_place_rename(struct db *db, const struct stock_place *place,
				      struct err *e);
/* Its name is free for another one. */
MUST_CHECK enum rc stock_place_close(struct db *db, const struct stock_place *place, struct err *e);

/* These instead of those before. */
MUST_CHECK enum rc stock_feeds_put(struct db *db, uint64_t account_id,
				   const struct stock_feed *feeds, size_t n, struct err *e);

struct stock_buffer_row {
	const char *kind;
	const char *subject;
	uint64_t account_id;
	int64_t pieces; /* INT64_MIN: nothing is said any more */
	const char *actor;
};
MUST_CHECK enum rc stock_buffer_put(struct db *db, const struct stock_buffer_row *row,
				    struct err *e);

MUST_CHECK enum rc stock_profile_put(struct db *db, const struct stock_profile *p, struct err *e);

#endif
