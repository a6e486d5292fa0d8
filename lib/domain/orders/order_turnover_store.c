/* SQL of what orders are worth. */
#include "domain/orders/order_turnover.h"

#include "base/mem.h"
#include "db/stmt.h"

enum { SUM_OF };

struct sum_row {
	struct money sum;
};

static const struct stmt_def stmts[] = {
    [SUM_OF] = {"SELECT CAST(SUM(minor) AS SIGNED), currency FROM order_turnover"
		" WHERE hour >= ? AND hour < ? GROUP BY currency HAVING SUM(minor) <> 0"
		" ORDER BY currency = 'PLN' DESC, SUM(minor) DESC LIMIT ?",
		"tti", ROWS(struct sum_row, MONEY(sum))},
};
STMTS_REGISTER(order_turnover, stmts);

enum rc turnover_sum(struct db *db, int64_t from, int64_t until, struct turnover *out,
		     struct err *e)
{
	void *mem = mem_context(NULL, "turnover");
	const struct param *between =
	    PARAMS(P_TIME(from), P_TIME(until), P_I64(TURNOVER_CURRENCIES));
	struct sum_row *rows;
	size_t n = 0;
	enum rc rc = stmt_list(db, mem, &stmts[SUM_OF], between, &rows, &n, e);

	*out = (struct turnover){.n = n};
	for (size_t i = 0; i < n; i++)
		out->sums[i] = rows[i].sum;
	mem_free(mem);
	return rc;
}
