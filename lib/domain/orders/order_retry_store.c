/* SQL of forms in trouble and of allowances. */
#include "domain/orders/order_retry_store.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "domain/feed/feed_thing_store.h"

enum { TROUBLE_FIND, TROUBLE_WAKE, WAKE_ALL, ALLOWANCE_ADD, ALLOWANCE_FIND, ALLOWANCES_OF };

#define IN_TROUBLE "state IN ('UNREADABLE', 'FAILING', 'GONE', 'LOST')"
#define WAKE                                                                                       \
	"UPDATE order_form SET " FEED_MARK_DIRTY ", next_try = '1970-01-01',"                      \
	" updated_at = UTC_TIMESTAMP(3) WHERE "

static const struct row_map allowance_map =
    ROW_MAP(struct order_allowance, STR(form_id), STR(path), STR(actor), TIME(at));

static const struct stmt_def stmts[] = {
    [TROUBLE_FIND] = {"SELECT f.account_id, f.state, f.problem_path, CAST(f.fail_count AS SIGNED)"
		      " FROM account a STRAIGHT_JOIN order_form f ON f.account_id = a.id"
		      " AND f.form_id = ? WHERE f." IN_TROUBLE " LIMIT 1",
		      "s",
		      ROWS(struct trouble_row, U64(account_id), STR(state), STR(path),
			   I64(fail_count))},
    [TROUBLE_WAKE] = {WAKE "account_id = ? AND form_id = ? AND " IN_TROUBLE, "us", NO_ROWS},
    [WAKE_ALL] = {WAKE IN_TROUBLE, "", NO_ROWS},
    [ALLOWANCE_ADD] =
	{"INSERT INTO order_allowance (account_id, form_id, path, actor)"
	 " SELECT ?, ?, ?, ? FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM order_allowance"
	 " WHERE account_id = ? AND form_id = ? AND path = ?)",
	 "usssuss", NO_ROWS},
    [ALLOWANCE_FIND] = {"SELECT form_id, path, actor, created_at FROM order_allowance"
			" WHERE account_id = ? AND form_id = ? AND path = ?",
			"uss", &allowance_map},
    [ALLOWANCES_OF] = {"SELECT o.form_id, o.path, o.actor, o.created_at"
		       " FROM account a STRAIGHT_JOIN order_allowance o ON o.account_id = a.id"
		       " AND o.form_id = ? ORDER BY o.path LIMIT 100",
		       "s", &allowance_map},
};
STMTS_REGISTER(order_retry, stmts);

enum rc trouble_find(struct db *db, void *mem, const char *form_id, struct trouble_row *out,
		     struct err *e)
{
	return stmt_find(db, mem, &stmts[TROUBLE_FIND], PARAMS(P_STR(form_id)), out, e);
}

enum rc trouble_retry(struct db *db, uint64_t account_id, const char *form_id, struct err *e)
{
	return stmt_cas(db, &stmts[TROUBLE_WAKE], PARAMS(P_U64(account_id), P_STR(form_id)),
			"the document is in no trouble any more", e);
}

enum rc trouble_retry_all(struct db *db, uint64_t *n, struct err *e)
{
	return stmt_run(db, &stmts[WAKE_ALL], NO_PARAMS, n, e);
}

enum rc allowance_add(struct db *db, uint64_t account_id, const struct order_leave *leave,
		      struct err *e)
{
	return stmt_run(db, &stmts[ALLOWANCE_ADD],
			PARAMS(P_U64(account_id), P_STR(leave->form_id), P_STR(leave->path),
			       P_STR(leave->actor), P_U64(account_id), P_STR(leave->form_id),
			       P_STR(leave->path)),
			NULL, e);
}

enum rc allowance_find(struct db *db, uint64_t account_id, const char *form_id, const char *path,
		       struct err *e)
{
	void *mem = mem_context(NULL, "allowance");
	struct order_allowance row;
	enum rc rc = stmt_find(db, mem, &stmts[ALLOWANCE_FIND],
			       PARAMS(P_U64(account_id), P_STR(form_id), P_STR(path)), &row, e);

	mem_free(mem);
	return rc;
}

enum rc order_allowances(struct db *db, void *mem, const char *form_id,
			 struct order_allowance **out, size_t *n, struct err *e)
{
	struct order_allowance *rows;

	if (stmt_list(db, mem, &stmts[ALLOWANCES_OF], PARAMS(P_STR(form_id)), &rows, n, e))
		return e->rc;
	*out = rows;
	return RC_OK;
}
