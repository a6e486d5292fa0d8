/* SQL of runs whose time is over. */
#include "domain/catalog/import_old.h"

#include "db/stmt.h"

/* Numbers grow with time, so that all go by one: the first that stays. */
#define FIRST_TO_STAY                                                                              \
	"SELECT COALESCE(MIN(IF(created_at >= ? OR state IN ('waiting', 'approved', 'to-undo'),"   \
	" CAST(id AS SIGNED), NULL)), CAST(MAX(id) AS SIGNED) + 1, 0) FROM import_run"
#define PIECE " LIMIT 2000" /* others wait no longer than that */

enum { FIRST, COUNT, ROWS_GO, BEFORE_GO, RUNS_GO };

static const struct stmt_def stmts[] = {
    [FIRST] = {FIRST_TO_STAY, "t", NUMBER},
    [COUNT] = {"SELECT COUNT(*) FROM import_run WHERE id < ?", "i", NUMBER},
    [ROWS_GO] = {"DELETE FROM import_row WHERE run_id < ? ORDER BY run_id, n" PIECE, "i", NO_ROWS},
    [BEFORE_GO] = {"DELETE FROM import_before WHERE run_id < ? ORDER BY run_id, product_id" PIECE,
		   "i", NO_ROWS},
    [RUNS_GO] = {"DELETE FROM import_run WHERE id < ? ORDER BY id" PIECE, "i", NO_ROWS},
};
STMTS_REGISTER(import_old, stmts);

static enum rc find_first(struct db *db, int64_t limit, int64_t *first, struct err *e)
{
	return stmt_number(db, &stmts[FIRST], PARAMS(P_TIME(limit)), first, e);
}

enum rc import_old_count(struct db *db, int64_t limit, int64_t *n, struct err *e)
{
	int64_t first = 0;

	if (find_first(db, limit, &first, e))
		return e->rc;
	return stmt_number(db, &stmts[COUNT], PARAMS(P_I64(first)), n, e);
}

enum rc import_old_forget(struct db *db, int64_t limit, uint64_t *n, struct err *e)
{
	static const int parts[] = {ROWS_GO, BEFORE_GO, RUNS_GO};
	int64_t first = 0;

	*n = 0;
	if (find_first(db, limit, &first, e))
		return e->rc;
	/* A run goes when nothing refers to it. */
	for (size_t i = 0; i < COUNT_OF(parts) && !*n; i++)
		if (stmt_run(db, &stmts[parts[i]], PARAMS(P_I64(first)), n, e))
			return e->rc;
	return RC_OK;
}
