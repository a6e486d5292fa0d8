/* SQL of things: which documents are to be fetched, and how that went. */
#include "domain/feed/feed_tables.h"

_Static_assert(FEED_DIRTY_MAX == 10000 && FEED_RETRY_MAX == 500 && FEED_QUARANTINE == 5 &&
		   FEED_GONE_TRIES == 3,
	       "spelt out in statements");

enum rc feed_things_mark(struct db *db, const struct stmt_def *table, const struct feed_event *rows,
			 size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_THING_MARK], rows, n, NULL, e);
}

enum rc feed_things_dirty(struct db *db, void *mem, const struct stmt_def *table,
			  uint64_t account_id, struct feed_thing **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &table[FEED_THINGS_DIRTY], PARAMS(P_U64(account_id)), rows, n, e);
}

enum rc feed_things_reopen(struct db *db, const struct stmt_def *table,
			   const struct feed_miss *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_THING_REOPEN], rows, n, NULL, e);
}

enum rc feed_things_retry(struct db *db, const struct stmt_def *table, uint64_t account_id,
			  uint64_t *n, struct err *e)
{
	return stmt_run(db, &table[FEED_THINGS_RETRY], PARAMS(P_U64(account_id)), n, e);
}

enum rc feed_things_failing(struct db *db, const struct stmt_def *table,
			    const struct feed_miss *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_THING_FAILING], rows, n, NULL, e);
}

enum rc feed_things_later(struct db *db, const struct stmt_def *table, const struct feed_miss *rows,
			  size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_THING_LATER], rows, n, NULL, e);
}

enum rc feed_things_missing(struct db *db, const struct stmt_def *table,
			    const struct feed_miss *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_THING_MISSING], rows, n, NULL, e);
}

enum rc feed_things_applied(struct db *db, const struct stmt_def *table,
			    const struct feed_outcome *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_THING_APPLIED], rows, n, NULL, e);
}

enum rc feed_things_equal(struct db *db, const struct stmt_def *table,
			  const struct feed_outcome *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_THING_EQUAL], rows, n, NULL, e);
}

enum rc feed_things_unreadable(struct db *db, const struct stmt_def *table,
			       const struct feed_outcome *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_THING_UNREADABLE], rows, n, NULL, e);
}
