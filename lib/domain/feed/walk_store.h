#ifndef DOMAIN_FEED_WALK_STORE_H
#define DOMAIN_FEED_WALK_STORE_H

/* WALK_TABLE is for the stores of areas; the rest is private to lib/domain/feed. */

#include "domain/feed/walk.h"

/* ---- The table of an area -------------------------------------------------------------------- */

enum { WALK_RENEW, WALK_POSTPONE, WALK_GONE, WALK_MISSED, WALK_SINGLE, WALK_DUE };

struct walk_single {
	const char *id;
};

#define WALK_MARK(sql_table, sql_id, set)                                                          \
	{                                                                                          \
		"UPDATE " sql_table " SET " set " WHERE account_id = ? AND " sql_id " = ?", "us",  \
		    NO_ROWS                                                                        \
	}
#define WALK_TABLE(name, sql_table, sql_id, sql_at)                                                \
	const struct stmt_def name[] = {                                                           \
	    [WALK_RENEW] = WALK_MARK(sql_table, sql_id, "reread_at = UTC_TIMESTAMP(3)"),           \
	    [WALK_POSTPONE] =                                                                      \
		WALK_MARK(sql_table, sql_id, "reread_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR"),    \
	    [WALK_GONE] =                                                                          \
		WALK_MARK(sql_table, sql_id, "gone_at = UTC_TIMESTAMP(3), reread_at = NULL"),      \
	    [WALK_MISSED] = {"UPDATE " sql_table " SET reread_at = UTC_TIMESTAMP(3)"               \
			     " WHERE account_id = ? AND " sql_at " BETWEEN ? AND ? AND"            \
			     " seen_at < ? AND gone_at IS NULL AND reread_at IS NULL",             \
			     "uttt", NO_ROWS},                                                     \
	    [WALK_SINGLE] = {"SELECT " sql_id " FROM " sql_table " WHERE account_id = ? AND"       \
			     " reread_at <= UTC_TIMESTAMP(3) ORDER BY reread_at LIMIT 20",         \
			     "u", ROWS(struct walk_single, STR(id))},                              \
	    [WALK_DUE] = {"SELECT CAST(w.account_id IS NULL OR w.walk_from IS NOT NULL OR"         \
			  " w.next_at <= UTC_TIMESTAMP(3) OR"                                      \
			  " w.wanted_at > IFNULL(w.read_to, '1970-01-01') OR EXISTS (SELECT 1 "    \
			  "FROM " sql_table                                                        \
			  " t WHERE t.account_id = a.id AND t.reread_at <= UTC_TIMESTAMP(3))"      \
			  " AS SIGNED) FROM account a LEFT JOIN walk w ON w.account_id = a.id AND" \
			  " w.name = ? WHERE a.id = ?",                                            \
			  "su", NUMBER},                                                           \
	};                                                                                         \
	STMTS_REGISTER(name, name)
_Static_assert(WALK_SINGLES == 20, "LIMIT says so");

/* ---- How far ----------------------------------------------------------------------------------
 */

/* How far a list has been read: sql/0031_walk.sql. */
struct walk {
	uint64_t account_id;
	const char *name;
	int64_t from; /* TIME_NONE: none is under way */
	int64_t to;
	int64_t skip;
	int64_t began;
	int64_t read_to;
	int64_t swept_at;
	int64_t next_at;
	int64_t wanted_at; /* everything anew; never written by walk_save() */
	int64_t now;	   /* of the database */
};
MUST_CHECK enum rc walk_load(struct db *db, uint64_t account_id, const char *name, struct walk *out,
			     struct err *e);
MUST_CHECK enum rc walk_save(struct db *db, const struct walk *w, struct err *e);

/* What the walk that ends should have met is to be asked for by itself. */
MUST_CHECK enum rc walk_renew_missed(struct db *db, const struct walk_def *def,
				     const struct walk *w, struct err *e);

/* WALK_RENEW, WALK_POSTPONE or WALK_GONE. */
MUST_CHECK enum rc walk_mark(struct db *db, const struct stmt_def *mark, uint64_t account_id,
			     const char *id, struct err *e);

MUST_CHECK enum rc walk_singles(struct db *db, void *mem, const struct walk_def *def,
				uint64_t account_id, struct walk_single **ids, size_t *n,
				struct err *e);

MUST_CHECK enum rc walk_due(struct db *db, const struct walk_def *def, uint64_t account_id,
			    bool *due, struct err *e);

#endif
