/* SQL of what is read again: trail of the cursor, sweeps, gaps. */
#include "domain/orders/feed_sweep_store.h"

#include "db/stmt.h"
#include "domain/orders/feed_waiting.h"

enum {
	TRAIL_ADD,
	TRAIL_FORGET,
	TRAIL_FIND,
	TRAIL_FIRST,
	SWEEP_LIST,
	SWEEP_PLAN,
	SWEEP_MOVE,
	SWEEP_HURRY,
	STALE_LIST,
	SICK_WAKE,
	GAP_FIND,
	GAP_OPEN,
	GAP_MOVE,
	GAP_AGAIN,
	GAP_END,
	GAP_LAST,
};

static const struct row_map trail_map = ROW_MAP(struct feed_trail_point, STR(event_id));

static const struct stmt_def stmts[] = {
    [TRAIL_ADD] = {"INSERT INTO order_trail (account_id, at, event_id)"
		   " SELECT a.id, UTC_TIMESTAMP(3), ? FROM account a WHERE a.id = ? AND NOT EXISTS"
		   " (SELECT 1 FROM order_trail t WHERE t.account_id = a.id"
		   " AND t.at > UTC_TIMESTAMP(3) - INTERVAL 5 MINUTE)",
		   "su", NO_ROWS},
    /* A day more than the longest way back, which is three. */
    [TRAIL_FORGET] = {"DELETE FROM order_trail WHERE account_id = ?"
		      " AND at < UTC_TIMESTAMP(3) - INTERVAL 4 DAY",
		      "u", NO_ROWS},
    [TRAIL_FIND] = {"SELECT event_id FROM order_trail WHERE account_id = ? AND at <= ?"
		    " ORDER BY at DESC LIMIT 1",
		    "ut", &trail_map},
    [TRAIL_FIRST] = {"SELECT event_id FROM order_trail WHERE account_id = ? ORDER BY at LIMIT 1",
		     "u", &trail_map},
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
		    "stususu", NO_ROWS},
    [SWEEP_HURRY] = {"UPDATE order_sweep SET gen = gen + 1, due_at = UTC_TIMESTAMP(3)"
		     " WHERE account_id = ? AND kind = ?",
		     "us", NO_ROWS},
    /* Forms with a trouble of their own have their own times; dirty ones are read anyway. */
    [STALE_LIST] =
	{"SELECT o.id, o.form_id, o.updated_at_remote FROM orders o FORCE INDEX (by_place)"
	 " JOIN order_form f ON f.account_id = o.account_id AND f.form_id = o.form_id"
	 " WHERE o.account_id = ? AND o.id > ? AND o.place IN (?, ?, ?)"
	 " AND o.bought_at >= ? AND f.state = 'APPLIED' AND f.is_dirty = 0"
	 " AND f.next_try <= UTC_TIMESTAMP(3) AND f.updated_at < ?"
	 " ORDER BY o.id LIMIT 400",
	 "uussstt", ROWS(struct feed_stale, U64(id), STR(form_id), TIME(listed_at))},
    /* Less than a day, so that the next night finds it again. */
    [SICK_WAKE] = {"UPDATE order_form SET " FEED_MARK_DIRTY ", next_try = '1970-01-01'"
		   " WHERE account_id = ? AND state IN ('UNREADABLE', 'FAILING')"
		   " AND fail_count >= 5 AND is_dirty = 0"
		   " AND updated_at < UTC_TIMESTAMP(3) - INTERVAL 20 HOUR"
		   " ORDER BY updated_at LIMIT 500",
		   "u", NO_ROWS},
    [GAP_FIND] = {"SELECT id, reason, from_at, until_at, done_until,"
		  " CAST(passes AS UNSIGNED), CAST(stored AS SIGNED), old_event_id, event_id, "
		  "event_at FROM order_gap"
		  " WHERE account_id = ? AND running = 1",
		  "u",
		  ROWS(struct feed_gap_row, U64(id), STR(reason), TIME(from_at), TIME(until_at),
		       TIME(done_until), U64(passes), I64(stored), STR(old_event_id), STR(event_id),
		       TIME(event_at))},
    [GAP_OPEN] = {"INSERT INTO order_gap (account_id, reason, from_at, until_at, done_until,"
		  " old_event_id, event_id, event_at, started_at)"
		  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))",
		  "ustttsst", NO_ROWS},
    [GAP_MOVE] = {"UPDATE order_gap SET done_until = GREATEST(done_until, ?),"
		  " total = IFNULL(total, ?), stored = stored + ? WHERE id = ?",
		  "tiuu", NO_ROWS},
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
STMTS_REGISTER(feed_heal, stmts);
_Static_assert(FEED_STALE_MAX == 400 && FEED_RETRY_MAX == 500 && FEED_QUARANTINE == 5 &&
		   ORDER_SWEEP_PLACES == 3,
	       "spelt out in statements");

/* ---- Trail ---------------------------------------------------------------------------------- */

