#ifndef DOMAIN_ACCOUNTS_ACCOUNT_COLUMNS_H
#define DOMAIN_ACCOUNTS_ACCOUNT_COLUMNS_H

/* An account as statements read it: its columns, of the table called so ("a."), and the fields they
 * go to, of the struct account there (account.): in the same order. */

#include "domain/accounts/account.h"

#define ACCOUNT_COLUMNS(a)                                                                         \
	a "id, " a "name, " a "environment, " a "seller_id, " a "seller_login, " a                 \
	  "base_marketplace, " a "state, " a "state_reason, " a "scopes, " a "token_gen, " a       \
	  "access_expires_at, " a "refresh_expires_at, " a "clock_skew_ms, " a "checked_at, " a    \
	  "import_days, " a "connected_at, " a "created_at"

#define ACCOUNT_FIELDS(of)                                                                         \
	U64(of id), STR(of name), STR(of environment), STR(of seller_id), STR(of seller_login),    \
	    STR(of base_marketplace), STR(of state), STR(of state_reason), STR(of scopes),         \
	    U64(of token_gen), TIME(of access_expires_at), TIME(of refresh_expires_at),            \
	    I64(of clock_skew_ms), TIME(of checked_at), U64(of import_days),                       \
	    TIME(of connected_at), TIME(of created_at)

#endif
