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

static const struct stmt_def stmts[] = {
    [AUDIT_INSERT] = {"INSERT INTO audit (actor, action, subject, before_value, after_value,"
		      " request_id, trace_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
		      "sssssss", ""},
    /* Every minute: the hint and the join keep it to the rows of a day, however long the trail. */
    [AUDIT_UNSEALED] = {"SELECT " ENTRY_COLUMNS " FROM audit a FORCE INDEX (by_time)"
			" LEFT JOIN audit_leaf l ON l.audit_id = a.id"
			" WHERE a.at >= ? AND l.audit_id IS NULL ORDER BY a.id LIMIT ?",
			"ti", "utsssssss"},
    [AUDIT_STRAY] = {"SELECT a.id FROM audit a"
		     " WHERE a.at < (SELECT s.last_at - INTERVAL 1 DAY FROM audit_seal s"
		     " ORDER BY s.id DESC LIMIT 1)"
		     " AND NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.audit_id = a.id)"
		     " ORDER BY a.id LIMIT 1",
		     "", "u"},
    [SEAL_INSERT] = {"INSERT INTO audit_seal (id, first_id, last_id, last_at, leaves, prev_hash,"
		     " hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
		     "uuutubb", ""},
    [SEAL_LAST] = {"SELECT " SEAL_COLUMNS " FROM audit_seal ORDER BY id DESC LIMIT 1", "",
		   "utuutubb"},
    [SEAL_NEXT] = {"SELECT " SEAL_COLUMNS " FROM audit_seal WHERE id > ? ORDER BY id LIMIT 1", "u",
		   "utuutubb"},
    [LEAF_INSERT] = {"INSERT INTO audit_leaf (audit_id, seal_id, hash) VALUES (?, ?, ?)", "uub",
		     ""},
    [LEAF_LIST] =
	{"SELECT l.audit_id, l.seal_id, l.hash, CAST(COALESCE(a.id, 0) AS UNSIGNED), a.at, a.actor,"
	 " a.action, a.subject, a.before_value, a.after_value, a.request_id, a.trace_id"
	 " FROM audit_leaf l LEFT JOIN audit a ON a.id = l.audit_id"
	 " WHERE l.seal_id = ? ORDER BY l.audit_id",
	 "u", "uubutsssssss"},
    [CHECK_INSERT] = {"INSERT INTO audit_check (seal_id, leaves, fault) VALUES (?, ?, ?)", "uus",
		      ""},
    [CHECK_LAST] = {"SELECT at, seal_id, leaves, fault FROM audit_check ORDER BY id DESC LIMIT 1",
		    "", "tuus"},
};
STMTS_REGISTER(audit, stmts);

#define ENTRY_COLS(type, field)                                                                    \
	COL_U64(type, field.id), COL_TIME(type, field.at), COL_STR(type, field.actor),             \
	    COL_STR(type, field.action), COL_STR(type, field.subject),                             \
	    COL_STR(type, field.before), COL_STR(type, field.after),                               \
	    COL_STR(type, field.request_id), COL_STR(type, field.trace_id)

struct entry_row {
	struct audit_entry entry;
};
static const struct row_col entry_cols[] = {ENTRY_COLS(struct entry_row, entry)};
static const struct row_map entry_map = ROW_MAP(struct audit_entry, entry_cols);

static const struct row_col seal_cols[] = {
    COL_U64(struct seal_row, id),	   COL_TIME(struct seal_row, at),
    COL_U64(struct seal_row, first_id),	   COL_U64(struct seal_row, last_id),
    COL_TIME(struct seal_row, last_at),	   COL_U64(struct seal_row, leaves),
    COL_BYTES(struct seal_row, prev_hash), COL_BYTES(struct seal_row, hash),
};
static const struct row_map seal_map = ROW_MAP(struct seal_row, seal_cols);

