/* Statements on keys, tokens, attempts and the account's connection. */
#include "domain/accounts/vault_store.h"

#include "base/time.h"
#include "db/stmt.h"

enum {
	CREDENTIAL_LOAD,
	CREDENTIAL_SAVE,
	TOKEN_LOAD,
	TOKEN_ADD,
	TOKEN_PRUNE,
	TOKEN_ERASE,
	ACCOUNT_MOVE_TOKEN,
	ACCOUNT_INSERT,
	ACCOUNT_FIND_SELLER,
	ACCOUNT_BIND,
	ACCOUNT_CHECKED,
	ACCOUNT_SET_STATE,
	ACCOUNT_DISCONNECT
};

static const struct stmt_def stmts[] = {
    [CREDENTIAL_LOAD] = {"SELECT environment, client_id, sealed_secret, app_name, app_version, "
			 "contact_url FROM app_credential WHERE environment = ?",
			 "s",
			 ROWS(struct sealed_credential, STR(environment), STR(client_id),
			      BYTES(sealed_secret), STR(app_name), STR(app_version),
			      STR(contact_url))},
    [CREDENTIAL_SAVE] = {"INSERT INTO app_credential (environment, client_id, sealed_secret, "
			 "app_name, app_version, contact_url, check_result, checked_at) "
			 "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE "
			 "client_id = VALUES(client_id), sealed_secret = VALUES(sealed_secret), "
			 "app_name = VALUES(app_name), app_version = VALUES(app_version), "
			 "contact_url = VALUES(contact_url), check_result = VALUES(check_result), "
			 "checked_at = VALUES(checked_at), version = version + 1, "
			 "updated_at = UTC_TIMESTAMP(3)",
			 "ssbsssst", NO_ROWS},
    [TOKEN_LOAD] = {"SELECT account_id, gen, sealed_access, sealed_refresh, expires_at, "
		    "obtained_at FROM token_version WHERE account_id = ? AND gen = ?",
		    "uu",
		    ROWS(struct token_row, U64(account_id), U64(gen), BYTES(sealed_access),
			 BYTES(sealed_refresh), TIME(expires_at), TIME(obtained_at))},
    [TOKEN_ADD] = {"INSERT INTO token_version (account_id, gen, sealed_access, sealed_refresh, "
		   "expires_at, obtained_at) VALUES (?, ?, ?, ?, ?, ?)",
		   BULK(struct token_row, U64(account_id), U64(gen), BYTES(sealed_access),
			BYTES(sealed_refresh), TIME(expires_at), TIME(obtained_at))},
    [TOKEN_PRUNE] = {"DELETE FROM token_version WHERE account_id = ? AND gen < ?", "uu", NO_ROWS},
    [TOKEN_ERASE] = {"DELETE FROM token_version WHERE account_id = ?", "u", NO_ROWS},
    [ACCOUNT_MOVE_TOKEN] = {"UPDATE account SET token_gen = ?, state = 'CONNECTED', "
			    "state_reason = NULL, access_expires_at = ?, refresh_expires_at = ?, "
			    "scopes = COALESCE(?, scopes), version = version + 1, "
			    "updated_at = UTC_TIMESTAMP(3) WHERE id = ? AND token_gen = ?",
			    BULK(struct token_move, U64(to_gen), TIME(access_expires_at),
				 TIME(refresh_expires_at), STR(scopes), U64(account_id),
				 U64(from_gen))},
    [ACCOUNT_INSERT] = {"INSERT INTO account (name, environment, import_days) VALUES (?, ?, ?)",
			"ssu", NO_ROWS},
    [ACCOUNT_FIND_SELLER] = {"SELECT id FROM account WHERE environment = ? AND seller_id = ?", "ss",
			     ID},
    [ACCOUNT_BIND] =
	{"UPDATE account SET seller_id = ?, seller_login = ?, base_marketplace = ?, "
	 "clock_skew_ms = ?, checked_at = UTC_TIMESTAMP(3), "
	 "connected_at = UTC_TIMESTAMP(3), version = version + 1, updated_at = UTC_TIMESTAMP(3) "
	 "WHERE id = ? AND (seller_id IS NULL OR seller_id = ?)",
	 BULK(struct account_binding, STR(seller_id), STR(seller_login), STR(base_marketplace),
	      I64(clock_skew_ms), U64(account_id), STR(seller_id))},
    [ACCOUNT_CHECKED] =
	{"UPDATE account SET seller_login = ?, base_marketplace = ?, "
	 "clock_skew_ms = ?, checked_at = UTC_TIMESTAMP(3), "
	 "version = version + 1, updated_at = UTC_TIMESTAMP(3) WHERE id = ? AND seller_id = ?",
	 BULK(struct account_binding, STR(seller_login), STR(base_marketplace), I64(clock_skew_ms),
	      U64(account_id), STR(seller_id))},
    [ACCOUNT_SET_STATE] = {"UPDATE account SET state = ?, state_reason = ?, version = version + 1, "
			   "updated_at = UTC_TIMESTAMP(3) WHERE id = ? AND token_gen = ?",
			   "ssuu", NO_ROWS},
    [ACCOUNT_DISCONNECT] = {"UPDATE account SET state = 'DISCONNECTED', state_reason = NULL, "
			    "token_gen = token_gen + 1, access_expires_at = NULL, "
			    "refresh_expires_at = NULL, scopes = NULL, version = version + 1, "
			    "updated_at = UTC_TIMESTAMP(3) WHERE id = ? AND token_gen = ?",
			    "uu", NO_ROWS},
};
STMTS_REGISTER(vault, stmts);

