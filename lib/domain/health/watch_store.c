/* SQL of what is watched. */
#include "base/mem.h"
#include "db/stmt.h"
#include "domain/health/watch.h"
#include "domain/orders/order_waiting.h"

enum { WATCH_ACCOUNTS, WATCH_KEYS, WATCH_QUIET, WATCH_SINCE, RUN_SWEEP };

/* Documents of an account a that are waited for too long. */
#define LATE(what)                                                                                 \
	" (SELECT " what " FROM order_form w WHERE w.account_id = a.id AND " ORDER_IS_LATE("w") ")"
#define LATE_COUNT LATE("COUNT(*)")
#define LATE_SINCE LATE("MIN(" ORDER_WAITS_SINCE("w") ")")

/* When Allegro's API was last asked for an account a with cursor c. */
#define CALLED_AT                                                                                  \
	" GREATEST(IFNULL(c.polled_at, TIMESTAMP'1970-01-01 00:00:00'), IFNULL(a.checked_at, "     \
	"TIMESTAMP'1970-01-01 00:00:00'),"                                                         \
	" IFNULL(a.connected_at, TIMESTAMP'1970-01-01 00:00:00'))"

/* After two weeks a parcel is where it is; and what was over when Kram first saw the order is no
 * news to anybody. */
#define TO_STOP                                                                                    \
	" (SELECT COUNT(*) FROM orders s WHERE s.account_id = a.id AND s.problem = 'to-stop'"      \
	" AND s.updated_at_remote > UTC_TIMESTAMP(3) - INTERVAL 14 DAY"                            \
	" AND EXISTS (SELECT 1 FROM order_change x WHERE x.order_id = s.id"                        \
	" AND x.field IN ('status', 'fulfillment', 'line_items_sent')))"

static const struct stmt_def stmts[] = {
    [WATCH_ACCOUNTS] =
	{"SELECT a.id, a.name, a.state, a.connected_at, a.clock_skew_ms,"
	 " c.polled_at,"
	 " a.state = 'CONNECTED' AND NOT EXISTS (SELECT 1 FROM order_import i"
	 " WHERE i.account_id = a.id AND i.state = 'DONE'),"
	 " (SELECT COUNT(*) FROM order_form f WHERE f.account_id = a.id"
	 " AND (f.state = 'UNREADABLE' OR f.state = 'FAILING' AND f.fail_count >= 5)),"
	 " (SELECT COUNT(*) FROM order_form f LEFT JOIN orders o ON o.account_id = f.account_id"
	 " AND o.form_id = f.form_id WHERE f.account_id = a.id AND f.state = 'LOST'"
	 " AND IFNULL(o.place, '') NOT IN ('cancelled', 'merged')),"
	 " (SELECT COUNT(*) FROM outbox o WHERE o.account_id = a.id AND o.state = "
	 "'HELD')," TO_STOP "," LATE_COUNT "," LATE_SINCE "," CALLED_AT
	 ", EXISTS (SELECT 1 FROM outbox_writer v WHERE v.account_id = a.id AND v.kind ="
	 " 'offer-stock' AND v.armed = 1), CAST(IFNULL(t.offers, 0) AS SIGNED), t.made_at,"
	 " CAST(IFNULL(t.differs, 0) AS SIGNED), t.off_since"
	 " FROM account a LEFT JOIN order_cursor c ON c.account_id = a.id"
	 " LEFT JOIN stock_certificate t ON t.account_id = a.id",
	 "",
	 ROWS(struct watch_account, U64(id), STR(name), STR(state), TIME(connected_at),
	      I64(clock_skew_ms), TIME(polled_at), I64(importing), I64(problems), I64(lost),
	      I64(held), I64(to_stop), I64(late), TIME(late_since), TIME(called_at),
	      I64(stock_armed), I64(stock_offers), TIME(stock_made_at), I64(stock_off),
	      TIME(stock_off_since))},
    [WATCH_KEYS] = {"SELECT k.environment, GREATEST(k.created_at, IFNULL(k.checked_at,"
		    " k.created_at), IFNULL((SELECT MAX(" CALLED_AT ") FROM account a"
		    " LEFT JOIN order_cursor c ON c.account_id = a.id"
		    " WHERE a.environment = k.environment), k.created_at)) FROM app_credential k",
		    "", ROWS(struct watch_key, STR(environment), TIME(used_at))},
    [WATCH_QUIET] =
	{"SELECT a.id, a.name FROM account a LEFT JOIN order_cursor c ON c.account_id = a.id"
	 " WHERE a.state = 'CONNECTED' AND" CALLED_AT " < UTC_TIMESTAMP(3) - INTERVAL 1 DAY"
	 " AND NOT EXISTS (SELECT 1 FROM token_attempt t WHERE t.account_id = a.id"
	 " AND t.kind = 'check' AND t.sent_at > UTC_TIMESTAMP(3) - INTERVAL 1 HOUR)",
	 "", ROWS(struct quiet_account, U64(id), STR(name))},
    [WATCH_SINCE] = {"SELECT MIN(started_at) FROM job_run WHERE job = ?", "s", MOMENT},
    [RUN_SWEEP] = {"DELETE FROM job_run WHERE ended_at < UTC_TIMESTAMP(3) - INTERVAL 30 DAY"
		   " LIMIT 1000",
		   "", NO_ROWS},
};
STMTS_REGISTER(watch, stmts);

enum rc watch_account_list(struct db *db, void *owner, struct watch_account **out, size_t *n,
			   struct err *e)
{
	return stmt_list(db, owner, &stmts[WATCH_ACCOUNTS], NO_PARAMS, out, n, e);
}

enum rc watch_key_list(struct db *db, void *owner, struct watch_key **out, size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[WATCH_KEYS], NO_PARAMS, out, n, e);
}

enum rc watch_quiet_list(struct db *db, void *owner, struct quiet_account **out, size_t *n,
			 struct err *e)
{
	return stmt_list(db, owner, &stmts[WATCH_QUIET], NO_PARAMS, out, n, e);
}

enum rc watch_since(struct db *db, const char *job, int64_t *out, struct err *e)
{
	void *scratch = mem_context(NULL, "since");
	int64_t first = TIME_NONE;
	enum rc rc = stmt_find(db, scratch, &stmts[WATCH_SINCE], PARAMS(P_STR(job)), &first, e);

	mem_free(scratch);
	*out = first;
	return rc;
}

enum rc run_sweep(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[RUN_SWEEP], NO_PARAMS, NULL, e);
}
