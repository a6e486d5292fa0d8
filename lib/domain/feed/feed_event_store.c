/* SQL of events of a journal. */
#include "domain/feed/feed_tables.h"

enum rc feed_events_known(struct db *db, void *mem, const struct stmt_def *table,
			  const struct feed_keys *keys, struct feed_event_id **rows, size_t *n,
			  struct err *e)
{
	struct param params[FEED_BATCH_MAX + 1] = {P_U64(keys->account_id)};

	for (size_t i = 0; i < FEED_BATCH_MAX; i++)
		params[i + 1] = P_STR(keys->ids[i < keys->n ? i : keys->n - 1]);
	return stmt_list(db, mem, &table[FEED_EVENTS_KNOWN], params, rows, n, e);
}

enum rc feed_events_save(struct db *db, const struct stmt_def *table, const struct feed_event *rows,
			 size_t n, struct err *e)
{
	return stmt_bulk(db, &table[FEED_EVENT_SAVE], rows, n, NULL, e);
}
