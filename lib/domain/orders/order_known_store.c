/* SQL that reads what is stored about a batch of forms, orders and lines. */
#include "domain/orders/order_save.h"

#include "domain/orders/order_columns.h"

enum { KNOWN_FORMS, KNOWN_ORDERS, KNOWN_IDS, KNOWN_LINES, ORDER_LINES, WITHOUT_LINES };
_Static_assert(ORDER_BATCH_MAX == 100, "the lists of placeholders have a hundred");

#define KEYS	"u" SIG_S_100
#define BY_FORM " WHERE account_id = ? AND form_id IN (" MARKS_100 ")"

static const struct stmt_def stmts[] = {
    [KNOWN_FORMS] =
	{"SELECT form_id, dirty_gen, clean_gen, state, doc_hash, CAST(COALESCE((SELECT o.erased"
	 " FROM orders o WHERE o.account_id = f.account_id AND o.form_id = f.form_id), 0)"
	 " AS UNSIGNED) FROM order_form f" BY_FORM,
	 KEYS, "suusbu"},
    [KNOWN_ORDERS] = {"SELECT id, form_id" SQL_NAMES_OF(ORDER_COLUMNS) SQL_PERSON_NAMES
		      " FROM orders LEFT JOIN order_person ON order_id = id" BY_FORM,
		      KEYS, "us" SIG_OF(ORDER_COLUMNS) SIG_PERSON},
    [KNOWN_IDS] = {"SELECT form_id, id FROM orders" BY_FORM, KEYS, "su"},
    [KNOWN_LINES] = {"SELECT l.line_item_id, l.order_id, o.form_id, o.updated_at_remote, o.status,"
		     " o.line_count FROM order_line l JOIN orders o ON o.id = l.order_id"
		     " WHERE l.account_id = ? AND l.line_item_id IN (" MARKS_100 ")",
		     KEYS, "sustsi"},
    [ORDER_LINES] = {"SELECT line_item_id, order_id FROM order_line"
		     " WHERE order_id IN (" MARKS_100 ")",
		     SIG_U_100, "su"},
    [WITHOUT_LINES] = {"SELECT form_id, id FROM orders WHERE id IN (" MARKS_100 ")"
		       " AND place <> 'merged' AND NOT EXISTS"
		       " (SELECT 1 FROM order_line WHERE order_id = orders.id)",
		       SIG_U_100, "su"},
};
STMTS_REGISTER(order_known, stmts);

static const struct row_col form_cols[] = {
    COL_STR(struct known_form, form_id),    COL_U64(struct known_form, dirty_gen),
    COL_U64(struct known_form, clean_gen),  COL_STR(struct known_form, state),
    COL_BYTES(struct known_form, doc_hash), COL_U64(struct known_form, erased),
};

#define ROW struct known_order
static const struct row_col order_cols[] = {COL_U64(struct known_order, order.id),
					    COL_STR(struct known_order, order.form_id),
#define PART order.
					    MAP_OF(ORDER_COLUMNS)
#undef PART
#define PART person.
						MAP_PERSON
#undef PART
};
static const struct row_col line_cols[] = {
    COL_STR(struct known_line, line_item_id),
    COL_U64(struct known_line, order_id),
};
static const struct row_col holder_cols[] = {
    COL_STR(struct known_line, line_item_id), COL_U64(struct known_line, order_id),
    COL_STR(struct known_line, form_id),      COL_TIME(struct known_line, updated_at),
    COL_STR(struct known_line, status),	      COL_I64(struct known_line, n_lines),
};
static const struct row_col id_cols[] = {
    COL_STR(struct known_id, form_id),
    COL_U64(struct known_id, id),
};

static const struct row_map form_map = ROW_MAP(struct known_form, form_cols);
static const struct row_map order_map_ = ROW_MAP(struct known_order, order_cols);
static const struct row_map line_map = ROW_MAP(struct known_line, line_cols);
static const struct row_map holder_map = ROW_MAP(struct known_line, holder_cols);
static const struct row_map id_map = ROW_MAP(struct known_id, id_cols);

/* Lists of a hundred placeholders: the last key is repeated, which changes no result. */
static enum rc list_by_text(struct db *db, void *mem, int what, const struct row_map *map,
			    const struct form_keys *keys, struct known_rows *out, struct err *e)
{
	struct param params[ORDER_BATCH_MAX + 1] = {P_U64(keys->account_id)};

	if (keys->n == 0 || keys->n > ORDER_BATCH_MAX)
		BUG("a batch of %zu keys", keys->n);
	for (size_t i = 0; i < ORDER_BATCH_MAX; i++)
		params[i + 1] = P_STR(keys->ids[i < keys->n ? i : keys->n - 1]);
	return stmt_list(db, mem, &stmts[what], params, map, &out->rows, &out->n, e);
}

static enum rc list_by_id(struct db *db, void *mem, int what, const struct row_map *map,
			  const struct order_keys *keys, struct known_rows *out, struct err *e)
{
	struct param params[ORDER_BATCH_MAX];

	if (keys->n == 0 || keys->n > ORDER_BATCH_MAX)
		BUG("a batch of %zu ids", keys->n);
	for (size_t i = 0; i < ORDER_BATCH_MAX; i++)
		params[i] = P_U64(keys->ids[i < keys->n ? i : keys->n - 1]);
	return stmt_list(db, mem, &stmts[what], params, map, &out->rows, &out->n, e);
}

enum rc known_forms(struct db *db, void *mem, const struct form_keys *keys, struct known_rows *out,
		    struct err *e)
{
	return list_by_text(db, mem, KNOWN_FORMS, &form_map, keys, out, e);
}

enum rc known_orders(struct db *db, void *mem, const struct form_keys *keys, struct known_rows *out,
		     struct err *e)
{
	return list_by_text(db, mem, KNOWN_ORDERS, &order_map_, keys, out, e);
}

enum rc known_ids(struct db *db, void *mem, const struct form_keys *keys, struct known_rows *out,
		  struct err *e)
{
	return list_by_text(db, mem, KNOWN_IDS, &id_map, keys, out, e);
}

enum rc known_lines(struct db *db, void *mem, const struct form_keys *keys, struct known_rows *out,
		    struct err *e)
{
	return list_by_text(db, mem, KNOWN_LINES, &holder_map, keys, out, e);
}

enum rc lines_of_orders(struct db *db, void *mem, const struct order_keys *keys,
			struct known_rows *out, struct err *e)
{
	return list_by_id(db, mem, ORDER_LINES, &line_map, keys, out, e);
}

enum rc orders_without_lines(struct db *db, void *mem, const struct order_keys *keys,
			     struct known_rows *out, struct err *e)
{
	return list_by_id(db, mem, WITHOUT_LINES, &id_map, keys, out, e);
}
