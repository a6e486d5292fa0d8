/* SQL of saved views. */
#include "domain/orders/order_saved_store.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"

enum { ASIDE, SAVED_ADD, SAVED_COUNT, SAVED_FIND, SAVED_RENAME, SAVED_REMOVE };

struct aside_row {
	int64_t newest;
	struct order_saved view; /* id 0: there is none */
};

static const struct stmt_def stmts[] = {
    /* With the list in one piece: the end of a primary key, and a few rows of an index. */
    [ASIDE] =
	{"SELECT n.newest, CAST(IFNULL(v.id, 0) AS UNSIGNED),"
	 " CAST(IFNULL(v.user_id, 0) AS UNSIGNED), u.name, v.name, v.query,"
	 " CAST(IFNULL(v.is_shared, 0) AS UNSIGNED)"
	 " FROM (SELECT CAST(IFNULL(MAX(id), 0) AS SIGNED) AS newest FROM orders) n"
	 " LEFT JOIN (SELECT * FROM order_saved WHERE user_id = ? UNION ALL (SELECT *"
	 " FROM order_saved WHERE is_shared = 1 AND user_id <> ? ORDER BY name, id LIMIT 80)) v"
	 " ON 1 = 1 LEFT JOIN users u ON u.id = v.user_id ORDER BY v.name, v.id",
	 "uu",
	 ROWS(struct aside_row, I64(newest), U64(view.id), U64(view.user_id), STR(view.owner),
	      STR(view.name), STR(view.query), U64(view.is_shared))},
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
_Static_assert(ORDER_SAVED_SHOWN - ORDER_SAVED_MAX == 80, "spelt out in the statement");

enum rc order_aside_load(struct db *db, void *mem, uint64_t user_id, struct order_aside *out,
			 struct err *e)
{
	struct aside_row *rows;
	size_t n;

	*out = (struct order_aside){.user_id = user_id};
	if (stmt_list(db, mem, &stmts[ASIDE], PARAMS(P_U64(user_id), P_U64(user_id)), &rows, &n, e))
		return e->rc;
	out->saved = mem_array(mem, struct order_saved, n + 1);
	for (size_t i = 0; i < n; i++) {
		out->newest = rows[i].newest;
		if (rows[i].view.id)
			out->saved[out->n_saved++] = rows[i].view;
	}
	return RC_OK;
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
