/* SQL of the journal, its cursor, dirty forms and the import row. */
#include "domain/orders/feed_cursor_store.h"

#include "domain/orders/order_columns.h"
#include "domain/orders/feed_sweep_store.h"
#include "domain/orders/feed_waiting.h"

enum {
	CURSOR_FIND,
	CURSOR_OPEN,
	CURSOR_MOVE,
	CURSOR_RESUME,
	CURSOR_TOUCH,
	GAP_NOTE,
	EVENTS_KNOWN,
	EVENT_SAVE,
	FORM_DIRTY,
	DIRTY_LIST,
	IMPORT_FIND,
	IMPORT_OPEN,
	IMPORT_MOVE,
	IMPORT_AGAIN,
	IMPORT_END,
};

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
    [EVENTS_KNOWN] = {"SELECT event_id FROM order_event WHERE account_id = ?"
		      " AND event_id IN (" MARKS_100 ")",
		      "u" SIG_S_100, ROWS(struct feed_event_id, STR(event_id))},
    [EVENT_SAVE] = {"INSERT INTO order_event (account_id, event_id, form_id, type, occurred_at,"
		    " seen_at, raw) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), ?)",
		    BULK(struct feed_event, U64(account_id), STR(event_id), STR(form_id), STR(type),
			 TIME(occurred_at), BYTES(raw))},
    /* A new event ends the waiting of a form that was set aside. */
    [FORM_DIRTY] = {"INSERT INTO order_form (account_id, form_id, event_at, dirty_from,"
		    " event_revision, waiting_since) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3))"
		    " ON DUPLICATE KEY UPDATE"
		    " dirty_from = IF(clean_gen = dirty_gen OR dirty_from IS NULL,"
		    " VALUES(dirty_from), LEAST(dirty_from, VALUES(dirty_from))),"
		    " " FEED_MARK_DIRTY ","
		    " event_revision = IF(event_at > VALUES(event_at), event_revision,"
		    " VALUES(event_revision)),"
		    " event_at = COALESCE(GREATEST(event_at, VALUES(event_at)), VALUES(event_at),"
		    " event_at), next_try = '1970-01-01', updated_at = UTC_TIMESTAMP(3)",
		    BULK(struct feed_event, U64(account_id), STR(form_id), TIME(occurred_at),
			 TIME(occurred_at), STR(revision))},
    [DIRTY_LIST] =
	{"SELECT form_id, dirty_gen, event_at, IFNULL(dirty_from, event_at), event_revision,"
	 " state IN ('UNREADABLE', 'FAILING')"
	 " FROM order_form"
	 " WHERE account_id = ? AND is_dirty = 1 AND next_try <= UTC_TIMESTAMP(3)"
	 " ORDER BY IFNULL(dirty_from, event_at) LIMIT 10000",
	 "u",
	 ROWS(struct feed_form, STR(form_id), U64(dirty_gen), TIME(event_at), TIME(listed_from),
	      STR(revision), I64(failed_before))},
    [IMPORT_FIND] = {"SELECT from_at, until_at, done_until, CAST(passes AS UNSIGNED), state"
		     " FROM order_import WHERE account_id = ?",
		     "u",
		     ROWS(struct feed_import_row, TIME(from_at), TIME(until_at), TIME(done_until),
			  U64(passes), STR(state))},
    [IMPORT_OPEN] = {"INSERT INTO order_import (account_id, from_at, until_at, done_until,"
		     " started_at) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))",
		     "uttt", NO_ROWS},
    [IMPORT_MOVE] = {"UPDATE order_import SET done_until = GREATEST(done_until, ?),"
		     " total = IFNULL(total, ?), stored = stored + ? WHERE account_id = ?",
		     "tiuu", NO_ROWS},
    [IMPORT_AGAIN] = {"UPDATE order_import SET done_until = from_at, passes = passes + 1"
		      " WHERE account_id = ?",
		      "u", NO_ROWS},
    [IMPORT_END] = {"UPDATE order_import SET state = 'DONE', done_until = until_at, total = ?,"
		    " met = ?, ended_at = UTC_TIMESTAMP(3) WHERE account_id = ?",
		    "iiu", NO_ROWS},
};
STMTS_REGISTER(order_journal, stmts);
_Static_assert(FEED_DIRTY_MAX == 10000, "DIRTY_LIST spells the number out");

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
	return feed_trail_add(db, account_id, event_id, e);
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
	return feed_trail_add(db, account_id, to->last_event_id, e);
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
	return feed_trail_add(db, account_id, to->last_event_id, e);
}

enum rc feed_cursor_touch(struct db *db, uint64_t account_id, struct err *e)
{
	if (note_gap(db, account_id, e))
		return e->rc;
	return stmt_run(db, &stmts[CURSOR_TOUCH], PARAMS(P_U64(account_id)), NULL, e);
}

enum rc feed_events_known(struct db *db, void *mem, const struct form_keys *keys,
			  struct known_rows *out, struct err *e)
{
	struct param params[ORDER_BATCH_MAX + 1] = {P_U64(keys->account_id)};

	for (size_t i = 0; i < ORDER_BATCH_MAX; i++)
		params[i + 1] = P_STR(keys->ids[i < keys->n ? i : keys->n - 1]);
	return stmt_list_(db, mem, &stmts[EVENTS_KNOWN], params, &out->rows, 0, &out->n, e);
}

enum rc feed_events_save(struct db *db, const struct feed_event *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[EVENT_SAVE], rows, n, NULL, e);
}

enum rc feed_forms_mark(struct db *db, const struct feed_event *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[FORM_DIRTY], rows, n, NULL, e);
}

enum rc feed_forms_dirty(struct db *db, void *mem, uint64_t account_id, struct known_rows *out,
			 struct err *e)
{
	return stmt_list_(db, mem, &stmts[DIRTY_LIST], PARAMS(P_U64(account_id)), &out->rows, 0,
			  &out->n, e);
}

enum rc feed_import_find(struct db *db, void *mem, uint64_t account_id, struct feed_import_row *out,
			 struct err *e)
{
	return stmt_find(db, mem, &stmts[IMPORT_FIND], PARAMS(P_U64(account_id)), out, e);
}

enum rc feed_import_open(struct db *db, uint64_t account_id, int64_t from_at, int64_t until_at,
			 struct err *e)
{
	return stmt_run(
	    db, &stmts[IMPORT_OPEN],
	    PARAMS(P_U64(account_id), P_TIME(from_at), P_TIME(until_at), P_TIME(from_at)), NULL, e);
}

enum rc feed_import_move(struct db *db, const struct feed_import_step *step, struct err *e)
{
	return stmt_run(db, &stmts[IMPORT_MOVE],
			PARAMS(P_TIME(step->done_until), P_I64(step->total), P_U64(step->stored),
			       P_U64(step->account_id)),
			NULL, e);
}

enum rc feed_import_again(struct db *db, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[IMPORT_AGAIN], PARAMS(P_U64(account_id)), NULL, e);
}

enum rc feed_import_end(struct db *db, uint64_t account_id, int64_t told, int64_t met,
			struct err *e)
{
	return stmt_run(db, &stmts[IMPORT_END], PARAMS(P_I64(told), P_I64(met), P_U64(account_id)),
			NULL, e);
}
