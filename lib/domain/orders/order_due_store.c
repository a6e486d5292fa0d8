/* SQL of the tallies by time. */
#include "domain/orders/order_due.h"

#include "db/stmt.h"

/* Those that save stand in the order of enum order_tally. */
enum {
	SAVE_DUE,
	SAVE_DUE_HOUR,
	SAVE_HOUR,
	SAVE_TURNOVER,
	DUE_MERGED,
	DUE_HOUR_MERGED,
	HOUR_MERGED,
	TURNOVER_MERGED,
	DUE_HOURS_COUNT,
	HOURS_COUNT,
	TURNOVER_COUNT,
};

#define ROW	      BULK(struct save_due, TIME(at), U64(account_id), I64(sum.minor))
#define HOUR_AT(time) "TIMESTAMP(DATE(" time "), MAKETIME(HOUR(" time "), 0, 0))"
#define HOUR_OF(t)    HOUR_AT(t ".bought_at")
/* Hours that nothing is left of are read as well, so that they become 0. */
#define HOURS_ANEW(tally, index, time, which)                                                      \
	"INSERT INTO " tally " (hour, account_id, n) SELECT c.hour, c.account_id, SUM(c.n)"        \
	" FROM (SELECT " HOUR_AT(time) " AS hour, o.account_id, 1 AS n FROM orders o FORCE INDEX"  \
				       " (" index ") WHERE " time " >= ? AND " which               \
				       " UNION ALL SELECT hour, account_id, 0 FROM " tally         \
				       " WHERE hour >= ?) c GROUP BY 1, 2"                         \
				       " ON DUPLICATE KEY UPDATE n = VALUES(n)"

static const struct stmt_def stmts[] = {
    [SAVE_DUE] = {"INSERT INTO order_due (day, account_id, n) VALUES (?, ?, ?)"
		  " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
		  ROW},
    [SAVE_DUE_HOUR] = {"INSERT INTO order_due_hour (hour, account_id, n) VALUES (?, ?, ?)"
		       " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
		       ROW},
    [SAVE_HOUR] = {"INSERT INTO order_hour (hour, account_id, n) VALUES (?, ?, ?)"
		   " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
		   ROW},
    [SAVE_TURNOVER] = {"INSERT INTO order_turnover (hour, account_id, minor, currency)"
		       " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE minor = minor + VALUES(minor)",
		       BULK(struct save_due, TIME(at), U64(account_id), MONEY(sum))},
    [DUE_MERGED] = {"UPDATE order_due d JOIN orders o ON o.account_id = d.account_id"
		    " AND d.day = TIMESTAMP(DATE(o.send_key)) SET d.n = d.n - 1"
		    " WHERE o.id = ? AND o.to_send = 1",
		    BULK(struct known_id, U64(id))},
    [DUE_HOUR_MERGED] = {"UPDATE order_due_hour d JOIN orders o ON o.account_id = d.account_id"
			 " AND d.hour = " HOUR_AT(
			     "o.send_key") " SET d.n = d.n - 1 WHERE o.id = ? AND o.to_send = 1",
			 BULK(struct known_id, U64(id))},
    [HOUR_MERGED] = {"UPDATE order_hour h JOIN orders o ON o.account_id = h.account_id"
		     " AND h.hour = " HOUR_OF("o") " SET h.n = h.n - 1"
						   " WHERE o.id = ? AND o.place <> 'merged'",
		     BULK(struct known_id, U64(id))},
    [TURNOVER_MERGED] = {"UPDATE order_turnover t JOIN orders o ON o.account_id = t.account_id"
			 " AND o.currency = t.currency AND t.hour = " HOUR_OF(
			     "o") " SET t.minor ="
				  " t.minor - o.total_minor WHERE o.id = ?"
				  " AND o.place NOT IN ('merged', 'cancelled')",
			 BULK(struct known_id, U64(id))},
    [DUE_HOURS_COUNT] = {HOURS_ANEW("order_due_hour", "by_send", "o.send_key", "o.to_send = 1"),
			 "tt", NO_ROWS},
    [HOURS_COUNT] = {HOURS_ANEW("order_hour", "by_bought", "o.bought_at", "o.place <> 'merged'"),
		     "tt", NO_ROWS},
    /* Cancelled orders are read as well, so that an hour of nothing else becomes 0. */
    [TURNOVER_COUNT] =
	{"INSERT INTO order_turnover (hour, account_id, currency, minor) SELECT " HOUR_OF(
	     "o") ", o.account_id, o.currency,"
		  " SUM(IF(o.place = 'cancelled', 0, o.total_minor))"
		  " FROM orders o FORCE INDEX (by_bought) WHERE o.bought_at >= ?"
		  " AND o.place <> 'merged' AND o.total_minor IS NOT NULL GROUP BY 1, 2, 3"
		  " ON DUPLICATE KEY UPDATE minor = VALUES(minor)",
	 "t", NO_ROWS},
};
STMTS_REGISTER(order_due, stmts);

enum rc save_due(struct db *db, enum order_tally tally, const struct save_due *rows, size_t n,
		 struct err *e)
{
	return stmt_bulk(db, &stmts[SAVE_DUE + tally], rows, n, NULL, e);
}

enum rc due_merged(struct db *db, const struct known_id *rows, size_t n, struct err *e)
{
	for (int i = DUE_MERGED; i <= TURNOVER_MERGED; i++)
		if (stmt_bulk(db, &stmts[i], rows, n, NULL, e))
			return e->rc;
	return RC_OK;
}

enum rc order_hours_count(struct db *db, int64_t since, struct err *e)
{
	const struct param *const twice = PARAMS(P_TIME(since), P_TIME(since));

	if (stmt_run(db, &stmts[DUE_HOURS_COUNT], twice, NULL, e) ||
	    stmt_run(db, &stmts[HOURS_COUNT], twice, NULL, e))
		return e->rc;
	return stmt_run(db, &stmts[TURNOVER_COUNT], PARAMS(P_TIME(since)), NULL, e);
}