enum rc credential_load(struct db *db, void *owner, const char *environment,
			struct sealed_credential *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[CREDENTIAL_LOAD], PARAMS(P_STR(environment)), out, e);
}

enum rc credential_save(struct db *db, const struct sealed_credential *c, const char *check_result,
			struct err *e)
{
	int64_t checked_at = check_result ? time_now_ms() : TIME_NONE;

	return stmt_run(db, &stmts[CREDENTIAL_SAVE],
			PARAMS(P_STR(c->environment), P_STR(c->client_id),
			       P_BYTES(c->sealed_secret), P_STR(c->app_name), P_STR(c->app_version),
			       P_STR(c->contact_url), P_STR(check_result), P_TIME(checked_at)),
			NULL, e);
}

enum rc token_load(struct db *db, void *owner, uint64_t account_id, uint64_t gen,
		   struct token_row *out, struct err *e)
{
	return stmt_find(db, owner, &stmts[TOKEN_LOAD], PARAMS(P_U64(account_id), P_U64(gen)), out,
			 e);
}

enum rc token_add(struct db *db, const struct token_row *row, struct err *e)
{
	uint64_t oldest = row->gen >= TOKEN_VERSIONS_KEPT ? row->gen - TOKEN_VERSIONS_KEPT + 1 : 0;

	if (stmt_run_row(db, &stmts[TOKEN_ADD], row, NULL, e))
		return e->rc;
	return stmt_run(db, &stmts[TOKEN_PRUNE], PARAMS(P_U64(row->account_id), P_U64(oldest)),
			NULL, e);
}

enum rc token_erase(struct db *db, uint64_t account_id, struct err *e)
{
	return stmt_run(db, &stmts[TOKEN_ERASE], PARAMS(P_U64(account_id)), NULL, e);
}

enum rc account_move_token(struct db *db, const struct token_move *m, struct err *e)
{
	return stmt_cas_row(db, &stmts[ACCOUNT_MOVE_TOKEN], m,
			    "the account has newer tokens already", e);
}

enum rc account_insert(struct db *db, const char *name, const char *environment,
		       uint64_t import_days, uint64_t *id, struct err *e)
{
	if (stmt_run(db, &stmts[ACCOUNT_INSERT],
		     PARAMS(P_STR(name), P_STR(environment), P_U64(import_days)), NULL, e))
		return e->rc;
	*id = stmt_insert_id(db);
	return RC_OK;
}

enum rc account_find_seller(struct db *db, const char *environment, const char *seller_id,
			    uint64_t *id, struct err *e)
{
	uint64_t row = 0;

	if (stmt_find(db, NULL, &stmts[ACCOUNT_FIND_SELLER],
		      PARAMS(P_STR(environment), P_STR(seller_id)), &row, e))
		return e->rc;
	*id = row;
	return RC_OK;
}

enum rc account_bind(struct db *db, const struct account_binding *b, struct err *e)
{
	return stmt_cas_row(db, &stmts[ACCOUNT_BIND], b, "the account belongs to another seller",
			    e);
}

enum rc account_checked(struct db *db, const struct account_binding *b, struct err *e)
{
	return stmt_cas_row(db, &stmts[ACCOUNT_CHECKED], b, "the account belongs to another seller",
			    e);
}

enum rc account_set_state(struct db *db, uint64_t id, uint64_t gen, const char *state,
			  const char *reason, struct err *e)
{
	return stmt_cas(db, &stmts[ACCOUNT_SET_STATE],
			PARAMS(P_STR(state), P_STR(reason), P_U64(id), P_U64(gen)),
			"the account has newer tokens already", e);
}

enum rc account_disconnect(struct db *db, uint64_t id, uint64_t gen, struct err *e)
{
	return stmt_cas(db, &stmts[ACCOUNT_DISCONNECT], PARAMS(P_U64(id), P_U64(gen)),
			"the account has newer tokens already", e);
}
