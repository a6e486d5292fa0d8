/* SQL of push-outbox: what is due, claiming it, and what became of it. */
#include "domain/outbox/outbox_store.h"

#include "db/stmt.h"

enum { NEXT, OVERDUE, CLAIM, MOVE };

#define COLUMNS                                                                                    \
	"o.id, o.account_id, o.kind, o.subject, o.guard, o.before_value, o.after_value, o.state,"  \
	" o.reason, o.actor, o.attempts, o.asks, o.deadline, o.version, o.body FROM outbox o"

static const struct row_map map =
    ROW_MAP(struct outbox_intent, U64(id), U64(account_id), STR(kind), STR(subject), STR(guard),
	    STR(before), STR(after), STR(state), STR(reason), STR(actor), U64(attempts), U64(asks),
	    TIME(deadline), U64(version), BYTES(body));

static const struct stmt_def stmts[] = {
    [NEXT] = {"SELECT " COLUMNS " LEFT JOIN outbox_writer w ON w.account_id = o.account_id"
	      " AND w.kind = o.kind WHERE o.account_id = ? AND o.next_at <= UTC_TIMESTAMP(3)"
	      " AND o.deadline > UTC_TIMESTAMP(3) AND (o.state IN ('SENT', 'UNKNOWN')"
	      " OR o.state = 'NEW' AND w.armed = 1 AND o.body_sha = UNHEX(SHA2(o.body, 256))"
	      " AND NOT EXISTS (SELECT 1 FROM outbox f"
	      " WHERE f.inflight = CONCAT(o.kind, ':', o.account_id, ':', o.subject)))"
	      " ORDER BY o.state = 'NEW', o.class, o.next_at, o.id LIMIT 1",
	      "u", &map},
    [OVERDUE] = {"SELECT " COLUMNS " WHERE o.state IN ('NEW', 'SENT', 'UNKNOWN')"
		 " AND o.deadline <= UTC_TIMESTAMP(3) ORDER BY o.id LIMIT 100",
		 "", &map},
    /* The switch and the time to undo are read in the same statement that takes the intent. */
    [CLAIM] = {"UPDATE outbox o JOIN outbox_writer w ON w.account_id = o.account_id"
	       " AND w.kind = o.kind AND w.armed = 1 SET o.state = 'SENT', o.reason = NULL,"
	       " o.attempts = o.attempts + 1, o.next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND,"
	       " o.sent_at = COALESCE(o.sent_at, UTC_TIMESTAMP(3)), o.version = o.version + 1"
	       " WHERE o.id = ? AND o.version = ? AND o.state = 'NEW'"
	       " AND o.next_at <= UTC_TIMESTAMP(3) AND o.body_sha = UNHEX(SHA2(o.body, 256))",
	       "iuu", NO_ROWS},
    [MOVE] = {"UPDATE outbox SET state = ?, reason = ?, problem = ?,"
	      " found_value = COALESCE(?, found_value), found_guard = COALESCE(?, found_guard),"
	      " trace = COALESCE(?, trace), asks = asks + ?, landed = COALESCE(?, landed),"
	      " next_at = UTC_TIMESTAMP(3) + INTERVAL ? SECOND,"
	      " ended_at = IF(state IN ('DONE', 'FAILED'), UTC_TIMESTAMP(3), NULL),"
	      " version = version + 1 WHERE id = ? AND version = ? AND state = ?",
	      "ssssssuiiuus", NO_ROWS},
};
STMTS_REGISTER(outbox_push, stmts);

#define R struct outbox_intent

enum rc intent_next(struct db *db, void *mem, uint64_t account_id, R *out, struct err *e)
{
	*out = (R){0};
	return stmt_find(db, mem, &stmts[NEXT], PARAMS(P_U64(account_id)), out, e);
}

enum rc intents_overdue(struct db *db, void *mem, R **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OVERDUE], NO_PARAMS, rows, n, e);
}

enum rc intent_claim(struct db *db, const R *i, struct err *e)
{
	return stmt_cas(db, &stmts[CLAIM],
			PARAMS(P_I64(OUTBOX_CLAIM_S), P_U64(i->id), P_U64(i->version)),
			"the change was taken back, or its writer switched off", e);
}

enum rc intent_move(struct db *db, const struct job_move *m, struct err *e)
{
	const struct param params[] = {
	    P_STR(m->to),	   P_STR(m->reason), P_STR(m->problem), P_STR(m->found_value),
	    P_STR(m->found_guard), P_STR(m->trace),  P_U64(m->asked),	P_I64(m->landed),
	    P_I64(m->pause_s),	   P_U64(m->id),     P_U64(m->version), P_STR(m->from),
	};

	return stmt_cas(db, &stmts[MOVE], params, "the change has moved on meanwhile", e);
}
