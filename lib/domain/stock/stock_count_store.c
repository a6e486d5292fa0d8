/* SQL of what a person books. */
#include "domain/stock/stock_count_store.h"

#include "db/stmt.h"

enum { TOUCH, BEFORE };

static const struct stmt_def stmts[] = {
    [TOUCH] = {"UPDATE product SET version = version + 1, updated_at = UTC_TIMESTAMP(3)"
	       " WHERE id = ?",
	       "u", NO_ROWS},
    [BEFORE] = {"SELECT p.sku, CAST(IFNULL(t.is_known, 0) AS SIGNED),"
		" CAST(t.product_id IS NOT NULL AS SIGNED), IFNULL(l.on_hand, 0) FROM stock_place s"
		" JOIN product p ON p.id = ? LEFT JOIN stock_total t ON t.product_id = p.id"
		" LEFT JOIN stock_level l ON l.product_id = p.id AND l.place_id = s.id"
		" WHERE s.id = ? AND s.ended_at IS NULL",
		"uu",
		ROWS(struct stock_before, STR(sku), I64(is_known), I64(is_moved), I64(on_hand))},
};
STMTS_REGISTER(stock_count, stmts);

enum rc stock_product_touch(struct db *db, uint64_t product_id, struct err *e)
{
	uint64_t n = 0;

	if (stmt_run(db, &stmts[TOUCH], PARAMS(P_U64(product_id)), &n, e))
		return e->rc;
	return n ? RC_OK : err_set(e, RC_NOT_FOUND, "there is no such product");
}

enum rc stock_before_load(struct db *db, void *mem, uint64_t product_id, uint64_t place_id,
			  struct stock_before *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[BEFORE], PARAMS(P_U64(product_id), P_U64(place_id)), out,
			 e);
}
