/* SQL of carrying plans out. */
#include "domain/offers/plan_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"
#include "domain/audit/audit.h"
#include "domain/outbox/outbox.h"

enum {
	MOVE,
	LOCK,
	APPROVE,
	OFF,
	OPEN,
	SETTLE,
	TAKE_BACK,
	COUNT,
	COUNTED,
	PACE,
	WAITING,
	POSTED,
	LEFT,
};

/* Something is to be sent, or the outbox may know more than the plan. */
#define HAS_WORK                                                                                   \
	"(p.state IN ('TRIAL', 'RUNNING') OR p.posted > 0 OR (p.held > 0 AND EXISTS (SELECT 1"     \
	" FROM plan_item i JOIN outbox o ON o.id = i.outbox_id WHERE i.plan_id = p.id"             \
	" AND i.state = 'HELD' AND o.state <> 'HELD')))"

#define NOW_STATE "IF(o.state IN ('NEW', 'SENT', 'UNKNOWN'), 'POSTED', o.state)"

struct counted {
	struct plan_counts c;
	uint64_t id;
};

static const struct stmt_def stmts[] = {
    [MOVE] = {"UPDATE plan SET state = ?, reason = ?, batch = COALESCE(?, batch),"
	      " round = round + ?, started_at = IF(state IN ('TRIAL', 'RUNNING'),"
	      " COALESCE(started_at, UTC_TIMESTAMP(3)), started_at),"
	      " ended_at = IF(state IN ('DONE', 'STOPPED'), UTC_TIMESTAMP(3), NULL),"
	      " version = version + 1 WHERE id = ? AND version = ? AND state = ?",
	      BULK(struct plan_move, STR(to), STR(reason), STR(batch), I64(taken_again), U64(id),
		   U64(version), STR(from))},
    [LOCK] = {"UPDATE plan SET version = version + 1 WHERE id = ? AND state = ? AND batch = ?",
	      "uss", NO_ROWS},
    [APPROVE] = {"UPDATE plan SET approved_by = ?, approved_at = UTC_TIMESTAMP(3),"
		 " version = version + 1 WHERE id = ? AND version = ? AND state = 'DRAFT'",
		 "suu", NO_ROWS},
    [OFF] = {"SELECT COUNT(*) FROM (SELECT DISTINCT i.kind, p.account_id FROM plan p"
	     " JOIN plan_item i ON i.plan_id = p.id AND i.state = 'WAITING' WHERE p.id = ?) k"
	     " LEFT JOIN outbox_writer w ON w.account_id = k.account_id AND w.kind = k.kind"
	     " WHERE IFNULL(w.armed, 0) = 0",
	     "u", NUMBER},
    [OPEN] = {"SELECT p.id, p.account_id, p.topic, p.state, p.batch, p.round, p.version, p.actor "
	      "FROM plan p"
	      " WHERE p.account_id = ? AND " HAS_WORK " ORDER BY p.id LIMIT 100",
	      "u",
	      ROWS(struct plan_head, U64(id), U64(account_id), STR(topic), STR(state), STR(batch),
		   U64(round), U64(version), STR(actor))},
    [SETTLE] = {"UPDATE plan_item i JOIN outbox o ON o.id = i.outbox_id SET i.state = " NOW_STATE
		", i.note = IF(o.state IN ('FAILED', 'HELD'), o.reason, NULL)"
		" WHERE i.plan_id = ? AND i.state IN ('POSTED', 'HELD')"
		" AND i.state <> " NOW_STATE,
		"u", NO_ROWS},
    [TAKE_BACK] = {"UPDATE plan_item i JOIN outbox o ON o.id = i.outbox_id SET"
		   " i.state = 'WAITING', i.outbox_id = NULL, i.note = NULL WHERE i.plan_id = ?"
		   " AND i.state = 'POSTED' AND o.state = 'FAILED' AND o.reason = 'undone'",
		   "u", NO_ROWS},
    [COUNT] = {"SELECT COUNT(IF(i.state = 'WAITING', 1, NULL)), COUNT(IF(i.state = 'POSTED', 1,"
	       " NULL)), COUNT(IF(i.state = 'DONE', 1, NULL)), COUNT(IF(i.state = 'FAILED', 1,"
	       " NULL)), COUNT(IF(i.state = 'HELD', 1, NULL)), COUNT(IF(i.state = 'LEFT', 1,"
	       " NULL)), COUNT(IF(i.place < 4 AND i.state <> 'LEFT', 1, NULL)),"
	       " COUNT(IF(i.state IN ('FAILED', 'HELD') AND i.round = p.round, 1, NULL)),"
	       " COUNT(IF(i.state = 'DONE' AND i.round = p.round, 1, NULL)),"
	       " COUNT(IF(i.state = 'HELD' AND i.round = p.round"
	       " AND i.note IN ('blocked', 'permission', 'removed'), 1, NULL))"
	       " FROM plan p LEFT JOIN plan_item i ON i.plan_id = p.id WHERE p.id = ?",
	       "u",
	       ROWS(struct plan_counts, I64(waiting), I64(posted), I64(done), I64(failed),
		    I64(held), I64(left), I64(outliers), I64(bad_now), I64(done_now),
		    I64(blocked_now))},
    [COUNTED] = {"UPDATE plan SET waiting = ?, posted = ?, done = ?, failed = ?, held = ?,"
		 " left_out = ?, outliers = ? WHERE id = ?",
		 BULK(struct counted, I64(c.waiting), I64(c.posted), I64(c.done), I64(c.failed),
		      I64(c.held), I64(c.left), I64(c.outliers), U64(id))},
    [PACE] = {"SELECT COUNT(IF(i.posted_at > UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE, 1, NULL)),"
	      " COUNT(*) FROM plan_item i FORCE INDEX (pace) JOIN plan p ON p.id = i.plan_id"
	      " WHERE i.posted_at > UTC_TIMESTAMP(3) - INTERVAL 1 HOUR AND p.account_id = ?"
	      " AND p.topic = ?",
	      "us", ROWS(struct plan_pace, I64(in_minute), I64(in_hour))},
    /* One table is walked, in the order of its key, as far as the limit goes. */
    [WAITING] = {"SELECT i.id, i.kind, i.subject, i.before_value, i.after_value FROM plan p"
		 " STRAIGHT_JOIN plan_item i FORCE INDEX (feed) ON i.plan_id = p.id"
		 " AND i.state = 'WAITING' WHERE p.id = ? AND 1 = (SELECT w.armed"
		 " FROM outbox_writer w WHERE w.account_id = p.account_id AND w.kind = i.kind)"
		 " AND NOT EXISTS (SELECT 1 FROM outbox f"
		 " WHERE f.inflight = CONCAT(i.kind, ':', p.account_id, ':', i.subject))"
		 " ORDER BY i.kind, i.after_value, i.id LIMIT ?",
		 "ui",
		 ROWS(struct plan_part, U64(id), STR(kind), STR(subject), STR(before), STR(after))},
    /* By the key that outbox_post.c gives an intent. One statement: as a bulk write of rows each of
     * them would cost a plan of its own. */
    [POSTED] =
	{"UPDATE " ARRAY_OF_IDS " j STRAIGHT_JOIN plan_item i ON i.id = j.id"
	 " STRAIGHT_JOIN plan p FORCE INDEX (PRIMARY) ON p.id = i.plan_id STRAIGHT_JOIN outbox o"
	 " ON o.account_id = p.account_id AND o.intent_key = CONCAT(i.kind, ':',"
	 " i.subject, ':', p.batch) SET i.state = 'POSTED', i.outbox_id = o.id,"
	 " i.round = p.round, i.note = NULL, i.posted_at = UTC_TIMESTAMP(3)"
	 " WHERE i.state = 'WAITING'",
	 "s", NO_ROWS},
    [LEFT] = {"UPDATE plan_item SET note = ?, state = 'LEFT' WHERE id = ? AND state = 'WAITING'",
	      BULK(struct plan_left, STR(note), U64(id))},
};
STMTS_REGISTER(plan_run, stmts);

