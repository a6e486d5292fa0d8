#ifndef DOMAIN_FEED_FEED_EVENT_STORE_H
#define DOMAIN_FEED_FEED_EVENT_STORE_H

/* SQL of events of a journal; private to the feed. */

#include "base/str.h"
#include "db/columns.h"
#include "db/stmt.h"
#include "domain/feed/feed_types.h"

struct feed_event {
	uint64_t account_id;
	const char *event_id;
	const char *thing_id; /* NULL: about none */
	const char *type;
	const char *revision; /* of the thing at that time; NULL: not told */
	int64_t occurred_at;
	struct bytes raw;
};

struct feed_event_id {
	const char *event_id;
};

/* Of FEED_TABLES. */
#define FEED_EVENT_STMTS(prefix, id)                                                               \
	[FEED_EVENTS_KNOWN] = {"SELECT event_id FROM " prefix "_event WHERE account_id = ?"        \
			       " AND event_id IN (" MARKS_100 ")",                                 \
			       "u" SIG_S_100, ROWS(struct feed_event_id, STR(event_id))},          \
	[FEED_EVENT_SAVE] = {"INSERT INTO " prefix "_event (account_id, event_id, " id             \
			     ", type, occurred_at,"                                                \
			     " seen_at, raw) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), ?)",         \
			     BULK(struct feed_event, U64(account_id), STR(event_id),               \
				  STR(thing_id), STR(type), TIME(occurred_at), BYTES(raw))}

/* Which of up to FEED_BATCH_MAX events are stored. */
MUST_CHECK enum rc feed_events_known(struct db *db, void *mem, const struct stmt_def *table,
				     const struct feed_keys *keys, struct feed_event_id **rows,
				     size_t *n, struct err *e);

MUST_CHECK enum rc feed_events_save(struct db *db, const struct stmt_def *table,
				    const struct feed_event *rows, size_t n, struct err *e);

#endif
