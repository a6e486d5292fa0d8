/* SQL of who looked at which order. */
#include "domain/orders/order_views.h"

#include "db/stmt.h"

enum { VIEW_NOTE, VIEW_LIST };

static const struct stmt_def stmts[] = {
    [VIEW_NOTE] = {"INSERT INTO order_view_log (day, form_id, user_id)"
		   " VALUES (UTC_DATE(), ?, ?) ON DUPLICATE KEY UPDATE times = times + 1,"
		   " last_at = UTC_TIMESTAMP(3)",
		   "su", NO_ROWS},
    [VIEW_LIST] = {"SELECT u.login, u.name, v.first_at, v.last_at, CAST(v.times AS UNSIGNED)"
		   " FROM order_view_log v JOIN users u ON u.id = v.user_id WHERE v.form_id = ?"
		   " ORDER BY v.last_at DESC LIMIT ?",
		   "si",
		   ROWS(struct order_viewer, STR(login), STR(name), TIME(first_at), TIME(last_at),
			U64(times))},
};
STMTS_REGISTER(order_views, stmts);

enum rc order_view_note(struct db *db, const char *form_id, uint64_t user_id, struct err *e)
{
	return stmt_run(db, &stmts[VIEW_NOTE], PARAMS(P_STR(form_id), P_U64(user_id)), NULL, e);
}

enum rc order_viewers(struct db *db, void *owner, const char *form_id, struct order_viewer **out,
		      size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[VIEW_LIST],
			 PARAMS(P_STR(form_id), P_I64(ORDER_VIEWERS_MAX)), out, n, e);
}
