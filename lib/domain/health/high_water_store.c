/* SQL of the numbers that only grow. */
#include "base/mem.h"
#include "db/stmt.h"
#include "domain/health/high_water.h"

enum { HIGH_WATER };

static const struct stmt_def stmts[] = {
    [HIGH_WATER] = {"SELECT (SELECT CAST(IFNULL(MAX(id), 0) AS SIGNED) FROM job_run),"
		    " (SELECT CAST(IFNULL(SUM(gen), 0) AS SIGNED) FROM order_cursor),"
		    " (SELECT CAST(IFNULL(SUM(token_gen), 0) AS SIGNED) FROM account),"
		    " (SELECT CAST(IFNULL(MAX(id), 0) AS SIGNED) FROM audit),"
		    " (SELECT CAST(TIMESTAMPDIFF(MICROSECOND, MAX(polled_at), UTC_TIMESTAMP(3))"
		    " DIV 1000 AS SIGNED) FROM order_cursor)",
		    "",
		    ROWS(struct high_water, I64(runs), I64(cursor), I64(tokens), I64(audit),
			 I64(silent_ms))},
};
STMTS_REGISTER(high_water, stmts);

enum rc high_water_read(struct db *db, struct high_water *out, struct err *e)
{
	void *scratch = mem_context(NULL, "high water");
	enum rc rc = stmt_find(db, scratch, &stmts[HIGH_WATER], NO_PARAMS, out, e);

	mem_free(scratch);
	return rc;
}
