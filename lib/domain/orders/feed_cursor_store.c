/* SQL of the cursor of the journal, and of the trail of where it stood. */
#include "domain/orders/feed_cursor_store.h"

#include "db/stmt.h"

enum {
	CURSOR_FIND,
	CURSOR_OPEN,
	CURSOR_MOVE,
	CURSOR_RESUME,
	CURSOR_TOUCH,
	GAP_NOTE,
	TRAIL_ADD,
	TRAIL_FORGET,
	TRAIL_FIND,
	TRAIL_FIRST,
};

static const struct row_map trail_map = ROW_MAP(struct feed_trail_point, STR(event_id));

static const struct stmt_def stmts[] = {
    [CURSOR_FIND] = {"SELECT last_event_id, gen, event_at, end_at FROM order_cursor"
		     " WHERE account_id = ?",
		     "u",
		     ROWS(struct feed_cursor, STR(last_event_id), U64(gen), TIME(event_at),
			  TIME(end_at))},
    [CURSOR_OPEN] = {"INSERT INTO order_cursor (account_id, last_event_id, event_at, end_at)"
		     " VALUES (?, ?, ?, UTC_TIMESTAMP(3))",
		     "ust", NO_ROWS},
    [CURSOR_MOVE] = {"UPDATE order_cursor SET last_event_id = ?, event_at = IFNULL(?, event_at),"
		     " polled_at = UTC_TIMESTAMP(3), gen = gen + 1,"
		     " end_at = IF(?, UTC_TIMESTAMP(3), end_at)"
		     " WHERE account_id = ? AND gen = ?",
		     "stiuu", NO_ROWS},
    [CURSOR_RESUME] = {"UPDATE order_cursor SET last_event_id = ?, event_at = ?, end_at = ?,"
		       " polled_at = UTC_TIMESTAMP(3), gen = gen + 1"
		       " WHERE account_id = ? AND gen = ?",
		       "sttuu", NO_ROWS},
    [CURSOR_TOUCH] = {"UPDATE order_cursor SET polled_at = UTC_TIMESTAMP(3),"
		      " end_at = UTC_TIMESTAMP(3) WHERE account_id = ?",
		      "u", NO_ROWS},
    /* The day's certificate tells when nobody was reading. */
    [GAP_NOTE] = {"INSERT IGNORE INTO order_poll_gap (account_id, from_at, until_at)"
		  " SELECT account_id, polled_at, UTC_TIMESTAMP(3) FROM order_cursor"
		  " WHERE account_id = ? AND polled_at < UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE",
		  "u", NO_ROWS},
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
};
STMTS_REGISTER(feed_cursor, stmts);

/* Remember where the cursor stands, unless that was done within the last minutes; forget what no
 * sweep goes back to. */
static enum rc add_trail(struct db *db, uint64_t account_id, const char *event_id, struct err *e)
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

enum rc feed_cursor_find(struct db *db, void *mem, uint64_t account_id, struct feed_cursor *out,
			 struct err *e)
{
	return stmt_find(db, mem, &stmts[CURSOR_FIND], PARAMS(P_U64(account_id)), out, e);
}

enum rc feed_cursor_open(struct db *db, uint64_t account_id, const char *event_id, int64_t event_at,
			 struct err *e)
{
	if (stmt_run(db, &stmts[CURSOR_OPEN],
		     PARAMS(P_U64(account_id), P_STR(event_id), P_TIME(event_at)), NULL, e))
		return e->rc;
	return add_trail(db, account_id, event_id, e);
}

/* Before polled_at moves: the time since then, if it was long. */
static enum rc note_gap(struct db *db, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[GAP_NOTE], PARAMS(P_U64(account_id)), NULL, e);
}

static const char moved[] = "the cursor was moved by somebody else";

enum rc feed_cursor_move(struct db *db, uint64_t account_id, const struct feed_cursor *to,
			 struct err *e)
{
	if (note_gap(db, account_id, e) ||
	    stmt_cas(db, &stmts[CURSOR_MOVE],
		     PARAMS(P_STR(to->last_event_id), P_TIME(to->event_at), P_I64(to->at_end),
			    P_U64(account_id), P_U64(to->gen)),
		     moved, e))
		return e->rc;
	return add_trail(db, account_id, to->last_event_id, e);
}

enum rc feed_cursor_resume(struct db *db, uint64_t account_id, const struct feed_cursor *to,
			   struct err *e)
{
	if (note_gap(db, account_id, e) ||
	    stmt_cas(db, &stmts[CURSOR_RESUME],
		     PARAMS(P_STR(to->last_event_id), P_TIME(to->event_at), P_TIME(to->end_at),
			    P_U64(account_id), P_U64(to->gen)),
		     moved, e))
		return e->rc;
	return add_trail(db, account_id, to->last_event_id, e);
}

enum rc feed_cursor_touch(struct db *db, uint64_t account_id, struct err *e)
{
	if (note_gap(db, account_id, e))
		return e->rc;
	return stmt_run(db, &stmts[CURSOR_TOUCH], PARAMS(P_U64(account_id)), NULL, e);
}
