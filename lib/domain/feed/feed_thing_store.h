#ifndef DOMAIN_FEED_FEED_THING_STORE_H
#define DOMAIN_FEED_FEED_THING_STORE_H

/*
 * SQL of things: which documents are to be fetched, and how that went. A thing is clean up to the
 * generation that was dirty before the request, never beyond (RELIABILITY F6). Marking things and
 * the outcomes are for areas; the rest is private to the feed.
 */

#include "domain/feed/feed_event_store.h"

/* Assignments that make a row dirty. They run left to right: nothing may have touched its
 * generations before. */
#define FEED_MARK_DIRTY                                                                            \
	"waiting_since = IF(clean_gen = dirty_gen, UTC_TIMESTAMP(3), waiting_since),"              \
	" dirty_gen = dirty_gen + 1"

struct feed_thing {
	const char *thing_id;
	uint64_t dirty_gen;    /* 0: it is not dirty, somebody wants to look */
	int64_t event_at;      /* newest unread event; TIME_NONE: none told */
	int64_t listed_from;   /* where a list has it or later; TIME_NONE: nobody knows */
	const char *revision;  /* that the newest event told; NULL: none did */
	int64_t failed_before; /* 1: it could not be had, or read, the last time */
};

/* How a document could not be had; seen_gen is the dirty_gen read before the request, 0 for none.
 */
struct feed_miss {
	uint64_t account_id;
	const char *thing_id;
	uint64_t seen_gen;
	const char *reason;
	const char *meaning;  /* meaning_name() */
	uint64_t counts;      /* 1: this failure is held against the thing */
	uint64_t others_came; /* 1: others came in well meanwhile */
	int64_t status;	      /* of the answer, 0: none came */
	const char *trace;    /* its Trace-Id */
};

/* How reading a document went; seen_gen is the dirty_gen read before the request, 0 for none. */
struct feed_outcome {
	uint64_t account_id;
	const char *thing_id;
	uint64_t seen_gen;
	struct bytes doc_hash;
	const char *path; /* of what could not be read */
	const char *reason;
	uint64_t counts; /* 1: this failure is held against the thing */
};

/* ---- Statements -------------------------------------------------------------------------------
 */

/* When a thing whose document failed is tried again: after 1, 2, 4, ... 60 minutes, by fail_count.
 */
#define FEED_NEXT_TRY "UTC_TIMESTAMP(3) + INTERVAL LEAST(60, 1 << LEAST(fail_count, 6)) MINUTE"

/* After FEED_QUARANTINE failures it waits for its next event or for a person. Assignments run left
 * to right: fail_count moves last. */
#define FEED_TRY_LATER                                                                             \
	"next_try = " FEED_NEXT_TRY ", failing_since = IFNULL(failing_since, UTC_TIMESTAMP(3)),"   \
	" clean_gen = IF(fail_count + ? >= 5, GREATEST(clean_gen, LEAST(?, dirty_gen)),"           \
	" clean_gen), fail_count = fail_count + ?, updated_at = UTC_TIMESTAMP(3)"

/* A document that cannot be had for an hour, while others can, is shown; it is tried for ever. */
#define FEED_IS_STUCK "? > 0 AND failing_since <= UTC_TIMESTAMP(3) - INTERVAL 1 HOUR"

#define FEED_CLEAN_UP_TO_SEEN "clean_gen = GREATEST(clean_gen, LEAST(?, dirty_gen))"
#define FEED_IS_FINE                                                                               \
	"state = 'APPLIED', problem_path = NULL, problem = NULL, fail_count = 0,"                  \
	" meaning = NULL, missing_since = NULL, failing_since = NULL, next_try = '1970-01-01',"    \
	" updated_at = UTC_TIMESTAMP(3)"

/* A list shows a document again that is known to be unreadable: that is no try of its own. */
#define FEED_IS_A_TRY "? > 0 OR state <> 'UNREADABLE'"
#define FEED_IS_GONE                                                                               \
	"fail_count + 1 >= 3 AND missing_since <= UTC_TIMESTAMP(3) - INTERVAL 45 MINUTE"

/* A new event ends the waiting of a thing that was set aside. */
#define FEED_THING_MARK_SQL(table, id)                                                             \
	"INSERT INTO " table " (account_id, " id ", event_at, dirty_from, event_revision,"         \
	" waiting_since) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE"         \
	" dirty_from = IF(clean_gen = dirty_gen OR dirty_from IS NULL, VALUES(dirty_from),"        \
	" LEAST(dirty_from, VALUES(dirty_from))), " FEED_MARK_DIRTY ","                            \
	" event_revision = IF(event_at > VALUES(event_at), event_revision,"                        \
	" VALUES(event_revision)),"                                                                \
	" event_at = COALESCE(GREATEST(event_at, VALUES(event_at)), VALUES(event_at), event_at),"  \
	" next_try = '1970-01-01', updated_at = UTC_TIMESTAMP(3)"

/* Three times over about an hour, because a list and the document may lag (F10): a burst of events
 * does not count. Assignments run left to right. */
