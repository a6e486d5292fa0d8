/* SQL of who keeps the last pieces. */
#include "domain/stock/stock_lease.h"

#include "db/stmt.h"

enum { FIND, ADD, MOVE, END };

static const struct stmt_def stmts[] = {
    [FIND] = {"SELECT product_id, account_id, offer_id, CAST(version AS SIGNED) FROM stock_lease"
	      " WHERE product_id = ?",
	      "u",
	      ROWS(struct stock_lease, U64(product_id), U64(account_id), STR(offer_id),
		   I64(version))},
    [ADD] = {"INSERT INTO stock_lease (product_id, account_id, offer_id) VALUES (?, ?, ?)", "uus",
	     NO_ROWS},
    [MOVE] = {"UPDATE stock_lease SET account_id = ?, offer_id = ?, since = UTC_TIMESTAMP(3),"
	      " version = version + 1 WHERE product_id = ? AND version = ?",
	      "usui", NO_ROWS},
    [END] = {"DELETE FROM stock_lease WHERE product_id = ? AND version = ?", "ui", NO_ROWS},
};
STMTS_REGISTER(stock_lease, stmts);

static const char lost[] = "somebody else decided who keeps the last pieces";

enum rc stock_lease_find(struct db *db, void *mem, uint64_t product_id, struct stock_lease *out,
			 struct err *e)
{
	*out = (struct stock_lease){.product_id = product_id};
	if (stmt_find(db, mem, &stmts[FIND], PARAMS(P_U64(product_id)), out, e) == RC_NOT_FOUND)
		err_clear(e);
	return e->rc;
}

enum rc stock_lease_set(struct db *db, const struct stock_lease *read,
			const struct stock_rival *keeper, struct err *e)
{
	const struct param id = P_U64(read->product_id);
	const struct param version = P_I64(read->version);

	if (!keeper && !read->version)
		return RC_OK;
	if (!keeper)
		return stmt_cas(db, &stmts[END], PARAMS(id, version), lost, e);
	const struct param account = P_U64(keeper->account_id);
	const struct param offer = P_STR(keeper->offer_id);
	if (!read->version)
		return stmt_run(db, &stmts[ADD], PARAMS(id, account, offer), NULL, e);
	return stmt_cas(db, &stmts[MOVE], PARAMS(account, offer, id, version), lost, e);
}
