/* SQL of what a walk has met: each document once. */
#include "domain/orders/order_met_store.h"

#include "db/stmt.h"

enum { MET_SAVE, MET_COUNT, MET_FORGET };

static const struct stmt_def stmts[] = {
    [MET_SAVE] = {"INSERT INTO order_walk_met (account_id, walk, form_id) VALUES (?, ?, ?)"
		  " ON DUPLICATE KEY UPDATE form_id = VALUES(form_id)",
		  BULK(struct order_met, U64(account_id), STR(walk), STR(form_id))},
    [MET_COUNT] = {"SELECT COUNT(*) FROM order_walk_met WHERE account_id = ? AND walk = ?", "us",
		   NUMBER},
    [MET_FORGET] = {"DELETE FROM order_walk_met WHERE account_id = ? AND walk = ?", "us", NO_ROWS},
};
STMTS_REGISTER(order_walk, stmts);

enum rc order_met_save(struct db *db, const struct order_met *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[MET_SAVE], rows, n, NULL, e);
}

enum rc order_met_count(struct db *db, uint64_t account_id, const char *walk, int64_t *n,
			struct err *e)
{
	return stmt_number(db, &stmts[MET_COUNT], PARAMS(P_U64(account_id), P_STR(walk)), n, e);
}

enum rc order_met_forget(struct db *db, uint64_t account_id, const char *walk, struct err *e)
{
	return stmt_run(db, &stmts[MET_FORGET], PARAMS(P_U64(account_id), P_STR(walk)), NULL, e);
}
