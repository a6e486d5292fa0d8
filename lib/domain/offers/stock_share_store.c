/* SQL of sharing the last pieces. */
#include "domain/offers/stock_share.h"

#include "db/array.h"
#include "db/stmt.h"
#include "domain/offers/stock_texts.h"
#include "domain/stock/stock_sums.h"

enum { ROWS_OF };

/* One that ended for want of stock is in the race only where it may be made active again. */
#define MAY_REVIVE                                                                                 \
	"EXISTS (SELECT 1 FROM outbox_writer w WHERE w.account_id = r.account_id AND w.kind ="     \
	" 'offer-status' AND w.armed = 1)"
#define IS_LIVE                                                                                    \
	"r.matching = 'linked' AND " STOCK_MAY_WRITE " AND (r.status IN ('ACTIVE', 'ACTIVATING')"  \
	" OR " STOCK_EMPTIED " AND " MAY_REVIVE ")"
#define PIECES(where)                                                                              \
	"(SELECT CAST(IFNULL(SUM(l.on_hand - l.reserved), 0) AS SIGNED) FROM stock_level l"        \
	" JOIN stock_place x ON x.id = l.place_id AND x.ended_at IS NULL WHERE l.product_id ="     \
	" k.product_id" where ")"
#define AVAILABLE PIECES("") " - " STOCK_BUFFER_OF("0")
#define IS_FED                                                                                     \
	" AND (EXISTS (SELECT 1 FROM stock_feed g WHERE g.account_id = k.account_id AND"           \
	" g.place_id = l.place_id) OR NOT EXISTS (SELECT 1 FROM stock_feed g JOIN stock_place y"   \
	" ON y.id = g.place_id AND y.ended_at IS NULL WHERE g.account_id = k.account_id))"
#define REACHED PIECES(IS_FED) " - " STOCK_BUFFER_OF("k.account_id")

static const struct stmt_def stmts[] = {
    [ROWS_OF] =
	{"SELECT k.product_id, k.account_id, k.offer_id, CAST(k.pieces AS SIGNED),"
	 " CAST(" IS_LIVE " AS SIGNED), " AVAILABLE ", " REACHED
	 ", CAST(IFNULL(e.account_id, 0) AS UNSIGNED), e.offer_id, CAST(IFNULL(e.version,"
	 " 0) AS SIGNED) FROM " ARRAY_OF_IDS " j STRAIGHT_JOIN stock_link k"
	 " ON k.product_id = j.id JOIN product p ON p.id = k.product_id JOIN offer r"
	 " ON r.account_id = k.account_id AND r.offer_id = k.offer_id LEFT JOIN stock_lease e"
	 " ON e.product_id = k.product_id ORDER BY j.n, k.account_id, k.offer_id",
	 "s",
	 ROWS(struct stock_share_row, U64(product_id), U64(account_id), STR(offer_id), I64(pieces),
	      I64(is_live), I64(available), I64(reached), U64(keeper_account_id),
	      STR(keeper_offer_id), I64(version))},
};
STMTS_REGISTER(stock_share, stmts);

enum rc stock_share_rows(struct db *db, void *mem, const uint64_t *product_ids, size_t n_ids,
			 struct stock_share_row **rows, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[ROWS_OF],
			 PARAMS(P_STR(array_of_ids(mem, product_ids, n_ids))), rows, n, e);
}
