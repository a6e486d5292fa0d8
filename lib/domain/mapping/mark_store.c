/* SQL of marks. */
#include "domain/mapping/ready_store.h"

#include "db/stmt.h"

enum { ALL, ADD, FIND, COUNT, PUT, DROP, TIDY };

static const struct stmt_def stmts[] = {
    [ALL] = {"SELECT id, kind, subject FROM ready_mark WHERE account_id = ?", "u",
	     ROWS(struct mark, U64(id), STR(kind), STR(subject))},
    [ADD] = {"INSERT IGNORE INTO ready_mark (account_id, kind, subject) VALUES (?, ?, ?)", "uss",
	     NO_ROWS},
    [FIND] = {"SELECT id FROM ready_mark WHERE account_id = ? AND kind = ? AND subject = ?", "uss",
	      ID},
    [COUNT] = {"UPDATE ready_mark SET n = n + ?, alone = alone + ? WHERE id = ?",
	       BULK(struct mark_change, I64(n), I64(alone), U64(id))},
    [TIDY] = {"DELETE FROM ready_mark WHERE account_id = ? AND n = 0 AND alone = 0", "u", NO_ROWS},
    [PUT] = {"INSERT IGNORE INTO product_mark (mark_id, product_id) VALUES (?, ?)",
	     BULK(struct product_mark, U64(mark_id), U64(product_id))},
    [DROP] = {"DELETE FROM product_mark WHERE mark_id = ? AND product_id = ?",
	      BULK(struct product_mark, U64(mark_id), U64(product_id))},
};
STMTS_REGISTER(ready_marks, stmts);

enum rc marks_all(struct db *db, void *mem, uint64_t account_id, struct mark **out, size_t *n,
		  struct err *e)
{
	return stmt_list(db, mem, &stmts[ALL], PARAMS(P_U64(account_id)), out, n, e);
}

enum rc mark_add(struct db *db, uint64_t account_id, const char *kind, const char *subject,
		 uint64_t *id, struct err *e)
{
	const struct param params[] = {P_U64(account_id), P_STR(kind), P_STR(subject)};

	return stmt_run(db, &stmts[ADD], params, NULL, e)
		   ? e->rc
		   : stmt_find(db, NULL, &stmts[FIND], params, id, e);
}

enum rc marks_count(struct db *db, const struct mark_change *at, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[COUNT], at, n, NULL, e) : RC_OK;
}

enum rc marks_put(struct db *db, const struct product_mark *at, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[PUT], at, n, NULL, e) : RC_OK;
}

enum rc marks_drop(struct db *db, const struct product_mark *at, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[DROP], at, n, NULL, e) : RC_OK;
}

enum rc marks_tidy(struct db *db, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[TIDY], PARAMS(P_U64(account_id)), NULL, e);
}
