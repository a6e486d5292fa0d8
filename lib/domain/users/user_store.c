/* SQL of users. */
#include "domain/users/user_store.h"

#include "base/mem.h"
#include "db/stmt.h"

#define USER_COLUMNS                                                                               \
	"id, login, name, role, password_hash, generation, disabled_at, last_login_at, created_at"

enum {
	USER_LOAD,
	USER_FIND,
	USER_LIST,
	USER_NAMES,
	USER_COUNT,
	USER_INSERT,
	USER_SET_ROLE,
	USER_SET_DISABLED,
	USER_SET_PASSWORD,
	USER_RENEW_HASH,
	USER_SET_LOGIN_TIME,
	USER_LOCK_ADMINISTRATORS,
};

static const struct row_map user_map =
    ROW_MAP(struct user, U64(id), STR(login), STR(name), STR(role), STR(password_hash),
	    U64(generation), TIME(disabled_at), TIME(last_login_at), TIME(created_at));

static const struct stmt_def stmts[] = {
    [USER_LOAD] = {"SELECT " USER_COLUMNS " FROM users WHERE id = ?", "u", &user_map},
    [USER_FIND] = {"SELECT " USER_COLUMNS " FROM users WHERE login = ?", "s", &user_map},
    [USER_LIST] = {"SELECT " USER_COLUMNS " FROM users ORDER BY login", "", &user_map},
    [USER_NAMES] = {"SELECT login, name FROM users", "",
		    ROWS(struct user_name, STR(login), STR(name))},
    [USER_COUNT] = {"SELECT COUNT(*) FROM users", "", NUMBER},
    [USER_INSERT] = {"INSERT INTO users (login, name, role, password_hash) VALUES (?, ?, ?, ?)",
		     BULK(struct user_draft, STR(login), STR(name), STR(role), STR(password_hash))},
    [USER_SET_ROLE] = {"UPDATE users SET role = ?, generation = generation + 1,"
		       " updated_at = UTC_TIMESTAMP(3) WHERE id = ?",
		       "su", NO_ROWS},
    [USER_SET_DISABLED] = {"UPDATE users SET disabled_at = ?, generation = generation + 1,"
			   " updated_at = UTC_TIMESTAMP(3) WHERE id = ?",
			   "tu", NO_ROWS},
    [USER_SET_PASSWORD] = {"UPDATE users SET password_hash = ?, generation = generation + 1,"
			   " updated_at = UTC_TIMESTAMP(3) WHERE id = ?",
			   "su", NO_ROWS},
    [USER_RENEW_HASH] = {"UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?",
			 "sus", NO_ROWS},
    [USER_SET_LOGIN_TIME] = {"UPDATE users SET last_login_at = UTC_TIMESTAMP(3) WHERE id = ?", "u",
			     NO_ROWS},
    [USER_LOCK_ADMINISTRATORS] = {"SELECT id FROM users WHERE role = 'administrator'"
				  " AND disabled_at IS NULL AND id <> ? FOR UPDATE",
				  "u", ID},
};
STMTS_REGISTER(users, stmts);

enum rc user_load(struct db *db, void *owner, uint64_t id, struct user *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[USER_LOAD], PARAMS(P_U64(id)), out, e);
}

enum rc user_find(struct db *db, void *owner, const char *login, struct user *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[USER_FIND], PARAMS(P_STR(login)), out, e);
}

enum rc user_list(struct db *db, void *owner, struct user **out, size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[USER_LIST], NO_PARAMS, out, n, e);
}

enum rc user_names(struct db *db, void *owner, struct user_name **out, size_t *n, struct err *e)
{
	return stmt_list(db, owner, &stmts[USER_NAMES], NO_PARAMS, out, n, e);
}

enum rc user_count(struct db *db, int64_t *out, struct err *e)
{
	return stmt_number(db, &stmts[USER_COUNT], NO_PARAMS, out, e);
}

enum rc user_insert(struct db *db, const struct user_draft *d, uint64_t *id, struct err *e)
{
	if (stmt_run_row(db, &stmts[USER_INSERT], d, NULL, e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

static enum rc update_one(struct db *db, int which, const struct param *params, struct err *e)
{
	uint64_t n;

	if (stmt_run(db, &stmts[which], params, &n, e))
		return e->rc;
	return n == 1 ? RC_OK : err_set(e, RC_NOT_FOUND, "there is no such user");
}

enum rc user_update_role(struct db *db, uint64_t id, const char *role, struct err *e)
{
	return update_one(db, USER_SET_ROLE, PARAMS(P_STR(role), P_U64(id)), e);
}

enum rc user_update_disabled(struct db *db, uint64_t id, int64_t disabled_at, struct err *e)
{
	return update_one(db, USER_SET_DISABLED, PARAMS(P_TIME(disabled_at), P_U64(id)), e);
}

enum rc user_update_password(struct db *db, uint64_t id, const char *hash, struct err *e)
{
	return update_one(db, USER_SET_PASSWORD, PARAMS(P_STR(hash), P_U64(id)), e);
}

enum rc user_renew_hash(struct db *db, const struct user *u, const char *hash, struct err *e)
{
	return stmt_run(db, &stmts[USER_RENEW_HASH],
			PARAMS(P_STR(hash), P_U64(u->id), P_STR(u->password_hash)), NULL, e);
}

enum rc user_update_login_time(struct db *db, uint64_t id, struct err *e)
{
	return stmt_run(db, &stmts[USER_SET_LOGIN_TIME], PARAMS(P_U64(id)), NULL, e);
}

enum rc user_lock_other_administrators(struct db *db, uint64_t id, int64_t *n, struct err *e)
{
	void *mem = mem_context(db, "administrators");
	uint64_t *rows;
	size_t count = 0;
	enum rc rc = stmt_list(db, mem, &stmts[USER_LOCK_ADMINISTRATORS], PARAMS(P_U64(id)), &rows,
			       &count, e);

	mem_free(mem);
	*n = (int64_t)count;
	return rc;
}
