/* SQL of the tally by day. */
#include "domain/orders/order_due.h"

#include "db/stmt.h"

enum { SAVE_DUE, DUE_MERGED };

static const struct stmt_def stmts[] = {
    [SAVE_DUE] = {"INSERT INTO order_due (account_id, day, n) VALUES (?, ?, ?)"
		  " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
		  "uti", ""},
    [DUE_MERGED] = {"UPDATE order_due d JOIN orders o ON o.account_id = d.account_id"
		    " AND d.day = TIMESTAMP(DATE(o.send_key)) SET d.n = d.n - 1"
		    " WHERE o.id = ? AND o.to_send = 1",
		    "u", ""},
};
STMTS_REGISTER(order_due, stmts);

static const struct row_col due_cols[] = {
    COL_U64(struct save_due, account_id),
    COL_TIME(struct save_due, day),
    COL_I64(struct save_due, n),
};
static const struct row_col id_cols[] = {COL_U64(struct known_id, id)};
static const struct row_map due_map = ROW_MAP(struct save_due, due_cols);
static const struct row_map id_map = ROW_MAP(struct known_id, id_cols);

enum rc save_due(struct db *db, const struct save_due *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_DUE], &due_map, rows, n, NULL, e);
}

enum rc due_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[DUE_MERGED], &id_map, rows, n, NULL, e);
}
