/* SQL of the request budget. */
#include "domain/budget/budget_store.h"

#include "base/str.h"
#include "db/stmt.h"
#include "domain/budget/budget_use.h"

enum {
	BUCKET_TAKE,
	BUCKET_MAKE,
	BAN_FIND,
	BAN_CLAIM,
	BAN_RELEASE,
	BAN_CLEAR,
	BAN_SET,
	BAN_COUNT_ACCOUNTS,
	BAN_COUNT_RESOURCES,
	USE_LIST,
	BAN_LIST,
};

#define BY_KEY	  " WHERE environment = ? AND client_id = ? AND account_id = ?"
#define THIS_MIN  "UNIX_TIMESTAMP() DIV 60"
#define THIS_HOUR "UNIX_TIMESTAMP() DIV 3600"
#define LEVEL_NOW                                                                                  \
	"LEAST(?, level_milli + GREATEST(0, TIMESTAMPDIFF(MICROSECOND, refilled_at,"               \
	" UTC_TIMESTAMP(6))) * ? DIV 1000000)"

#define KEY STR(key.environment), STR(key.client_id), U64(key.account_id)

static const struct stmt_def stmts[] = {
    /* Assignments run left to right: the level is computed from the old refilled_at. */
    [BUCKET_TAKE] = {"UPDATE request_bucket SET level_milli = " LEVEL_NOW " - ? * 1000,"
		     " refilled_at = UTC_TIMESTAMP(6),"
		     " minute_n = IF(minute_no = " THIS_MIN ", minute_n, 0) + ?,"
		     " minute_no = " THIS_MIN ","
		     " hour_n = IF(hour_no = " THIS_HOUR ", hour_n, 0) + ?,"
		     " hour_no = " THIS_HOUR BY_KEY " AND name = ? AND " LEVEL_NOW
		     " >= ? * 1000 + ?",
		     BULK(struct bucket_lease, I64(cap_milli), I64(rate_milli), I64(n), I64(n),
			  I64(n), KEY, STR(name), I64(cap_milli), I64(rate_milli), I64(n),
			  I64(reserve_milli))},
    [BUCKET_MAKE] = {"INSERT INTO request_bucket (environment, client_id, account_id, name,"
		     " limit_n, window_s, level_milli, refilled_at)"
		     " VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))"
		     " ON DUPLICATE KEY UPDATE limit_n = VALUES(limit_n),"
		     " window_s = VALUES(window_s)",
		     BULK(struct bucket_lease, KEY, STR(name), I64(limit_n), I64(window_s),
			  I64(cap_milli))},
    [BAN_FIND] = {"SELECT account_id, door, wait_s, gen, blocked_until <= UTC_TIMESTAMP(3),"
		  " probe_until > UTC_TIMESTAMP(3), blocked_until,"
		  " GREATEST(1, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), blocked_until))"
		  " FROM request_ban WHERE environment = ? AND client_id = ?"
		  " AND account_id IN (0, ?) AND door IN (?, ?) AND wait_s > 0"
		  " ORDER BY account_id, door",
		  "ssuss",
		  ROWS(struct ban_row, U64(account_id), STR(target), I64(wait_s), U64(gen),
		       I64(is_over), I64(is_probed), TIME(until), I64(left_s))},
    [BAN_CLAIM] = {"UPDATE request_ban SET probe_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND,"
		   " gen = gen + 1" BY_KEY " AND door = ? AND gen = ?"
		   " AND blocked_until <= UTC_TIMESTAMP(3) AND probe_until <= UTC_TIMESTAMP(3)",
		   "issusu", NO_ROWS},
    [BAN_RELEASE] = {"UPDATE request_ban SET probe_until = UTC_TIMESTAMP(3), gen = gen + 1"
		     " WHERE environment = ? AND client_id = ? AND account_id IN (0, ?)"
		     " AND door IN (?, ?)",
		     "ssuss", NO_ROWS},
    [BAN_CLEAR] = {"UPDATE request_ban SET wait_s = 0, refusals = 0, gen = gen + 1"
		   " WHERE environment = ? AND client_id = ? AND account_id IN (0, ?)"
		   " AND door IN (?, ?) AND blocked_until <= UTC_TIMESTAMP(3)",
		   "ssuss", NO_ROWS},
    [BAN_SET] = {"INSERT INTO request_ban (environment, client_id, account_id, door, wait_s,"
		 " blocked_until, meaning, since, refusals) VALUES (?, ?, ?, ?, ?,"
		 " UTC_TIMESTAMP(3) + INTERVAL ? SECOND, ?, UTC_TIMESTAMP(3), 1)"
		 " ON DUPLICATE KEY UPDATE since = IF(wait_s = 0, VALUES(since), since),"
		 " wait_s = VALUES(wait_s), meaning = VALUES(meaning),"
		 " blocked_until = GREATEST(blocked_until, VALUES(blocked_until)),"
		 " probe_until = '1970-01-01', refusals = refusals + 1, gen = gen + 1",
		 "ssusiis", NO_ROWS},
    [BAN_COUNT_ACCOUNTS] =
	{"SELECT COUNT(*) FROM request_ban WHERE environment = ? AND client_id = ?"
	 " AND account_id > 0 AND door = ? AND wait_s > 0"
	 " AND blocked_until > UTC_TIMESTAMP(3)",
	 "sss", NUMBER},
    [BAN_COUNT_RESOURCES] = {"SELECT COUNT(*) FROM request_ban" BY_KEY " AND wait_s > 0"
			     " AND door NOT IN ('api', 'auth')"
			     " AND blocked_until > UTC_TIMESTAMP(3)",
			     "ssu", NUMBER},
    [USE_LIST] = {"SELECT b.environment, b.client_id, a.name, b.name, b.limit_n, b.window_s,"
		  " CAST(IF(minute_no = " THIS_MIN ", minute_n, 0) AS SIGNED),"
		  " CAST(IF(hour_no = " THIS_HOUR ", hour_n, 0) AS SIGNED)"
		  " FROM request_bucket b LEFT JOIN account a ON a.id = b.account_id"
		  " ORDER BY b.environment, b.client_id, b.account_id, b.limit_n DESC",
		  "",
		  ROWS(struct budget_use, STR(environment), STR(client_id), STR(account),
		       STR(limit), I64(allowed), I64(window_s), I64(minute), I64(hour))},
    [BAN_LIST] = {"SELECT b.environment, b.client_id, a.name, b.door, b.meaning, b.blocked_until,"
		  " b.since, b.refusals, blocked_until <= UTC_TIMESTAMP(3)"
		  " FROM request_ban b LEFT JOIN account a ON a.id = b.account_id"
		  " WHERE b.wait_s > 0 ORDER BY b.environment, b.client_id, b.account_id",
		  "",
		  ROWS(struct budget_ban, STR(environment), STR(client_id), STR(account),
		       STR(target), STR(meaning), TIME(until), TIME(since), I64(refusals),
		       I64(is_over))},
};
STMTS_REGISTER(budget, stmts);

