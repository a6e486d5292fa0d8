/* Accounts and application keys as the panel may read them. */
#include "domain/accounts/account.h"

#include "base/mem.h"
#include "db/stmt.h"

#define ACCOUNT_COLUMNS                                                                            \
	"id, name, environment, seller_id, seller_login, base_marketplace, state, state_reason, "  \
	"scopes, token_gen, access_expires_at, refresh_expires_at, clock_skew_ms, checked_at, "    \
	"import_days, connected_at, created_at"
#define ACCOUNT_RESULTS "ussssssssuttitutt"

#define CREDENTIAL_COLUMNS                                                                         \
	"environment, client_id, app_name, app_version, contact_url, checked_at, check_result"

enum { ACCOUNT_LIST, ACCOUNT_FIND, ACCOUNT_FIND_NAME, CREDENTIAL_LIST };

static const struct stmt_def stmts[] = {
    [ACCOUNT_LIST] = {"SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY name", "", ACCOUNT_RESULTS},
    [ACCOUNT_FIND] = {"SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = ?", "u", ACCOUNT_RESULTS},
    [ACCOUNT_FIND_NAME] = {"SELECT " ACCOUNT_COLUMNS " FROM account WHERE name = ?", "s",
			   ACCOUNT_RESULTS},
    [CREDENTIAL_LIST] = {"SELECT " CREDENTIAL_COLUMNS " FROM app_credential ORDER BY environment",
			 "", "sssssts"},
};
STMTS_REGISTER(account, stmts);

#define C(letter, field) COL_##letter(struct account, field)
static const struct row_col account_cols[] = {
    C(U64, id),
    C(STR, name),
    C(STR, environment),
    C(STR, seller_id),
    C(STR, seller_login),
    C(STR, base_marketplace),
    C(STR, state),
    C(STR, state_reason),
    C(STR, scopes),
    C(U64, token_gen),
    C(TIME, access_expires_at),
    C(TIME, refresh_expires_at),
    C(I64, clock_skew_ms),
    C(TIME, checked_at),
    C(U64, import_days),
    C(TIME, connected_at),
    C(TIME, created_at),
};
#undef C
static const struct row_map account_map = ROW_MAP(struct account, account_cols);

static const struct row_col credential_cols[] = {
    COL_STR(struct credential, environment),  COL_STR(struct credential, client_id),
    COL_STR(struct credential, app_name),     COL_STR(struct credential, app_version),
    COL_STR(struct credential, contact_url),  COL_TIME(struct credential, checked_at),
    COL_STR(struct credential, check_result),
};
static const struct row_map credential_map = ROW_MAP(struct credential, credential_cols);

enum rc account_list(struct db *db, void *owner, struct account_list *out, struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[ACCOUNT_LIST], NO_PARAMS, &account_map, &rows, &out->n, e))
		return e->rc;
	out->accounts = rows;
	return RC_OK;
}

enum rc account_find(struct db *db, void *owner, uint64_t id, struct account *out, struct err *e)
{
	if (stmt_find(db, owner, &stmts[ACCOUNT_FIND], PARAMS(P_U64(id)), &account_map, out, e))
		return err_wrap(e, "account %llu", (unsigned long long)id);
	return RC_OK;
}

enum rc account_find_name(struct db *db, void *owner, const char *name, struct account *out,
			  struct err *e)
{
	if (stmt_find(db, owner, &stmts[ACCOUNT_FIND_NAME], PARAMS(P_STR(name)), &account_map, out,
		      e))
		return e->rc == RC_NOT_FOUND
			   ? err_set(e, RC_NOT_FOUND, "there is no account \"%s\"", name)
			   : err_wrap(e, "account \"%s\"", name);
	return RC_OK;
}

enum rc credential_list(struct db *db, void *owner, struct credential_list *out, struct err *e)
{
	void *rows;

	if (stmt_list(db, owner, &stmts[CREDENTIAL_LIST], NO_PARAMS, &credential_map, &rows,
		      &out->n, e))
		return e->rc;
	out->credentials = rows;
	return RC_OK;
}
