#ifndef DOMAIN_ACCOUNTS_VAULT_STORE_H
#define DOMAIN_ACCOUNTS_VAULT_STORE_H

/*
 * Private to lib/domain/accounts: rows with sealed secrets, and the writes around them.
 *
 * Every change of a token or of a flow is compare-and-set: RC_CONFLICT when somebody was first.
 * The panel's database user may read none of these columns.
 */

#include "base/err.h"
#include "base/str.h"
#include "db/db.h"

/* Application keys with their sealed secret. */
struct sealed_credential {
	const char *environment;
	const char *client_id;
	struct bytes sealed_secret;
	const char *app_name;
	const char *app_version;
	const char *contact_url;
};

enum rc credential_load(struct db *db, void *owner, const char *environment,
			struct sealed_credential *out, struct err *e);
/* Insert or replace; check_result NULL: not checked. */
enum rc credential_save(struct db *db, const struct sealed_credential *c, const char *check_result,
			struct err *e);

/* One generation of an account's tokens. */
struct token_row {
	uint64_t account_id;
	uint64_t gen;
	struct bytes sealed_access;
	struct bytes sealed_refresh;
	int64_t expires_at;
	int64_t obtained_at;
};

enum { TOKEN_VERSIONS_KEPT = 3 }; /* RELIABILITY 1.2.7 */

enum rc token_load(struct db *db, void *owner, uint64_t account_id, uint64_t gen,
		   struct token_row *out, struct err *e);
/* Inside a transaction: add a generation, drop those beyond TOKEN_VERSIONS_KEPT. */
enum rc token_add(struct db *db, const struct token_row *row, struct err *e);
enum rc token_erase(struct db *db, uint64_t account_id, struct err *e);

/* What a new pair changes in its account. */
struct token_move {
	uint64_t account_id;
	uint64_t from_gen; /* compare */
	uint64_t to_gen;   /* and set */
	int64_t access_expires_at;
	int64_t refresh_expires_at;
	const char *scopes; /* NULL: as they were */
};
enum rc account_move_token(struct db *db, const struct token_move *m, struct err *e);

/* Who the account is, at connect. */
struct account_binding {
	uint64_t account_id;
	const char *seller_id;
	const char *seller_login;
	const char *base_marketplace;
	int64_t clock_skew_ms;
};
enum rc account_insert(struct db *db, const char *name, const char *environment,
		       uint64_t import_days, uint64_t *id, struct err *e);
enum rc account_find_seller(struct db *db, const char *environment, const char *seller_id,
			    uint64_t *id, struct err *e);
enum rc account_bind(struct db *db, const struct account_binding *b, struct err *e);
enum rc account_checked(struct db *db, const struct account_binding *b, struct err *e);

/* A state without a change of tokens: only if the generation still is the one it is about. */
enum rc account_set_state(struct db *db, uint64_t id, uint64_t gen, const char *state,
			  const char *reason, struct err *e);
/* DISCONNECTED; moves the generation, so that nobody saves a pair of the old one any more. */
enum rc account_disconnect(struct db *db, uint64_t id, uint64_t gen, struct err *e);

/* A connect that is under way. */
struct flow_row {
	const char *id;
	const char *kind; /* code, device */
	const char *environment;
	const char *account_name;
	uint64_t account_id; /* 0: a new account */
	struct bytes session_hash;
	struct bytes sealed;
	const char *user_code;
	const char *verification_uri;
	const char *verification_uri_complete;
	uint64_t interval_s;
	uint64_t import_days;
	int64_t expires_at;
	const char *state; /* OPEN, USED, FAILED */
	const char *result;
};

enum rc flow_insert(struct db *db, const struct flow_row *f, struct err *e);
enum rc flow_load(struct db *db, void *owner, const char *id, struct flow_row *out, struct err *e);
/* OPEN and not expired -> USED; RC_CONFLICT else. A flow is used before its code is exchanged. */
enum rc flow_use(struct db *db, const char *id, struct err *e);
/*
 * Claim the next poll; RC_CONFLICT when its time has not come or it is not OPEN. Nobody else polls
 * until it is released, or for longer than an answer and what follows it can take: a second poll
 * beside a slow one would find the device code used up, and call the connect a failure.
 */
enum { FLOW_POLL_SECONDS = 45 }; /* budget, ten seconds for the token, thirty for whose it is */
enum rc flow_claim_poll(struct db *db, const char *id, struct err *e);
/* It is over and the seller has not answered: the interval begins now. */
enum rc flow_release_poll(struct db *db, const char *id, struct err *e);
/* Allegro wants the polls further apart, by so many seconds. */
enum rc flow_slow_down(struct db *db, const char *id, uint64_t by_s, struct err *e);
enum rc flow_succeed(struct db *db, const char *id, uint64_t account_id, struct err *e);
enum rc flow_fail(struct db *db, const char *id, const char *problem, struct err *e);
/* Forget flows that ended a day ago. */
enum rc flow_prune(struct db *db, struct err *e);

#endif
