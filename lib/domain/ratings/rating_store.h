#ifndef DOMAIN_RATINGS_RATING_STORE_H
#define DOMAIN_RATINGS_RATING_STORE_H

/* Private to lib/domain/ratings. */

#include "domain/ratings/rating.h"

/* account_id 0: whose it is does not matter. */
MUST_CHECK enum rc rating_find(struct db *db, void *mem, uint64_t account_id, const char *id,
			       struct rating_row *out, struct err *e);

/* Inside a transaction: store what was asked for at a moment. A question that was asked for after
 * it stays. */
MUST_CHECK enum rc ratings_save(struct db *db, uint64_t account_id, const struct rating *ratings,
				size_t n, int64_t asked_at, struct err *e);

/* To be asked for by itself, now or in an hour; Allegro does not show it. */
enum rating_mark { RATING_RENEW, RATING_POSTPONE, RATING_GONE };
MUST_CHECK enum rc rating_mark(struct db *db, uint64_t account_id, const char *id,
			       enum rating_mark mark, struct err *e);

/* What the walk that ends should have met is to be asked for by itself; up to 20 of those. */
MUST_CHECK enum rc ratings_renew_unseen(struct db *db, uint64_t account_id, int64_t from,
					int64_t began, struct err *e);
struct rating_id {
	const char *id;
};
MUST_CHECK enum rc ratings_to_renew(struct db *db, void *mem, uint64_t account_id,
				    struct rating_id **ids, size_t *n, struct err *e);

/* How far the list has been read: rating_walk in sql/0020_rating.sql. */
struct rating_walk {
	uint64_t account_id;
	int64_t from; /* TIME_NONE: no walk is under way */
	int64_t to;
	int64_t skip;
	int64_t began;
	int64_t read_to;
	int64_t swept_at;
	int64_t next_at;
	int64_t now; /* of the database */
};
MUST_CHECK enum rc rating_walk_load(struct db *db, uint64_t account_id, struct rating_walk *out,
				    struct err *e);
MUST_CHECK enum rc rating_walk_save(struct db *db, const struct rating_walk *w, struct err *e);
/* Is there a walk to take, or one to be asked for? */
MUST_CHECK enum rc rating_walk_is_due(struct db *db, uint64_t account_id, bool *due, struct err *e);

#endif
