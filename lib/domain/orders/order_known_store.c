/* SQL that reads what is stored about a batch of forms, orders and lines. */
#include "domain/orders/order_save.h"

#include "domain/orders/order_columns.h"

enum { KNOWN_FORMS, KNOWN_ORDERS, KNOWN_IDS, KNOWN_LINES, ORDER_LINES, WITHOUT_LINES };
_Static_assert(FEED_BATCH_MAX == 100, "the lists of placeholders have a hundred");

#define KEYS	"u" SIG_S_100
#define BY_FORM " WHERE account_id = ? AND form_id IN (" MARKS_100 ")"

static const struct row_map known_orders_row =
    ROW_COLUMNS(struct known_order, COL_U64(struct known_order, order.id),
		COL_STR(struct known_order, order.form_id),
		MAP_OF(ORDER_COLUMNS, struct known_order, order.)
		    MAP_OF(PERSON_COLUMNS, struct known_order, person.));
static const struct row_map id_map = ROW_MAP(struct known_id, STR(form_id), U64(id));

static const struct stmt_def stmts[] = {
    [KNOWN_FORMS] =
	{"SELECT form_id, dirty_gen, clean_gen, state, doc_hash, CAST(COALESCE((SELECT o.erased"
	 " FROM orders o WHERE o.account_id = f.account_id AND o.form_id = f.form_id), 0)"
	 " AS UNSIGNED) FROM order_form f" BY_FORM,
	 KEYS,
	 ROWS(struct known_form, STR(form_id), U64(dirty_gen), U64(clean_gen), STR(state),
	      BYTES(doc_hash), U64(erased))},
    [KNOWN_ORDERS] =
	{"SELECT id, form_id" SQL_NAMES_OF(ORDER_COLUMNS) SQL_NAMES_OF(
	     PERSON_COLUMNS) " FROM orders LEFT JOIN order_person ON order_id = id" BY_FORM,
	 KEYS, &known_orders_row},
    [KNOWN_IDS] = {"SELECT form_id, id FROM orders" BY_FORM, KEYS, &id_map},
    [KNOWN_LINES] = {"SELECT l.line_item_id, l.order_id, o.form_id, o.updated_at_remote, o.status,"
		     " o.line_count FROM order_line l JOIN orders o ON o.id = l.order_id"
		     " WHERE l.account_id = ? AND l.line_item_id IN (" MARKS_100 ")",
		     KEYS,
		     ROWS(struct known_line, STR(line_item_id), U64(order_id), STR(form_id),
			  TIME(updated_at), STR(status), I64(n_lines))},
    [ORDER_LINES] = {"SELECT line_item_id, order_id FROM order_line"
		     " WHERE order_id IN (" MARKS_100 ")",
		     SIG_U_100, ROWS(struct known_line, STR(line_item_id), U64(order_id))},
    [WITHOUT_LINES] = {"SELECT form_id, id FROM orders WHERE id IN (" MARKS_100 ")"
		       " AND place <> 'merged' AND NOT EXISTS"
		       " (SELECT 1 FROM order_line WHERE order_id = orders.id)",
		       SIG_U_100, &id_map},
};
STMTS_REGISTER(order_known, stmts);

/* Lists of a hundred placeholders: the last key is repeated, which changes no result. */
static const struct param *text_keys(struct param params[FEED_BATCH_MAX + 1],
				     const struct feed_keys *keys)
{
	if (keys->n == 0 || keys->n > FEED_BATCH_MAX)
		BUG("a batch of %zu keys", keys->n);
	params[0] = P_U64(keys->account_id);
	for (size_t i = 0; i < FEED_BATCH_MAX; i++)
		params[i + 1] = P_STR(keys->ids[i < keys->n ? i : keys->n - 1]);
	return params;
}

static const struct param *id_keys(struct param params[FEED_BATCH_MAX],
				   const struct order_keys *keys)
{
	if (keys->n == 0 || keys->n > FEED_BATCH_MAX)
		BUG("a batch of %zu ids", keys->n);
	for (size_t i = 0; i < FEED_BATCH_MAX; i++)
		params[i] = P_U64(keys->ids[i < keys->n ? i : keys->n - 1]);
	return params;
}

#define BY_TEXT(keys) text_keys((struct param[FEED_BATCH_MAX + 1]){{0}}, keys)
#define BY_ID(keys)   id_keys((struct param[FEED_BATCH_MAX]){{0}}, keys)

enum rc known_forms(struct db *db, void *mem, const struct feed_keys *keys,
		    struct known_form **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[KNOWN_FORMS], BY_TEXT(keys), rows, n, e);
}

enum rc known_orders(struct db *db, void *mem, const struct feed_keys *keys,
		     struct known_order **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[KNOWN_ORDERS], BY_TEXT(keys), rows, n, e);
}

enum rc known_ids(struct db *db, void *mem, const struct feed_keys *keys, struct known_id **rows,
		  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[KNOWN_IDS], BY_TEXT(keys), rows, n, e);
}

enum rc known_lines(struct db *db, void *mem, const struct feed_keys *keys,
		    struct known_line **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[KNOWN_LINES], BY_TEXT(keys), rows, n, e);
}

enum rc lines_of_orders(struct db *db, void *mem, const struct order_keys *keys,
			struct known_line **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[ORDER_LINES], BY_ID(keys), rows, n, e);
}

enum rc orders_without_lines(struct db *db, void *mem, const struct order_keys *keys,
			     struct known_id **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[WITHOUT_LINES], BY_ID(keys), rows, n, e);
}
