/* SQL of traces. */
#include "domain/orders/order_trace.h"

#include "base/log.h"
#include "base/str.h"
#include "db/stmt.h"

enum { TRACE_SAVE, TRACE_LIST };

static const struct stmt_def stmts[] = {
    [TRACE_SAVE] = {"INSERT INTO order_trace (account_id, form_id, request, status, trace_id,"
		    " answer, run_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
		    "ususs"
		    "ss",
		    ""},
    [TRACE_LIST] = {"SELECT at, request, status, trace_id, answer, run_id FROM (SELECT id, at,"
		    " request, CAST(status AS UNSIGNED) status, trace_id, answer, run_id"
		    " FROM order_trace WHERE form_id = ? ORDER BY id DESC LIMIT ?) t ORDER BY id",
		    "si", "tsusss"},
};
STMTS_REGISTER(order_trace, stmts);

#define T struct order_trace
static const struct row_col save_cols[] = {
    COL_U64(T, account_id), COL_STR(T, form_id), COL_STR(T, request), COL_U64(T, status),
    COL_STR(T, trace_id),   COL_STR(T, answer),	 COL_STR(T, run_id),
};
static const struct row_map save_map = ROW_MAP(T, save_cols);

static const struct row_col list_cols[] = {
    COL_TIME(T, at),	  COL_STR(T, request), COL_U64(T, status),
    COL_STR(T, trace_id), COL_STR(T, answer),  COL_STR(T, run_id),
};
static const struct row_map list_map = ROW_MAP(T, list_cols);

/* What comes from a header is kept only when it looks like an id. */
enum rc order_traces_save(struct db *db, struct order_trace *rows, size_t n, struct err *e)
{
	const char *run = log_unit_text();

	for (size_t i = 0; i < n; i++) {
		rows[i].run_id = str_id(run);
		if (!str_is_id(rows[i].trace_id))
			rows[i].trace_id = NULL;
	}
	return n ? stmt_bulk(db, &stmts[TRACE_SAVE], &save_map, rows, n, NULL, e) : RC_OK;
}

enum rc order_traces(struct db *db, void *owner, const char *form_id, struct order_trace **out,
		     size_t *n, struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[TRACE_LIST],
		      PARAMS(P_STR(form_id), P_I64(ORDER_TRACES_MAX)), &list_map, &rows, n, e))
		return e->rc;
	*out = rows;
	return RC_OK;
}
