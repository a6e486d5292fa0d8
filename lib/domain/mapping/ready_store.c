/* SQL of judgements. */
#include "domain/mapping/ready_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/columns.h"

#include <stdlib.h>

/* clang-format off */
static const struct row_map product_map =
    ROW_COLUMNS(struct ready_product, COL_U64(struct ready_product, p.id),
		COL_STR(struct ready_product, p.sku), COL_I64(struct ready_product, version),
		COL_TIME(struct ready_product, gone_since),
		COL_STR(struct ready_product, shop_key),
		COL_I64(struct ready_product, was.version),
		COL_STR(struct ready_product, was.state),
		COL_STR(struct ready_product, was.shop_key),
		COL_STR(struct ready_product, was.category_id),
		COL_STR(struct ready_product, was.origin),
		COL_I64(struct ready_product, was.text_faults),
		COL_STR(struct ready_product, was.brand_key),
		COL_STR(struct ready_product, was.blockers),
		COL_STR(struct ready_product, was.noted),
		MAP_OF(PRODUCT_COLUMNS, struct ready_product, p.));
/* clang-format on */

#define P_NAME(f, w)	     ", p." #f
#define P_NAME_M(f, a, c, w) ", p." #a ", p." #c
#define P_NAMES                                                                                    \
	PRODUCT_HEAD_COLUMNS(P_NAME, P_NAME, P_NAME, P_NAME_M, )                                   \
	", t.stock" PRODUCT_TAIL_COLUMNS(P_NAME, P_NAME, P_NAME, P_NAME_M, )

#define IDS ROWS(struct product_id, U64(id))
#define ROW                                                                                        \
	ROWS(struct ready_row, U64(account_id), U64(product_id), I64(version), STR(state),         \
	     STR(shop_key), STR(category_id), STR(origin), I64(text_faults), STR(brand_key),       \
	     STR(blockers), STR(noted))
#define COLUMNS                                                                                    \
	"account_id, product_id, product_version, state, shop_key, category_id, origin,"           \
	" text_faults, brand_key, blockers, noted"
#define TOUCH ROWS(struct touch, U64(id), STR(kind), STR(subject), U64(after_id), U64(version))
#define TOUCHES                                                                                    \
	"SELECT id, kind, subject, after_id, CAST(version AS UNSIGNED) FROM ready_touch"           \
	" WHERE account_id = ? "
#define NEW_VERSIONS                                                                               \
	"SELECT p.id FROM product p FORCE INDEX (by_version) LEFT JOIN product_ready r"            \
	" ON r.account_id = ? AND r.product_id = p.id WHERE p.id > ? AND p.id <= ?"                \
	" AND NOT (r.product_version <=> p.version) ORDER BY p.id LIMIT 500"

enum {
	NEXT,
	SINGLE,
	OF_ALL,
	OF_SHOP,
	OF_CATEGORY,
	OF_BRAND,
	MOVE,
	END,
	CATEGORIES,
	CATEGORIES_SEEN,
	TREE,
	TREE_SEEN,
	CHANGED,
	LOST,
	LAST,
	PRODUCTS,
	ROWS_OF,
	SAVE,
	REMOVE,
};

/* What the products of a category were judged by; coming changes only where there are some. */
#define SEEN                                                                                       \
	"CONCAT_WS(' ', u.read_at, c.gone_at, c.redirect_id, (SELECT CONCAT(COUNT(*), ' ',"        \
	" MAX(x.decided_at), ' ', MAX(x.due_at)) FROM category_param_change x"                     \
	" WHERE x.environment = u.environment AND x.category_id = u.category_id"                   \
	" AND x.due_at > UTC_TIMESTAMP(3)))"
#define IN_USE                                                                                     \
	" FROM category_used u JOIN category c ON c.environment = u.environment"                   \
	" AND c.category_id = u.category_id LEFT JOIN ready_category s ON s.account_id = ?"        \
	" AND s.category_id = u.category_id WHERE u.environment = ? AND NOT (s.seen <=> " SEEN ")"

/* A tree that has become whole: until then nobody knew what it lacks. */
#define NEW_TREE                                                                                   \
	" FROM category_tree t LEFT JOIN ready_category s ON s.account_id = ?"                     \
	" AND s.category_id = '' WHERE t.environment = ? AND t.filled_at IS NOT NULL"              \
	" AND s.seen IS NULL"

