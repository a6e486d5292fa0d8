/* SQL around the search box: the cleaning of older rows. */
#include "domain/orders/order_search.h"

#include "base/mem.h"
#include "base/str.h"
#include "db/stmt.h"
#include "db/tx.h"

#include <stdint.h>

enum { CLEAN_FIND, CLEAN_NEXT, CLEAN_ROWS, CLEAN_WRITE, CLEAN_SAVE, CLEAN_END };

struct words_row {
	const char *words;
	uint64_t order_id;
};

/* Words are stored with blanks between them (order_search.c). */
static const struct stmt_def stmts[] = {
    [CLEAN_FIND] = {"SELECT done_id FROM order_search_cleaning WHERE id = 1 AND ended_at IS NULL"
		    " FOR UPDATE",
		    "", ID},
    [CLEAN_NEXT] = {"SELECT CAST(IFNULL(MAX(s.order_id), 0) AS UNSIGNED) FROM (SELECT order_id "
		    "FROM order_search"
		    " WHERE order_id > ? ORDER BY order_id LIMIT 500) s",
		    "u", ID},
    [CLEAN_ROWS] = {"SELECT words, order_id FROM order_search WHERE order_id > ? AND order_id <= ?"
		    " AND (words LIKE '%@%' OR LENGTH(words) > CHAR_LENGTH(words)) FOR UPDATE",
		    "uu", ROWS(struct words_row, STR(words), U64(order_id))},
    [CLEAN_WRITE] = {"UPDATE order_search SET words = ? WHERE order_id = ?",
		     BULK(struct words_row, STR(words), U64(order_id))},
    [CLEAN_SAVE] = {"UPDATE order_search_cleaning SET done_id = ? WHERE id = 1", "u", NO_ROWS},
    [CLEAN_END] = {"UPDATE order_search_cleaning SET ended_at = UTC_TIMESTAMP(3) WHERE id = 1", "",
		   NO_ROWS},
};
STMTS_REGISTER(order_search, stmts);
_Static_assert(ORDER_CLEAN_ROWS == 500, "LIMIT says so");

/* ---- Cleaning ---------------------------------------------------------------------------------
 */

/* Those that would be written in another way now. */
static enum rc clean_rows(struct db *db, void *mem, uint64_t done, uint64_t until, struct err *e)
{
	struct words_row *rows;
	size_t changed = 0;
	size_t n;

	if (stmt_list(db, mem, &stmts[CLEAN_ROWS], PARAMS(P_U64(done), P_U64(until)), &rows, &n, e))
		return e->rc;
	for (size_t i = 0; i < n; i++) {
		const char *words = order_words_clean(mem, rows[i].words);
		if (!str_eq(words, rows[i].words))
			rows[changed++] = (struct words_row){words, rows[i].order_id};
	}
	return stmt_bulk(db, &stmts[CLEAN_WRITE], rows, changed, NULL, e);
}

static enum rc clean_until(struct db *db, uint64_t done, uint64_t until, struct err *e)
{
	if (!until)
		return stmt_run(db, &stmts[CLEAN_END], NO_PARAMS, NULL, e);
	void *mem = mem_context(NULL, "words");
	enum rc rc = clean_rows(db, mem, done, until, e);
	mem_free(mem);
	return rc ? rc : stmt_run(db, &stmts[CLEAN_SAVE], PARAMS(P_U64(until)), NULL, e);
}

static enum rc clean_body(struct db *db, void *arg, struct err *e)
{
	bool *more = arg;
	uint64_t done = 0;
	uint64_t until = 0;

	*more = false;
	if (stmt_find(db, NULL, &stmts[CLEAN_FIND], NO_PARAMS, &done, e)) {
		if (e->rc != RC_NOT_FOUND)
			return e->rc;
		err_clear(e);
		return RC_OK;
	}
	if (stmt_find(db, NULL, &stmts[CLEAN_NEXT], PARAMS(P_U64(done)), &until, e))
		return e->rc;
	*more = until > 0;
	return clean_until(db, done, until, e);
}

enum rc order_search_clean(struct db *db, bool *more, struct err *e)
{
	return tx_run(db, clean_body, more, e);
}
