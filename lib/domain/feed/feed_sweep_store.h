#ifndef DOMAIN_FEED_FEED_SWEEP_STORE_H
#define DOMAIN_FEED_FEED_SWEEP_STORE_H

/* SQL of sweeps; private to the feed, but for making one due. */

#include "base/time.h"
#include "db/stmt.h"

struct feed_sweep_row {
	const char *kind;
	uint64_t gen;
	int64_t due_at;
	const char *position; /* NULL: not running */
};

/* A step further: position NULL ends it and plans the next one. */
struct feed_sweep_step {
	uint64_t account_id;
	const char *kind;
	uint64_t gen;
	const char *position;
	int64_t due_at; /* when position is NULL, else TIME_NONE */
	uint64_t found; /* more than before */
};

/* Of FEED_TABLES. Assignments run left to right: position moves last. */
#define FEED_SWEEP_STMTS(prefix)                                                                   \
	[FEED_SWEEP_LIST] = {"SELECT kind, gen, due_at, position FROM " prefix "_sweep"            \
			     " WHERE account_id = ?",                                              \
			     "u",                                                                  \
			     ROWS(struct feed_sweep_row, STR(kind), U64(gen), TIME(due_at),        \
				  STR(position))},                                                 \
	[FEED_SWEEP_PLAN] = {"INSERT INTO " prefix "_sweep (account_id, kind, due_at)"             \
			     " VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE kind = VALUES(kind)",      \
			     "ust", NO_ROWS},                                                      \
	[FEED_SWEEP_MOVE] = {"UPDATE " prefix "_sweep SET gen = gen + 1,"                          \
			     " started_at = IF(position IS NULL, UTC_TIMESTAMP(3), started_at),"   \
			     " ran_at = IF(? IS NULL, UTC_TIMESTAMP(3), ran_at),"                  \
			     " due_at = IFNULL(?, due_at), found = found + ?, position = ?"        \
			     " WHERE account_id = ? AND kind = ? AND gen = ?",                     \
			     BULK(struct feed_sweep_step, STR(position), TIME(due_at), U64(found), \
				  STR(position), U64(account_id), STR(kind), U64(gen))},           \
	[FEED_SWEEP_DUE] = {"UPDATE " prefix "_sweep SET gen = gen + 1,"                           \
			    " due_at = UTC_TIMESTAMP(3) WHERE account_id = ? AND kind = ?",        \
			    "us", NO_ROWS}

MUST_CHECK enum rc feed_sweep_list(struct db *db, void *mem, const struct stmt_def *table,
				   uint64_t account_id, struct feed_sweep_row **rows, size_t *n,
				   struct err *e);
MUST_CHECK enum rc feed_sweep_plan(struct db *db, const struct stmt_def *table, uint64_t account_id,
				   const char *kind, int64_t due_at, struct err *e);

/* RC_CONFLICT: another did it. */
MUST_CHECK enum rc feed_sweep_move(struct db *db, const struct stmt_def *table,
				   const struct feed_sweep_step *step, struct err *e);

/* Due at once: after a gap nobody knows what happened to what the list does not tell. */
MUST_CHECK enum rc feed_sweep_make_due(struct db *db, const struct stmt_def *table,
				       uint64_t account_id, const char *kind, struct err *e);

#endif
