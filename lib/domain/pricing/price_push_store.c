/* SQL of what price rules led to. */
#include "domain/pricing/price_push_store.h"

#include "base/mem.h"
#include "db/stmt.h"

#define SELECT                                                                                     \
	"SELECT p.account_id, p.number, p.looked_at, p.digest, CAST(p.changes AS SIGNED),"         \
	" CAST(p.left_out AS SIGNED), CAST(IFNULL(p.plan_id, 0) AS UNSIGNED), l.state"             \
	" FROM price_push p LEFT JOIN plan l ON l.id = p.plan_id"
#define ROW                                                                                        \
	ROWS(struct price_push, U64(account_id), U64(number), TIME(looked_at), STR(digest),        \
	     I64(changes), I64(left_out), U64(plan_id), STR(plan_state))

enum { DUE, OF_ACCOUNT, OF_ENVIRONMENT, SAVE };

static const struct stmt_def stmts[] = {
    [DUE] = {"SELECT COUNT(*) FROM price_rule r LEFT JOIN price_push p ON p.account_id = ?"
	     " AND p.number = 0 WHERE r.environment = ? AND r.live = 1 AND r.armed = 1"
	     " AND r.account_id IN (0, ?) AND (p.looked_at IS NULL OR p.looked_at < ?"
	     " OR r.made_at > p.looked_at)",
	     "usut", NUMBER},
    [OF_ACCOUNT] = {SELECT " WHERE p.account_id = ? ORDER BY p.number", "u", ROW},
    [OF_ENVIRONMENT] = {SELECT " JOIN account a ON a.id = p.account_id AND a.environment = ?"
			       " ORDER BY p.number, p.account_id",
			"s", ROW},
    [SAVE] = {"INSERT INTO price_push (account_id, number, digest, changes, left_out, plan_id,"
	      " looked_at) VALUES (?, ?, ?, ?, ?, NULLIF(?, 0), UTC_TIMESTAMP(3))"
	      " ON DUPLICATE KEY UPDATE digest = VALUES(digest), changes = VALUES(changes),"
	      " left_out = VALUES(left_out), plan_id = VALUES(plan_id),"
	      " looked_at = VALUES(looked_at)",
	      BULK(struct price_push, U64(account_id), U64(number), STR(digest), I64(changes),
		   I64(left_out), U64(plan_id))},
};
STMTS_REGISTER(price_pushes, stmts);

enum rc price_push_due(struct db *db, const char *environment, uint64_t account_id, int64_t before,
		       int64_t *due, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(environment), P_U64(account_id),
				       P_TIME(before)};

	return stmt_number(db, &stmts[DUE], params, due, e);
}

enum rc price_pushes_of(struct db *db, void *mem, uint64_t account_id, struct price_push **out,
			size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OF_ACCOUNT], PARAMS(P_U64(account_id)), out, n, e);
}

enum rc price_pushes(struct db *db, void *mem, const char *environment, struct price_push **out,
		     size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OF_ENVIRONMENT], PARAMS(P_STR(environment)), out, n, e);
}

enum rc price_push_save(struct db *db, const struct price_push *p, struct err *e)
{
	return stmt_run_row(db, &stmts[SAVE], p, NULL, e);
}
