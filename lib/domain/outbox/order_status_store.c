/* SQL of the fulfilment status: orders beside their newest change, and renewing the document. */
#include "domain/outbox/order_status_store.h"

#include "db/stmt.h"
#include "domain/orders/order.h"
#include "domain/orders/order_columns.h"
#include "domain/feed/feed_thing_store.h"

enum { STATUS_LIST, ON_THE_WAY, FORM_RENEW, FORM_GENERATION };

struct subject {
	const char *form_id;
};

/* As people know it, who is to receive it first. */
#define NAME                                                                                       \
	"COALESCE(NULLIF(CONCAT_WS(' ', p.ship_first_name, p.ship_last_name), ''),"                \
	" NULLIF(CONCAT_WS(' ', p.first_name, p.last_name), ''), p.login),"

static const struct stmt_def stmts[] = {
    [STATUS_LIST] =
	{"SELECT o.id, o.account_id, a.name, a.state, a.scopes, o.form_id, " NAME " o.first_line,"
	 " o.line_count, o.status, o.fulfillment, o.fulfillment_provider, o.line_items_sent,"
	 " o.place, o.payment_state, o.cancelled_at, f.state, o.revision, o.version,"
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
	 SIG_S_100,
	 ROWS(struct order_status, U64(order_id), U64(account_id), STR(account), STR(account_state),
	      STR(scopes), STR(form_id), STR(name), STR(first_line), I64(line_count), STR(status),
	      STR(fulfillment), STR(provider), STR(lines_sent), STR(place), STR(payment_state),
	      TIME(withdrawn_at), STR(doc_state), STR(revision), U64(version), I64(writes),
	      I64(armed), U64(clean_gen), U64(intent_id), STR(state), STR(reason), STR(before),
	      STR(after), STR(found_value), STR(found_guard), STR(actor), TIME(next_at),
	      TIME(ended_at), I64(landed), U64(intent_version))},
    /* What is done is over when the document here has it. */
    [ON_THE_WAY] =
	{"SELECT DISTINCT b.subject FROM outbox b LEFT JOIN order_form f"
	 " ON f.account_id = b.account_id AND f.form_id = b.subject"
	 " WHERE b.kind = 'order-status' AND (b.state <> 'DONE' OR f.clean_gen < b.landed)"
	 " AND b.subject IN (" MARKS_50 ")",
	 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10, ROWS(struct subject, STR(form_id))},
    /* The document is to be read again, and now. */
    [FORM_RENEW] = {"UPDATE order_form SET " FEED_MARK_DIRTY ", next_try = '1970-01-01',"
		    " updated_at = UTC_TIMESTAMP(3) WHERE account_id = ? AND form_id = ?",
		    "us", NO_ROWS},
    [FORM_GENERATION] = {"SELECT CAST(dirty_gen AS SIGNED) FROM order_form WHERE account_id = ?"
			 " AND form_id = ?",
			 "us", NUMBER},
};
STMTS_REGISTER(order_status, stmts);

#define S struct order_status

/* The last one fills the statement. */
static void form_params(struct param *params, size_t most, const char *const *form_ids,
			size_t n_ids)
{
	if (n_ids > most)
		BUG("the status of %zu orders at once", n_ids);
	for (size_t i = 0; i < most; i++)
		params[i] = P_STR(form_ids[i < n_ids ? i : n_ids - 1]);
}

enum rc order_status_list(struct db *db, void *mem, const char *const *form_ids, size_t n_ids,
			  S **rows, size_t *n, struct err *e)
{
	struct param params[ORDER_STATUS_MAX];
	S *found;

	*rows = NULL;
	*n = 0;
	if (!n_ids)
		return RC_OK;
	form_params(params, ORDER_STATUS_MAX, form_ids, n_ids);
	if (stmt_list(db, mem, &stmts[STATUS_LIST], params, &found, n, e))
		return e->rc;
	*rows = found;
	return RC_OK;
}

enum rc order_status_changing(struct db *db, void *mem, const char *const *form_ids, size_t n_ids,
			      S **rows, size_t *n, struct err *e)
{
	struct param params[ORDER_PAGE_ROWS];
	const char *ids[ORDER_PAGE_ROWS];
	struct subject *found = NULL;
	size_t n_found = 0;

	if (n_ids) {
		form_params(params, ORDER_PAGE_ROWS, form_ids, n_ids);
		if (stmt_list(db, mem, &stmts[ON_THE_WAY], params, &found, &n_found, e))
			return e->rc;
	}
	for (size_t i = 0; i < n_found; i++)
		ids[i] = found[i].form_id;
	return order_status_list(db, mem, ids, n_found, rows, n, e);
}

enum rc order_renew(struct db *db, uint64_t account_id, const char *form_id, int64_t *generation,
		    struct err *e)
{
	const struct param key[] = {P_U64(account_id), P_STR(form_id)};
	int64_t found;

	if (stmt_run(db, &stmts[FORM_RENEW], key, NULL, e) ||
	    stmt_find(db, db, &stmts[FORM_GENERATION], key, &found, e))
		return e->rc;
	*generation = found;
	return RC_OK;
}
