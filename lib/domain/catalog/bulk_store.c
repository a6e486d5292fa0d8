/* SQL of changes of many products. */
#include "domain/catalog/bulk_store.h"

#include "base/mem.h"
#include "db/stmt.h"

enum {
	INSERT,
	ITEMS_INSERT,
	ITEMS,
	ITEMS_SAVE,
	COUNTED,
	DO,
	UNDO,
	TIDY_PLANS,
	TIDY_OLD,
	FIND,
	LIST
};

#define ROW                                                                                        \
	ROWS(struct bulk_row, U64(id), STR(verb), STR(field), STR(value), STR(state),              \
	     I64(products), I64(changed), I64(skipped), STR(actor), TIME(made_at), TIME(done_at),  \
	     TIME(undone_at), STR(undone_by))
#define SELECT                                                                                     \
	"SELECT id, verb, field, value, state, CAST(products AS SIGNED), CAST(changed AS SIGNED)," \
	" CAST(skipped AS SIGNED), actor, made_at, done_at, undone_at, undone_by FROM"             \
	" product_bulk"

static const struct stmt_def stmts[] = {
    [INSERT] = {"INSERT INTO product_bulk (verb, field, value, state, products, changed, actor)"
		" VALUES (?, ?, ?, ?, ?, ?, ?)",
		BULK(struct bulk_row, STR(verb), STR(field), STR(value), STR(state), I64(products),
		     I64(changed), STR(actor))},
    [ITEMS_INSERT] = {"INSERT INTO product_bulk_item (bulk_id, product_id, seen_version)"
		      " VALUES (?, ?, ?)",
		      BULK(struct bulk_item, U64(bulk_id), U64(product_id), I64(seen_version))},
    [ITEMS] = {"SELECT bulk_id, product_id, CAST(seen_version AS SIGNED),"
	       " CAST(done_version AS SIGNED), was, was_number, was_currency,"
	       " CAST(was_locked AS SIGNED) FROM product_bulk_item WHERE bulk_id = ?"
	       " AND product_id > ? ORDER BY product_id LIMIT 500",
	       "uu",
	       ROWS(struct bulk_item, U64(bulk_id), U64(product_id), I64(seen_version),
		    I64(done_version), STR(was), I64(was_number), STR(was_currency),
		    I64(was_locked))},
    [ITEMS_SAVE] = {"UPDATE product_bulk_item SET done_version = ?, was = ?, was_number = ?,"
		    " was_currency = ?, was_locked = ? WHERE bulk_id = ? AND product_id = ?",
		    BULK(struct bulk_item, I64(done_version), STR(was), I64(was_number),
			 STR(was_currency), I64(was_locked), U64(bulk_id), U64(product_id))},
    [COUNTED] = {"UPDATE product_bulk SET products = ?, changed = ?, skipped = ? WHERE id = ?",
		 "iiiu", NO_ROWS},
    [DO] = {"UPDATE product_bulk SET state = 'DONE', done_at = UTC_TIMESTAMP(3), actor = ?"
	    " WHERE id = ? AND state = 'PLANNED'",
	    "su", NO_ROWS},
    [UNDO] = {"UPDATE product_bulk SET state = 'UNDONE', undone_at = UTC_TIMESTAMP(3),"
	      " undone_by = ? WHERE id = ? AND state = 'DONE'",
	      "su", NO_ROWS},
    [TIDY_PLANS] = {"DELETE FROM product_bulk WHERE state = 'PLANNED'"
		    " AND made_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY",
		    "", NO_ROWS},
    [TIDY_OLD] = {"DELETE FROM product_bulk WHERE state IN ('DONE', 'UNDONE')"
		  " AND made_at < UTC_TIMESTAMP(3) - INTERVAL 90 DAY LIMIT 10",
		  "", NO_ROWS},
    [FIND] = {SELECT " WHERE id = ?", "u", ROW},
    [LIST] = {SELECT " WHERE state IN ('DONE', 'UNDONE') ORDER BY id DESC LIMIT 50", "", ROW},
};
STMTS_REGISTER(product_bulks, stmts);
_Static_assert(BULK_ROWS == 50 && BULK_BATCH == 500 && BULK_DAYS == 90, "the statements say so");

enum rc bulk_insert(struct db *db, const struct bulk_row *row, uint64_t *id, struct err *e)
{
	if (!stmt_run_row(db, &stmts[INSERT], row, NULL, e))
		*id = stmt_insert_id(db);
	return e->rc;
}

enum rc bulk_items_insert(struct db *db, const struct bulk_item *at, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[ITEMS_INSERT], at, n, NULL, e) : RC_OK;
}

enum rc bulk_items(struct db *db, void *mem, uint64_t id, uint64_t after, struct bulk_item **out,
		   size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[ITEMS], PARAMS(P_U64(id), P_U64(after)), out, n, e);
}

enum rc bulk_items_save(struct db *db, const struct bulk_item *at, size_t n, struct err *e)
{
	return n ? stmt_bulk(db, &stmts[ITEMS_SAVE], at, n, NULL, e) : RC_OK;
}

enum rc bulk_counted(struct db *db, uint64_t id, int64_t products, int64_t changed, int64_t skipped,
		     struct err *e)
{
	const struct param params[] = {P_I64(products), P_I64(changed), P_I64(skipped), P_U64(id)};

	return stmt_run(db, &stmts[COUNTED], params, NULL, e);
}

enum rc bulk_done(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	return stmt_cas(db, &stmts[DO], PARAMS(P_STR(actor), P_U64(id)), "it is done already", e);
}

enum rc bulk_undone(struct db *db, uint64_t id, const char *actor, struct err *e)
{
	return stmt_cas(db, &stmts[UNDO], PARAMS(P_STR(actor), P_U64(id)), "it is undone already",
			e);
}

enum rc bulk_tidy(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[TIDY_PLANS], NO_PARAMS, NULL, e)
		   ? e->rc
		   : stmt_run(db, &stmts[TIDY_OLD], NO_PARAMS, NULL, e);
}

enum rc bulk_find(struct db *db, void *mem, uint64_t id, struct bulk_row *out, struct err *e)
{
	return stmt_find(db, mem, &stmts[FIND], PARAMS(P_U64(id)), out, e);
}

enum rc bulk_list(struct db *db, void *mem, struct bulk_row **out, size_t *n, struct err *e)
{
	return stmt_list(db, mem, &stmts[LIST], NO_PARAMS, out, n, e);
}
