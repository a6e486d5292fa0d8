/* SQL of runs, their rows and profiles. */
#include "domain/catalog/import.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "db/columns.h"

const char *const run_state_names[RUN_STATES + 1] = {
    [RUN_WAITING] = "waiting", [RUN_READ] = "read",	  [RUN_APPROVED] = "approved",
    [RUN_APPLIED] = "applied", [RUN_TO_UNDO] = "to-undo", [RUN_UNDONE] = "undone",
    [RUN_FAILED] = "failed",   [RUN_DROPPED] = "dropped", [RUN_DRAFT] = "draft",
};

const char *const product_verdict_names[PRODUCT_VERDICTS + 1] = {
    [PRODUCT_NEW] = "new",
    [PRODUCT_CHANGED] = "changed",
    [PRODUCT_SAME] = "same",
    [PRODUCT_REFUSED] = "refused",
};

const char *const run_brake_names[BRAKES + 1] = {
    [BRAKE_NONE] = "",	   [BRAKE_STOCK] = "stock", [BRAKE_PRICE] = "price",
    [BRAKE_JUMP] = "jump", [BRAKE_GONE] = "gone",
};

/* clang-format off */
static const struct row_map row_map =
    ROW_COLUMNS(struct import_row, COL_U64(struct import_row, run_id), COL_I64(struct import_row, n),
		COL_I64(struct import_row, line), COL_STR(struct import_row, verdict),
		COL_I64(struct import_row, product_id), COL_I64(struct import_row, product_version),
		COL_STR(struct import_row, changed), COL_STR(struct import_row, locked),
		COL_STR(struct import_row, notes), COL_STR(struct import_row, words),
		COL_STR(struct import_row, p.sku), MAP_OF(PRODUCT_COLUMNS, struct import_row, p.));
/* clang-format on */

#define PROFILE_FIELDS                                                                             \
	STR(name), STR(format), STR(encoding), STR(separator), STR(decimal_mark), I64(net),        \
	    I64(vat), STR(currency), STR(mapping), I64(whole), I64(auto_apply)
#define PROFILE_NAMES                                                                              \
	"name, format, encoding, `separator`, decimal_mark, net, vat, currency, mapping, whole, "  \
	"auto"
#define SELECT_PROFILE                                                                             \
	"SELECT id, name, format, encoding, `separator`, decimal_mark, CAST(net AS SIGNED),"       \
	" CAST(vat AS SIGNED), currency, mapping, CAST(whole AS SIGNED), CAST(auto AS SIGNED), "   \
	"CAST(version AS SIGNED)"                                                                  \
	" FROM import_profile WHERE "
#define PROFILE_ROW ROWS(struct import_profile, U64(id), PROFILE_FIELDS, I64(version))

#define COUNTS                                                                                     \
	I64(rows[PRODUCT_NEW]), I64(rows[PRODUCT_CHANGED]), I64(rows[PRODUCT_SAME]),               \
	    I64(rows[PRODUCT_REFUSED]), I64(noted)
#define EFFECT                                                                                     \
	I64(effect.loses_stock), I64(effect.loses_price), I64(effect.jumps), I64(effect.gone),     \
	    I64(effect.products)

#define SELECT_RUN                                                                                 \
	"SELECT id, CAST(IFNULL(profile_id, 0) AS UNSIGNED), state, file_name, host, file_bytes, " \
	"read_bytes,"                                                                              \
	" rows_new, rows_changed, rows_same, rows_refused, rows_noted, loses_stock, loses_price,"  \
	" jumps, gone, products, brake, problem, actor, created_at, applied_at, undone_at,"        \
	" CAST(version AS SIGNED) FROM import_run WHERE "
#define RUN_ROW                                                                                    \
	ROWS(struct import_run, U64(id), U64(profile_id), STR(state), STR(file_name), STR(host),   \
	     I64(file_bytes), I64(read_bytes), COUNTS, EFFECT, STR(brake), STR(problem),           \
	     STR(actor), TIME(created_at), TIME(applied_at), TIME(undone_at), I64(version))
#define SELECT_ROWS(columns)                                                                       \
	"SELECT run_id, CAST(n AS SIGNED), CAST(line AS SIGNED), verdict,"                         \
	" CAST(product_id AS SIGNED), CAST(product_version AS SIGNED), changed, locked, notes,"    \
	" words, sku" columns " FROM import_row WHERE "
