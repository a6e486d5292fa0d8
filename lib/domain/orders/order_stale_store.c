/* SQL of orders whose documents are to be read again. */
#include "domain/orders/order_stale_store.h"

#include "db/stmt.h"

enum {
	STALE_LIST,
};

static const struct stmt_def stmts[] = {
    /* Forms with a trouble of their own have their own times; dirty ones are read anyway. */
    [STALE_LIST] =
	{"SELECT o.id, o.form_id, o.updated_at_remote FROM orders o FORCE INDEX (by_place)"
	 " JOIN order_form f ON f.account_id = o.account_id AND f.form_id = o.form_id"
	 " WHERE o.account_id = ? AND o.id > ? AND o.place IN (?, ?, ?, ?)"
	 " AND o.bought_at >= ? AND f.state = 'APPLIED' AND f.is_dirty = 0"
	 " AND f.next_try <= UTC_TIMESTAMP(3) AND f.updated_at < ?"
	 " ORDER BY o.id LIMIT 400",
	 "uusssstt", ROWS(struct feed_stale, U64(id), STR(thing_id), TIME(listed_at))},
};
STMTS_REGISTER(order_stale, stmts);
_Static_assert(FEED_STALE_MAX == 400 && FEED_SWEEP_PLACES == 4, "spelt out in the statement");

enum rc order_stale_list(struct db *db, void *mem, const struct feed_stale_query *q,
			 struct feed_stale **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[STALE_LIST],
			 PARAMS(P_U64(q->account_id), P_U64(q->after), P_STR(q->places[0]),
				P_STR(q->places[1]), P_STR(q->places[2]), P_STR(q->places[3]),
				P_TIME(q->since), P_TIME(q->read_before)),
			 rows, n, e);
}
