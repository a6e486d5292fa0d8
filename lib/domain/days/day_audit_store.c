/* SQL of the daily audit. */
#include "domain/days/day_audit_store.h"

#include "db/stmt.h"

enum {
	BEGIN_AT,
	PLAN,
	DUE,
	MOVE,
	FINISH,
	FORM_SAVE,
	FORM_COUNT,
	FORM_FORGET,
	LISTED,
	UNLISTED,
	VERDICT_SAVE,
	FIND_SAVE,
	SEAL_SAVE,
};

#define VERDICT(v) count.verdicts[DAY_VERDICT_##v]
#define ABSENCE(a) count.absences[DAY_ABSENCE_##a]
static const struct stmt_def stmts[] = {
    /* What nobody has read yet is not missing: the journal and the mending of a gap come first. */
    [BEGIN_AT] = {"SELECT i.from_at FROM order_import i"
		  " JOIN order_cursor c ON c.account_id = i.account_id"
		  " WHERE i.account_id = ? AND i.state = 'DONE'"
		  " AND c.end_at > UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE"
		  " AND NOT EXISTS (SELECT 1 FROM order_gap g WHERE g.account_id = i.account_id"
		  " AND g.state = 'RUNNING')",
		  "u", MOMENT},
    [PLAN] = {"INSERT IGNORE INTO order_day (account_id, day_at, until_at, next_check_at)"
	      " VALUES (?, ?, ?, ?)",
	      BULK(struct day_audit_day, U64(account_id), TIME(day_at), TIME(until_at),
		   TIME(next_check_at))},
    [DUE] = {"SELECT account_id, day_at, until_at, state, version, pass, walk_at, walk_offset,"
	     " seal_hash, sealed_at, different_since, unsettled_since,"
	     " CAST(tries AS UNSIGNED), next_check_at FROM order_day WHERE account_id = ?"
	     " AND (next_check_at <= UTC_TIMESTAMP(3) OR day_at >= IFNULL(?, '9999-12-31'))"
	     " ORDER BY day_at DESC",
	     "ut",
	     ROWS(struct day_audit_day, U64(account_id), TIME(day_at), TIME(until_at), STR(state),
		  U64(version), U64(pass), TIME(walk_at), I64(walk_offset), BYTES(seal_hash),
		  TIME(sealed_at), TIME(different_since), TIME(unsettled_since), U64(tries),
		  TIME(next_check_at))},
    [MOVE] = {"UPDATE order_day SET pass = ?, walk_at = ?, walk_offset = ?,"
	      " version = version + 1 WHERE account_id = ? AND day_at = ? AND version = ?",
	      BULK(struct day_audit_day, U64(pass), TIME(walk_at), I64(walk_offset),
		   U64(account_id), TIME(day_at), U64(version))},
    [FINISH] = {"UPDATE order_day SET state = ?, checked_at = UTC_TIMESTAMP(3), theirs = ?,"
		" here = ?, equal = ?, missing = ?, differing = ?, waiting = ?, unreadable = ?,"
		" failing = ?, superseded = ?, merged = ?, gone = ?, elsewhere = ?, served = ?,"
		" asked = ?, seal_hash = ?, sealed_at = ?, different_since = ?,"
		" unsettled_since = ?, tries = ?, next_check_at = ?, latency_n = ?,"
		" latency_p50_ms = ?, latency_p95_ms = ?, walk_at = NULL, walk_offset = 0,"
		" version = version + 1 WHERE account_id = ? AND day_at = ? AND version = ?",
		BULK(struct day_audit_result, STR(state), I64(count.theirs), I64(count.here),
		     I64(VERDICT(EQUAL)), I64(VERDICT(MISSING)), I64(VERDICT(DIFFERS)),
		     I64(VERDICT(WAITING)), I64(VERDICT(UNREADABLE)), I64(VERDICT(FAILING)),
		     I64(VERDICT(SUPERSEDED)), I64(ABSENCE(MERGED)), I64(ABSENCE(GONE)),
		     I64(ABSENCE(ELSEWHERE)), I64(ABSENCE(SERVED)), I64(ABSENCE(ASKED)),
		     BYTES(seal_hash), TIME(sealed_at), TIME(different_since),
		     TIME(unsettled_since), U64(tries), TIME(next_check_at), I64(latency.n),
		     I64(latency.p50_ms), I64(latency.p95_ms), U64(account_id), TIME(day_at),
		     U64(version))},
    [FORM_SAVE] = {"INSERT INTO order_day_form (account_id, day_at, form_id, pass, revision,"
		   " updated_at_remote, doc_hash, seen_at)"
		   " VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))"
		   " ON DUPLICATE KEY UPDATE pass = VALUES(pass), revision = VALUES(revision),"
		   " updated_at_remote = VALUES(updated_at_remote),"
		   " doc_hash = VALUES(doc_hash), seen_at = VALUES(seen_at), verdict = NULL",
		   BULK(struct day_audit_form, U64(account_id), TIME(day_at), STR(form_id),
			U64(pass), STR(revision), TIME(updated_at), BYTES(doc_hash))},
    [FORM_COUNT] = {"SELECT COUNT(*) FROM order_day_form WHERE account_id = ? AND day_at = ?"
		    " AND pass = ?",
		    "utu", NUMBER},
    [FORM_FORGET] = {"DELETE FROM order_day_form WHERE account_id = ? AND day_at = ?"
		     " AND pass <> ?",
		     "utu", NO_ROWS},
    [LISTED] = {"SELECT d.form_id, d.revision, d.updated_at_remote, d.doc_hash, d.seen_at,"
		" f.state, CAST(IFNULL(f.is_dirty, 0) AS SIGNED), f.doc_hash, r.fetched_at,"
		" CAST(o.id IS NOT NULL AS SIGNED), CAST(EXISTS (SELECT 1 FROM order_event e"
		" WHERE e.account_id = d.account_id AND e.form_id = d.form_id) AS SIGNED)"
		" FROM order_day_form d"
		" LEFT JOIN order_form f ON f.account_id = d.account_id AND f.form_id = d.form_id"
		" LEFT JOIN order_raw r ON r.account_id = d.account_id AND r.form_id = d.form_id"
		" LEFT JOIN orders o ON o.account_id = d.account_id AND o.form_id = d.form_id"
		" WHERE d.account_id = ? AND d.day_at = ? AND d.pass = ? AND d.form_id > ?"
		" ORDER BY d.form_id LIMIT 1000",
		"utus",
		ROWS(struct day_listed, STR(form_id), STR(revision), TIME(updated_at),
		     BYTES(doc_hash), TIME(seen_at), STR(state), I64(is_dirty), BYTES(here_hash),
		     TIME(fetched_at), I64(has_order), I64(has_event))},
    [UNLISTED] =
	{"SELECT o.form_id, o.place, f.state, CAST(f.is_dirty AS SIGNED),"
	 " (SELECT COUNT(*) FROM order_line l WHERE l.order_id = o.id"
	 " AND (l.bought_at < ? OR l.bought_at >= ?)),"
	 " (SELECT COUNT(*) FROM order_day_find w WHERE w.account_id = o.account_id"
	 " AND w.form_id = o.form_id AND w.kind = 'ONLY_HERE')"
	 " FROM orders o JOIN order_form f ON f.account_id = o.account_id"
	 " AND f.form_id = o.form_id WHERE o.account_id = ? AND o.bought_at >= ?"
	 " AND o.bought_at < ? AND o.form_id > ? AND NOT EXISTS (SELECT 1 FROM order_day_form d"
	 " WHERE d.account_id = o.account_id AND d.day_at = ? AND d.form_id = o.form_id"
	 " AND d.pass = ?) ORDER BY o.form_id LIMIT 1000",
	 "ttuttstu",
	 ROWS(struct day_unlisted, STR(form_id), STR(place), STR(state), I64(is_dirty),
	      I64(lines_elsewhere), I64(was_asked))},
    [VERDICT_SAVE] = {"UPDATE order_day_form SET verdict = ? WHERE account_id = ?"
		      " AND day_at = ? AND form_id = ?",
		      BULK(struct day_audit_verdict, STR(verdict), U64(account_id), TIME(day_at),
			   STR(form_id))},
    [FIND_SAVE] = {"INSERT IGNORE INTO order_day_find (account_id, day_at, form_id, kind,"
		   " doc_hash, had_event, found_at, found_by)"
		   " VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), ?)",
		   BULK(struct day_audit_find, U64(account_id), TIME(day_at), STR(form_id),
			STR(kind), BYTES(doc_hash), I64(had_event), STR(found_by))},
    [SEAL_SAVE] = {"INSERT INTO order_day_seal (account_id, day_at, at, actor, action, theirs,"
		   " equal, seal_hash) VALUES (?, ?, UTC_TIMESTAMP(3), ?, ?, ?, ?, ?)",
		   "utssiib", NO_ROWS},
};
STMTS_REGISTER(day_audit, stmts);
_Static_assert(DAY_AUDIT_SLICE == 1000, "LISTED and UNLISTED spell the number out");

