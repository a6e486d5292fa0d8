/* Orders with their lines, page by page in order of id, for kramctl. */
#include "domain/orders/order.h"

#include "base/mem.h"
#include "domain/orders/order_columns.h"

enum { EXPORT_ORDERS, EXPORT_LINES };

struct line_row {
	uint64_t order_id;
	struct order_line l;
};

static const struct row_map line_map = ROW_COLUMNS(
    struct line_row, COL_U64(struct line_row, order_id), COL_STR(struct line_row, l.line_item_id),
    MAP_OF(LINE_COLUMNS, struct line_row, l.));

static const struct stmt_def stmts[] = {
    [EXPORT_ORDERS] = {"SELECT o.id, o.form_id, o.status, o.payment_state, o.payment_finished_at,"
		       " o.fulfillment, o.revision, p.login, o.total_minor, o.currency,"
		       " o.updated_at_remote FROM orders o"
		       " LEFT JOIN order_person p ON p.order_id = o.id"
		       " WHERE o.id > ? AND o.place <> 'merged'"
		       " AND o.account_id = IFNULL(?, o.account_id) ORDER BY o.id LIMIT 200",
		       "ui",
		       ROWS(struct order_export, U64(id), STR(form_id), STR(status),
			    STR(payment_state), TIME(payment_finished_at), STR(fulfillment),
			    STR(revision), STR(login), MONEY(total), TIME(updated_at_remote))},
    [EXPORT_LINES] = {"SELECT order_id, line_item_id" SQL_NAMES_OF(
			  LINE_COLUMNS) " FROM order_line WHERE order_id >= ? AND order_id <= ?"
					" ORDER BY order_id, position",
		      "uu", &line_map},
};
STMTS_REGISTER(order_export, stmts);
_Static_assert(ORDER_EXPORT_ROWS == 200, "spelt out in the statement");

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
	struct order_export *found;
	struct line_row *lines;
	size_t n_lines;

	*rows = NULL;
	if (stmt_list(db, mem, &stmts[EXPORT_ORDERS], PARAMS(P_U64(after), account), &found, n, e))
		return e->rc;
	if (!*n)
		return RC_OK;
	*rows = found;
	if (stmt_list(db, mem, &stmts[EXPORT_LINES],
		      PARAMS(P_U64((*rows)[0].id), P_U64((*rows)[*n - 1].id)), &lines, &n_lines, e))
		return e->rc;
	deal(mem, *rows, *n, lines, n_lines);
	return RC_OK;
}