static const struct stmt_def stmts[] = {
    [NEXT] = {TOUCHES "ORDER BY id LIMIT 1", "u", TOUCH},
    [SINGLE] = {TOUCHES "AND kind = 'PRODUCT' ORDER BY id LIMIT 500", "u", TOUCH},
    [OF_ALL] = {"SELECT id FROM product WHERE ? > 0 AND ? = '' AND id > ? ORDER BY id LIMIT 500",
		"usu", IDS},
    [OF_SHOP] = {"SELECT id FROM product WHERE ? > 0 AND shop_key = ? AND id > ? ORDER BY id"
		 " LIMIT 500",
		 "usu", IDS},
    [OF_CATEGORY] = {"SELECT product_id FROM product_ready WHERE account_id = ? AND category_id = ?"
		     " AND product_id > ? ORDER BY product_id LIMIT 500",
		     "usu", IDS},
    [OF_BRAND] = {"SELECT product_id FROM product_ready WHERE account_id = ? AND brand_key = ?"
		  " AND product_id > ? ORDER BY product_id LIMIT 500",
		  "usu", IDS},
    [MOVE] = {"UPDATE ready_touch SET after_id = ? WHERE id = ? AND version = ?", "uuu", NO_ROWS},
    [END] = {"DELETE FROM ready_touch WHERE id = ? AND version = ?", "uu", NO_ROWS},
    [CATEGORIES] = {"INSERT INTO ready_touch (account_id, kind, subject)"
		    " SELECT ?, 'CATEGORY', u.category_id" IN_USE
		    " ON DUPLICATE KEY UPDATE after_id = 0,"
		    " ready_touch.version = ready_touch.version + 1",
		    "uus", NO_ROWS},
    [CATEGORIES_SEEN] = {"INSERT INTO ready_category (account_id, category_id, seen)"
			 " SELECT ?, u.category_id, " SEEN IN_USE
			 " ON DUPLICATE KEY UPDATE ready_category.seen = " SEEN,
			 "uus", NO_ROWS},
    [TREE] =
	{"INSERT INTO ready_touch (account_id, kind, subject) SELECT ?, 'ALL', ''" NEW_TREE
	 " ON DUPLICATE KEY UPDATE after_id = 0, ready_touch.version = ready_touch.version + 1",
	 "uus", NO_ROWS},
    [TREE_SEEN] = {"INSERT INTO ready_category (account_id, category_id, seen)"
		   " SELECT ?, '', 'whole'" NEW_TREE,
		   "uus", NO_ROWS},
    [CHANGED] = {NEW_VERSIONS, "uuu", IDS},
    [LOST] = {"SELECT r.product_id FROM product_ready r LEFT JOIN product p ON p.id = r.product_id"
	      " WHERE r.account_id = ? AND p.id IS NULL ORDER BY r.product_id LIMIT 500",
	      "u", IDS},
    [LAST] = {"SELECT CAST(IFNULL(MAX(id), 0) AS SIGNED) FROM product", "", NUMBER},
    [PRODUCTS] = {"SELECT p.id, p.sku, CAST(p.version AS SIGNED), CAST(p.gone_since AS"
		  " DATETIME(3)), IFNULL(p.shop_key, ''), CAST(r.product_version AS SIGNED),"
		  " r.state, r.shop_key, r.category_id, r.origin, CAST(r.text_faults AS SIGNED),"
		  " r.brand_key,"
		  " r.blockers, r.noted" P_NAMES " FROM " ARRAY_OF_IDS
		  " j STRAIGHT_JOIN product p ON p.id = j.id LEFT JOIN stock_total t"
		  " ON t.product_id = p.id LEFT JOIN product_ready r"
		  " ON r.account_id = ? AND r.product_id = p.id ORDER BY j.n",
		  "su", &product_map},
    [ROWS_OF] = {"SELECT " COLUMNS " FROM " ARRAY_OF_IDS " j STRAIGHT_JOIN product_ready r"
		 " ON r.account_id = ? AND r.product_id = j.id ORDER BY j.n",
		 "su", ROW},
    [SAVE] = {"INSERT INTO product_ready (" COLUMNS ", judged_at)"
	      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE"
	      " product_version = VALUES(product_version), state = VALUES(state),"
	      " shop_key = VALUES(shop_key), category_id = VALUES(category_id),"
	      " origin = VALUES(origin), text_faults = VALUES(text_faults),"
	      " brand_key = VALUES(brand_key),"
	      " blockers = VALUES(blockers), noted = VALUES(noted), judged_at = VALUES(judged_at)",
	      NULL, ROW},
    [REMOVE] = {"DELETE FROM product_ready WHERE account_id = ? AND product_id = ?",
		BULK(struct ready_row, U64(account_id), U64(product_id))},
};
STMTS_REGISTER(ready, stmts);
_Static_assert(READY_BATCH == 500, "LIMIT 500");

