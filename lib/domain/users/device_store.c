/* SQL of the devices people log in from. */
#include "db/stmt.h"
#include "domain/users/user_store.h"

enum { DEVICE_FIND, DEVICE_EXISTS, DEVICE_SAVE, DEVICE_SWEEP };

static const struct stmt_def stmts[] = {
    [DEVICE_FIND] = {"SELECT COUNT(*) FROM login_device WHERE user_id = ? AND id_hash = ?", "ub",
		     NUMBER},
    [DEVICE_EXISTS] = {"SELECT COUNT(*) FROM login_device WHERE id_hash = ?", "b", NUMBER},
    [DEVICE_SAVE] = {"INSERT INTO login_device (user_id, id_hash) VALUES (?, ?)"
		     " ON DUPLICATE KEY UPDATE seen_at = UTC_TIMESTAMP(3)",
		     "ub", NO_ROWS},
    [DEVICE_SWEEP] = {"DELETE FROM login_device WHERE seen_at < UTC_TIMESTAMP(3)"
		      " - INTERVAL ? DAY LIMIT 100",
		      "i", NO_ROWS},
};
STMTS_REGISTER(login_device, stmts);

static enum rc is_there(struct db *db, int which, const struct param *params, bool *out,
			struct err *e)
{
	int64_t n = 0;

	if (stmt_find(db, NULL, &stmts[which], params, &n, e))
		return e->rc;
	*out = n > 0;
	return RC_OK;
}

enum rc device_find(struct db *db, struct bytes id_hash, uint64_t user_id, bool *out, struct err *e)
{
	return is_there(db, DEVICE_FIND, PARAMS(P_U64(user_id), P_BYTES(id_hash)), out, e);
}

enum rc device_exists(struct db *db, struct bytes id_hash, bool *out, struct err *e)
{
	return is_there(db, DEVICE_EXISTS, PARAMS(P_BYTES(id_hash)), out, e);
}

enum rc device_save(struct db *db, struct bytes id_hash, uint64_t user_id, struct err *e)
{
	return stmt_run(db, &stmts[DEVICE_SAVE], PARAMS(P_U64(user_id), P_BYTES(id_hash)), NULL, e);
}

enum rc device_sweep(struct db *db, int64_t days, struct err *e)
{
	return stmt_run(db, &stmts[DEVICE_SWEEP], PARAMS(P_I64(days)), NULL, e);
}