#define FEED_THING_MISSING_SQL(table, id, wanted)                                                  \
	"UPDATE " table " SET missing_since = IFNULL(missing_since, UTC_TIMESTAMP(3)),"            \
	" failing_since = IFNULL(failing_since, UTC_TIMESTAMP(3)), meaning = 'GONE',"              \
	" state = IF(state <> 'SUPERSEDED' AND " FEED_IS_GONE ", IF(" wanted ", 'LOST', 'GONE'),"  \
	" state), clean_gen = IF(state IN ('SUPERSEDED', 'GONE'),"                                 \
	" GREATEST(clean_gen, LEAST(?, dirty_gen)), clean_gen),"                                   \
	" problem = ?, next_try = UTC_TIMESTAMP(3) + INTERVAL 25 MINUTE,"                          \
	" fail_count = fail_count + 1, updated_at = UTC_TIMESTAMP(3)"                              \
	" WHERE account_id = ? AND " id " = ?"

#define FEED_THING_UNREADABLE_SQL(table, id)                                                       \
	"INSERT INTO " table " (account_id, " id ", dirty_gen, clean_gen, state, meaning,"         \
	" failing_since, problem_path, problem, fail_count, next_try) VALUES (?, ?, 1, 0,"         \
	" 'UNREADABLE', 'SHAPE', UTC_TIMESTAMP(3), ?, ?, ?,"                                       \
	" UTC_TIMESTAMP(3) + INTERVAL 1 MINUTE) ON DUPLICATE KEY UPDATE doc_hash = NULL,"          \
	" meaning = VALUES(meaning), failing_since = IFNULL(failing_since,"                        \
	" VALUES(failing_since)), problem_path = VALUES(problem_path),"                            \
	" problem = VALUES(problem), next_try = IF(" FEED_IS_A_TRY ", " FEED_NEXT_TRY ","          \
	" next_try), clean_gen = IF(fail_count + ? >= 5,"                                          \
	" GREATEST(clean_gen, LEAST(?, dirty_gen)), clean_gen),"                                   \
	" fail_count = fail_count + IF(" FEED_IS_A_TRY ", ?, 0), state = 'UNREADABLE',"            \
	" updated_at = UTC_TIMESTAMP(3)"

/* Of FEED_TABLES. The hours of FEED_THINGS_RETRY are less than a day, so that the next night finds
 * it again. */
#define FEED_THING_STMTS(table, id, wanted)                                                        \
	[FEED_THING_MARK] = {FEED_THING_MARK_SQL(table, id),                                       \
			     BULK(struct feed_event, U64(account_id), STR(thing_id),               \
				  TIME(occurred_at), TIME(occurred_at), STR(revision))},           \
	[FEED_THINGS_DIRTY] =                                                                      \
	    {"SELECT " id ", dirty_gen, event_at, IFNULL(dirty_from, event_at), event_revision,"   \
	     " state IN ('UNREADABLE', 'FAILING') FROM " table                                     \
	     " WHERE account_id = ? AND is_dirty = 1 AND next_try <= UTC_TIMESTAMP(3)"             \
	     " ORDER BY IFNULL(dirty_from, event_at) LIMIT 10000",                                 \
	     "u",                                                                                  \
	     ROWS(struct feed_thing, STR(thing_id), U64(dirty_gen), TIME(event_at),                \
		  TIME(listed_from), STR(revision), I64(failed_before))},                          \
	[FEED_THINGS_RETRY] = {"UPDATE " table " SET " FEED_MARK_DIRTY ", next_try = '1970-01-01'" \
			       " WHERE account_id = ? AND state IN ('UNREADABLE', 'FAILING')"      \
			       " AND fail_count >= 5 AND is_dirty = 0"                             \
			       " AND updated_at < UTC_TIMESTAMP(3) - INTERVAL 20 HOUR"             \
			       " ORDER BY updated_at LIMIT 500",                                   \
			       "u", NO_ROWS},                                                      \
	[FEED_THING_FAILING] = {"UPDATE " table " SET state = 'FAILING', problem_path = NULL,"     \
				" problem = ?, meaning = ?, " FEED_TRY_LATER                       \
				" WHERE account_id = ? AND " id " = ?",                            \
				BULK(struct feed_miss, STR(reason), STR(meaning), U64(counts),     \
				     U64(seen_gen), U64(counts), U64(account_id), STR(thing_id))}, \
	[FEED_THING_LATER] =                                                                       \
	    {"UPDATE " table " SET failing_since = IFNULL(failing_since, UTC_TIMESTAMP(3)),"       \
	     " problem = ?, meaning = ?, next_try = UTC_TIMESTAMP(3) + INTERVAL IF(" FEED_IS_STUCK \
	     ", 10, 1) MINUTE, state = IF(" FEED_IS_STUCK " AND state IN ('PENDING', 'APPLIED'),"  \
	     " 'FAILING', state), updated_at = UTC_TIMESTAMP(3)"                                   \
	     " WHERE account_id = ? AND " id " = ?",                                               \
	     BULK(struct feed_miss, STR(reason), STR(meaning), U64(others_came), U64(others_came), \
		  U64(account_id), STR(thing_id))},                                                \
	[FEED_THING_REOPEN] = {"UPDATE " table " SET " FEED_MARK_DIRTY " WHERE account_id = ?"     \
			       " AND " id " = ? AND clean_gen = dirty_gen AND ? = 0"               \
			       " AND fail_count < 5",                                              \
			       BULK(struct feed_miss, U64(account_id), STR(thing_id),              \
				    U64(seen_gen))},                                               \
	[FEED_THING_MISSING] = {FEED_THING_MISSING_SQL(table, id, wanted),                         \
				BULK(struct feed_miss, U64(seen_gen), STR(reason),                 \
				     U64(account_id), STR(thing_id))},                             \
	[FEED_THING_APPLIED] = {"INSERT INTO " table " (account_id, " id ", dirty_gen, clean_gen," \
				" doc_hash, state) VALUES (?, ?, 1, 1, ?, 'APPLIED')"              \
				" ON DUPLICATE KEY UPDATE " FEED_CLEAN_UP_TO_SEEN                  \
				", doc_hash = VALUES(doc_hash), " FEED_IS_FINE,                    \
				BULK(struct feed_outcome, U64(account_id), STR(thing_id),          \
				     BYTES(doc_hash), U64(seen_gen))},                             \
	[FEED_THING_EQUAL] = {"UPDATE " table " SET " FEED_CLEAN_UP_TO_SEEN ", fail_count = 0,"    \
			      " state = IF(state IN ('FAILING', 'LOST'), 'APPLIED', state),"       \
			      " problem = NULL, meaning = NULL, missing_since = NULL,"             \
			      " failing_since = NULL, next_try = '1970-01-01'"                     \
			      " WHERE account_id = ? AND " id " = ?",                              \
			      BULK(struct feed_outcome, U64(seen_gen), U64(account_id),            \
				   STR(thing_id))},                                                \
	[FEED_THING_UNREADABLE] = {FEED_THING_UNREADABLE_SQL(table, id),                           \
				   BULK(struct feed_outcome, U64(account_id), STR(thing_id),       \
					STR(path), STR(reason), U64(counts), U64(seen_gen),        \
					U64(counts), U64(seen_gen), U64(seen_gen), U64(counts))}

