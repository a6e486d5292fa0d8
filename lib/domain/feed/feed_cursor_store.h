#ifndef DOMAIN_FEED_FEED_CURSOR_STORE_H
#define DOMAIN_FEED_FEED_CURSOR_STORE_H

/*
 * SQL of the cursor of a journal, of the trail of where it stood, and of the times when nobody read
 * it; private to the feed, but for looking where a cursor stands.
 */

#include <stdbool.h>
#include <stdint.h>

#include "db/stmt.h"

struct feed_cursor {
	const char *last_event_id; /* NULL: before the oldest event */
	uint64_t gen;
	int64_t event_at; /* of that event */
	int64_t end_at;	  /* when the journal was last read to its end */
	bool at_end;	  /* to move: it was just now */
};

struct feed_trail_point {
	const char *event_id; /* NULL: before the oldest event */
};

/* Of FEED_TABLES. The trail goes back a day more than the longest way back, which is three. */
#define FEED_CURSOR_STMTS(prefix)                                                                  \
	[FEED_CURSOR_FIND] = {"SELECT last_event_id, gen, event_at, end_at FROM " prefix "_cursor" \
			      " WHERE account_id = ?",                                             \
			      "u",                                                                 \
			      ROWS(struct feed_cursor, STR(last_event_id), U64(gen),               \
				   TIME(event_at), TIME(end_at))},                                 \
	[FEED_CURSOR_OPEN] = {"INSERT INTO " prefix "_cursor (account_id, last_event_id,"          \
			      " event_at, end_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))",             \
			      "ust", NO_ROWS},                                                     \
	[FEED_CURSOR_MOVE] = {"UPDATE " prefix "_cursor SET last_event_id = ?,"                    \
			      " event_at = IFNULL(?, event_at), polled_at = UTC_TIMESTAMP(3),"     \
			      " gen = gen + 1, end_at = IF(?, UTC_TIMESTAMP(3), end_at)"           \
			      " WHERE account_id = ? AND gen = ?",                                 \
			      "stiuu", NO_ROWS},                                                   \
	[FEED_CURSOR_RESUME] = {"UPDATE " prefix "_cursor SET last_event_id = ?, event_at = ?,"    \
				" end_at = ?, polled_at = UTC_TIMESTAMP(3), gen = gen + 1"         \
				" WHERE account_id = ? AND gen = ?",                               \
				"sttuu", NO_ROWS},                                                 \
	[FEED_CURSOR_TOUCH] = {"UPDATE " prefix "_cursor SET polled_at = UTC_TIMESTAMP(3),"        \
			       " end_at = UTC_TIMESTAMP(3) WHERE account_id = ?",                  \
			       "u", NO_ROWS},                                                      \
	[FEED_POLL_GAP] =                                                                          \
	    {"INSERT IGNORE INTO " prefix "_poll_gap (account_id, from_at,"                        \
	     " until_at) SELECT account_id, polled_at, UTC_TIMESTAMP(3) FROM " prefix              \
	     "_cursor WHERE account_id = ?"                                                        \
	     " AND polled_at < UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE",                             \
	     "u", NO_ROWS},                                                                        \
	[FEED_TRAIL_ADD] = {"INSERT INTO " prefix "_trail (account_id, at, event_id)"              \
			    " SELECT a.id, UTC_TIMESTAMP(3), ? FROM account a WHERE a.id = ?"      \
			    " AND NOT EXISTS (SELECT 1 FROM " prefix "_trail t"                    \
			    " WHERE t.account_id = a.id"                                           \
			    " AND t.at > UTC_TIMESTAMP(3) - INTERVAL 5 MINUTE)",                   \
			    "su", NO_ROWS},                                                        \
	[FEED_TRAIL_FORGET] = {"DELETE FROM " prefix "_trail WHERE account_id = ?"                 \
			       " AND at < UTC_TIMESTAMP(3) - INTERVAL 4 DAY",                      \
			       "u", NO_ROWS},                                                      \
	[FEED_TRAIL_FIND] = {"SELECT event_id FROM " prefix "_trail WHERE account_id = ?"          \
			     " AND at <= ? ORDER BY at DESC LIMIT 1",                              \
			     "ut", ROWS(struct feed_trail_point, STR(event_id))},                  \
	[FEED_TRAIL_FIRST] = {"SELECT event_id FROM " prefix "_trail WHERE account_id = ?"         \
			      " ORDER BY at LIMIT 1",                                              \
			      "u", ROWS(struct feed_trail_point, STR(event_id))}

/* RC_NOT_FOUND: the account was never polled. */
MUST_CHECK enum rc feed_cursor_find(struct db *db, void *mem, const struct stmt_def *table,
				    uint64_t account_id, struct feed_cursor *out, struct err *e);

/* Where reading begins; RC_CONFLICT when there is a cursor already. */
MUST_CHECK enum rc feed_cursor_open(struct db *db, const struct stmt_def *table,
				    uint64_t account_id, const char *event_id, int64_t event_at,
				    struct err *e);

/* Move to an event, from the generation that was read: RC_CONFLICT when somebody else moved it. */
MUST_CHECK enum rc feed_cursor_move(struct db *db, const struct stmt_def *table,
				    uint64_t account_id, const struct feed_cursor *to,
				    struct err *e);

/* After a gap: go on behind an event, everything before `end_at` being stored by other means. */
MUST_CHECK enum rc feed_cursor_resume(struct db *db, const struct stmt_def *table,
				      uint64_t account_id, const struct feed_cursor *to,
				      struct err *e);

/* The journal answered and had nothing new. */
MUST_CHECK enum rc feed_cursor_touch(struct db *db, const struct stmt_def *table,
				     uint64_t account_id, struct err *e);

/* Where the cursor stood at a time, or the earliest that is known; RC_NOT_FOUND: nothing is. */
MUST_CHECK enum rc feed_trail_find(struct db *db, void *mem, const struct stmt_def *table,
				   uint64_t account_id, int64_t at, struct feed_trail_point *out,
				   struct err *e);

#endif
