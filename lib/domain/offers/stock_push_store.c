/* SQL of keeping stock. */
#include "domain/offers/stock_push_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "domain/offers/stock_texts.h"
#include "domain/orders/order_waiting.h"

enum { GATE, ROWS_OF, ROWS_AMONG, OUTBOX_OF, MOVED };
_Static_assert(STOCK_FRESH_S == 90 && STOCK_MOVED_MAX == 10000, "the statements say so");

#define JUST_NOW     " >= UTC_TIMESTAMP(3) - INTERVAL 90 SECOND"
#define IS_WAITING   ORDER_IS_WAITING("f")
#define OF_STOCK     "p.account_id = a.id AND p.origin = 'stock'"
#define ARMED_STOCK  ARMED("offer-stock")
#define ARMED_STATUS ARMED("offer-status")
#define ARMED(kind)                                                                                \
	"CAST(EXISTS (SELECT 1 FROM outbox_writer w WHERE w.account_id = a.id AND w.kind = '" kind \
	"' AND w.armed = 1) AS SIGNED)"
#define OPEN_ONE                                                                                   \
	"EXISTS (SELECT 1 FROM outbox x WHERE x.subject = r.offer_id AND x.account_id ="           \
	" r.account_id AND x.kind IN ('offer-stock', 'offer-status') AND x.state IN ('NEW',"       \
	" 'SENT', 'UNKNOWN', 'HELD'))"
#define OFFER_COLUMNS                                                                              \
	"r.offer_id, r.available, r.status, CAST(r.matching = 'linked' AS SIGNED),"                \
	" CAST(" STOCK_MAY_WRITE " AS SIGNED), r.seen_at"
#define OFFER_ROW                                                                                  \
	ROWS(struct stock_offer_row, STR(offer_id), I64(available), STR(status), I64(is_linked),   \
	     I64(may_write), TIME(seen_at))

/* Whatever moves the number of an offer moves one of these times: of its product, of an offer of
 * the same product, of the link, of who keeps the last pieces, of the end of a change of it. */
#define MOVED_PRODUCTS                                                                             \
	"SELECT t.product_id FROM stock_total t WHERE t.moved_at >= ?"                             \
	" UNION SELECT l.product_id FROM stock_lease l WHERE l.since >= ?"                         \
	" UNION SELECT s.product_id FROM offer o FORCE INDEX (newest) JOIN stock_link s"           \
	" ON s.account_id = o.account_id AND s.offer_id = o.offer_id WHERE o.changed_at >= ?"      \
	" UNION SELECT s.product_id FROM stock_offer w FORCE INDEX (by_touch) JOIN stock_link s"   \
	" ON s.account_id = w.account_id AND s.offer_id = w.offer_id WHERE w.touched_at >= ?"      \
	" UNION SELECT s.product_id FROM outbox x FORCE INDEX (by_end) JOIN stock_link s"          \
	" ON s.account_id = x.account_id AND s.offer_id = x.subject WHERE x.account_id = ?"        \
	" AND x.ended_at >= ? AND x.kind IN ('offer-stock', 'offer-status')"

struct offer_name {
	const char *offer_id;
};

static const struct stmt_def stmts[] = {
    [GATE] = {"SELECT CAST(EXISTS (SELECT 1 FROM order_cursor c WHERE c.account_id = a.id AND"
	      " c.polled_at" JUST_NOW " AND c.end_at" JUST_NOW ") AS SIGNED), (SELECT COUNT(*) FROM"
	      " order_form f WHERE f.account_id = a.id AND " IS_WAITING "), " ARMED_STOCK
	      ", " ARMED_STATUS ", (SELECT COUNT(*) FROM plan p WHERE " OF_STOCK
	      " AND p.state IN ('DRAFT', 'TRIAL', 'RUNNING')), (SELECT CAST(IFNULL(MIN(p.id), 0)"
	      " AS UNSIGNED) FROM plan p WHERE " OF_STOCK
	      " AND p.state = 'DRAFT' AND p.brakes = '')"
	      " FROM account a WHERE a.id = ?",
	      "u",
	      ROWS(struct stock_gate, I64(is_fresh), I64(waits), I64(is_armed), I64(may_end),
		   I64(open_plans), U64(left_plan))},
    [ROWS_OF] = {"SELECT " OFFER_COLUMNS " FROM offer r WHERE r.account_id = ?"
		 " AND r.offer_id > ? AND r.offer_id <= ? ORDER BY r.offer_id",
		 "uss", OFFER_ROW},
    [ROWS_AMONG] = {"SELECT " OFFER_COLUMNS " FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN offer r"
		    " ON r.account_id = ? AND r.offer_id = j.word ORDER BY j.n",
		    "su", OFFER_ROW},
    [OUTBOX_OF] = {"SELECT r.offer_id, CAST(" STOCK_EMPTIED " AS SIGNED), CAST(" OPEN_ONE
		   " AS SIGNED)"
		   " FROM " ARRAY_OF_WORDS " j STRAIGHT_JOIN offer r ON r.account_id = ?"
		   " AND r.offer_id = j.word ORDER BY j.n",
		   "su",
		   ROWS(struct stock_offer_row, STR(offer_id), I64(is_emptied), I64(is_busy))},
    [MOVED] = {"SELECT DISTINCT k.offer_id FROM (" MOVED_PRODUCTS ") m STRAIGHT_JOIN stock_link k"
	       " FORCE INDEX (of_product) ON k.product_id = m.product_id AND k.account_id = ?"
	       " ORDER BY k.offer_id LIMIT 10001",
	       "ttttutu", ROWS(struct offer_name, STR(offer_id))},
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

enum rc stock_offer_rows_among(struct db *db, void *mem, const struct stock_among *among,
			       struct stock_offer_row **rows, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(array_of_words(mem, among->offer_ids, among->n)),
				       P_U64(among->account_id)};

	return stmt_list(db, mem, &stmts[ROWS_AMONG], params, rows, n, e);
}

enum rc stock_offer_outbox(struct db *db, void *mem, const struct stock_among *among,
			   struct stock_offer_row **rows, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(array_of_words(mem, among->offer_ids, among->n)),
				       P_U64(among->account_id)};

	return stmt_list(db, mem, &stmts[OUTBOX_OF], params, rows, n, e);
}

enum rc stock_offers_moved(struct db *db, void *mem, uint64_t account_id, int64_t since,
			   const char ***offer_ids, size_t *n, struct err *e)
{
	const struct param params[] = {P_TIME(since),	 P_TIME(since),	    P_TIME(since),
				       P_TIME(since),	 P_U64(account_id), P_TIME(since),
				       P_U64(account_id)};
	struct offer_name *rows;

	if (stmt_list(db, mem, &stmts[MOVED], params, &rows, n, e))
		return e->rc;
	*offer_ids = mem_array(mem, const char *, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*offer_ids)[i] = rows[i].offer_id;
	return RC_OK;
}
