/* Statements on connects that are under way. */
#include "db/stmt.h"
#include "domain/accounts/vault_store.h"

enum {
	FLOW_INSERT,
	FLOW_LOAD,
	FLOW_USE,
	FLOW_CLAIM_POLL,
	FLOW_RELEASE_POLL,
	FLOW_SLOW_DOWN,
	FLOW_SUCCEED,
	FLOW_FAIL,
	FLOW_PRUNE
};

static const struct stmt_def stmts[] = {
    [FLOW_INSERT] =
	{"INSERT INTO connect_flow (id, kind, environment, account_name, account_id, "
	 "session_hash, sealed, user_code, verification_uri, "
	 "verification_uri_complete, interval_s, import_days, expires_at, next_poll_at) "
	 "VALUES (?, ?, ?, ?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))",
	 BULK(struct flow_row, STR(id), STR(kind), STR(environment), STR(account_name),
	      U64(account_id), BYTES(session_hash), BYTES(sealed), STR(user_code),
	      STR(verification_uri), STR(verification_uri_complete), U64(interval_s),
	      U64(import_days), TIME(expires_at))},
    [FLOW_LOAD] =
	{"SELECT id, kind, environment, account_name, CAST(COALESCE(account_id, 0) AS UNSIGNED), "
	 "session_hash, sealed, user_code, verification_uri, verification_uri_complete, "
	 "interval_s, import_days, expires_at, state, result "
	 "FROM connect_flow WHERE id = ?",
	 "s",
	 ROWS(struct flow_row, STR(id), STR(kind), STR(environment), STR(account_name),
	      U64(account_id), BYTES(session_hash), BYTES(sealed), STR(user_code),
	      STR(verification_uri), STR(verification_uri_complete), U64(interval_s),
	      U64(import_days), TIME(expires_at), STR(state), STR(result))},
    [FLOW_USE] = {"UPDATE connect_flow SET state = 'USED' WHERE id = ? AND state = 'OPEN' "
		  "AND expires_at > UTC_TIMESTAMP(3)",
		  "s", NO_ROWS},
    [FLOW_CLAIM_POLL] = {"UPDATE connect_flow SET "
			 "next_poll_at = UTC_TIMESTAMP(3) + INTERVAL GREATEST(interval_s, ?) "
			 "SECOND "
			 "WHERE id = ? AND state = 'OPEN' AND next_poll_at <= UTC_TIMESTAMP(3)",
			 "us", NO_ROWS},
    [FLOW_RELEASE_POLL] = {"UPDATE connect_flow SET "
			   "next_poll_at = UTC_TIMESTAMP(3) + INTERVAL interval_s SECOND "
			   "WHERE id = ? AND state = 'OPEN'",
			   "s", NO_ROWS},
    [FLOW_SLOW_DOWN] = {"UPDATE connect_flow SET interval_s = interval_s + ?, "
			"next_poll_at = UTC_TIMESTAMP(3) + INTERVAL interval_s SECOND "
			"WHERE id = ?",
			"us", NO_ROWS},
    [FLOW_SUCCEED] = {"UPDATE connect_flow SET state = 'USED', account_id = ?, result = 'OK', "
		      "sealed = NULL WHERE id = ?",
		      "us", NO_ROWS},
    [FLOW_FAIL] = {"UPDATE connect_flow SET state = 'FAILED', result = ?, sealed = NULL "
		   "WHERE id = ? AND NOT (state = 'USED' AND result <=> 'OK')",
		   "ss", NO_ROWS},
    [FLOW_PRUNE] = {"DELETE FROM connect_flow WHERE expires_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY",
		    "", NO_ROWS},
};
STMTS_REGISTER(flow, stmts);

enum rc flow_insert(struct db *db, const struct flow_row *f, struct err *e)
{
	return stmt_run_row(db, &stmts[FLOW_INSERT], f, NULL, e);
}

enum rc flow_load(struct db *db, void *owner, const char *id, struct flow_row *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[FLOW_LOAD], PARAMS(P_STR(id)), out, e);
}

enum rc flow_use(struct db *db, const char *id, struct err *e)
{
	return stmt_cas(db, &stmts[FLOW_USE], PARAMS(P_STR(id)), "this connect is over already", e);
}

enum rc flow_claim_poll(struct db *db, const char *id, struct err *e)
{
	return stmt_cas(db, &stmts[FLOW_CLAIM_POLL], PARAMS(P_U64(FLOW_POLL_SECONDS), P_STR(id)),
			"not the time to ask", e);
}

enum rc flow_release_poll(struct db *db, const char *id, struct err *e)
{
	return stmt_run(db, &stmts[FLOW_RELEASE_POLL], PARAMS(P_STR(id)), NULL, e);
}

enum rc flow_slow_down(struct db *db, const char *id, uint64_t by_s, struct err *e)
{
	return stmt_run(db, &stmts[FLOW_SLOW_DOWN], PARAMS(P_U64(by_s), P_STR(id)), NULL, e);
}

enum rc flow_succeed(struct db *db, const char *id, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[FLOW_SUCCEED], PARAMS(P_U64(account_id), P_STR(id)), NULL, e);
}

enum rc flow_fail(struct db *db, const char *id, const char *problem, struct err *e)
{
	return stmt_run(db, &stmts[FLOW_FAIL], PARAMS(P_STR(problem), P_STR(id)), NULL, e);
}

enum rc flow_prune(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[FLOW_PRUNE], NO_PARAMS, NULL, e);
}
