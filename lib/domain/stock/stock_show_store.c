/* SQL of what the page of a product tells of its stock. */
#include "domain/stock/stock_show.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "domain/stock/stock_sums.h"

const char *const stock_view_names[STOCK_VIEWS + 1] = {
    [STOCK_VIEW_LOW] = "low", [STOCK_VIEW_RESERVED] = "reserved", [STOCK_VIEW_SHORT] = "short"};

struct shop_key_row {
	const char *key;
};

/* By an index of stock_total; products that are gone from the catalogue have no row. */
#define ROW_SELECT                                                                                 \
	"SELECT p.id, p.sku, p.name, t.on_hand, t.reserved, t.on_hand - t.reserved"                \
	" FROM stock_total t FORCE INDEX "
#define ROW_JOIN " STRAIGHT_JOIN product p ON p.id = t.product_id WHERE "
#define STOCK_ROW                                                                                  \
	ROWS(struct stock_row, U64(product_id), STR(sku), STR(name), I64(on_hand), I64(reserved),  \
	     I64(free))

enum { VIEW, MOVES = VIEW + STOCK_VIEWS, BALANCE, LEVELS, SUM, SHOP_KEY };

static const struct stmt_def stmts[] = {
    [VIEW + STOCK_VIEW_LOW] = {ROW_SELECT "(by_free)" ROW_JOIN "t.is_known = 1 AND t.free BETWEEN"
					  " 0 AND 3 AND (t.free > ? OR (t.free = ? AND"
					  " t.product_id > ?)) AND p.gone_since IS NULL"
					  " ORDER BY t.free, t.product_id LIMIT 51",
			       "iii", STOCK_ROW},
    [VIEW + STOCK_VIEW_RESERVED] = {ROW_SELECT "(by_reserved)" ROW_JOIN "t.reserved > 0 AND"
					       " (t.reserved < ? OR (t.reserved = ? AND"
					       " t.product_id < ?)) ORDER BY t.reserved DESC,"
					       " t.product_id DESC LIMIT 51",
				    "iii", STOCK_ROW},
    [VIEW + STOCK_VIEW_SHORT] = {ROW_SELECT "(by_free)" ROW_JOIN "t.is_known = 1 AND t.free < 0"
					    " AND (t.free > ? OR (t.free = ? AND t.product_id > ?))"
					    " ORDER BY t.free, t.product_id LIMIT 51",
				 "iii", STOCK_ROW},
    [MOVES] = {"SELECT m.id, m.product_id, m.place_id, m.kind, m.on_hand, m.reserved, m.doc_kind,"
	       " m.doc, CAST(m.turn AS SIGNED), m.at, m.actor, m.why, p.name, p.kind"
	       " FROM stock_move m JOIN stock_place p ON p.id = m.place_id"
	       " WHERE m.product_id = ? AND m.id < ? ORDER BY m.id DESC LIMIT 21",
	       "ui",
	       ROWS(struct stock_moved, U64(m.id), U64(m.product_id), U64(m.place_id), STR(m.kind),
		    I64(m.on_hand), I64(m.reserved), STR(m.doc_kind), STR(m.doc), I64(m.turn),
		    TIME(m.at), STR(m.actor), STR(m.why), STR(place), STR(place_kind))},
    [BALANCE] = {"SELECT CAST(IFNULL(SUM(on_hand), 0) AS SIGNED) FROM stock_move"
		 " WHERE product_id = ? AND id < ?",
		 "ui", NUMBER},
    [LEVELS] = {"SELECT l.place_id, p.name, p.kind, l.on_hand, l.reserved FROM stock_level l"
		" JOIN stock_place p ON p.id = l.place_id WHERE l.product_id = ?"
		" ORDER BY l.place_id",
		"u",
		ROWS(struct stock_at, U64(place_id), STR(place), STR(place_kind), I64(on_hand),
		     I64(reserved))},
    [SUM] = {"SELECT IFNULL(t.on_hand, 0), IFNULL(t.reserved, 0), CAST(IFNULL(t.is_known, 0)"
	     " AS SIGNED), CAST(" STOCK_BUFFER_OF(
		 "0") " AS SIGNED), (SELECT CAST(x.pieces AS"
		      " SIGNED) FROM stock_buffer x WHERE x.kind = 'product' AND x.subject ="
		      " CAST(p.id AS CHAR CHARACTER SET ascii) AND x.account_id = 0) FROM product p"
		      " LEFT JOIN stock_total t ON t.product_id = p.id WHERE p.id = ?",
	     "u",
	     ROWS(struct stock_sum, I64(on_hand), I64(reserved), I64(is_known), I64(buffer),
		  I64(own_buffer))},
    [SHOP_KEY] = {"SELECT IFNULL(shop_key, '') FROM product WHERE id = ?", "u",
		  ROWS(struct shop_key_row, STR(key))},
};
STMTS_REGISTER(stock_show, stmts);
_Static_assert(STOCK_LIST_PAGE == 50 && STOCK_LOW == 3, "the statements say so");
_Static_assert(STOCK_MOVES_PAGE == 20, "the statement takes one more");

enum rc stock_moves_list(struct db *db, void *mem, uint64_t product_id, int64_t before,
			 struct stock_moved **out, size_t *n, int64_t *older, struct err *e)
{
	const struct param params[] = {P_U64(product_id), P_I64(before ? before : INT64_MAX)};
	int64_t balance = 0;

	*older = 0;
	if (stmt_list(db, mem, &stmts[MOVES], params, out, n, e) ||
	    stmt_number(db, &stmts[BALANCE], params, &balance, e))
		return e->rc;
	for (size_t i = 0; i < *n; i++) {
		(*out)[i].after = balance;
		balance -= (*out)[i].m.on_hand;
	}
	if (*n > STOCK_MOVES_PAGE) {
		*n = STOCK_MOVES_PAGE;
		*older = (int64_t)(*out)[*n - 1].m.id;
	}
	return RC_OK;
}

enum rc stock_levels_list(struct db *db, void *mem, uint64_t product_id, struct stock_at **out,
			  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[LEVELS], PARAMS(P_U64(product_id)), out, n, e);
}

enum rc stock_sum_load(struct db *db, uint64_t product_id, struct stock_sum *out, struct err *e)
{
	return stmt_find(db, db, &stmts[SUM], PARAMS(P_U64(product_id)), out, e);
}

enum rc stock_shop_key(struct db *db, void *mem, uint64_t product_id, const char **out,
		       struct err *e)
{
	struct shop_key_row row = {""};
	enum rc rc = stmt_find(db, mem, &stmts[SHOP_KEY], PARAMS(P_U64(product_id)), &row, e);

	*out = row.key;
	return rc;
}

enum rc stock_list(struct db *db, void *mem, const struct stock_filter *f, struct stock_row **out,
		   size_t *n, struct err *e)
{
	int64_t first = f->view == STOCK_VIEW_RESERVED ? INT64_MAX : INT64_MIN + 1;
	int64_t from = f->from == INT64_MIN ? first : f->from;
	const struct param params[] = {P_I64(from), P_I64(from), P_I64(f->after)};

	return stmt_list(db, mem, &stmts[VIEW + f->view], params, out, n, e);
}
