#ifndef DOMAIN_ACCOUNTS_VAULT_KEYS_H
#define DOMAIN_ACCOUNTS_VAULT_KEYS_H

/* Private to lib/domain/accounts: what the vault's own files share. */

#include "allegro/oauth.h"
#include "base/secret.h"
#include "domain/accounts/vault.h"
#include "domain/accounts/vault_store.h"

struct vault {
	const struct conf *conf;
	struct db *db;
	struct seal_key *key;
	char *actor;
	const volatile sig_atomic_t *stop;
	uint64_t requests;
};

/* Estimated life of a refresh token: three months (FACTS 1.3). */
#define REFRESH_LIFE_MS (90 * TIME_DAY_MS)

/* Put a word for the cause into e->code, keeping the text. Returns e->rc. */
enum rc vault_cause(struct err *e, const char *word);

/* Additional data of a sealed token, secret or flow. */
struct token_place {
	const char *environment;
	uint64_t account_id;
	const char *seller_id;
	uint64_t gen;
};
char *token_context(void *owner, const struct token_place *p, const char *kind);
char *credential_context(void *owner, const char *environment, const char *client_id);
char *flow_context(void *owner, const char *environment, const char *flow_id);

/* The authorisation server of an environment, with its keys opened. RC_NOT_FOUND, "no-keys". */
enum rc vault_oauth(struct vault *v, void *owner, const char *environment, struct oauth **out,
		    struct err *e);

/* Options of a client of this environment, but for its token source. */
enum rc vault_allegro_opts(struct vault *v, void *owner, const char *environment,
			   struct allegro_opts *out, struct err *e);

/* The opened tokens of an account's current generation. */
struct open_tokens {
	struct account account;
	struct secret *access;
	struct secret *refresh; /* NULL: none */
	int64_t expires_at;
};
enum rc vault_tokens(struct vault *v, void *owner, uint64_t account_id, struct open_tokens *out,
		     struct err *e);

/* Inside a transaction: seal a pair as generation place->gen and move the account to it. */
enum rc vault_save(struct vault *v, struct db *db, const struct token_place *place,
		   const struct oauth_tokens *t, struct err *e);

#endif
