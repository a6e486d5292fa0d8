/* How many orders have come since somebody last looked. */
#include "domain/orders/order_news.h"

#include "db/stmt.h"

enum { NEWS_COUNT };

static const struct stmt_def stmts[] = {
    [NEWS_COUNT] = {"SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE id > ?"
		    " AND place <> 'merged' LIMIT 1000) AS news",
		    "i", NUMBER},
};
STMTS_REGISTER(order_news, stmts);

enum rc order_count_after(struct db *db, int64_t id, int64_t *n, struct err *e)
{
	return stmt_number(db, &stmts[NEWS_COUNT], PARAMS(P_I64(id)), n, e);
}
