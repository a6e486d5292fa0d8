/* SQL of traces. */
#include "domain/orders/order_traces.h"

#include "base/log.h"
#include "base/str.h"
#include "db/stmt.h"

enum { TRACE_SAVE, TRACE_LIST };

static const struct stmt_def stmts[] = {
    [TRACE_SAVE] = {"INSERT INTO order_trace (account_id, form_id, request, status, trace_id,"
		    " answer, run_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
		    BULK(struct order_trace, U64(account_id), STR(form_id), STR(request),
			 U64(status), STR(trace_id), STR(answer), STR(run_id))},
    [TRACE_LIST] = {"SELECT at, request, status, trace_id, answer, run_id FROM (SELECT id, at,"
		    " request, CAST(status AS UNSIGNED) status, trace_id, answer, run_id"
		    " FROM order_trace WHERE form_id = ? ORDER BY id DESC LIMIT ?) t ORDER BY id",
		    "si",
		    ROWS(struct order_trace, TIME(at), STR(request), U64(status), STR(trace_id),
			 STR(answer), STR(run_id))},
};
STMTS_REGISTER(order_trace, stmts);

/* What comes from a header is kept only when it looks like an id. */
enum rc order_traces_save(struct db *db, struct order_trace *rows, size_t n, struct err *e)
{
	const char *run = log_unit_text();

	for (size_t i = 0; i < n; i++) {
		rows[i].run_id = str_id(run);
		if (!str_is_id(rows[i].trace_id))
			rows[i].trace_id = NULL;
	}
	return n ? stmt_bulk(db, &stmts[TRACE_SAVE], rows, n, NULL, e) : RC_OK;
}

enum rc order_traces(struct db *db, void *owner, const char *form_id, struct order_trace **out,
		     size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[TRACE_LIST],
			 PARAMS(P_STR(form_id), P_I64(ORDER_TRACES_MAX)), out, n, e);
}