enum {
	PROFILE_SAVE,
	PROFILE_FIND,
	PROFILE_LOAD,
	PROFILES,
	RUN_START,
	RUN_LOAD,
	RUN_SETTLE,
	RUNS_DUE,
	RUN_AGREE,
	RUN_TIDIED,
	RUN_MOVE,
	RUN_PROGRESS,
	RUN_REPORT,
	ROWS_FORGET,
	ROWS_TRIM,
	ROWS_ADD,
	ROWS_TWINS,
	ROWS_LIST,
	PARENTS_FIND,
	PARENTS_FORGET,
	COUNT_ROWS,
};

static const struct stmt_def stmts[] = {
    [PROFILE_SAVE] = {"INSERT INTO import_profile (" PROFILE_NAMES ") VALUES (?, " MARKS_10
		      ") ON DUPLICATE KEY UPDATE format = VALUES(format),"
		      " encoding = VALUES(encoding), `separator` = VALUES(`separator`),"
		      " decimal_mark = VALUES(decimal_mark), net = VALUES(net), vat = VALUES(vat),"
		      " currency = VALUES(currency), mapping = VALUES(mapping),"
		      " whole = VALUES(whole), auto = VALUES(auto), version = version + 1",
		      BULK(struct import_profile, PROFILE_FIELDS)},
    [PROFILE_FIND] = {SELECT_PROFILE "name = ?", "s", PROFILE_ROW},
    [PROFILE_LOAD] = {SELECT_PROFILE "id = ?", "u", PROFILE_ROW},
    [PROFILES] = {SELECT_PROFILE "id > 0 ORDER BY name LIMIT 100", "", PROFILE_ROW},
    [RUN_START] = {"INSERT INTO import_run (profile_id, state, file_name, host, file_bytes, actor)"
		   " VALUES (NULLIF(?, 0), IFNULL(?, 'waiting'), ?, IFNULL(?, ''), ?, ?)",
		   BULK(struct import_run, U64(profile_id), STR(state), STR(file_name), STR(host),
			I64(file_bytes), STR(actor))},
    [RUN_SETTLE] = {"UPDATE import_run SET profile_id = ?, state = 'waiting', version = version + 1"
		    " WHERE id = ? AND state = 'draft'",
		    "uu", NO_ROWS},
    [RUN_LOAD] = {SELECT_RUN "id = ?", "u", RUN_ROW},
    [RUNS_DUE] = {SELECT_RUN
		  "id > ? AND (state IN ('waiting', 'approved', 'to-undo') OR"
		  " tidied = 0 AND state IN ('applied', 'failed', 'dropped', 'undone')"
		  " OR state = 'draft' AND created_at < UTC_TIMESTAMP(3) - INTERVAL 2 DAY)"
		  " ORDER BY id LIMIT 20",
		  "u", RUN_ROW},
    [RUN_AGREE] = {"UPDATE import_run r JOIN import_profile p ON p.id = r.profile_id"
		   " SET r.state = 'approved', r.version = r.version + 1 WHERE r.id = ?"
		   " AND r.state = 'read' AND r.brake = '' AND p.auto = 1"
		   " AND r.actor IN ('" IMPORT_BY_ITSELF "', '" IMPORT_FETCHED "')",
		   "u", NO_ROWS},
    [RUN_TIDIED] = {"UPDATE import_run SET tidied = 1 WHERE id = ?", "u", NO_ROWS},
    [RUN_MOVE] = {"UPDATE import_run SET state = ?, problem = ?, tidied = 0, version = version + 1,"
		  " applied_at = IF(state = 'applied', UTC_TIMESTAMP(3), applied_at),"
		  " undone_at = IF(state = 'undone', UTC_TIMESTAMP(3), undone_at)"
		  " WHERE id = ? AND state = ?",
		  "ssus", NO_ROWS},
    [RUN_PROGRESS] = {"UPDATE import_run SET read_bytes = ? WHERE id = ?", "iu", NO_ROWS},
    [RUN_REPORT] = {"UPDATE import_run SET state = 'read', rows_new = ?, rows_changed = ?,"
		    " rows_same = ?, rows_refused = ?, rows_noted = ?, loses_stock = ?,"
		    " loses_price = ?, jumps = ?, gone = ?, products = ?, brake = ?,"
		    " problem = ?, read_bytes = file_bytes, version = version + 1"
		    " WHERE id = ? AND state = 'waiting'",
		    BULK(struct import_run, COUNTS, EFFECT, STR(brake), STR(problem), U64(id))},
    [ROWS_FORGET] = {"DELETE FROM import_row WHERE run_id = ? ORDER BY n LIMIT 2000", "u", NO_ROWS},
    [ROWS_TRIM] = {"DELETE FROM import_row WHERE run_id = ? AND verdict IN ('new', 'same')"
		   " LIMIT 2000",
		   "u", NO_ROWS},
    [ROWS_ADD] = {"INSERT INTO import_row (run_id, n, line, verdict, product_id, product_version,"
		  " changed, locked, notes, words, sku" SQL_NAMES_OF(
		      PRODUCT_COLUMNS) ") VALUES (" MARKS_10
				       ", ?" SQL_MARKS_OF(PRODUCT_COLUMNS) ")",
		  NULL, &row_map},
    [ROWS_TWINS] = {"UPDATE import_row r FORCE INDEX (by_sku) JOIN (SELECT sku, MIN(n) AS first, "
		    "MIN(line) AS line"
		    " FROM import_row WHERE run_id = ? AND sku IS NOT NULL GROUP BY sku"
		    " HAVING COUNT(*) > 1) t ON t.sku = r.sku AND r.n > t.first"
		    " SET r.verdict = 'refused', r.changed = '',"
		    " r.notes = CONCAT(r.notes, 'sku\tsku-twice\t', t.line, '\n')"
		    " WHERE r.run_id = ?",
		    "uu", NO_ROWS},
    [ROWS_LIST] = {SELECT_ROWS(SQL_HEADS_OF(
		       PRODUCT_COLUMNS)) "run_id = ? AND n > ? AND verdict = IFNULL(?, verdict)"
					 " ORDER BY n LIMIT 100",
		   "uis", &row_map},
    [PARENTS_FIND] = {SELECT_ROWS(SQL_NAMES_OF(
			  PRODUCT_COLUMNS)) "run_id = ? AND n >= 1000000000 AND sku IN (" MARKS_100
					    ")",
		      "u" SIG_S_100, &row_map},
    [PARENTS_FORGET] = {"DELETE FROM import_row WHERE run_id = ? AND n >= 1000000000", "u",
			NO_ROWS},
    [COUNT_ROWS] = {"SELECT IFNULL(CAST(SUM(verdict = 'new') AS SIGNED), 0),"
		    " IFNULL(CAST(SUM(verdict = 'changed') AS SIGNED), 0),"
		    " IFNULL(CAST(SUM(verdict = 'same') AS SIGNED), 0),"
		    " IFNULL(CAST(SUM(verdict = 'refused') AS SIGNED), 0),"
		    " IFNULL(CAST(SUM(notes > '') AS SIGNED), 0) FROM import_row WHERE run_id = ?",
		    "u", ROWS(struct import_run, COUNTS)},
};
STMTS_REGISTER(import, stmts);

