/* SQL of the cursor of a journal, and of the trail of where it stood. */
#include "domain/feed/feed_tables.h"

/* Remember where the cursor stands, unless that was done within the last minutes; forget what no
 * sweep goes back to. */
static enum rc add_trail(struct db *db, const struct stmt_def *table, uint64_t account_id,
			 const char *event_id, struct err *e)
{
	uint64_t added;

	if (stmt_run(db, &table[FEED_TRAIL_ADD], PARAMS(P_STR(event_id), P_U64(account_id)), &added,
		     e))
		return e->rc;
	if (!added)
		return RC_OK;
	return stmt_run(db, &table[FEED_TRAIL_FORGET], PARAMS(P_U64(account_id)), NULL, e);
}

enum rc feed_trail_find(struct db *db, void *mem, const struct stmt_def *table, uint64_t account_id,
			int64_t at, struct feed_trail_point *out, struct err *e)
{
	enum rc rc = stmt_find(db, mem, &table[FEED_TRAIL_FIND],
			       PARAMS(P_U64(account_id), P_TIME(at)), out, e);

	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	return stmt_find(db, mem, &table[FEED_TRAIL_FIRST], PARAMS(P_U64(account_id)), out, e);
}

enum rc feed_cursor_find(struct db *db, void *mem, const struct stmt_def *table,
			 uint64_t account_id, struct feed_cursor *out, struct err *e)
{
	return stmt_find(db, mem, &table[FEED_CURSOR_FIND], PARAMS(P_U64(account_id)), out, e);
}

enum rc feed_cursor_open(struct db *db, const struct stmt_def *table, uint64_t account_id,
			 const char *event_id, int64_t event_at, struct err *e)
{
	if (stmt_run(db, &table[FEED_CURSOR_OPEN],
		     PARAMS(P_U64(account_id), P_STR(event_id), P_TIME(event_at)), NULL, e))
		return e->rc;
	return add_trail(db, table, account_id, event_id, e);
}

/* Before polled_at moves: the time since then, if it was long. */
static enum rc note_gap(struct db *db, const struct stmt_def *table, uint64_t account_id,
			struct err *e)
{
	return stmt_run(db, &table[FEED_POLL_GAP], PARAMS(P_U64(account_id)), NULL, e);
}

static const char moved[] = "the cursor was moved by somebody else";

enum rc feed_cursor_move(struct db *db, const struct stmt_def *table, uint64_t account_id,
			 const struct feed_cursor *to, struct err *e)
{
	if (note_gap(db, table, account_id, e) ||
	    stmt_cas(db, &table[FEED_CURSOR_MOVE],
		     PARAMS(P_STR(to->last_event_id), P_TIME(to->event_at), P_I64(to->at_end),
			    P_U64(account_id), P_U64(to->gen)),
		     moved, e))
		return e->rc;
	return add_trail(db, table, account_id, to->last_event_id, e);
}

enum rc feed_cursor_resume(struct db *db, const struct stmt_def *table, uint64_t account_id,
			   const struct feed_cursor *to, struct err *e)
{
	if (note_gap(db, table, account_id, e) ||
	    stmt_cas(db, &table[FEED_CURSOR_RESUME],
		     PARAMS(P_STR(to->last_event_id), P_TIME(to->event_at), P_TIME(to->end_at),
			    P_U64(account_id), P_U64(to->gen)),
		     moved, e))
		return e->rc;
	return add_trail(db, table, account_id, to->last_event_id, e);
}

enum rc feed_cursor_touch(struct db *db, const struct stmt_def *table, uint64_t account_id,
			  struct err *e)
{
	if (note_gap(db, table, account_id, e))
		return e->rc;
	return stmt_run(db, &table[FEED_CURSOR_TOUCH], PARAMS(P_U64(account_id)), NULL, e);
}
