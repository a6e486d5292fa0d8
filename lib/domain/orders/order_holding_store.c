/* SQL of what orders hold. */
#include "domain/orders/order_holding.h"

#include "db/stmt.h"

enum { HOLDINGS, ON_WAY };

static const struct stmt_def stmts[] = {
    [HOLDINGS] = {"SELECT o.form_id, o.bought_at, CAST(SUM(p.pieces) AS SIGNED) FROM stock_part p"
		  " JOIN order_line l ON l.account_id = p.account_id"
		  " AND l.line_item_id = p.line_item_id JOIN orders o ON o.id = l.order_id"
		  " WHERE p.product_id = ? AND p.state = 'reserved' GROUP BY o.id, o.form_id,"
		  " o.bought_at ORDER BY 3 DESC, o.id LIMIT 21",
		  "u", ROWS(struct order_holding, STR(form_id), TIME(bought_at), I64(pieces))},
    /* Each line once, however many events tell of it. Forms that wait to be read are few. */
    [ON_WAY] = {"SELECT CAST(IFNULL(SUM(q.quantity * k.pieces), 0) AS SIGNED) FROM (SELECT"
		" e.account_id, j.line_id, MAX(j.offer_id) offer_id, MAX(j.quantity) quantity"
		" FROM order_form f JOIN order_event e ON e.account_id = f.account_id"
		" AND e.form_id = f.form_id JOIN JSON_TABLE(CONVERT(UNCOMPRESS(e.raw) USING"
		" utf8mb4), '$.order.lineItems[*]' COLUMNS (line_id VARCHAR(64) PATH '$.id',"
		" offer_id VARCHAR(64) PATH '$.offer.id', quantity BIGINT PATH '$.quantity')) j"
		" LEFT JOIN order_line l ON l.account_id = e.account_id AND l.line_item_id ="
		" CONVERT(j.line_id USING ascii) COLLATE ascii_nopad_bin WHERE f.is_dirty = 1"
		" AND l.line_item_id IS NULL GROUP BY e.account_id, j.line_id) q JOIN stock_link k"
		" ON k.account_id = q.account_id AND k.offer_id = CONVERT(q.offer_id USING ascii)"
		" COLLATE ascii_nopad_bin WHERE k.product_id = ?",
		"u", NUMBER},
};
STMTS_REGISTER(order_holding, stmts);
_Static_assert(ORDER_HOLDINGS == 20, "the statement takes one more");

enum rc order_holdings(struct db *db, void *mem, uint64_t product_id, struct order_holding **out,
		       size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[HOLDINGS], PARAMS(P_U64(product_id)), out, n, e);
}

enum rc order_on_way(struct db *db, uint64_t product_id, int64_t *pieces, struct err *e)
{
	*pieces = 0;
	return stmt_number(db, &stmts[ON_WAY], PARAMS(P_U64(product_id)), pieces, e);
}
