/* SQL of push-outbox: what is due, claiming it, and what became of it. */
#include "domain/outbox/outbox_store.h"

#include "allegro/client.h"
#include "db/stmt.h"

enum {
	IN_FLIGHT,
	NEXT,
	DUE,
	DUE_SAME,
	SENT,
	OVERDUE,
	COMMAND_AGAIN,
	COMMAND_INSERT,
	COMMAND_KEY,
	COMMAND_ANSWERED,
	CLAIM,
	MOVE,
};

#define COLUMNS                                                                                    \
	"o.id, o.account_id, o.kind, CAST(o.class AS SIGNED), o.subject, o.guard, o.before_value," \
	" o.after_value, o.accepted, o.state, o.reason, o.actor, o.attempts, o.asks, o.deadline, " \
	"o.version,"                                                                               \
	" o.command_id, CAST(IFNULL(o.sent_in, 0) AS UNSIGNED), c.uuid FROM outbox o"
#define COMMAND " LEFT JOIN outbox_command c ON c.id = o.sent_in"
#define NOW	" o.next_at <= UTC_TIMESTAMP(3) AND o.deadline > UTC_TIMESTAMP(3)"
#define IN_TURN " ORDER BY o.class, o.next_at, o.id LIMIT "
/* In the order of the key, so that the first ones are found without looking at all that wait. It
 * may be sent: what it is to become is what was decided, and its subject has nothing in flight. */
#define WAITING(key)                                                                               \
	" FORCE INDEX (" key ") STRAIGHT_JOIN outbox_writer w ON w.account_id = o.account_id"      \
	" AND w.kind = o.kind AND w.armed = 1" COMMAND                                             \
	" WHERE o.account_id = ? AND o.state = 'NEW' AND" NOW                                      \
	" AND o.after_sha = UNHEX(SHA2(IFNULL(o.after_value, ''), 256))"                           \
	" AND NOT EXISTS (SELECT 1 FROM outbox f"                                                  \
	" WHERE f.inflight = CONCAT(o.kind, ':', o.account_id, ':', o.subject))"

static const struct row_map map = ROW_MAP(
    struct outbox_intent, U64(id), U64(account_id), STR(kind), I64(class), STR(subject), STR(guard),
    STR(before), STR(after), STR(accepted), STR(state), STR(reason), STR(actor), U64(attempts),
    U64(asks), TIME(deadline), U64(version), STR(command_id), U64(command), STR(command_uuid));

static const struct stmt_def stmts[] = {
    [IN_FLIGHT] = {"SELECT " COLUMNS COMMAND " WHERE o.account_id = ?"
		   " AND o.state IN ('SENT', 'UNKNOWN') AND" NOW IN_TURN "1",
		   "u", &map},
    [NEXT] = {"SELECT " COLUMNS WAITING("due") IN_TURN "1", "u", &map},
    [DUE] = {"SELECT " COLUMNS WAITING("due") " AND o.class = ? AND o.kind = ?"
					      " AND o.sent_in <=> NULLIF(?, 0)" IN_TURN "?",
	     "uisuu", &map},
    /* By value, so that one among thousands of others is found without looking at them. */
    [DUE_SAME] = {"SELECT " COLUMNS WAITING(
		      "same") " AND o.kind = ?"
			      " AND o.after_sha = UNHEX(SHA2(IFNULL(?, ''), 256))"
			      " AND o.sent_in <=> NULLIF(?, 0) ORDER BY o.id LIMIT ?",
		  "ussuu", &map},
    [SENT] = {"SELECT " COLUMNS COMMAND " WHERE o.sent_in = ?"
	      " AND o.state IN ('SENT', 'UNKNOWN') ORDER BY o.id",
	      "u", &map},
    [OVERDUE] = {"SELECT " COLUMNS COMMAND " WHERE o.state IN ('NEW', 'SENT', 'UNKNOWN')"
		 " AND o.deadline <= UTC_TIMESTAMP(3) ORDER BY o.id LIMIT 100",
		 "", &map},
    [COMMAND_AGAIN] = {"UPDATE outbox_command SET attempts = attempts + 1 WHERE uuid = ?", "s",
		       NO_ROWS},
    [COMMAND_INSERT] = {"INSERT INTO outbox_command (account_id, uuid, kind, request, body,"
			" intents, actor) VALUES (?, ?, ?, ?, ?, ?, ?)",
			BULK(struct command_row, U64(account_id), STR(uuid), STR(kind),
			     STR(request), STR(body), U64(intents), STR(actor))},
    [COMMAND_KEY] = {"SELECT CAST(id AS SIGNED) FROM outbox_command WHERE uuid = ?", "s", NUMBER},
    [COMMAND_ANSWERED] = {"UPDATE outbox_command SET status = ?, trace = ?,"
			  " answered_at = UTC_TIMESTAMP(3) WHERE id = ?",
			  "isu", NO_ROWS},
    /* The switch and the time to undo are read in the same statement that takes the intent. */
    [CLAIM] = {"UPDATE outbox o JOIN outbox_writer w ON w.account_id = o.account_id"
	       " AND w.kind = o.kind AND w.armed = 1 SET o.state = 'SENT', o.reason = NULL,"
	       " o.attempts = o.attempts + 1, o.next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND,"
	       " o.sent_at = COALESCE(o.sent_at, UTC_TIMESTAMP(3)), o.sent_in = ?,"
	       " o.version = o.version + 1 WHERE o.id = ? AND o.version = ? AND o.state = 'NEW'"
	       " AND o.next_at <= UTC_TIMESTAMP(3)"
	       " AND o.after_sha = UNHEX(SHA2(IFNULL(o.after_value, ''), 256))",
	       "iuuu", NO_ROWS},
    [MOVE] = {"UPDATE outbox SET state = ?, reason = ?, problem = ?,"
	      " found_value = COALESCE(?, found_value), found_guard = COALESCE(?, found_guard),"
	      " trace = COALESCE(?, trace), asks = asks + ?, landed = COALESCE(?, landed),"
	      " next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND,"
	      " ended_at = IF(state IN ('DONE', 'FAILED'), UTC_TIMESTAMP(3), NULL),"
	      " version = version + 1 WHERE id = ? AND version = ? AND state = ?",
	      BULK(struct job_move, STR(to), STR(reason), STR(problem), STR(found_value),
		   STR(found_guard), STR(trace), U64(asked), I64(landed), I64(pause_s), U64(id),
		   U64(version), STR(from))},
};
STMTS_REGISTER(outbox_push, stmts);