/* ---- Profiles and runs -------------------------------------------------------------------------
 */

enum rc import_profile_find(struct db *db, void *mem, const char *name, struct import_profile *out,
			    struct err *e)
{
	return stmt_find(db, mem, &stmts[PROFILE_FIND], PARAMS(P_STR(name)), out, e);
}

enum rc import_profile_load(struct db *db, void *mem, uint64_t id, struct import_profile *out,
			    struct err *e)
{
	return stmt_find(db, mem, &stmts[PROFILE_LOAD], PARAMS(P_U64(id)), out, e);
}

enum rc import_profile_save(struct db *db, struct import_profile *profile, struct err *e)
{
	void *mem = mem_context(NULL, "profile");
	struct import_profile saved;

	if (!stmt_run_row(db, &stmts[PROFILE_SAVE], profile, NULL, e) &&
	    !import_profile_find(db, mem, profile->name, &saved, e)) {
		profile->id = saved.id;
		profile->version = saved.version;
	}
	mem_free(mem);
	return e->rc;
}

enum rc import_run_start(struct db *db, const struct import_run *run, uint64_t *id, struct err *e)
{
	if (stmt_run_row(db, &stmts[RUN_START], run, NULL, e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

enum rc import_profiles_list(struct db *db, void *mem, struct import_profile **out, size_t *n,
			     struct err *e)
{
	return stmt_list(db, mem, &stmts[PROFILES], NO_PARAMS, out, n, e);
}

enum rc import_run_settle(struct db *db, uint64_t id, uint64_t profile_id, struct err *e)
{
	return stmt_cas(db, &stmts[RUN_SETTLE], PARAMS(P_U64(profile_id), P_U64(id)),
			"the run is in another state by now", e);
}

enum rc import_run_load(struct db *db, void *mem, uint64_t id, struct import_run *out,
			struct err *e)
{
	return stmt_find(db, mem, &stmts[RUN_LOAD], PARAMS(P_U64(id)), out, e);
}

enum rc import_runs_due(struct db *db, void *mem, uint64_t after, struct import_run **out,
			size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[RUNS_DUE], PARAMS(P_U64(after)), out, n, e);
}

enum rc import_run_agree(struct db *db, uint64_t id, struct err *e)
{
	return stmt_run(db, &stmts[RUN_AGREE], PARAMS(P_U64(id)), NULL, e);
}

enum rc import_run_tidied(struct db *db, uint64_t id, struct err *e)
{
	return stmt_run(db, &stmts[RUN_TIDIED], PARAMS(P_U64(id)), NULL, e);
}

enum rc import_run_move(struct db *db, uint64_t id, enum run_state from, enum run_state to,
			const char *problem, struct err *e)
{
	const struct param params[] = {P_STR(run_state_names[to]), P_STR(problem), P_U64(id),
				       P_STR(run_state_names[from])};

	return stmt_cas(db, &stmts[RUN_MOVE], params, "the run is in another state by now", e);
}

enum rc import_run_progress(struct db *db, uint64_t id, int64_t read_bytes, struct err *e)
{
	return stmt_run(db, &stmts[RUN_PROGRESS], PARAMS(P_I64(read_bytes), P_U64(id)), NULL, e);
}

enum rc import_run_report(struct db *db, const struct import_run *run, struct err *e)
{
	return stmt_cas_row(db, &stmts[RUN_REPORT], run, "the run is in another state by now", e);
}

/* ---- Rows --------------------------------------------------------------------------------------
 */

enum rc import_rows_forget(struct db *db, uint64_t run_id, enum import_rows which, bool *more,
			   struct err *e)
{
	uint64_t n = 0;
	const struct stmt_def *def = &stmts[which == IMPORT_ROWS_ALL ? ROWS_FORGET : ROWS_TRIM];

	*more = !stmt_run(db, def, PARAMS(P_U64(run_id)), &n, e) && n;
	return e->rc;
}

enum rc import_rows_add(struct db *db, const struct import_row *rows, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[ROWS_ADD], rows, n, NULL, e);
}

enum rc import_parents_find(struct db *db, void *mem, uint64_t run_id, const char *const *keys,
			    size_t n, struct import_row **out, size_t *n_out, struct err *e)
{
	enum { KEYS = 100 }; /* MARKS_100 */
	struct param params[KEYS + 1] = {P_U64(run_id)};

	if (n > KEYS)
		BUG("%zu parents in one question", n);
	for (size_t i = 0; i < KEYS; i++)
		params[i + 1] = P_STR(i < n ? keys[i] : NULL);
	return stmt_list(db, mem, &stmts[PARENTS_FIND], params, out, n_out, e);
}

enum rc import_parents_forget(struct db *db, uint64_t run_id, struct err *e)
{
	return stmt_run(db, &stmts[PARENTS_FORGET], PARAMS(P_U64(run_id)), NULL, e);
}

enum rc import_rows_refuse_twins(struct db *db, uint64_t run_id, struct err *e)
{
	return stmt_run(db, &stmts[ROWS_TWINS], PARAMS(P_U64(run_id), P_U64(run_id)), NULL, e);
}

enum rc import_rows_list(struct db *db, void *mem, uint64_t run_id, const char *verdict,
			 int64_t after, struct import_row **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[ROWS_LIST],
			 PARAMS(P_U64(run_id), P_I64(after), P_STR(verdict)), out, n, e);
}

enum rc import_count_rows(struct db *db, uint64_t run_id, struct import_run *out, struct err *e)
{
	return stmt_find(db, NULL, &stmts[COUNT_ROWS], PARAMS(P_U64(run_id)), out, e);
}
