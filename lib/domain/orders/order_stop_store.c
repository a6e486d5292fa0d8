/* SQL of parcels that have to be stopped. */
#include "domain/orders/order_stop_store.h"

#include "db/stmt.h"

enum { STOP_TAKE, STOP_ADD, STOPS_KEEP, STOP_FORGET };

static const struct stmt_def stmts[] = {
    [STOP_TAKE] = {"UPDATE orders SET problem = NULL, version = version + 1 WHERE form_id = ?"
		   " AND revision <=> ? AND problem = 'to-stop'",
		   "ss", NO_ROWS},
    [STOP_ADD] = {"INSERT INTO order_stop (order_id, actor) SELECT id, ? FROM orders"
		  " WHERE form_id = ? ON DUPLICATE KEY UPDATE actor = VALUES(actor),"
		  " stopped_at = UTC_TIMESTAMP(3)",
		  "ss", NO_ROWS},
    [STOPS_KEEP] = {"UPDATE orders o JOIN order_stop s ON s.order_id = o.id SET o.problem = NULL"
		    " WHERE o.problem = 'to-stop' AND o.account_id = ?",
		    "u", NO_ROWS},
    [STOP_FORGET] = {"DELETE FROM order_stop WHERE order_id = ?", "u", NO_ROWS},
};
STMTS_REGISTER(order_stop, stmts);

enum rc stop_take(struct db *db, const struct order_stopping *s, struct err *e)
{
	return stmt_cas(db, &stmts[STOP_TAKE], PARAMS(P_STR(s->form_id), P_STR(s->revision)),
			"the order is another one now, or its parcel was seen to", e);
}

enum rc stop_add(struct db *db, const struct order_stopping *s, struct err *e)
{
	return stmt_run(db, &stmts[STOP_ADD], PARAMS(P_STR(s->actor), P_STR(s->form_id)), NULL, e);
}

enum rc stops_keep(struct db *db, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[STOPS_KEEP], PARAMS(P_U64(account_id)), NULL, e);
}

enum rc stop_forget(struct db *db, uint64_t order_id, struct err *e)
{
	return stmt_run(db, &stmts[STOP_FORGET], PARAMS(P_U64(order_id)), NULL, e);
}