static const struct row_col leaf_cols[] = {
    COL_U64(struct leaf_row, audit_id),
    COL_U64(struct leaf_row, seal_id),
    COL_BYTES(struct leaf_row, hash),
    ENTRY_COLS(struct leaf_row, row),
};
static const struct row_map leaf_map = ROW_MAP(struct leaf_row, leaf_cols);
/* The parameters of an insert are the first of these columns. */
static const struct row_map leaf_params = {leaf_cols, 3, sizeof(struct leaf_row)};

struct id_row {
	uint64_t id;
};
static const struct row_col id_cols[] = {COL_U64(struct id_row, id)};
static const struct row_map id_map = ROW_MAP(struct id_row, id_cols);

enum rc audit_insert(struct db *db, const struct audit_entry *row, struct err *e)
{
	return stmt_run(db, &stmts[AUDIT_INSERT],
			PARAMS(P_STR(row->actor), P_STR(row->action), P_STR(row->subject),
			       P_STR(row->before), P_STR(row->after), P_STR(row->request_id),
			       P_STR(row->trace_id)),
			NULL, e);
}

enum rc audit_list_unsealed(struct db *db, void *owner, int64_t since, struct audit_entry **out,
			    size_t *n, struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[AUDIT_UNSEALED], PARAMS(P_TIME(since), P_I64(AUDIT_BATCH)),
		      &entry_map, &rows, n, e))
		return e->rc;
	*out = rows;
	return RC_OK;
}

enum rc audit_find_stray(struct db *db, void *owner, uint64_t *id, struct err *e)
{
	struct id_row row = {0};
	enum rc rc = stmt_find(db, owner, &stmts[AUDIT_STRAY], NO_PARAMS, &id_map, &row, e);

	*id = row.id;
	return rc;
}

/* --- The chain ------------------------------------------------------------------------------ */

enum rc seal_insert(struct db *db, const struct seal_row *s, struct err *e)
{
	return stmt_run(db, &stmts[SEAL_INSERT],
			PARAMS(P_U64(s->id), P_U64(s->first_id), P_U64(s->last_id),
			       P_TIME(s->last_at), P_U64(s->leaves), P_BYTES(s->prev_hash),
			       P_BYTES(s->hash)),
			NULL, e);
}

enum rc leaf_insert(struct db *db, const struct leaf_row *leaves, size_t n, struct err *e)
{
	return stmt_bulk(db, &stmts[LEAF_INSERT], &leaf_params, leaves, n, NULL, e);
}

enum rc seal_find_last(struct db *db, void *owner, struct seal_row *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[SEAL_LAST], NO_PARAMS, &seal_map, out, e);
}

enum rc seal_find_next(struct db *db, void *owner, uint64_t id, struct seal_row *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[SEAL_NEXT], PARAMS(P_U64(id)), &seal_map, out, e);
}

enum rc leaf_list(struct db *db, void *owner, uint64_t seal_id, struct leaf_row **out, size_t *n,
		  struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[LEAF_LIST], PARAMS(P_U64(seal_id)), &leaf_map, &rows, n, e))
		return e->rc;
	*out = rows;
	return RC_OK;
}

static const struct row_col check_cols[] = {
    COL_TIME(struct chain_check, at),
    COL_U64(struct chain_check, seal_id),
    COL_U64(struct chain_check, leaves),
    COL_STR(struct chain_check, fault),
};
static const struct row_map check_map = ROW_MAP(struct chain_check, check_cols);

enum rc chain_check_save(struct db *db, const struct chain_report *r, struct err *e)
{
	return stmt_run(
	    db, &stmts[CHECK_INSERT],
	    PARAMS(P_U64(r->seals), P_U64(r->rows), P_STR(r->faults ? r->fault_texts[0] : NULL)),
	    NULL, e);
}

enum rc chain_check_last(struct db *db, void *owner, struct chain_check *out, struct err *e)
{
	enum rc rc = stmt_find(db, owner, &stmts[CHECK_LAST], NO_PARAMS, &check_map, out, e);

	if (rc != RC_NOT_FOUND)
		return rc;
	err_clear(e);
	*out = (struct chain_check){.at = TIME_NONE};
	return RC_OK;
}