enum rc touches_next(struct db *db, void *mem, uint64_t account_id, struct touch **out, size_t *n,
		     struct err *e)
{
	const struct param params[] = {P_U64(account_id)};

	if (stmt_list(db, mem, &stmts[NEXT], params, out, n, e) || !*n ||
	    touch_kind((*out)->kind) != TOUCH_PRODUCT)
		return e->rc;
	return stmt_list(db, mem, &stmts[SINGLE], params, out, n, e);
}

enum rc touch_products(struct db *db, void *mem, uint64_t account_id, const struct touch *at,
		       size_t n, struct product_id **out, size_t *n_out, struct err *e)
{
	static const int of[TOUCH_KINDS] = {
	    [TOUCH_ALL] = OF_ALL,
	    [TOUCH_SHOP] = OF_SHOP,
	    [TOUCH_CATEGORY] = OF_CATEGORY,
	    [TOUCH_BRAND] = OF_BRAND,
	};
	const struct param params[] = {P_U64(account_id), P_STR(at->subject), P_U64(at->after_id)};

	if (touch_kind(at->kind) != TOUCH_PRODUCT)
		return stmt_list(db, mem, &stmts[of[touch_kind(at->kind)]], params, out, n_out, e);
	*out = mem_array(mem, struct product_id, n);
	*n_out = n;
	for (size_t i = 0; i < n; i++)
		(*out)[i].id = strtoull(at[i].subject, NULL, 10);
	return RC_OK;
}

enum rc touch_move(struct db *db, const struct touch *t, uint64_t after_id, struct err *e)
{
	const struct param params[] = {P_U64(after_id), P_U64(t->id), P_U64(t->version)};

	return stmt_run(db, &stmts[MOVE], params, NULL, e);
}

enum rc touch_end(struct db *db, const struct touch *t, struct err *e)
{
	return stmt_run(db, &stmts[END], PARAMS(P_U64(t->id), P_U64(t->version)), NULL, e);
}

enum rc ready_touch_categories(struct db *db, const char *environment, uint64_t account_id,
			       struct err *e)
{
	static const int steps[] = {CATEGORIES, CATEGORIES_SEEN, TREE, TREE_SEEN};
	const struct param params[] = {P_U64(account_id), P_U64(account_id), P_STR(environment)};

	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (stmt_run(db, &stmts[steps[i]], params, NULL, e))
			return e->rc;
	return RC_OK;
}

enum rc ready_changed(struct db *db, void *mem, uint64_t account_id, uint64_t after, uint64_t to,
		      struct product_id **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_U64(after), P_U64(to)};

	return stmt_list(db, mem, &stmts[CHANGED], params, out, n, e);
}

enum rc ready_lost(struct db *db, void *mem, uint64_t account_id, struct product_id **out,
		   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[LOST], PARAMS(P_U64(account_id)), out, n, e);
}

enum rc ready_last_product(struct db *db, int64_t *id, struct err *e)
{
	return stmt_number(db, &stmts[LAST], NO_PARAMS, id, e);
}

static const char *array_of(void *mem, const struct product_id *ids, size_t n)
{
	uint64_t *numbers = mem_array(mem, uint64_t, n + 1);

	for (size_t i = 0; i < n; i++)
		numbers[i] = ids[i].id;
	return array_of_ids(mem, numbers, n);
}

enum rc ready_products(struct db *db, void *mem, uint64_t account_id, const struct product_id *ids,
		       size_t n, struct ready_product **out, size_t *n_out, struct err *e)
{
	const struct param params[] = {P_STR(array_of(mem, ids, n)), P_U64(account_id)};

	if (stmt_list(db, mem, &stmts[PRODUCTS], params, out, n_out, e))
		return e->rc;
	for (size_t i = 0; i < *n_out; i++) {
		(*out)[i].was.account_id = account_id;
		(*out)[i].was.product_id = (*out)[i].p.id;
	}
	return RC_OK;
}

enum rc ready_rows(struct db *db, void *mem, uint64_t account_id, const struct product_id *ids,
		   size_t n, struct ready_row **out, size_t *n_out, struct err *e)
{
	const struct param params[] = {P_STR(array_of(mem, ids, n)), P_U64(account_id)};

	return stmt_list(db, mem, &stmts[ROWS_OF], params, out, n_out, e);
}

enum rc ready_save(struct db *db, const struct ready_row *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[SAVE], rows, n, NULL, e) : RC_OK;
}

enum rc ready_remove(struct db *db, const struct ready_row *rows, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[REMOVE], rows, n, NULL, e) : RC_OK;
}
