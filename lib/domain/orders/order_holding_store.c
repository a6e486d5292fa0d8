/* SQL of what orders hold. */
#include "domain/orders/order_holding.h"

#include "db/stmt.h"

enum { HOLDINGS };

static const struct stmt_def stmts[] = {
    [HOLDINGS] = {"SELECT o.form_id, o.bought_at, CAST(SUM(p.pieces) AS SIGNED) FROM stock_part p"
		  " JOIN order_line l ON l.account_id = p.account_id"
		  " AND l.line_item_id = p.line_item_id JOIN orders o ON o.id = l.order_id"
		  " WHERE p.product_id = ? AND p.state = 'reserved' GROUP BY o.id, o.form_id,"
		  " o.bought_at ORDER BY 3 DESC, o.id LIMIT 21",
		  "u", ROWS(struct order_holding, STR(form_id), TIME(bought_at), I64(pieces))},
};
STMTS_REGISTER(order_holding, stmts);
_Static_assert(ORDER_HOLDINGS == 20, "the statement takes one more");

enum rc order_holdings(struct db *db, void *mem, uint64_t product_id, struct order_holding **out,
		       size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[HOLDINGS], PARAMS(P_U64(product_id)), out, n, e);
}
