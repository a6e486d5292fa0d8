/* SQL of sessions. */
#include "web/session_store.h"

#include "db/stmt.h"
#include "web/session.h"

enum {
	SESSION_FIND,
	SESSION_INSERT,
	SESSION_TOUCH,
	SESSION_DELETE,
	SESSION_SWEEP,
	SESSION_SET_FLASH,
};

static const struct stmt_def stmts[] = {
    [SESSION_FIND] = {"SELECT user_id, login, name, role, flash, authenticated_at, seen_at"
		      " FROM session_principal WHERE id_hash = ?"
		      " AND seen_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND"
		      " AND created_at > UTC_TIMESTAMP(3) - INTERVAL ? SECOND",
		      "bii",
		      ROWS(struct session_row, U64(user_id), STR(login), STR(name), STR(role),
			   STR(flash), TIME(authenticated_at), TIME(seen_at))},
    [SESSION_INSERT] = {"INSERT INTO sessions (id_hash, user_id, generation) VALUES (?, ?, ?)",
			"buu", NO_ROWS},
    [SESSION_TOUCH] = {"UPDATE sessions SET seen_at = UTC_TIMESTAMP(3) WHERE id_hash = ?", "b",
		       NO_ROWS},
    [SESSION_DELETE] = {"DELETE FROM sessions WHERE id_hash = ?", "b", NO_ROWS},
    [SESSION_SWEEP] = {"DELETE FROM sessions WHERE created_at < UTC_TIMESTAMP(3) - INTERVAL ?"
		       " SECOND ORDER BY created_at LIMIT 100",
		       "i", NO_ROWS},
    [SESSION_SET_FLASH] = {"UPDATE sessions SET flash = ? WHERE id_hash = ?", "sb", NO_ROWS},
};
STMTS_REGISTER(sessions, stmts);

enum rc session_find(struct db *db, void *owner, struct bytes id_hash, struct session_row *out,
		     struct err *e)
{
	const struct param *params =
	    PARAMS(P_BYTES(id_hash), P_I64(SESSION_IDLE_MS / TIME_SECOND_MS),
		   P_I64(SESSION_ABSOLUTE_MS / TIME_SECOND_MS));

	return stmt_find(db, owner, &stmts[SESSION_FIND], params, out, e);
}

enum rc session_insert(struct db *db, struct bytes id_hash, uint64_t user_id, uint64_t generation,
		       struct err *e)
{
	return stmt_run(db, &stmts[SESSION_INSERT],
			PARAMS(P_BYTES(id_hash), P_U64(user_id), P_U64(generation)), NULL, e);
}

enum rc session_touch(struct db *db, struct bytes id_hash, struct err *e)
{
	return stmt_run(db, &stmts[SESSION_TOUCH], PARAMS(P_BYTES(id_hash)), NULL, e);
}

enum rc session_delete(struct db *db, struct bytes id_hash, struct err *e)
{
	return stmt_run(db, &stmts[SESSION_DELETE], PARAMS(P_BYTES(id_hash)), NULL, e);
}

enum rc session_sweep(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[SESSION_SWEEP],
			PARAMS(P_I64(SESSION_ABSOLUTE_MS / TIME_SECOND_MS)), NULL, e);
}

enum rc session_set_flash(struct db *db, struct bytes id_hash, const char *text, struct err *e)
{
	return stmt_run(db, &stmts[SESSION_SET_FLASH], PARAMS(P_STR(text), P_BYTES(id_hash)), NULL,
			e);
}