#define P_KEY(k) P_STR((k)->environment), P_STR((k)->client_id), P_U64((k)->account_id)

enum rc bucket_take(struct db *db, const struct bucket_lease *l, bool *won, struct err *e)
{
	uint64_t changed = 0;
	uint64_t made = 0;

	if (stmt_run_row(db, &stmts[BUCKET_TAKE], l, &changed, e) ||
	    (!changed && stmt_run_row(db, &stmts[BUCKET_MAKE], l, &made, e)) ||
	    (made && stmt_run_row(db, &stmts[BUCKET_TAKE], l, &changed, e)))
		return e->rc;
	*won = changed > 0;
	return RC_OK;
}

/* A place without a resource names its server twice. */
#define P_PLACE(at) P_STR((at)->server), P_STR(str_or((at)->resource, (at)->server))

enum rc ban_find(struct db *db, void *mem, const struct budget_key *key, const struct ban_place *at,
		 struct ban_row **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[BAN_FIND], PARAMS(P_KEY(key), P_PLACE(at)), out, n, e);
}

enum rc ban_claim(struct db *db, const struct budget_key *key, const struct ban_row *row,
		  struct err *e)
{
	return stmt_cas(db, &stmts[BAN_CLAIM],
			PARAMS(P_I64(BAN_PROBE_S), P_STR(key->environment), P_STR(key->client_id),
			       P_U64(row->account_id), P_STR(row->target), P_U64(row->gen)),
			"another process is asking", e);
}

enum rc ban_release(struct db *db, const struct budget_key *key, const struct ban_place *at,
		    struct err *e)
{
	return stmt_run(db, &stmts[BAN_RELEASE], PARAMS(P_KEY(key), P_PLACE(at)), NULL, e);
}

enum rc ban_clear(struct db *db, const struct budget_key *key, const struct ban_place *at,
		  struct err *e)
{
	return stmt_run(db, &stmts[BAN_CLEAR], PARAMS(P_KEY(key), P_PLACE(at)), NULL, e);
}

enum rc ban_set(struct db *db, const struct budget_key *key, const struct ban_new *ban,
		struct err *e)
{
	return stmt_run(db, &stmts[BAN_SET],
			PARAMS(P_KEY(key), P_STR(ban->target), P_I64(ban->wait_s),
			       P_I64(ban->wait_s), P_STR(meaning_name(ban->meaning))),
			NULL, e);
}

enum rc ban_count_accounts(struct db *db, const struct budget_key *key, const char *target,
			   int64_t *n, struct err *e)
{
	return stmt_number(db, &stmts[BAN_COUNT_ACCOUNTS],
			   PARAMS(P_STR(key->environment), P_STR(key->client_id), P_STR(target)), n,
			   e);
}

enum rc ban_count_resources(struct db *db, const struct budget_key *key, int64_t *n, struct err *e)
{
	return stmt_number(db, &stmts[BAN_COUNT_RESOURCES], PARAMS(P_KEY(key)), n, e);
}

/* ---- What the panel shows ------------------------------------------------------------------- */

enum rc budget_use_list(struct db *db, void *owner, struct budget_use **out, size_t *n,
			struct err *e)
{
	return stmt_list(db, owner, &stmts[USE_LIST], NO_PARAMS, out, n, e);
}

enum rc budget_ban_list(struct db *db, void *owner, struct budget_ban **out, size_t *n,
			struct err *e)
{
	return stmt_list(db, owner, &stmts[BAN_LIST], NO_PARAMS, out, n, e);
}
