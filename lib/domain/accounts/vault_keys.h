#ifndef DOMAIN_ACCOUNTS_VAULT_KEYS_H
#define DOMAIN_ACCOUNTS_VAULT_KEYS_H

/* Private to lib/domain/accounts: what the vault's own files share. */

#include "allegro/oauth.h"
#include "base/secret.h"
#include "db/lease.h"
#include "domain/accounts/attempt.h"
#include "domain/accounts/token_journal.h"
#include "domain/accounts/vault.h"
#include "domain/accounts/vault_store.h"
#include "domain/audit/audit.h"

struct vault {
	const struct conf *conf;
	struct db *db;
	struct seal_key *key;
	struct token_journal *journal;
	char *actor;
	char *host;
	const volatile sig_atomic_t *stop;
	uint64_t requests;
	bool healed; /* what the journal had to be revoked was, in this process */
};

/* Put a word for the cause into e->code, keeping the text. Returns e->rc. */
enum rc vault_cause(struct err *e, const char *word);

/* An entry of the audit trail by whoever the vault acts for, in the transaction of the change. */
MUST_CHECK enum rc vault_note(const struct vault *v, struct db *db, struct audit_entry entry,
			      struct err *e);

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

/* The pair sealed for its place, obtained now. */
struct token_record vault_seal(struct vault *v, void *owner, const struct token_place *place,
			       const struct oauth_tokens *t);
/* Open it again: at an account, as the generation it says. An error has the word "key". */
enum rc vault_unseal(struct vault *v, void *owner, const struct account *a,
		     const struct token_row *row, struct open_tokens *out, struct err *e);

/* Inside a transaction: add the pair and move the account to it from generation from_gen. */
enum rc vault_put(struct db *db, const struct token_record *r, uint64_t from_gen, struct err *e);

/* An attempt of this process. */
struct attempt vault_attempt(const struct vault *v, uint64_t account_id, uint64_t gen,
			     const char *kind);

/* Ask Allegro to revoke a pair, with a row in the history. */
enum rc vault_revoke(struct vault *v, void *scratch, const struct open_tokens *t, struct err *e);

/* --- The journal and the database (vault_journal.c) ------------------------------------------- */

/* Put into the database what only the journal has. */
enum rc vault_merge(struct vault *v, struct err *e);

/* Drop what is superseded once it is worth writing the file anew; what must go, at once. */
enum tidy { TIDY_NOW_AND_THEN, TIDY_NOW };
enum rc vault_tidy(struct vault *v, enum tidy when, struct err *e);

/* Another pair of the account's current generation than the one in the database: both were given
 * for the same refresh token, and nobody knows which lives. RC_NOT_FOUND: there is none. */
enum rc vault_find_rival(struct vault *v, void *owner, const struct open_tokens *now,
			 struct open_tokens *out, struct err *e);

/* Revoke pairs made while their account was disconnected. */
enum rc vault_revoke_orphans(struct vault *v, struct err *e);

/* --- The refresh under its lease (token_refresh.c) -------------------------------------------- */

enum { TOKEN_LEASE_SECONDS = 20 }; /* within the 60 s of grace another host can take over */
extern const char token_lease_name[];

/* As vault_refresh(), by who holds the lease. */
enum rc vault_refresh_leased(struct vault *v, const struct lease *lease, uint64_t gen,
			     struct err *e);

#endif
