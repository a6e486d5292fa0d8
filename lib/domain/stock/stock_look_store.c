/* SQL of looks at offers. */
#include "domain/stock/stock_look.h"

#include "db/stmt.h"

enum { BEGIN, SAVE, AGAIN };
_Static_assert(STOCK_WHOLE_EVERY_M == 15 && STOCK_LOOK_BACK_S == 120, "INTERVAL says so");

static const struct stmt_def stmts[] = {
    [BEGIN] =
	{"SELECT a.id, UTC_TIMESTAMP(3), l.looked_at - INTERVAL 120 SECOND, CAST(l.looked_at"
	 " IS NULL OR l.whole_at IS NULL OR l.asked <> l.answered OR l.whole_at <"
	 " UTC_TIMESTAMP(3) - INTERVAL 15 MINUTE AS SIGNED), CAST(IFNULL(l.asked, 0) AS UNSIGNED)"
	 " FROM account a LEFT JOIN stock_look l ON l.account_id = a.id WHERE a.id = ?",
	 "u",
	 ROWS(struct stock_look, U64(account_id), TIME(at), TIME(since), I64(is_whole),
	      U64(asked))},
    [SAVE] = {"INSERT INTO stock_look (account_id, looked_at, whole_at, answered, asked)"
	      " VALUES (?, ?, IF(?, looked_at, NULL), ?, 0) ON DUPLICATE KEY UPDATE"
	      " looked_at = VALUES(looked_at), whole_at = IFNULL(VALUES(whole_at), whole_at),"
	      " answered = IF(VALUES(whole_at) IS NULL, answered, VALUES(answered))",
	      BULK(struct stock_look, U64(account_id), TIME(at), I64(is_whole), U64(asked))},
    [AGAIN] = {"INSERT INTO stock_look (account_id, asked) SELECT id, 1 FROM account"
	       " ON DUPLICATE KEY UPDATE asked = stock_look.asked + 1",
	       "", NO_ROWS},
};
STMTS_REGISTER(stock_look, stmts);

enum rc stock_look_begin(struct db *db, uint64_t account_id, struct stock_look *out, struct err *e)
{
	return stmt_find(db, db, &stmts[BEGIN], PARAMS(P_U64(account_id)), out, e);
}

enum rc stock_look_save(struct db *db, const struct stock_look *look, struct err *e)
{
	return stmt_run_row(db, &stmts[SAVE], look, NULL, e);
}

enum rc stock_look_again(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[AGAIN], NO_PARAMS, NULL, e);
}
