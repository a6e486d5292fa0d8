/* SQL of the first import. */
#include "domain/orders/order_import_store.h"

#include "db/stmt.h"

enum {
	IMPORT_FIND,
	IMPORT_OPEN,
	IMPORT_MOVE,
	IMPORT_AGAIN,
	IMPORT_END,
};

static const struct stmt_def stmts[] = {
    [IMPORT_FIND] = {"SELECT from_at, until_at, done_until, CAST(passes AS UNSIGNED), state"
		     " FROM order_import WHERE account_id = ?",
		     "u",
		     ROWS(struct order_import_row, TIME(from_at), TIME(until_at), TIME(done_until),
			  U64(passes), STR(state))},
    [IMPORT_OPEN] = {"INSERT INTO order_import (account_id, from_at, until_at, done_until,"
		     " started_at) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))",
		     "uttt", NO_ROWS},
    [IMPORT_MOVE] = {"UPDATE order_import SET done_until = GREATEST(done_until, ?),"
		     " total = IFNULL(total, ?), stored = stored + ? WHERE account_id = ?",
		     BULK(struct order_import_step, TIME(done_until), I64(total), U64(stored),
			  U64(account_id))},
    [IMPORT_AGAIN] = {"UPDATE order_import SET done_until = from_at, passes = passes + 1"
		      " WHERE account_id = ?",
		      "u", NO_ROWS},
    [IMPORT_END] = {"UPDATE order_import SET state = 'DONE', done_until = until_at, total = ?,"
		    " met = ?, ended_at = UTC_TIMESTAMP(3) WHERE account_id = ?",
		    "iiu", NO_ROWS},
};
STMTS_REGISTER(order_import, stmts);

enum rc order_import_find(struct db *db, void *mem, uint64_t account_id,
			  struct order_import_row *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[IMPORT_FIND], PARAMS(P_U64(account_id)), out, e);
}

enum rc order_import_open(struct db *db, uint64_t account_id, int64_t from_at, int64_t until_at,
			  struct err *e)
{
	return stmt_run(
	    db, &stmts[IMPORT_OPEN],
	    PARAMS(P_U64(account_id), P_TIME(from_at), P_TIME(until_at), P_TIME(from_at)), NULL, e);
}

enum rc order_import_move(struct db *db, const struct order_import_step *step, struct err *e)
{
	return stmt_run_row(db, &stmts[IMPORT_MOVE], step, NULL, e);
}

enum rc order_import_again(struct db *db, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[IMPORT_AGAIN], PARAMS(P_U64(account_id)), NULL, e);
}

enum rc order_import_end(struct db *db, uint64_t account_id, int64_t told, int64_t met,
			 struct err *e)
{
	return stmt_run(db, &stmts[IMPORT_END], PARAMS(P_I64(told), P_I64(met), P_U64(account_id)),
			NULL, e);
}
