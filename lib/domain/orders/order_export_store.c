/* Orders with their lines, page by page in order of id, for kramctl. */
#include "domain/orders/order.h"

#include "base/mem.h"
#include "domain/orders/order_columns.h"

enum { EXPORT_ORDERS, EXPORT_LINES };

static const struct stmt_def stmts[] = {
    [EXPORT_ORDERS] = {"SELECT o.id, o.form_id, o.status, o.payment_state, o.payment_finished_at,"
		       " o.fulfillment, o.revision, p.login, o.total_minor, o.currency,"
		       " o.updated_at_remote FROM orders o"
		       " LEFT JOIN order_person p ON p.order_id = o.id"
		       " WHERE o.id > ? AND o.place <> 'merged'"
		       " AND o.account_id = IFNULL(?, o.account_id) ORDER BY o.id LIMIT 200",
		       "ui", "ussstsssist"},
    [EXPORT_LINES] = {"SELECT order_id, line_item_id" SQL_NAMES_OF(
			  LINE_COLUMNS) " FROM order_line WHERE order_id >= ? AND order_id <= ?"
					" ORDER BY order_id, position",
		      "uu", "us" SIG_OF(LINE_COLUMNS)},
};
STMTS_REGISTER(order_export, stmts);
_Static_assert(ORDER_EXPORT_ROWS == 200, "spelt out in the statement");

struct line_row {
	uint64_t order_id;
	struct order_line l;
};

#define X struct order_export
static const struct row_col order_cols[] = {
    COL_U64(X, id),
    COL_STR(X, form_id),
    COL_STR(X, status),
    COL_STR(X, payment_state),
    COL_TIME(X, payment_finished_at),
    COL_STR(X, fulfillment),
    COL_STR(X, revision),
    COL_STR(X, login),
    COL_MONEY(X, total),
    COL_TIME(X, updated_at_remote),
};
#define ROW  struct line_row
#define PART l.
static const struct row_col line_cols[] = {COL_U64(ROW, order_id), COL_STR(ROW, l.line_item_id),
					   MAP_OF(LINE_COLUMNS)};

static const struct row_map order_map_ = ROW_MAP(X, order_cols);
static const struct row_map line_map = ROW_MAP(ROW, line_cols);

/* Both lists are sorted by order, so one walk deals the lines out. */
static void deal(void *mem, struct order_export *orders, size_t n, const struct line_row *rows,
		 size_t n_rows)
{
	struct order_line *lines = mem_array(mem, struct order_line, n_rows + 1);
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		while (at < n_rows && rows[at].order_id < orders[i].id)
			at++;
		orders[i].lines = &lines[at];
		orders[i].n_lines = 0;
		for (; at < n_rows && rows[at].order_id == orders[i].id; at++)
			orders[i].lines[orders[i].n_lines++] = rows[at].l;
	}
}

enum rc order_export_list(struct db *db, void *mem, uint64_t account_id, uint64_t after,
			  struct order_export **rows, size_t *n, struct err *e)
{
	struct param account = P_I64(account_id ? (int64_t)account_id : INT64_MIN);
	void *found;
	void *lines;
	size_t n_lines;

	*rows = NULL;
	if (stmt_list(db, mem, &stmts[EXPORT_ORDERS], PARAMS(P_U64(after), account), &order_map_,
		      &found, n, e))
		return e->rc;
	if (!*n)
		return RC_OK;
	*rows = found;
	if (stmt_list(db, mem, &stmts[EXPORT_LINES],
		      PARAMS(P_U64((*rows)[0].id), P_U64((*rows)[*n - 1].id)), &line_map, &lines,
		      &n_lines, e))
		return e->rc;
	deal(mem, *rows, *n, lines, n_lines);
	return RC_OK;
}
