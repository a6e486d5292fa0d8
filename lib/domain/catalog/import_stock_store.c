/* SQL of a run in the ledger of stock. */
#include "domain/catalog/import_stock.h"

#include "base/mem.h"
#include "db/stmt.h"

#include <inttypes.h>

enum { COUNT_CHANGED, COUNT_NEW, BACK, LEVELS, TOTALS };

#define MOVE                                                                                       \
	"INSERT INTO stock_move (product_id, place_id, kind, on_hand, doc_kind, doc, actor, why) "
#define COUNTED                                                                                    \
	MOVE "SELECT p.id, f.place_id, 'file', r.stock - IFNULL(l.on_hand, 0), 'run', r.run_id,"   \
	     " i.actor, NULL FROM import_row r STRAIGHT_JOIN product p FORCE INDEX "
#define AT_ITS_PLACE                                                                               \
	" JOIN import_run i ON i.id = r.run_id JOIN import_profile f ON f.id = i.profile_id"       \
	" LEFT JOIN stock_level l ON l.product_id = p.id AND l.place_id = f.place_id"              \
	" WHERE r.run_id = ? AND r.stock IS NOT NULL AND r.verdict = "

static const struct stmt_def stmts[] = {
    [COUNT_CHANGED] = {COUNTED "(PRIMARY) ON p.id = r.product_id" AT_ITS_PLACE
			       "'changed' AND FIND_IN_SET('stock', r.changed)",
		       "u", NO_ROWS},
    [COUNT_NEW] = {COUNTED "(sku) ON p.sku = r.sku AND p.made_by = r.run_id" AT_ITS_PLACE "'new'",
		   "u", NO_ROWS},
    /* A product that the run brought and that is still there, somebody keeps. */
    [BACK] = {MOVE "SELECT m.product_id, m.place_id, 'correction', -m.on_hand, 'run', m.doc,"
		   " m.actor, 'undo' FROM stock_move m LEFT JOIN product p ON p.id = m.product_id"
		   " WHERE m.doc_kind = 'run' AND m.doc = ? AND m.kind = 'file'"
		   " AND NOT (p.made_by <=> ?) AND NOT FIND_IN_SET('stock', IFNULL(p.locks, ''))"
		   " AND NOT EXISTS (SELECT 1 FROM stock_move x WHERE x.product_id = m.product_id"
		   " AND x.id > m.id AND x.place_id = m.place_id"
		   " AND (x.kind IN ('counted', 'api') OR (x.kind = 'file' AND NOT EXISTS (SELECT 1"
		   " FROM stock_move y WHERE y.doc_kind = 'run' AND y.doc = x.doc"
		   " AND y.product_id = x.product_id AND y.kind = 'correction'))))",
	      "su", NO_ROWS},
    [LEVELS] = {"INSERT INTO stock_level (product_id, place_id, on_hand, reserved, moves)"
		" SELECT product_id, place_id, on_hand, reserved, 1 FROM stock_move"
		" WHERE doc_kind = 'run' AND doc = ? AND kind = ? ORDER BY product_id, place_id"
		" ON DUPLICATE KEY UPDATE on_hand = stock_level.on_hand + VALUES(on_hand),"
		" moves = stock_level.moves + 1",
		"ss", NO_ROWS},
    /* It is known from the file on; taken back, only if it was before. */
    [TOTALS] = {"INSERT INTO stock_total (product_id, on_hand, reserved, is_known) SELECT"
		" m.product_id, m.on_hand, 0, m.kind = 'file' OR b.stock IS NOT NULL"
		" FROM stock_move m LEFT JOIN import_before b ON b.run_id = ?"
		" AND b.product_id = m.product_id WHERE m.doc_kind = 'run' AND m.doc = ?"
		" AND m.kind = ? ORDER BY m.product_id ON DUPLICATE KEY UPDATE"
		" on_hand = stock_total.on_hand + VALUES(on_hand), is_known = VALUES(is_known),"
		" moved_at = UTC_TIMESTAMP(3)",
		"uss", NO_ROWS},
};
STMTS_REGISTER(import_stock, stmts);

/* Movements are found by their document, which is a text. */
static const char *doc_of(void *mem, uint64_t run_id)
{
	return mem_printf(mem, "%" PRIu64, run_id);
}

static enum rc add_up(struct db *db, uint64_t run_id, const char *doc, const char *kind,
		      struct err *e)
{
	if (stmt_run(db, &stmts[LEVELS], PARAMS(P_STR(doc), P_STR(kind)), NULL, e))
		return e->rc;
	return stmt_run(db, &stmts[TOTALS], PARAMS(P_U64(run_id), P_STR(doc), P_STR(kind)), NULL,
			e);
}

enum rc import_stock_apply(struct db *db, uint64_t run_id, struct err *e)
{
	void *mem = mem_context(NULL, "run");
	enum rc rc = stmt_run(db, &stmts[COUNT_CHANGED], PARAMS(P_U64(run_id)), NULL, e);

	if (!rc)
		rc = stmt_run(db, &stmts[COUNT_NEW], PARAMS(P_U64(run_id)), NULL, e);
	if (!rc)
		rc = add_up(db, run_id, doc_of(mem, run_id), "file", e);
	mem_free(mem);
	return rc;
}

enum rc import_stock_undo(struct db *db, uint64_t run_id, struct err *e)
{
	void *mem = mem_context(NULL, "run");
	const char *doc = doc_of(mem, run_id);
	enum rc rc = stmt_run(db, &stmts[BACK], PARAMS(P_STR(doc), P_U64(run_id)), NULL, e);

	if (!rc)
		rc = add_up(db, run_id, doc, "correction", e);
	mem_free(mem);
	return rc;
}
