/* SQL of answers: what is to be asked, what was answered, how far the products were looked through.
 */
#include "domain/mapping/match_store.h"

#include "base/mem.h"
#include "db/array.h"
#include "db/stmt.h"

enum {
	SWEEP_LOAD,
	SWEEP_SAVE,
	MARK_NOW,
	SLICE,
	DUE,
	CHANGED,
	OLD,
	SAVE,
	POSTPONE,
	RESHELVE,
	FORGET,
	CANDIDATES_FORGET,
	CANDIDATES_SAVE,
	TIDY_ANSWERS,
	TIDY_CANDIDATES,
	TIDY_PROPOSALS,
	TIDY_EVIDENCE,
	FIND,
};

#define ENVIRONMENT "(SELECT CAST(? AS CHAR(16) CHARACTER SET ascii) AS environment) e"
/* Every change of a product, its coming and its going move it; read from an index alone. */
#define MARK                                                                                       \
	"(SELECT CONCAT_WS(':', COUNT(*), IFNULL(SUM(p.version), 0), IFNULL(MAX(p.id), 0))"        \
	" FROM product p FORCE INDEX (by_version))"

#define SAME   "(a.asked_ean <=> p.ean AND a.asked_mpn <=> p.mpn AND a.asked_brand <=> p.brand)"
#define WANTED "(p.gone_since IS NULL AND (p.ean IS NOT NULL OR p.mpn IS NOT NULL))"
#define WHAT                                                                                       \
	"CASE WHEN NOT " WANTED " THEN IF(a.product_id IS NULL, 0, 3)"                             \
	" WHEN a.product_id IS NULL OR NOT " SAME " THEN 1"                                        \
	" WHEN NOT (a.shop_key <=> p.shop_key) THEN 2 ELSE 0 END"
#define WORK_FIELDS                                                                                \
	U64(product_id), STR(ean), STR(mpn), STR(brand), STR(shop_key), STR(was_key), I64(what)
#define WORK_NAMES "p.id, p.ean, p.mpn, p.brand, p.shop_key, a.shop_key, "

#define ANSWER_NAMES                                                                               \
	"product_id, asked_ean, asked_mpn, asked_brand, shop_key, mode, CAST(found AS SIGNED),"    \
	" card_id, asked_at, next_at, problem"
#define ANSWER_FIELDS                                                                              \
	U64(product_id), STR(asked_ean), STR(asked_mpn), STR(asked_brand), STR(shop_key),          \
	    STR(mode), I64(found), STR(card_id), TIME(asked_at), TIME(next_at), STR(problem)
#define SAVED                                                                                      \
	BULK(struct match_saved, STR(environment), U64(a.product_id), STR(a.asked_ean),            \
	     STR(a.asked_mpn), STR(a.asked_brand), STR(a.shop_key), STR(a.mode), I64(a.found),     \
	     STR(a.card_id), TIME(a.asked_at), TIME(a.next_at), STR(a.problem))
#define INSERT                                                                                     \
	"INSERT INTO catalogue_answer (environment, product_id, asked_ean, asked_mpn,"             \
	" asked_brand, shop_key, mode, found, card_id, asked_at, next_at, problem)"                \
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
#define NUMBERS                                                                                    \
	" asked_ean = VALUES(asked_ean), asked_mpn = VALUES(asked_mpn),"                           \
	" asked_brand = VALUES(asked_brand), shop_key = VALUES(shop_key),"
/* Of the numbers before they are set. */
#define IF_SAME(column)                                                                            \
	column " = IF(asked_ean <=> VALUES(asked_ean) AND asked_mpn <=> VALUES(asked_mpn)"         \
	       " AND asked_brand <=> VALUES(asked_brand), " column ", VALUES(" column ")),"

