/* SQL that applies a run and takes it back: a few statements over its rows, made from the list of
 * columns. */
#include "domain/catalog/import.h"

#include "db/columns.h"
#include "domain/catalog/import_stock.h"

#define P_NAME(f, w)	     ", p." #f
#define P_NAME_M(f, a, c, w) ", p." #a ", p." #c
#define R_NAME(f, w)	     ", r." #f
#define R_NAME_M(f, a, c, w) ", r." #a ", r." #c
#define P_NAMES		     PRODUCT_OWN_COLUMNS(P_NAME, P_NAME, P_NAME, P_NAME_M, )
#define R_NAMES		     PRODUCT_OWN_COLUMNS(R_NAME, R_NAME, R_NAME, R_NAME_M, )

/* What the run changes, and what it has changed and nobody since. */
#define TAKES(f, col)	   "p." col " = IF(FIND_IN_SET('" f "', r.changed), r." col ", p." col ")"
#define TAKE(f, w)	   ", " TAKES(#f, #f)
#define TAKE_M(f, a, c, w) ", " TAKES(#f, #a) ", " TAKES(#f, #c)
#define TAKE_ALL	   PRODUCT_OWN_COLUMNS(TAKE, TAKE, TAKE, TAKE_M, )
#define OURS(f, same)                                                                              \
	"FIND_IN_SET('" f "', r.changed) AND NOT FIND_IN_SET('" f "', p.locks) AND " same
