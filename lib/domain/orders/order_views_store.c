/* SQL of who looked at which order. */
#include "domain/orders/order_views.h"

#include "base/mem.h"
#include "db/stmt.h"

enum { VIEW_NOTE, VIEW_LIST, VIEW_NOW };

struct view {
	const char *form_id;
	uint64_t user_id;
};

static const struct stmt_def stmts[] = {
    [VIEW_NOTE] = {"INSERT INTO order_view_log (day, form_id, user_id)"
		   " VALUES (UTC_DATE(), ?, ?) ON DUPLICATE KEY UPDATE times = times + 1,"
		   " last_at = UTC_TIMESTAMP(3)",
		   BULK(struct view, STR(form_id), U64(user_id))},
    [VIEW_LIST] = {"SELECT u.login, u.name, v.first_at, v.last_at, CAST(v.times AS UNSIGNED)"
		   " FROM order_view_log v JOIN users u ON u.id = v.user_id WHERE v.form_id = ?"
		   " ORDER BY v.last_at DESC LIMIT ?",
		   "si",
		   ROWS(struct order_viewer, STR(login), STR(name), TIME(first_at), TIME(last_at),
			U64(times))},
    [VIEW_NOW] = {"SELECT u.name, v.last_at FROM order_view_log v JOIN users u ON u.id = v.user_id"
		  " WHERE v.form_id = ? AND v.day >= DATE(?) AND v.last_at >= ? AND v.user_id <> ?"
		  " ORDER BY v.last_at DESC LIMIT 5",
		  "sttu", ROWS(struct order_viewer, STR(name), TIME(last_at))},
};
STMTS_REGISTER(order_views, stmts);

enum rc order_view_note(struct db *db, const char *form_id, uint64_t user_id, struct err *e)
{
	return order_views_note(db, &form_id, 1, user_id, e);
}

enum rc order_views_note(struct db *db, const char *const *form_ids, size_t n, uint64_t user_id,
			 struct err *e)
{
	struct view *views = mem_array(NULL, struct view, n + 1);

	for (size_t i = 0; i < n; i++)
		views[i] = (struct view){form_ids[i], user_id};
	enum rc rc = stmt_bulk(db, &stmts[VIEW_NOTE], views, n, NULL, e);
	mem_free(views);
	return rc;
}

enum rc order_viewers(struct db *db, void *owner, const char *form_id, struct order_viewer **out,
		      size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[VIEW_LIST],
			 PARAMS(P_STR(form_id), P_I64(ORDER_VIEWERS_MAX)), out, n, e);
}

enum rc order_viewing(struct db *db, void *owner, const char *form_id, uint64_t user_id,
		      int64_t since, struct order_viewer **out, size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[VIEW_NOW],
			 PARAMS(P_STR(form_id), P_TIME(since), P_TIME(since), P_U64(user_id)), out,
			 n, e);
}
