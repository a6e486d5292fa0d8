/* How many orders have come since somebody last looked. */
#include "domain/orders/order_news.h"

#include "base/mem.h"
#include "db/stmt.h"

enum { NEWS_NEWEST, NEWS_COUNT };

static const struct stmt_def stmts[] = {
    [NEWS_NEWEST] = {"SELECT CAST(IFNULL(MAX(id), 0) AS SIGNED) FROM orders", "", NUMBER},
    [NEWS_COUNT] = {"SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE id > ?"
		    " AND place <> 'merged' LIMIT 1000) AS news",
		    "i", NUMBER},
};
STMTS_REGISTER(order_news, stmts);

static enum rc one_number(struct db *db, int statement, const struct param *params, int64_t *out,
			  struct err *e)
{
	void *scratch = mem_context(NULL, "number");
	int64_t n = 0;
	enum rc rc = stmt_find(db, scratch, &stmts[statement], params, &n, e);

	mem_free(scratch);
	*out = n;
	return rc;
}

enum rc order_newest(struct db *db, int64_t *id, struct err *e)
{
	return one_number(db, NEWS_NEWEST, NO_PARAMS, id, e);
}

enum rc order_count_after(struct db *db, int64_t id, int64_t *n, struct err *e)
{
	return one_number(db, NEWS_COUNT, PARAMS(P_I64(id)), n, e);
}
