/* SQL of login throttling. */
#include "db/stmt.h"
#include "domain/users/user_store.h"

enum {
	THROTTLE_FIND,
	THROTTLE_COUNT,
	THROTTLE_BLOCK,
	THROTTLE_FORGET,
	THROTTLE_UNCOUNT,
	THROTTLE_SWEEP
};

static const struct stmt_def stmts[] = {
    [THROTTLE_FIND] = {"SELECT failures, CAST(TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3),"
		       " blocked_until) DIV 1000 AS SIGNED)"
		       " FROM login_throttle WHERE kind = ? AND subject = ?",
		       "sb", ROWS(struct throttle_row, U64(failures), I64(wait_ms))},
    [THROTTLE_COUNT] = {"INSERT INTO login_throttle (kind, subject, failures) VALUES (?, ?, 1)"
			" ON DUPLICATE KEY UPDATE"
			" failures = IF(last_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND, 1,"
			" failures + 1), last_at = UTC_TIMESTAMP(3)",
			"sbi", NO_ROWS},
    [THROTTLE_BLOCK] = {"UPDATE login_throttle SET blocked_until = UTC_TIMESTAMP(3)"
			" + INTERVAL ? SECOND WHERE kind = ? AND subject = ?",
			"isb", NO_ROWS},
    [THROTTLE_FORGET] = {"DELETE FROM login_throttle WHERE kind = ? AND subject = ?", "sb",
			 NO_ROWS},
    [THROTTLE_UNCOUNT] = {"UPDATE login_throttle SET failures = GREATEST(failures, 1) - 1,"
			  " blocked_until = UTC_TIMESTAMP(3) WHERE kind = ? AND subject = ?",
			  "sb", NO_ROWS},
    [THROTTLE_SWEEP] = {"DELETE FROM login_throttle WHERE last_at < UTC_TIMESTAMP(3)"
			" - INTERVAL ? SECOND LIMIT 100",
			"i", NO_ROWS},
};
STMTS_REGISTER(login_throttle, stmts);

enum rc throttle_find(struct db *db, void *owner, const char *kind, struct bytes subject,
		      struct throttle_row *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[THROTTLE_FIND], PARAMS(P_STR(kind), P_BYTES(subject)),
			 out, e);
}

enum rc throttle_count(struct db *db, const char *kind, struct bytes subject, int64_t quiet_s,
		       struct err *e)
{
	return stmt_run(db, &stmts[THROTTLE_COUNT],
			PARAMS(P_STR(kind), P_BYTES(subject), P_I64(quiet_s)), NULL, e);
}

enum rc throttle_block(struct db *db, const char *kind, struct bytes subject, int64_t seconds,
		       struct err *e)
{
	return stmt_run(db, &stmts[THROTTLE_BLOCK],
			PARAMS(P_I64(seconds), P_STR(kind), P_BYTES(subject)), NULL, e);
}

enum rc throttle_forget(struct db *db, const char *kind, struct bytes subject, struct err *e)
{
	return stmt_run(db, &stmts[THROTTLE_FORGET], PARAMS(P_STR(kind), P_BYTES(subject)), NULL,
			e);
}

enum rc throttle_uncount(struct db *db, const char *kind, struct bytes subject, struct err *e)
{
	return stmt_run(db, &stmts[THROTTLE_UNCOUNT], PARAMS(P_STR(kind), P_BYTES(subject)), NULL,
			e);
}

enum rc throttle_sweep(struct db *db, int64_t quiet_s, struct err *e)
{
	return stmt_run(db, &stmts[THROTTLE_SWEEP], PARAMS(P_I64(quiet_s)), NULL, e);
}
