/* SQL of the switches: which kinds of writes a person has armed for an account. */
#include "domain/outbox/outbox_store.h"

#include "base/mem.h"
#include "db/stmt.h"

enum { WRITER_LIST, WRITER_INSERT, WRITER_UPDATE };

static const struct stmt_def stmts[] = {
    [WRITER_LIST] = {"SELECT kind, CAST(armed AS UNSIGNED), actor, at, version FROM outbox_writer"
		     " WHERE account_id = ?",
		     "u",
		     ROWS(struct outbox_writer, STR(kind), U64(armed), STR(actor), TIME(at),
			  U64(version))},
    [WRITER_INSERT] = {"INSERT INTO outbox_writer (account_id, kind, armed, actor)"
		       " VALUES (?, ?, ?, ?)",
		       "usis", NO_ROWS},
    [WRITER_UPDATE] = {"UPDATE outbox_writer SET armed = ?, actor = ?, at = UTC_TIMESTAMP(3),"
		       " version = version + 1 WHERE account_id = ? AND kind = ? AND version = ?",
		       "isusu", NO_ROWS},
};
STMTS_REGISTER(outbox_writer, stmts);

#define W struct outbox_writer

/* The stored row of a kind; without one it is off, and nobody has ever touched it. */
static W writer_of(const W *stored, size_t n, const char *kind)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(stored[i].kind, kind))
			return stored[i];
	return (W){.kind = kind, .at = INT64_MIN};
}

enum rc outbox_writers(struct db *db, void *mem, uint64_t account_id, W **rows, size_t *n,
		       struct err *e)
{
	W *stored;
	size_t found;

	if (stmt_list(db, mem, &stmts[WRITER_LIST], PARAMS(P_U64(account_id)), &stored, &found, e))
		return e->rc;
	*n = 0;
	*rows = NULL;
	for (const char *const *kind = outbox_kind_names; *kind; kind++) {
		*rows = mem_grow(mem, *rows, W, *n + 1);
		(*rows)[(*n)++] = writer_of(stored, found, *kind);
	}
	return RC_OK;
}

enum rc writer_insert(struct db *db, const struct outbox_switching *s, const char *actor,
		      struct err *e)
{
	return stmt_run(db, &stmts[WRITER_INSERT],
			PARAMS(P_U64(s->account_id), P_STR(s->kind), P_I64(s->to == OUTBOX_ARMED),
			       P_STR(actor)),
			NULL, e);
}

enum rc writer_update(struct db *db, const struct outbox_switching *s, const char *actor,
		      struct err *e)
{
	return stmt_cas(db, &stmts[WRITER_UPDATE],
			PARAMS(P_I64(s->to == OUTBOX_ARMED), P_STR(actor), P_U64(s->account_id),
			       P_STR(s->kind), P_U64(s->version)),
			"somebody else has switched this meanwhile", e);
}
