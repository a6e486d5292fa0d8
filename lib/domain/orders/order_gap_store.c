/* SQL of gaps of the journal. */
#include "domain/orders/order_gap_store.h"

#include "db/stmt.h"

enum {
	GAP_FIND,
	GAP_OPEN,
	GAP_MOVE,
	GAP_AGAIN,
	GAP_END,
	GAP_LAST,
};

static const struct stmt_def stmts[] = {
    [GAP_FIND] = {"SELECT id, reason, from_at, until_at, done_until,"
		  " CAST(passes AS UNSIGNED), CAST(stored AS SIGNED), old_event_id, event_id, "
		  "event_at FROM order_gap"
		  " WHERE account_id = ? AND running = 1",
		  "u",
		  ROWS(struct order_gap_row, U64(id), STR(reason), TIME(from_at), TIME(until_at),
		       TIME(done_until), U64(passes), I64(stored), STR(old_event_id), STR(event_id),
		       TIME(event_at))},
    [GAP_OPEN] = {"INSERT INTO order_gap (account_id, reason, from_at, until_at, done_until,"
		  " old_event_id, event_id, event_at, started_at)"
		  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))",
		  BULK(struct order_gap_row, U64(account_id), STR(reason), TIME(from_at),
		       TIME(until_at), TIME(from_at), STR(old_event_id), STR(event_id),
		       TIME(event_at))},
    [GAP_MOVE] = {"UPDATE order_gap SET done_until = GREATEST(done_until, ?),"
		  " total = IFNULL(total, ?), stored = stored + ? WHERE id = ?",
		  BULK(struct order_gap_step, TIME(done_until), I64(total), U64(stored), U64(id))},
    [GAP_AGAIN] = {"UPDATE order_gap SET done_until = from_at, passes = passes + 1"
		   " WHERE id = ?",
		   "u", NO_ROWS},
    [GAP_END] = {"UPDATE order_gap SET state = 'DONE', done_until = until_at,"
		 " ended_at = UTC_TIMESTAMP(3) WHERE id = ? AND state = 'RUNNING'",
		 "u", NO_ROWS},
    [GAP_LAST] = {"SELECT ended_at FROM order_gap WHERE account_id = ? AND state = 'DONE'"
		  " ORDER BY id DESC LIMIT 1",
		  "u", MOMENT},
};
STMTS_REGISTER(feed_gap, stmts);

enum rc order_gap_find(struct db *db, void *mem, uint64_t account_id, struct order_gap_row *out,
		       struct err *e)
{
	return stmt_find(db, mem, &stmts[GAP_FIND], PARAMS(P_U64(account_id)), out, e);
}

enum rc order_gap_open(struct db *db, const struct order_gap_row *gap, struct err *e)
{
	return stmt_run_row(db, &stmts[GAP_OPEN], gap, NULL, e);
}

enum rc order_gap_move(struct db *db, const struct order_gap_step *step, struct err *e)
{
	return stmt_run_row(db, &stmts[GAP_MOVE], step, NULL, e);
}

enum rc order_gap_again(struct db *db, uint64_t id, struct err *e)
{
	return stmt_run(db, &stmts[GAP_AGAIN], PARAMS(P_U64(id)), NULL, e);
}

enum rc order_gap_end(struct db *db, uint64_t id, struct err *e)
{
	return stmt_cas(db, &stmts[GAP_END], PARAMS(P_U64(id)), "the gap was closed already", e);
}

enum rc order_gap_last_end(struct db *db, uint64_t account_id, int64_t *ended_at, struct err *e)
{
	return stmt_number(db, &stmts[GAP_LAST], PARAMS(P_U64(account_id)), ended_at, e);
}