static const struct stmt_def stmts[] = {
    [SWEEP_LOAD] = {"SELECT e.environment, IFNULL(s.mark, ''),"
		    " CAST(IFNULL(s.after_id, 0) AS UNSIGNED), CAST(IFNULL(s.done, 0) AS SIGNED),"
		    " s.swept_at, UTC_TIMESTAMP(3) FROM " ENVIRONMENT
		    " LEFT JOIN catalogue_sweep s ON s.environment = e.environment",
		    "s",
		    ROWS(struct match_sweep, STR(environment), STR(mark), U64(after_id), I64(done),
			 TIME(swept_at), TIME(now))},
    [MARK_NOW] = {"SELECT " MARK, "", ROWS(struct match_mark, STR(mark))},
    [SWEEP_SAVE] = {"INSERT INTO catalogue_sweep (environment, mark, after_id, done, swept_at)"
		    " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE mark = VALUES(mark),"
		    " after_id = VALUES(after_id), done = VALUES(done),"
		    " swept_at = VALUES(swept_at)",
		    BULK(struct match_sweep, STR(environment), STR(mark), U64(after_id), I64(done),
			 TIME(swept_at))},
    [SLICE] = {"SELECT CAST(IFNULL(MAX(s.id), 0) AS UNSIGNED) FROM (SELECT id FROM product FORCE "
	       "INDEX (by_version)"
	       " WHERE id > ? ORDER BY id LIMIT 2000) s",
	       "u", ID},
    [DUE] = {"SELECT CAST(NOT EXISTS (SELECT 1 FROM catalogue_sweep s WHERE"
	     " s.environment = e.environment AND s.done = 1 AND s.mark = " MARK ")"
	     " OR EXISTS (SELECT 1 FROM catalogue_answer a JOIN product p ON p.id = a.product_id"
	     " WHERE a.environment = e.environment AND a.next_at <= UTC_TIMESTAMP(3))"
	     " OR EXISTS (SELECT 1 FROM catalogue_card c WHERE c.environment = e.environment"
	     " AND c.next_at <= UTC_TIMESTAMP(3))"
	     " OR EXISTS (SELECT 1 FROM mapping_decision d JOIN catalogue_card c"
	     " ON c.environment = d.environment AND c.card_id = CONVERT(d.value USING ascii)"
	     " COLLATE ascii_nopad_bin WHERE d.environment = e.environment AND d.kind = 'product'"
	     " AND d.subject = 'card' AND d.live = 1 AND c.next_at IS NULL AND c.gone_at IS NULL)"
	     " OR EXISTS (SELECT 1 FROM category_evidence k WHERE k.environment = e.environment"
	     " AND (k.recount = 1 OR (IFNULL(k.next_at, '1970-01-01') <= UTC_TIMESTAMP(3) AND NOT "
	     "EXISTS"
	     " (SELECT 1 FROM category_proposal v WHERE v.environment = k.environment"
	     " AND v.shop_key = k.shop_key AND v.origin = 'EAN'))))"
	     " OR EXISTS (SELECT 1 FROM (SELECT shop_key FROM product WHERE shop_key IS NOT NULL"
	     " GROUP BY shop_key) g WHERE NOT EXISTS (SELECT 1 FROM category_evidence k"
	     " WHERE k.environment = e.environment AND k.shop_key = g.shop_key))"
	     " AS SIGNED) FROM " ENVIRONMENT,
	     "s", NUMBER},
    [CHANGED] = {"SELECT " WORK_NAMES WHAT " FROM product p LEFT JOIN catalogue_answer a"
		 " ON a.environment = ? AND a.product_id = p.id WHERE p.id > ? AND p.id <= ?"
		 " AND " WHAT " > 0 ORDER BY p.id LIMIT 20",
		 "suu", ROWS(struct match_work, WORK_FIELDS)},
    [OLD] = {"SELECT " WORK_NAMES " 1 FROM catalogue_answer a JOIN product p ON p.id = a.product_id"
	     " WHERE a.environment = ? AND a.next_at <= UTC_TIMESTAMP(3) ORDER BY a.next_at"
	     " LIMIT 20",
	     "s", ROWS(struct match_work, WORK_FIELDS)},
    [SAVE] = {INSERT NUMBERS " mode = VALUES(mode), found = VALUES(found),"
			     " card_id = VALUES(card_id), asked_at = VALUES(asked_at),"
			     " next_at = VALUES(next_at), problem = VALUES(problem)",
	      SAVED},
    [POSTPONE] = {INSERT IF_SAME("mode") IF_SAME("found") IF_SAME("card_id") NUMBERS
		  " next_at = VALUES(next_at), problem = VALUES(problem)",
		  SAVED},
    [RESHELVE] = {"UPDATE catalogue_answer SET shop_key = ? WHERE environment = ?"
		  " AND product_id = ?",
		  BULK(struct match_saved, STR(a.shop_key), STR(environment), U64(a.product_id))},
    [FORGET] = {"DELETE FROM catalogue_answer WHERE environment = ? AND product_id = ?",
		BULK(struct match_saved, STR(environment), U64(a.product_id))},
    [CANDIDATES_FORGET] = {"DELETE c FROM " ARRAY_OF_IDS " j JOIN catalogue_candidate c"
			   " ON c.environment = ? AND c.product_id = j.id",
			   "ss", NO_ROWS},
    [CANDIDATES_SAVE] = {"INSERT INTO catalogue_candidate (environment, product_id, place, card_id)"
			 " VALUES (?, ?, ?, ?)",
			 BULK(struct match_candidate, STR(environment), U64(product_id), I64(place),
			      STR(card_id))},
    [TIDY_ANSWERS] = {"DELETE a FROM catalogue_answer a LEFT JOIN product p ON p.id = a.product_id"
		      " WHERE a.environment = ? AND p.id IS NULL",
		      "s", NO_ROWS},
    [TIDY_CANDIDATES] = {"DELETE c FROM catalogue_candidate c LEFT JOIN catalogue_answer a"
			 " ON a.environment = c.environment AND a.product_id = c.product_id"
			 " WHERE c.environment = ? AND a.product_id IS NULL",
			 "s", NO_ROWS},
    [TIDY_PROPOSALS] = {"DELETE v FROM category_proposal v LEFT JOIN product p"
			" ON p.shop_key = v.shop_key WHERE v.environment = ? AND p.id IS NULL",
			"s", NO_ROWS},
    [TIDY_EVIDENCE] = {"DELETE k FROM category_evidence k LEFT JOIN product p"
		       " ON p.shop_key = k.shop_key WHERE k.environment = ? AND p.id IS NULL",
		       "s", NO_ROWS},
    [FIND] = {"SELECT " ANSWER_NAMES " FROM catalogue_answer WHERE environment = ?"
	      " AND product_id = ?",
	      "su", ROWS(struct match_answer, ANSWER_FIELDS)},
};
STMTS_REGISTER(match, stmts);
_Static_assert(MATCH_SLICE == 2000 && MATCH_BATCH == 20, "LIMIT says so");

