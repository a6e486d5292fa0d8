/* Accounts and application keys as the panel may read them. */
#include "domain/accounts/account.h"

#include "base/mem.h"
#include "db/stmt.h"
#include "domain/accounts/account_columns.h"

#define CREDENTIAL_COLUMNS                                                                         \
	"environment, client_id, app_name, app_version, contact_url, checked_at, check_result"

enum { ACCOUNT_LIST, ACCOUNT_FIND, ACCOUNT_FIND_NAME, CREDENTIAL_LIST };

static const struct row_map account_map = ROW_MAP(struct account, ACCOUNT_FIELDS());

static const struct stmt_def stmts[] = {
    [ACCOUNT_LIST] = {"SELECT " ACCOUNT_COLUMNS("") " FROM account ORDER BY name", "",
		      &account_map},
    [ACCOUNT_FIND] = {"SELECT " ACCOUNT_COLUMNS("") " FROM account WHERE id = ?", "u",
		      &account_map},
    [ACCOUNT_FIND_NAME] = {"SELECT " ACCOUNT_COLUMNS("") " FROM account WHERE name = ?", "s",
			   &account_map},
    [CREDENTIAL_LIST] = {"SELECT " CREDENTIAL_COLUMNS " FROM app_credential ORDER BY environment",
			 "",
			 ROWS(struct credential, STR(environment), STR(client_id), STR(app_name),
			      STR(app_version), STR(contact_url), TIME(checked_at),
			      STR(check_result))},
};
STMTS_REGISTER(account, stmts);

enum rc account_list(struct db *db, void *owner, struct account_list *out, struct err *e)
{
	struct account *rows;

	if (stmt_list(db, owner, &stmts[ACCOUNT_LIST], NO_PARAMS, &rows, &out->n, e))
		return e->rc;
	out->accounts = rows;
	return RC_OK;
}

enum rc account_find(struct db *db, void *owner, uint64_t id, struct account *out, struct err *e)
{
	if (stmt_find(db, owner, &stmts[ACCOUNT_FIND], PARAMS(P_U64(id)), out, e))
		return err_wrap(e, "account %llu", (unsigned long long)id);
	return RC_OK;
}

enum rc account_find_name(struct db *db, void *owner, const char *name, struct account *out,
			  struct err *e)
{
	if (stmt_find(db, owner, &stmts[ACCOUNT_FIND_NAME], PARAMS(P_STR(name)), out, e))
		return e->rc == RC_NOT_FOUND
			   ? err_set(e, RC_NOT_FOUND, "there is no account \"%s\"", name)
			   : err_wrap(e, "account \"%s\"", name);
	return RC_OK;
}

enum rc credential_list(struct db *db, void *owner, struct credential_list *out, struct err *e)
{
	struct credential *rows;

	if (stmt_list(db, owner, &stmts[CREDENTIAL_LIST], NO_PARAMS, &rows, &out->n, e))
		return e->rc;
	out->credentials = rows;
	return RC_OK;
}
