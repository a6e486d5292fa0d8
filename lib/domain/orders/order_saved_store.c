/* SQL of saved views. */
#include "domain/orders/order_saved_store.h"

#include "base/str.h"
#include "db/stmt.h"

enum { SAVED_LIST, SAVED_ADD, SAVED_COUNT, SAVED_FIND, SAVED_RENAME, SAVED_REMOVE };

static const struct stmt_def stmts[] = {
    [SAVED_LIST] = {"SELECT v.id, v.user_id, u.name, v.name, v.query,"
		    " CAST(v.is_shared AS UNSIGNED)"
		    " FROM order_saved v STRAIGHT_JOIN users u ON u.id = v.user_id"
		    " WHERE v.user_id = ? OR v.is_shared = 1"
		    " ORDER BY v.user_id <> ?, v.name, v.id LIMIT 100",
		    "uu",
		    ROWS(struct order_saved, U64(id), U64(user_id), STR(owner), STR(name),
			 STR(query), U64(is_shared))},
    [SAVED_ADD] = {"INSERT IGNORE INTO order_saved (user_id, name, query, is_shared, tag)"
		   " VALUES (?, ?, ?, ?, ?)",
		   "ussus", NO_ROWS},
    [SAVED_COUNT] = {"SELECT COUNT(*) FROM order_saved WHERE user_id = ?", "u", NUMBER},
    [SAVED_FIND] = {"SELECT id, user_id, name, CAST(is_shared AS UNSIGNED) FROM order_saved"
		    " WHERE id = ? FOR UPDATE",
		    "u",
		    ROWS(struct order_saved, U64(id), U64(user_id), STR(name), U64(is_shared))},
    [SAVED_RENAME] = {"UPDATE IGNORE order_saved SET name = ? WHERE id = ?", "su", NO_ROWS},
    [SAVED_REMOVE] = {"DELETE FROM order_saved WHERE id = ?", "u", NO_ROWS},
};
STMTS_REGISTER(order_saved, stmts);
_Static_assert(ORDER_SAVED_SHOWN == 100, "spelt out in the statement");

enum rc order_saved_list(struct db *db, void *mem, uint64_t user_id, struct order_saved **rows,
			 size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[SAVED_LIST], PARAMS(P_U64(user_id), P_U64(user_id)), rows,
			 n, e);
}

enum rc saved_insert(struct db *db, const struct order_saved *view, uint64_t *id, struct err *e)
{
	const struct param params[] = {P_U64(view->user_id), P_STR(view->name), P_STR(view->query),
				       P_U64(view->is_shared), P_STR(str_or(view->tag, ""))};
	uint64_t n = 0;

	if (stmt_run(db, &stmts[SAVED_ADD], params, &n, e))
		return e->rc;
	*id = n ? stmt_insert_id(db) : 0;
	return RC_OK;
}

enum rc saved_count(struct db *db, uint64_t user_id, int64_t *n, struct err *e)
{
	return stmt_number(db, &stmts[SAVED_COUNT], PARAMS(P_U64(user_id)), n, e);
}

enum rc saved_find(struct db *db, void *mem, uint64_t id, struct order_saved *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[SAVED_FIND], PARAMS(P_U64(id)), out, e);
}

enum rc saved_rename(struct db *db, uint64_t id, const char *name, uint64_t *n, struct err *e)
{
	return stmt_run(db, &stmts[SAVED_RENAME], PARAMS(P_STR(name), P_U64(id)), n, e);
}

enum rc saved_delete(struct db *db, uint64_t id, struct err *e)
{
	return stmt_run(db, &stmts[SAVED_REMOVE], PARAMS(P_U64(id)), NULL, e);
}