enum rc day_audit_begin_at(struct db *db, uint64_t account_id, int64_t *out, struct err *e)
{
	return stmt_number(db, &stmts[BEGIN_AT], PARAMS(P_U64(account_id)), out, e);
}

enum rc day_audit_plan(struct db *db, const struct day_audit_day *days, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[PLAN], days, n, NULL, e);
}

enum rc day_audit_due(struct db *db, void *mem, uint64_t account_id, int64_t since,
		      struct day_audit_day **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[DUE], PARAMS(P_U64(account_id), P_TIME(since)), rows, n,
			 e);
}

static const char lost[] = "somebody else checks this day";

enum rc day_audit_move(struct db *db, const struct day_audit_day *day, struct err *e)
{
	return stmt_cas_row(db, &stmts[MOVE], day, lost, e);
}

enum rc day_audit_finish(struct db *db, const struct day_audit_result *r, struct err *e)
{
	return stmt_cas_row(db, &stmts[FINISH], r, lost, e);
}

enum rc day_audit_forms_save(struct db *db, const struct day_audit_form *rows, size_t n,
			     struct err *e)
{
	return stmt_bulk(db, &stmts[FORM_SAVE], rows, n, NULL, e);
}

enum rc day_audit_forms_count(struct db *db, const struct day_audit_day *day, int64_t *n,
			      struct err *e)
{
	return stmt_number(db, &stmts[FORM_COUNT],
			   PARAMS(P_U64(day->account_id), P_TIME(day->day_at), P_U64(day->pass)), n,
			   e);
}

