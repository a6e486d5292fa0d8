/* SQL of sweeps. */
#include "domain/orders/feed_sweep_store.h"

#include "base/time.h"
#include "db/stmt.h"

enum {
	SWEEP_LIST,
	SWEEP_PLAN,
	SWEEP_MOVE,
	SWEEP_DUE,
};

static const struct stmt_def stmts[] = {
    [SWEEP_LIST] = {"SELECT kind, gen, due_at, position FROM order_sweep WHERE account_id = ?", "u",
		    ROWS(struct feed_sweep_row, STR(kind), U64(gen), TIME(due_at), STR(position))},
    [SWEEP_PLAN] = {"INSERT INTO order_sweep (account_id, kind, due_at) VALUES (?, ?, ?)"
		    " ON DUPLICATE KEY UPDATE kind = VALUES(kind)",
		    "ust", NO_ROWS},
    /* Assignments run left to right: position moves last. */
    [SWEEP_MOVE] = {"UPDATE order_sweep SET gen = gen + 1,"
		    " started_at = IF(position IS NULL, UTC_TIMESTAMP(3), started_at),"
		    " ran_at = IF(? IS NULL, UTC_TIMESTAMP(3), ran_at), due_at = IFNULL(?, due_at),"
		    " found = found + ?, position = ?"
		    " WHERE account_id = ? AND kind = ? AND gen = ?",
		    BULK(struct feed_sweep_step, STR(position), TIME(due_at), U64(found),
			 STR(position), U64(account_id), STR(kind), U64(gen))},
    [SWEEP_DUE] = {"UPDATE order_sweep SET gen = gen + 1, due_at = UTC_TIMESTAMP(3)"
		   " WHERE account_id = ? AND kind = ?",
		   "us", NO_ROWS},
};
STMTS_REGISTER(feed_sweep, stmts);

enum rc feed_sweep_list(struct db *db, void *mem, uint64_t account_id, struct feed_sweep_row **rows,
			size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[SWEEP_LIST], PARAMS(P_U64(account_id)), rows, n, e);
}

enum rc feed_sweep_plan(struct db *db, uint64_t account_id, const char *kind, int64_t due_at,
			struct err *e)
{
	return stmt_run(db, &stmts[SWEEP_PLAN],
			PARAMS(P_U64(account_id), P_STR(kind), P_TIME(due_at)), NULL, e);
}

enum rc feed_sweep_move(struct db *db, const struct feed_sweep_step *step, struct err *e)
{
	return stmt_cas_row(db, &stmts[SWEEP_MOVE], step, "somebody else reads the same again", e);
}

enum rc feed_sweep_make_due(struct db *db, uint64_t account_id, const char *kind, struct err *e)
{
	return stmt_run(db, &stmts[SWEEP_DUE], PARAMS(P_U64(account_id), P_STR(kind)), NULL, e);
}
