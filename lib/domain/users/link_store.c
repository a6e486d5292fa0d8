/* SQL of one-time links. */
#include "base/time.h"
#include "db/stmt.h"
#include "domain/users/user_store.h"

enum { LINK_INSERT, LINK_FIND, LINK_USE, LINK_SWEEP };

static const struct stmt_def stmts[] = {
    [LINK_INSERT] = {"INSERT INTO one_time_link (token_hash, purpose, user_id, made_by, expires_at)"
		     " VALUES (?, ?, NULLIF(?, 0), ?, UTC_TIMESTAMP(3) + INTERVAL ? SECOND)",
		     "bsusi", NO_ROWS},
    [LINK_FIND] =
	{"SELECT CAST(COALESCE(user_id, 0) AS UNSIGNED), purpose, expires_at FROM one_time_link"
	 " WHERE token_hash = ? AND used_at IS NULL AND expires_at > UTC_TIMESTAMP(3)",
	 "b", ROWS(struct link_row, U64(user_id), STR(purpose), TIME(expires_at))},
    [LINK_USE] = {"UPDATE one_time_link SET used_at = UTC_TIMESTAMP(3) WHERE token_hash = ?"
		  " AND purpose = ? AND used_at IS NULL AND expires_at > UTC_TIMESTAMP(3)",
		  "bs", NO_ROWS},
    [LINK_SWEEP] = {"DELETE FROM one_time_link WHERE expires_at < UTC_TIMESTAMP(3)"
		    " - INTERVAL 30 DAY LIMIT 100",
		    "", NO_ROWS},
};
STMTS_REGISTER(links, stmts);

enum rc link_insert(struct db *db, struct bytes token_hash, const char *purpose, uint64_t user_id,
		    const char *actor, struct err *e)
{
	const struct param *params = PARAMS(P_BYTES(token_hash), P_STR(purpose), P_U64(user_id),
					    P_STR(actor), P_I64(LINK_LIFE_MS / TIME_SECOND_MS));

	return stmt_run(db, &stmts[LINK_INSERT], params, NULL, e);
}

enum rc link_find_row(struct db *db, void *owner, struct bytes token_hash, struct link_row *out,
		      struct err *e)
{
	return stmt_find(db, owner, &stmts[LINK_FIND], PARAMS(P_BYTES(token_hash)), out, e);
}

enum rc link_use(struct db *db, struct bytes token_hash, const char *purpose, struct err *e)
{
	uint64_t n;

	if (stmt_run(db, &stmts[LINK_USE], PARAMS(P_BYTES(token_hash), P_STR(purpose)), &n, e))
		return e->rc;
	return n == 1 ? RC_OK : err_set(e, RC_NOT_FOUND, "the link was used or is too old");
}

enum rc link_sweep(struct db *db, struct err *e)
{
	return stmt_run(db, &stmts[LINK_SWEEP], NO_PARAMS, NULL, e);
}
