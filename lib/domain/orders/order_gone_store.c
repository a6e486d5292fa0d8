/* SQL of orders Allegro no longer knows. */
#include "domain/orders/order_gone.h"

#include "db/stmt.h"

enum { GONE_TALLY_FROM, GONE_TALLY_TO, GONE_CHANGE, GONE_ORDER, GONE_LINES };

/* Nobody paid it and nobody was asked to send it: an abandoned purchase. */
#define ABANDONED                                                                                  \
	"f.state = 'GONE' AND o.place = 'unpaid' AND o.payment_finished_at IS NULL"                \
	" AND f.account_id = ? AND f.form_id = ?"
#define BOTH "order_form f JOIN orders o ON o.account_id = f.account_id AND o.form_id = f.form_id"

static const struct stmt_def stmts[] = {
    [GONE_TALLY_FROM] = {"UPDATE " BOTH " JOIN order_tally t ON t.account_id = o.account_id"
			 " AND t.place = o.place SET t.n = t.n - 1 WHERE " ABANDONED,
			 "us", NO_ROWS},
    [GONE_TALLY_TO] = {"INSERT INTO order_tally (account_id, place, n)"
		       " SELECT o.account_id, 'cancelled', 1 FROM " BOTH " WHERE " ABANDONED
		       " ON DUPLICATE KEY UPDATE n = order_tally.n + 1",
		       "us", NO_ROWS},
    [GONE_CHANGE] = {"INSERT INTO order_change (order_id, at, actor, field, before_value,"
		     " after_value) SELECT o.id, UTC_TIMESTAMP(3), ?, 'status', o.status, 'GONE'"
		     " FROM " BOTH " WHERE " ABANDONED,
		     "sus", NO_ROWS},
    [GONE_ORDER] = {"UPDATE " BOTH " SET o.place = 'cancelled', o.version = o.version + 1,"
		    " o.updated_at = UTC_TIMESTAMP(3) WHERE " ABANDONED,
		    "us", NO_ROWS},
    [GONE_LINES] = {"SELECT l.line_item_id FROM " BOTH " JOIN order_line l ON l.order_id = o.id"
		    " WHERE f.state = 'GONE' AND o.place = 'cancelled' AND f.account_id = ?"
		    " AND f.form_id = ? ORDER BY l.position",
		    "us", ROWS(struct gone_line, STR(line_item_id))},
};
STMTS_REGISTER(order_gone, stmts);

/* One by one, because INSERT ... SELECT takes no arrays; it happens to few. The place moves last:
 * it is what the others look at. */
static enum rc settle(struct db *db, const struct feed_miss *row, const char *actor, struct err *e)
{
	const struct param form[] = {P_U64(row->account_id), P_STR(row->thing_id)};
	const struct param change[] = {P_STR(actor), form[0], form[1]};

	if (stmt_run(db, &stmts[GONE_TALLY_FROM], form, NULL, e) ||
	    stmt_run(db, &stmts[GONE_TALLY_TO], form, NULL, e) ||
	    stmt_run(db, &stmts[GONE_CHANGE], change, NULL, e))
		return e->rc;
	return stmt_run(db, &stmts[GONE_ORDER], form, NULL, e);
}

enum rc gone_settle(struct db *db, const struct feed_miss *rows, size_t n, const char *actor,
		    struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (settle(db, &rows[i], actor, e))
			return e->rc;
	return RC_OK;
}

enum rc gone_lines(struct db *db, void *mem, const struct feed_miss *row, struct gone_line **out,
		   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[GONE_LINES],
			 PARAMS(P_U64(row->account_id), P_STR(row->thing_id)), out, n, e);
}