enum rc day_audit_forms_forget(struct db *db, const struct day_audit_day *day, struct err *e)
{
	return stmt_run(db, &stmts[FORM_FORGET],
			PARAMS(P_U64(day->account_id), P_TIME(day->day_at), P_U64(day->pass)), NULL,
			e);
}

enum rc day_audit_listed(struct db *db, void *mem, const struct day_audit_day *day,
			 const char *after, struct day_listed **rows, size_t *n, struct err *e)
{
	return stmt_list(
	    db, mem, &stmts[LISTED],
	    PARAMS(P_U64(day->account_id), P_TIME(day->day_at), P_U64(day->pass), P_STR(after)),
	    rows, n, e);
}

enum rc day_audit_unlisted(struct db *db, void *mem, const struct day_audit_day *day,
			   const char *after, struct day_unlisted **rows, size_t *n, struct err *e)
{
	const struct param *params = PARAMS(
	    P_TIME(day->day_at), P_TIME(day->until_at), P_U64(day->account_id), P_TIME(day->day_at),
	    P_TIME(day->until_at), P_STR(after), P_TIME(day->day_at), P_U64(day->pass));

	return stmt_list(db, mem, &stmts[UNLISTED], params, rows, n, e);
}

enum rc day_audit_verdicts_save(struct db *db, const struct day_audit_verdict *rows, size_t n,
				struct err *e)
{
	return stmt_bulk(db, &stmts[VERDICT_SAVE], rows, n, NULL, e);
}

enum rc day_audit_finds_save(struct db *db, const struct day_audit_find *rows, size_t n,
			     struct err *e)
{
	return stmt_bulk(db, &stmts[FIND_SAVE], rows, n, NULL, e);
}

enum rc day_audit_seal_save(struct db *db, const struct day_audit_day *day,
			    const struct day_seal *seal, struct err *e)
{
	return stmt_run(db, &stmts[SEAL_SAVE],
			PARAMS(P_U64(day->account_id), P_TIME(day->day_at), P_STR(seal->actor),
			       P_STR(seal->action), P_I64(seal->theirs), P_I64(seal->equal),
			       P_BYTES(seal->seal_hash)),
			NULL, e);
}
