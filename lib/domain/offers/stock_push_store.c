/* SQL of keeping stock. */
#include "domain/offers/stock_push_store.h"

#include "domain/orders/order_waiting.h"

enum { GATE, ROWS_OF };
_Static_assert(STOCK_FRESH_S == 90, "INTERVAL says so");

#define JUST_NOW " >= UTC_TIMESTAMP(3) - INTERVAL 90 SECOND"
#define OPEN_ONE                                                                                   \
	"EXISTS (SELECT 1 FROM outbox x WHERE x.subject = r.offer_id AND x.account_id ="           \
	" r.account_id AND x.kind IN ('offer-stock', 'offer-status') AND x.state IN ('NEW',"       \
	" 'SENT', 'UNKNOWN', 'HELD'))"
#define EMPTIED                                                                                    \
	"(r.ended_by <=> 'EMPTY_STOCK' OR 'EMPTIED' <=> (SELECT x.after_value FROM outbox x WHERE" \
	" x.subject = r.offer_id AND x.account_id = r.account_id AND x.kind = 'offer-status' AND"  \
	" x.state = 'DONE' ORDER BY x.id DESC LIMIT 1))"

static const struct stmt_def stmts[] = {
    [GATE] =
	{"SELECT CAST(EXISTS (SELECT 1 FROM order_cursor c WHERE c.account_id = a.id AND"
	 " c.polled_at" JUST_NOW " AND c.end_at" JUST_NOW ") AS SIGNED), (SELECT COUNT(*) FROM"
	 " order_form f WHERE f.account_id = a.id AND " ORDER_IS_WAITING(
	     "f") "),"
		  " CAST(EXISTS (SELECT 1 FROM outbox_writer w WHERE w.account_id = a.id AND "
		  "w.kind ="
		  " 'offer-stock' AND w.armed = 1) AS SIGNED), (SELECT COUNT(*) FROM plan p WHERE"
		  " p.account_id = a.id AND p.origin = 'stock' AND (p.state IN ('DRAFT', 'TRIAL',"
		  " 'RUNNING') OR p.state = 'BUILDING' AND p.created_at > UTC_TIMESTAMP(3) - "
		  "INTERVAL"
		  " 10 MINUTE)) FROM account a WHERE a.id = ?",
	 "u", ROWS(struct stock_gate, I64(is_fresh), I64(waits), I64(is_armed), I64(open_plans))},
    [ROWS_OF] = {"SELECT r.offer_id, r.available, r.status, CAST(r.matching = 'linked' AS SIGNED),"
		 " CAST(r.gone_at IS NULL AND r.fulfillment = 0 AND r.format <=> 'BUY_NOW' AND"
		 " r.status <> 'INACTIVE' AS SIGNED), CAST(IF(r.status = 'ENDED', " EMPTIED
		 ", 0) AS SIGNED), CAST(" OPEN_ONE
		 " AS SIGNED), r.seen_at FROM offer r WHERE r.account_id = ?"
		 " AND r.offer_id > ? AND r.offer_id <= ? ORDER BY r.offer_id",
		 "uss",
		 ROWS(struct stock_offer_row, STR(offer_id), I64(available), STR(status),
		      I64(is_linked), I64(may_write), I64(is_emptied), I64(is_busy),
		      TIME(seen_at))},
};
STMTS_REGISTER(stock_push, stmts);

enum rc stock_gate(struct db *db, uint64_t account_id, struct stock_gate *out, struct err *e)
{
	return stmt_find(db, db, &stmts[GATE], PARAMS(P_U64(account_id)), out, e);
}

enum rc stock_offer_rows(struct db *db, void *mem, uint64_t account_id, const char *after,
			 const char *last, struct stock_offer_row **rows, size_t *n, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(after), P_STR(last)};

	return stmt_list(db, mem, &stmts[ROWS_OF], params, rows, n, e);
}