/* ---- Looking through ------------------------------------------------------------------------- */

enum rc match_sweep_load(struct db *db, void *mem, const char *environment, struct match_sweep *out,
			 struct err *e)
{
	return stmt_find(db, mem, &stmts[SWEEP_LOAD], PARAMS(P_STR(environment)), out, e);
}

enum rc match_mark(struct db *db, void *mem, struct match_mark *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[MARK_NOW], NO_PARAMS, out, e);
}

enum rc match_sweep_save(struct db *db, const struct match_sweep *s, struct err *e)
{
	return stmt_run_row(db, &stmts[SWEEP_SAVE], s, NULL, e);
}

enum rc match_slice(struct db *db, uint64_t after_id, uint64_t *to_id, struct err *e)
{
	return stmt_find(db, NULL, &stmts[SLICE], PARAMS(P_U64(after_id)), to_id, e);
}

enum rc match_due(struct db *db, const char *environment, bool *due, struct err *e)
{
	int64_t is = 0;
	enum rc rc = stmt_number(db, &stmts[DUE], PARAMS(P_STR(environment)), &is, e);

	*due = is;
	return rc;
}

enum rc match_changed(struct db *db, void *mem, const char *environment, uint64_t after_id,
		      uint64_t to_id, struct match_work **out, size_t *n, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_U64(after_id), P_U64(to_id)};

	return stmt_list(db, mem, &stmts[CHANGED], params, out, n, e);
}

enum rc match_old(struct db *db, void *mem, const char *environment, struct match_work **out,
		  size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[OLD], PARAMS(P_STR(environment)), out, n, e);
}

enum rc match_tidy(struct db *db, const char *environment, struct err *e)
{
	static const int all[] = {TIDY_ANSWERS, TIDY_CANDIDATES, TIDY_PROPOSALS, TIDY_EVIDENCE};

	for (size_t i = 0; i < COUNT_OF(all); i++)
		if (stmt_run(db, &stmts[all[i]], PARAMS(P_STR(environment)), NULL, e))
			return e->rc;
	return RC_OK;
}

/* ---- Answers --------------------------------------------------------------------------------- */

static enum rc bulk(struct db *db, int which, const struct match_saved *rows, size_t n,
		    struct err *e)
{
	return n ? stmt_bulk(db, &stmts[which], rows, n, NULL, e) : RC_OK;
}

enum rc match_answers_save(struct db *db, const struct match_saved *rows, size_t n, struct err *e)
{
	return bulk(db, SAVE, rows, n, e);
}

enum rc match_answers_postpone(struct db *db, const struct match_saved *rows, size_t n,
			       struct err *e)
{
	return bulk(db, POSTPONE, rows, n, e);
}

enum rc match_answers_move(struct db *db, const struct match_saved *rows, size_t n, struct err *e)
{
	return bulk(db, RESHELVE, rows, n, e);
}

enum rc match_answers_forget(struct db *db, const struct match_saved *rows, size_t n, struct err *e)
{
	return bulk(db, FORGET, rows, n, e);
}

enum rc match_candidates_save(struct db *db, const char *environment, const uint64_t *products,
			      size_t n_products, const struct match_candidate *rows, size_t n,
			      struct err *e)
{
	void *mem = mem_context(NULL, "candidates");
	const struct param params[] = {P_STR(array_of_ids(mem, products, n_products)),
				       P_STR(environment)};

	enum rc rc = stmt_run(db, &stmts[CANDIDATES_FORGET], params, NULL, e);

	if (!rc && n)
		rc = stmt_bulk(db, &stmts[CANDIDATES_SAVE], rows, n, NULL, e);
	mem_free(mem);
	return rc;
}

enum rc match_answer_find(struct db *db, void *mem, const char *environment, uint64_t product_id,
			  struct match_answer *out, struct err *e)
{
	const struct param params[] = {P_STR(environment), P_U64(product_id)};

	return stmt_find(db, mem, &stmts[FIND], params, out, e);
}
