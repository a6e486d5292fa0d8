/* SQL of the fulfilment status: orders beside their newest change, and renewing the document. */
#include "domain/outbox/order_status_store.h"

#include "db/stmt.h"
#include "domain/orders/order_columns.h"
#include "domain/orders/order_waiting.h"

enum { STATUS_LIST, FORM_RENEW, FORM_GENERATION };

static const struct stmt_def stmts[] = {
    [STATUS_LIST] =
	{"SELECT o.id, o.account_id, a.name, a.state, a.scopes, o.form_id, p.login, o.first_line,"
	 " o.line_count, o.status, o.fulfillment, o.fulfillment_provider, o.place, "
	 "o.payment_state, o.revision, o.version,"
	 " (SELECT COUNT(*) FROM outbox d WHERE d.subject = o.form_id"
	 " AND d.account_id = o.account_id AND d.kind = 'order-status' AND d.state = 'DONE'),"
	 " CAST(IFNULL(w.armed, 0) AS SIGNED), CAST(IFNULL(f.clean_gen, 0) AS UNSIGNED), "
	 "CAST(IFNULL(b.id, 0) AS UNSIGNED), b.state,"
	 " b.reason, b.before_value, b.after_value, b.found_value, b.found_guard, b.actor,"
	 " b.next_at, b.ended_at, CAST(b.landed AS SIGNED), CAST(IFNULL(b.version, 0) AS UNSIGNED)"
	 " FROM orders o JOIN account a ON a.id = o.account_id"
	 " LEFT JOIN order_person p ON p.order_id = o.id"
	 " LEFT JOIN order_form f ON f.account_id = o.account_id AND f.form_id = o.form_id"
	 " LEFT JOIN outbox_writer w ON w.account_id = o.account_id AND w.kind = 'order-status'"
	 " LEFT JOIN outbox b ON b.id = (SELECT MAX(x.id) FROM outbox x"
	 " WHERE x.subject = o.form_id AND x.account_id = o.account_id AND x.kind = 'order-status'"
	 " AND (x.state <> 'FAILED' OR x.reason NOT IN ('undone', 'dropped', 'replaced')))"
	 " WHERE o.form_id IN (" MARKS_100 ")",
	 SIG_S_100, "uussssssissssssuiiuusssssssttiu"},
    /* The document is to be read again, and now. */
    [FORM_RENEW] = {"UPDATE order_form SET " ORDER_MARK_DIRTY ", next_try = '1970-01-01',"
		    " updated_at = UTC_TIMESTAMP(3) WHERE account_id = ? AND form_id = ?",
		    "us", ""},
    [FORM_GENERATION] = {"SELECT CAST(dirty_gen AS SIGNED) FROM order_form WHERE account_id = ?"
			 " AND form_id = ?",
			 "us", "i"},
};
STMTS_REGISTER(order_status, stmts);

#define S struct order_status
static const struct row_col cols[] = {
    COL_U64(S, order_id),	COL_U64(S, account_id),	   COL_STR(S, account),
    COL_STR(S, account_state),	COL_STR(S, scopes),	   COL_STR(S, form_id),
    COL_STR(S, login),		COL_STR(S, first_line),	   COL_I64(S, line_count),
    COL_STR(S, status),		COL_STR(S, fulfillment),   COL_STR(S, provider),
    COL_STR(S, place),		COL_STR(S, payment_state), COL_STR(S, revision),
    COL_U64(S, version),	COL_I64(S, writes),	   COL_I64(S, armed),
    COL_U64(S, clean_gen),	COL_U64(S, intent_id),	   COL_STR(S, state),
    COL_STR(S, reason),		COL_STR(S, before),	   COL_STR(S, after),
    COL_STR(S, found_value),	COL_STR(S, found_guard),   COL_STR(S, actor),
    COL_TIME(S, next_at),	COL_TIME(S, ended_at),	   COL_I64(S, landed),
    COL_U64(S, intent_version),
};
static const struct row_map map = ROW_MAP(S, cols);

struct number {
	int64_t n;
};
static const struct row_col number_cols[] = {COL_I64(struct number, n)};
static const struct row_map number_map = ROW_MAP(struct number, number_cols);

enum rc order_status_list(struct db *db, void *mem, const char *const *form_ids, size_t n_ids,
			  S **rows, size_t *n, struct err *e)
{
	struct param params[ORDER_STATUS_MAX];
	void *found;

	*rows = NULL;
	*n = 0;
	if (!n_ids)
		return RC_OK;
	if (n_ids > ORDER_STATUS_MAX)
		BUG("the status of %zu orders at once", n_ids);
	for (size_t i = 0; i < ORDER_STATUS_MAX; i++)
		params[i] = P_STR(form_ids[i < n_ids ? i : n_ids - 1]);
	if (stmt_list(db, mem, &stmts[STATUS_LIST], params, &map, &found, n, e))
		return e->rc;
	*rows = found;
	return RC_OK;
}

enum rc order_renew(struct db *db, uint64_t account_id, const char *form_id, int64_t *generation,
		    struct err *e)
{
	const struct param key[] = {P_U64(account_id), P_STR(form_id)};
	struct number found;

	if (stmt_run(db, &stmts[FORM_RENEW], key, NULL, e) ||
	    stmt_find(db, db, &stmts[FORM_GENERATION], key, &number_map, &found, e))
		return e->rc;
	*generation = found.n;
	return RC_OK;
}
