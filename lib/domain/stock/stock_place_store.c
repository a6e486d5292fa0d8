/* SQL of places. */
#include "domain/stock/stock_place.h"

#include "base/mem.h"
#include "db/stmt.h"

enum { OF_ACCOUNT };

#define LIVE_FEEDS                                                                                 \
	"(SELECT f.place_id, f.position FROM stock_feed f JOIN stock_place x ON x.id = f.place_id" \
	" AND x.ended_at IS NULL WHERE f.account_id = ?)"

static const struct stmt_def stmts[] = {
    [OF_ACCOUNT] = {"SELECT CAST(p.id AS UNSIGNED) FROM stock_place p LEFT JOIN " LIVE_FEEDS
		    " o ON o.place_id = p.id WHERE p.ended_at IS NULL AND (o.place_id IS NOT NULL"
		    " OR NOT EXISTS " LIVE_FEEDS ") ORDER BY o.position, p.id",
		    "uu", ID},
};
STMTS_REGISTER(stock_place, stmts);

enum rc stock_places_of(struct db *db, void *mem, uint64_t account_id, uint64_t **out, size_t *n,
			struct err *e)
{
	if (stmt_list(db, mem, &stmts[OF_ACCOUNT], PARAMS(P_U64(account_id), P_U64(account_id)),
		      out, n, e))
		return e->rc;
	if (*n)
		return RC_OK;
	*out = mem_array(mem, uint64_t, 1);
	(*out)[0] = STOCK_PLACE_FIRST;
	*n = 1;
	return RC_OK;
}