#define R struct outbox_intent

enum rc intent_next(struct db *db, void *mem, uint64_t account_id, R *out, struct err *e)
{
	*out = (R){0};
	if (stmt_find(db, mem, &stmts[IN_FLIGHT], PARAMS(P_U64(account_id)), out, e) !=
	    RC_NOT_FOUND)
		return e->rc;
	err_clear(e);
	return stmt_find(db, mem, &stmts[NEXT], PARAMS(P_U64(account_id)), out, e);
}

enum rc intents_due(struct db *db, void *mem, const struct due_ask *ask, R **rows, size_t *n,
		    struct err *e)
{
	const R *first = ask->first;

	if (ask->one_value)
		return stmt_list(db, mem, &stmts[DUE_SAME],
				 PARAMS(P_U64(first->account_id), P_STR(first->kind),
					P_STR(first->after), P_U64(first->command),
					P_U64(ask->max)),
				 rows, n, e);
	return stmt_list(db, mem, &stmts[DUE],
			 PARAMS(P_U64(first->account_id), P_I64(first->class), P_STR(first->kind),
				P_U64(first->command), P_U64(ask->max)),
			 rows, n, e);
}

enum rc intents_sent(struct db *db, void *mem, uint64_t command, R **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[SENT], PARAMS(P_U64(command)), rows, n, e);
}

/* The id of a command that is made again, 0 for one that is new. */
static enum rc command_again(struct db *db, const char *uuid, uint64_t *id, struct err *e)
{
	uint64_t known;
	int64_t found = 0;

	if (stmt_run(db, &stmts[COMMAND_AGAIN], PARAMS(P_STR(uuid)), &known, e) ||
	    (known && stmt_find(db, db, &stmts[COMMAND_KEY], PARAMS(P_STR(uuid)), &found, e)))
		return e->rc;
	*id = (uint64_t)found;
	return RC_OK;
}

enum rc command_save(struct db *db, const struct command_row *r, uint64_t *id, struct err *e)
{
	if (command_again(db, r->uuid, id, e) || *id)
		return e->rc;
	if (stmt_run_row(db, &stmts[COMMAND_INSERT], r, NULL, e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

enum rc command_answered(struct db *db, uint64_t id, const struct allegro_receipt *receipt,
			 struct err *e)
{
	return stmt_run(db, &stmts[COMMAND_ANSWERED],
			PARAMS(P_I64(receipt->status ? receipt->status : INT64_MIN),
			       P_STR(str_empty(receipt->trace) ? NULL : receipt->trace), P_U64(id)),
			NULL, e);
}

enum rc intents_overdue(struct db *db, void *mem, R **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OVERDUE], NO_PARAMS, rows, n, e);
}

enum rc intent_claim(struct db *db, const R *i, uint64_t command, struct err *e)
{
	return stmt_cas(
	    db, &stmts[CLAIM],
	    PARAMS(P_I64(OUTBOX_CLAIM_S), P_U64(command), P_U64(i->id), P_U64(i->version)),
	    "the change was taken back, or its writer switched off", e);
}

enum rc intent_move(struct db *db, const struct job_move *m, struct err *e)
{
	return stmt_cas_row(db, &stmts[MOVE], m, "the change has moved on meanwhile", e);
}