#define GIVES(f, col, same) "p." col " = IF(" OURS(f, same) ", b." col ", p." col ")"
#define IS_SAME(col)	    "p." col " <=> r." col
#define GIVE(f, w)	    ", " GIVES(#f, #f, IS_SAME(#f))
#define GIVE_M(f, a, c, w)                                                                         \
	", " GIVES(#f, #a, IS_SAME(#a)) ", " GIVES(#f, #c, IS_SAME(#a) " AND " IS_SAME(#c))
#define GIVE_ALL PRODUCT_OWN_COLUMNS(GIVE, GIVE, GIVE, GIVE_M, )

#define CHANGED_ROWS                                                                               \
	" FROM import_row r STRAIGHT_JOIN product p FORCE INDEX (PRIMARY) ON p.id = r.product_id"  \
	" WHERE r.run_id = ? AND r.verdict = 'changed'"
/* Indexes are named: of rows that have just come in the server knows no numbers, and takes a walk
 * through all rows of the run for each product instead. */
#define NOT_IN_FILE                                                                                \
	"p.profile_id = ? AND p.gone_since IS NULL AND NOT EXISTS"                                 \
	" (SELECT 1 FROM import_row r FORCE INDEX (by_sku) WHERE r.run_id = ? AND r.sku = p.sku)"

enum {
	COUNT_GONE,
	STALE,
	KEEP_BEFORE,
	CHANGE,
	ADD_NEW,
	MARK_GONE,
	CHANGE_BACK,
	GONE_BACK,
	REMOVE_NEW,
};

static const struct stmt_def stmts[] = {
    [COUNT_GONE] = {"SELECT COUNT(*) FROM product p WHERE " NOT_IN_FILE, "uu", NUMBER},
    [STALE] =
	{"SELECT COUNT(*) FROM import_row r LEFT JOIN product p FORCE INDEX (sku) ON p.sku = r.sku"
	 " WHERE r.run_id = ? AND r.verdict IN ('new', 'changed')"
	 " AND NOT (p.version <=> r.product_version)",
	 "u", NUMBER},
    [KEEP_BEFORE] = {"INSERT INTO import_before (run_id, product_id, gone_since, words, "
		     "stock" SQL_NAMES_OF(PRODUCT_OWN_COLUMNS) ") SELECT r.run_id, p.id,"
							       " p.gone_since, p.words, (SELECT"
							       " t.stock FROM stock_total t"
							       " WHERE t.product_id ="
							       " p.id)" P_NAMES CHANGED_ROWS,
		     "u", NO_ROWS},
    [CHANGE] =
	{"UPDATE import_row r STRAIGHT_JOIN product p FORCE INDEX (PRIMARY) ON p.id = r.product_id"
	 " SET p.version = p.version + 1, p.updated_at = UTC_TIMESTAMP(3),"
	 " p.words = r.words, p.gone_since = NULL, p.gone_by = NULL" TAKE_ALL
	 " WHERE r.run_id = ? AND r.verdict = 'changed'",
	 "u", NO_ROWS},
    [ADD_NEW] = {"INSERT INTO product (profile_id, made_by, sku, "
		 "words" SQL_NAMES_OF(
		     PRODUCT_OWN_COLUMNS) ") SELECT ?, r.run_id, r.sku, r.words" R_NAMES
					  " FROM import_row r WHERE r.run_id = ?"
					  " AND r.verdict = 'new' ORDER BY r.n",
		 "uu", NO_ROWS},
    [MARK_GONE] = {"UPDATE product p SET p.gone_since = UTC_DATE(), p.gone_by = ?,"
		   " p.version = p.version + 1, p.updated_at = UTC_TIMESTAMP(3) WHERE " NOT_IN_FILE,
		   "uuu", NO_ROWS},
#define BACK_ROWS                                                                                  \
	"import_row r JOIN import_before b ON b.run_id = r.run_id"                                 \
	" AND b.product_id = r.product_id JOIN product p ON p.id = r.product_id"
    [CHANGE_BACK] = {"UPDATE " BACK_ROWS " SET p.words = IF(p.version = r.product_version + 1,"
		     " b.words, CONCAT(p.words, b.words)), p.gone_since = IF(p.gone_since IS NULL,"
		     " b.gone_since, p.gone_since), p.version = p.version + 1,"
		     " p.updated_at = UTC_TIMESTAMP(3)" GIVE_ALL
		     " WHERE r.run_id = ? AND r.verdict = 'changed'",
		     "u", NO_ROWS},
    /* What a later file lacks too, is gone by that one. */
    [GONE_BACK] =
	{"UPDATE product p SET p.gone_by = (SELECT MIN(i.id) FROM import_run u JOIN import_run i"
	 " ON i.profile_id = u.profile_id AND i.state = 'applied' AND i.applied_at > u.applied_at"
	 " JOIN import_profile f ON f.id = i.profile_id AND f.whole = 1 WHERE u.id = ?),"
	 " p.gone_since = IF(p.gone_by IS NULL, NULL, p.gone_since), p.version = p.version + 1"
	 " WHERE p.gone_by = ?",
	 "uu", NO_ROWS},
    /* With orders, counts or offers of its own it is more than what the run brought. */
    [REMOVE_NEW] = {"DELETE p FROM product p WHERE p.made_by = ? AND p.locks = '' AND NOT EXISTS"
		    " (SELECT 1 FROM import_before b JOIN import_run i ON i.id = b.run_id"
		    " WHERE b.product_id = p.id AND i.state = 'applied') AND NOT EXISTS"
		    " (SELECT 1 FROM stock_move m WHERE m.product_id = p.id"
		    " AND m.doc_kind <> 'run') AND NOT EXISTS"
		    " (SELECT 1 FROM stock_link k WHERE k.product_id = p.id)",
		    "u", NO_ROWS},
};
STMTS_REGISTER(import_apply, stmts);

enum rc import_count_gone(struct db *db, uint64_t run_id, uint64_t profile_id, int64_t *n,
			  struct err *e)
{
	return stmt_number(db, &stmts[COUNT_GONE], PARAMS(P_U64(profile_id), P_U64(run_id)), n, e);
}

static enum rc refuse_stale(struct db *db, uint64_t run_id, struct err *e)
{
	int64_t n = 0;

	if (stmt_number(db, &stmts[STALE], PARAMS(P_U64(run_id)), &n, e))
		return e->rc;
	if (!n)
		return RC_OK;
	err_set(e, RC_CONFLICT, "a product changed after the file was compared");
	err_code(e, IMPORT_STALE);
	return e->rc;
}

static enum rc run_all(struct db *db, const int *steps, size_t n, uint64_t run_id, struct err *e)
{
	for (size_t i = 0; i < n; i++)
		if (stmt_run(db, &stmts[steps[i]], PARAMS(P_U64(run_id)), NULL, e))
			return e->rc;
	return RC_OK;
}

enum rc import_apply_rows(struct db *db, const struct import_run *run,
			  const struct import_profile *profile, struct err *e)
{
	static const int changes[] = {KEEP_BEFORE, CHANGE};
	const struct param add[] = {P_U64(profile->id), P_U64(run->id)};
	const struct param gone[] = {P_U64(run->id), P_U64(profile->id), P_U64(run->id)};

	if (refuse_stale(db, run->id, e) || run_all(db, changes, COUNT_OF(changes), run->id, e) ||
	    stmt_run(db, &stmts[ADD_NEW], add, NULL, e))
		return e->rc;
	if (profile->whole && stmt_run(db, &stmts[MARK_GONE], gone, NULL, e))
		return e->rc;
	return import_stock_apply(db, run->id, e);
}

enum rc import_undo_rows(struct db *db, uint64_t run_id, struct err *e)
{
	const struct param gone[] = {P_U64(run_id), P_U64(run_id)};

	if (stmt_run(db, &stmts[CHANGE_BACK], PARAMS(P_U64(run_id)), NULL, e) ||
	    stmt_run(db, &stmts[GONE_BACK], gone, NULL, e) ||
	    stmt_run(db, &stmts[REMOVE_NEW], PARAMS(P_U64(run_id)), NULL, e))
		return e->rc;
	return import_stock_undo(db, run_id, e);
}