static const char other[] = "the plan is another one now";

enum rc plan_move(struct db *db, const struct plan_move *m, struct err *e)
{
	return stmt_cas_row(db, &stmts[MOVE], m, other, e);
}

enum rc plan_lock(struct db *db, const struct plan_head *plan, struct err *e)
{
	return stmt_cas(db, &stmts[LOCK],
			PARAMS(P_U64(plan->id), P_STR(plan->state), P_STR(plan->batch)), other, e);
}

enum rc plan_set_approved(struct db *db, const struct plan_act *a, uint64_t version, struct err *e)
{
	return stmt_cas(db, &stmts[APPROVE], PARAMS(P_STR(a->actor), P_U64(a->id), P_U64(version)),
			other, e);
}

enum rc plan_is_off(struct db *db, uint64_t id, bool *off, struct err *e)
{
	int64_t n = 0;

	if (stmt_number(db, &stmts[OFF], PARAMS(P_U64(id)), &n, e))
		return e->rc;
	*off = n > 0;
	return RC_OK;
}

enum rc plans_open(struct db *db, void *mem, uint64_t account_id, struct plan_head **rows,
		   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OPEN], PARAMS(P_U64(account_id)), rows, n, e);
}

enum rc plan_settle(struct db *db, uint64_t id, struct err *e)
{
	return stmt_run(db, &stmts[SETTLE], PARAMS(P_U64(id)), NULL, e);
}

enum rc plan_take_back(struct db *db, uint64_t id, struct err *e)
{
	return stmt_run(db, &stmts[TAKE_BACK], PARAMS(P_U64(id)), NULL, e);
}

enum rc plan_count(struct db *db, uint64_t id, struct plan_counts *out, struct err *e)
{
	struct counted row = {.id = id};

	if (stmt_find(db, db, &stmts[COUNT], PARAMS(P_U64(id)), out, e))
		return e->rc;
	row.c = *out;
	return stmt_run_row(db, &stmts[COUNTED], &row, NULL, e);
}

enum rc plan_pace(struct db *db, uint64_t account_id, const char *topic, struct plan_pace *out,
		  struct err *e)
{
	return stmt_find(db, db, &stmts[PACE], PARAMS(P_U64(account_id), P_STR(topic)), out, e);
}

enum rc plan_waiting(struct db *db, void *mem, uint64_t id, int64_t most, struct plan_part **rows,
		     size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[WAITING], PARAMS(P_U64(id), P_I64(most)), rows, n, e);
}

enum rc plan_set_posted(struct db *db, void *mem, const uint64_t *ids, size_t n, struct err *e)
{
	if (!n)
		return RC_OK;
	return stmt_run(db, &stmts[POSTED], PARAMS(P_STR(array_of_ids(mem, ids, n))), NULL, e);
}

enum rc plan_set_left(struct db *db, const struct plan_left *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[LEFT], rows, n, NULL, e) : RC_OK;
}