/* ---- What is dirty ----------------------------------------------------------------------------
 */

/* Make the things of these events dirty: account, thing, time and revision are looked at. */
MUST_CHECK enum rc feed_things_mark(struct db *db, const struct stmt_def *table,
				    const struct feed_event *rows, size_t n, struct err *e);

/* Up to FEED_DIRTY_MAX dirty things whose time has come, oldest event first. */
enum { FEED_DIRTY_MAX = 10000 }; /* about 1.5 MB; more come in the next round */
MUST_CHECK enum rc feed_things_dirty(struct db *db, void *mem, const struct stmt_def *table,
				     uint64_t account_id, struct feed_thing **rows, size_t *n,
				     struct err *e);

/* Those with seen_gen 0 that were clean become dirty: reading them again has begun. */
MUST_CHECK enum rc feed_things_reopen(struct db *db, const struct stmt_def *table,
				      const struct feed_miss *rows, size_t n, struct err *e);

/* Things left alone after too many failures, and not touched since: read them once more, those that
 * wait longest first, at most FEED_RETRY_MAX. *n: how many. */
enum { FEED_RETRY_MAX = 500 }; /* a night: minutes of single requests */
MUST_CHECK enum rc feed_things_retry(struct db *db, const struct stmt_def *table,
				     uint64_t account_id, uint64_t *n, struct err *e);

/* ---- Outcomes ---------------------------------------------------------------------------------
 */

/* The document could not be had: it is another answer than the document; Allegro could not serve it
 * just now, which is no failure of its own; there is no such thing. */
MUST_CHECK enum rc feed_things_failing(struct db *db, const struct stmt_def *table,
				       const struct feed_miss *rows, size_t n, struct err *e);
MUST_CHECK enum rc feed_things_later(struct db *db, const struct stmt_def *table,
				     const struct feed_miss *rows, size_t n, struct err *e);
MUST_CHECK enum rc feed_things_missing(struct db *db, const struct stmt_def *table,
				       const struct feed_miss *rows, size_t n, struct err *e);

/* It was stored, found equal to the stored one, or cannot be read (kept, tried again later). */
MUST_CHECK enum rc feed_things_applied(struct db *db, const struct stmt_def *table,
				       const struct feed_outcome *rows, size_t n, struct err *e);
MUST_CHECK enum rc feed_things_equal(struct db *db, const struct stmt_def *table,
				     const struct feed_outcome *rows, size_t n, struct err *e);
MUST_CHECK enum rc feed_things_unreadable(struct db *db, const struct stmt_def *table,
					  const struct feed_outcome *rows, size_t n, struct err *e);

#endif