enum rc feed_trail_add(struct db *db, uint64_t account_id, const char *event_id, struct err *e)
{
	uint64_t added;

	if (stmt_run(db, &stmts[TRAIL_ADD], PARAMS(P_STR(event_id), P_U64(account_id)), &added, e))
		return e->rc;
	if (!added)
		return RC_OK;
	return stmt_run(db, &stmts[TRAIL_FORGET], PARAMS(P_U64(account_id)), NULL, e);
}

enum rc feed_trail_find(struct db *db, void *mem, uint64_t account_id, int64_t at,
			struct feed_trail_point *out, struct err *e)
{
	enum rc rc =
	    stmt_find(db, mem, &stmts[TRAIL_FIND], PARAMS(P_U64(account_id), P_TIME(at)), out, e);

	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	return stmt_find(db, mem, &stmts[TRAIL_FIRST], PARAMS(P_U64(account_id)), out, e);
}

/* ---- Sweeps --------------------------------------------------------------------------------- */

enum rc feed_sweep_list(struct db *db, void *mem, uint64_t account_id, struct known_rows *out,
			struct err *e)
{
	return stmt_list_(db, mem, &stmts[SWEEP_LIST], PARAMS(P_U64(account_id)), &out->rows, 0,
			  &out->n, e);
}

enum rc feed_sweep_plan(struct db *db, uint64_t account_id, const char *kind, int64_t due_at,
			struct err *e)
{
	return stmt_run(db, &stmts[SWEEP_PLAN],
			PARAMS(P_U64(account_id), P_STR(kind), P_TIME(due_at)), NULL, e);
}

enum rc feed_sweep_move(struct db *db, const struct feed_sweep_step *step, struct err *e)
{
	return stmt_cas(db, &stmts[SWEEP_MOVE],
			PARAMS(P_STR(step->position),
			       P_TIME(step->position ? TIME_NONE : step->due_at),
			       P_U64(step->found), P_STR(step->position), P_U64(step->account_id),
			       P_STR(step->kind), P_U64(step->gen)),
			"somebody else reads the same again", e);
}

enum rc feed_sweep_make_due(struct db *db, uint64_t account_id, const char *kind, struct err *e)
{
	return stmt_run(db, &stmts[SWEEP_HURRY], PARAMS(P_U64(account_id), P_STR(kind)), NULL, e);
}

enum rc stale_orders(struct db *db, void *mem, const struct feed_stale_query *q,
		     struct known_rows *out, struct err *e)
{
	return stmt_list_(db, mem, &stmts[STALE_LIST],
			  PARAMS(P_U64(q->account_id), P_U64(q->after), P_STR(q->places[0]),
				 P_STR(q->places[1]), P_STR(q->places[2]), P_TIME(q->bought_from),
				 P_TIME(q->read_before)),
			  &out->rows, 0, &out->n, e);
}

enum rc feed_forms_retry(struct db *db, uint64_t account_id, uint64_t *n, struct err *e)
{
	return stmt_run(db, &stmts[SICK_WAKE], PARAMS(P_U64(account_id)), n, e);
}

/* ---- Gaps ----------------------------------------------------------------------------------- */

enum rc feed_gap_find(struct db *db, void *mem, uint64_t account_id, struct feed_gap_row *out,
		      struct err *e)
{
	return stmt_find(db, mem, &stmts[GAP_FIND], PARAMS(P_U64(account_id)), out, e);
}

enum rc feed_gap_open(struct db *db, uint64_t account_id, const struct feed_gap_row *gap,
		      struct err *e)
{
	return stmt_run(db, &stmts[GAP_OPEN],
			PARAMS(P_U64(account_id), P_STR(gap->reason), P_TIME(gap->from_at),
			       P_TIME(gap->until_at), P_TIME(gap->from_at),
			       P_STR(gap->old_event_id), P_STR(gap->event_id),
			       P_TIME(gap->event_at)),
			NULL, e);
}

enum rc feed_gap_move(struct db *db, const struct feed_gap_step *step, struct err *e)
{
	return stmt_run(db, &stmts[GAP_MOVE],
			PARAMS(P_TIME(step->done_until), P_I64(step->total), P_U64(step->stored),
			       P_U64(step->id)),
			NULL, e);
}

enum rc feed_gap_again(struct db *db, uint64_t id, struct err *e)
{
	return stmt_run(db, &stmts[GAP_AGAIN], PARAMS(P_U64(id)), NULL, e);
}

enum rc feed_gap_end(struct db *db, uint64_t id, struct err *e)
{
	return stmt_cas(db, &stmts[GAP_END], PARAMS(P_U64(id)), "the gap was closed already", e);
}

enum rc feed_gap_last_end(struct db *db, uint64_t account_id, int64_t *ended_at, struct err *e)
{
	int64_t row = 0;

	if (stmt_find(db, NULL, &stmts[GAP_LAST], PARAMS(P_U64(account_id)), &row, e))
		return e->rc;
	*ended_at = row;
	return RC_OK;
}
