/* SQL of the tally by day. */
#include "domain/orders/order_due.h"

#include "db/stmt.h"

enum { SAVE_DUE, DUE_MERGED };

static const struct stmt_def stmts[] = {
    [SAVE_DUE] = {"INSERT INTO order_due (account_id, day, n) VALUES (?, ?, ?)"
		  " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
		  BULK(struct save_due, U64(account_id), TIME(day), I64(n))},
    [DUE_MERGED] = {"UPDATE order_due d JOIN orders o ON o.account_id = d.account_id"
		    " AND d.day = TIMESTAMP(DATE(o.send_key)) SET d.n = d.n - 1"
		    " WHERE o.id = ? AND o.to_send = 1",
		    BULK(struct known_id, U64(id))},
};
STMTS_REGISTER(order_due, stmts);

enum rc save_due(struct db *db, const struct save_due *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_DUE], rows, n, NULL, e);
}

enum rc due_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[DUE_MERGED], rows, n, NULL, e);
}
