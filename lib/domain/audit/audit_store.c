/* SQL of the trail and of its chain. */
#include "domain/audit/audit_store.h"

#include "base/mem.h"
#include "base/time.h"
#include "db/stmt.h"

#define ENTRY_COLUMNS                                                                              \
	"a.id, a.at, a.actor, a.action, a.subject, a.before_value, a.after_value, a.request_id,"   \
	" a.trace_id"
#define SEAL_COLUMNS "id, at, first_id, last_id, last_at, leaves, prev_hash, hash"

enum {
	AUDIT_INSERT,
	AUDIT_UNSEALED,
	AUDIT_STRAY,
	SEAL_INSERT,
	SEAL_LAST,
	SEAL_NEXT,
	LEAF_INSERT,
	LEAF_LIST,
	CHECK_INSERT,
	CHECK_LAST,
};

#define ENTRY_FIELDS(x)                                                                            \
	U64(x id), TIME(x at), STR(x actor), STR(x action), STR(x subject), STR(x before),         \
	    STR(x after), STR(x request_id), STR(x trace_id)

static const struct row_map seal_map =
    ROW_MAP(struct seal_row, U64(id), TIME(at), U64(first_id), U64(last_id), TIME(last_at),
	    U64(leaves), BYTES(prev_hash), BYTES(hash));

static const struct stmt_def stmts[] = {
    [AUDIT_INSERT] = {"INSERT INTO audit (actor, action, subject, before_value, after_value,"
		      " request_id, trace_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
		      BULK(struct audit_entry, STR(actor), STR(action), STR(subject), STR(before),
			   STR(after), STR(request_id), STR(trace_id))},
    /* Every minute: the hint and the join keep it to the rows of a day, however long the trail. */
    [AUDIT_UNSEALED] = {"SELECT " ENTRY_COLUMNS " FROM audit a FORCE INDEX (by_time)"
			" LEFT JOIN audit_leaf l ON l.audit_id = a.id"
			" WHERE a.at >= ? AND l.audit_id IS NULL ORDER BY a.id LIMIT ?",
			"ti", ROWS(struct audit_entry, ENTRY_FIELDS())},
    [AUDIT_STRAY] = {"SELECT a.id FROM audit a"
		     " WHERE a.at < (SELECT s.last_at - INTERVAL 1 DAY FROM audit_seal s"
		     " ORDER BY s.id DESC LIMIT 1)"
		     " AND NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.audit_id = a.id)"
		     " ORDER BY a.id LIMIT 1",
		     "", ID},
    [SEAL_INSERT] = {"INSERT INTO audit_seal (id, first_id, last_id, last_at, leaves, prev_hash,"
		     " hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
		     BULK(struct seal_row, U64(id), U64(first_id), U64(last_id), TIME(last_at),
			  U64(leaves), BYTES(prev_hash), BYTES(hash))},
    [SEAL_LAST] = {"SELECT " SEAL_COLUMNS " FROM audit_seal ORDER BY id DESC LIMIT 1", "",
		   &seal_map},
    [SEAL_NEXT] = {"SELECT " SEAL_COLUMNS " FROM audit_seal WHERE id > ? ORDER BY id LIMIT 1", "u",
		   &seal_map},
    [LEAF_INSERT] = {"INSERT INTO audit_leaf (audit_id, seal_id, hash) VALUES (?, ?, ?)",
		     BULK(struct leaf_row, U64(audit_id), U64(seal_id), BYTES(hash))},
    [LEAF_LIST] =
	{"SELECT l.audit_id, l.seal_id, l.hash, CAST(COALESCE(a.id, 0) AS UNSIGNED), a.at, a.actor,"
	 " a.action, a.subject, a.before_value, a.after_value, a.request_id, a.trace_id"
	 " FROM audit_leaf l LEFT JOIN audit a ON a.id = l.audit_id"
	 " WHERE l.seal_id = ? ORDER BY l.audit_id",
	 "u", ROWS(struct leaf_row, U64(audit_id), U64(seal_id), BYTES(hash), ENTRY_FIELDS(row.))},
    [CHECK_INSERT] = {"INSERT INTO audit_check (seal_id, leaves, fault) VALUES (?, ?, ?)", "uus",
		      NO_ROWS},
    [CHECK_LAST] = {"SELECT at, seal_id, leaves, fault FROM audit_check ORDER BY id DESC LIMIT 1",
		    "", ROWS(struct chain_check, TIME(at), U64(seal_id), U64(leaves), STR(fault))},
};
STMTS_REGISTER(audit, stmts);

enum rc audit_insert(struct db *db, const struct audit_entry *rows, size_t n, struct err *e)
{
	if (n == 1)
		return stmt_run_row(db, &stmts[AUDIT_INSERT], rows, NULL, e);
	return stmt_bulk(db, &stmts[AUDIT_INSERT], rows, n, NULL, e);
}

enum rc audit_list_unsealed(struct db *db, void *owner, int64_t since, struct audit_entry **out,
			    size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[AUDIT_UNSEALED],
			 PARAMS(P_TIME(since), P_I64(AUDIT_BATCH)), out, n, e);
}

enum rc audit_find_stray(struct db *db, void *owner, uint64_t *id, struct err *e)
{
	uint64_t row = 0;
	enum rc rc = stmt_find(db, owner, &stmts[AUDIT_STRAY], NO_PARAMS, &row, e);

	*id = row;
	return rc;
}

/* --- The chain ------------------------------------------------------------------------------ */

enum rc seal_insert(struct db *db, const struct seal_row *s, struct err *e)
{
	return stmt_run_row(db, &stmts[SEAL_INSERT], s, NULL, e);
}

enum rc leaf_insert(struct db *db, const struct leaf_row *leaves, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[LEAF_INSERT], leaves, n, NULL, e);
}

enum rc seal_find_last(struct db *db, void *owner, struct seal_row *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[SEAL_LAST], NO_PARAMS, out, e);
}

enum rc seal_find_next(struct db *db, void *owner, uint64_t id, struct seal_row *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[SEAL_NEXT], PARAMS(P_U64(id)), out, e);
}

enum rc leaf_list(struct db *db, void *owner, uint64_t seal_id, struct leaf_row **out, size_t *n,
		  struct err *e)
{
	return stmt_list(db, owner, &stmts[LEAF_LIST], PARAMS(P_U64(seal_id)), out, n, e);
}

enum rc chain_check_save(struct db *db, const struct chain_report *r, struct err *e)
{
	return stmt_run(
	    db, &stmts[CHECK_INSERT],
	    PARAMS(P_U64(r->seals), P_U64(r->rows), P_STR(r->faults ? r->fault_texts[0] : NULL)),
	    NULL, e);
}

enum rc chain_check_last(struct db *db, void *owner, struct chain_check *out, struct err *e)
{
	enum rc rc = stmt_find(db, owner, &stmts[CHECK_LAST], NO_PARAMS, out, e);

	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	*out = (struct chain_check){.at = TIME_NONE};
	return RC_OK;
}
