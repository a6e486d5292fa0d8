/* SQL of sweeps. */
#include "domain/feed/feed_tables.h"

enum rc feed_sweep_list(struct db *db, void *mem, const struct stmt_def *table, uint64_t account_id,
			struct feed_sweep_row **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &table[FEED_SWEEP_LIST], PARAMS(P_U64(account_id)), rows, n, e);
}

enum rc feed_sweep_plan(struct db *db, const struct stmt_def *table, uint64_t account_id,
			const char *kind, int64_t due_at, struct err *e)
{
	return stmt_run(db, &table[FEED_SWEEP_PLAN],
			PARAMS(P_U64(account_id), P_STR(kind), P_TIME(due_at)), NULL, e);
}

enum rc feed_sweep_move(struct db *db, const struct stmt_def *table,
			const struct feed_sweep_step *step, struct err *e)
{
	return stmt_cas_row(db, &table[FEED_SWEEP_MOVE], step, "somebody else reads the same again",
			    e);
}

enum rc feed_sweep_make_due(struct db *db, const struct stmt_def *table, uint64_t account_id,
			    const char *kind, struct err *e)
{
	return stmt_run(db, &table[FEED_SWEEP_DUE], PARAMS(P_U64(account_id), P_STR(kind)), NULL,
			e);
}
