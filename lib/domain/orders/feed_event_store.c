/* SQL of events of the journal. */
#include "domain/orders/feed_event_store.h"

#include "db/stmt.h"
#include "db/columns.h"

enum {
	EVENTS_KNOWN,
	EVENT_SAVE,
};

static const struct stmt_def stmts[] = {
    [EVENTS_KNOWN] = {"SELECT event_id FROM order_event WHERE account_id = ?"
		      " AND event_id IN (" MARKS_100 ")",
		      "u" SIG_S_100, ROWS(struct feed_event_id, STR(event_id))},
    [EVENT_SAVE] = {"INSERT INTO order_event (account_id, event_id, form_id, type, occurred_at,"
		    " seen_at, raw) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), ?)",
		    BULK(struct feed_event, U64(account_id), STR(event_id), STR(form_id), STR(type),
			 TIME(occurred_at), BYTES(raw))},
};
STMTS_REGISTER(feed_event, stmts);

enum rc feed_events_known(struct db *db, void *mem, const struct feed_keys *keys,
			  struct feed_event_id **rows, size_t *n, struct err *e)
{
	struct param params[FEED_BATCH_MAX + 1] = {P_U64(keys->account_id)};

	for (size_t i = 0; i < FEED_BATCH_MAX; i++)
		params[i + 1] = P_STR(keys->ids[i < keys->n ? i : keys->n - 1]);
	return stmt_list(db, mem, &stmts[EVENTS_KNOWN], params, rows, n, e);
}

enum rc feed_events_save(struct db *db, const struct feed_event *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[EVENT_SAVE], rows, n, NULL, e);
}
