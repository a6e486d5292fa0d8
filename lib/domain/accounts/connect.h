#ifndef DOMAIN_ACCOUNTS_CONNECT_H
#define DOMAIN_ACCOUNTS_CONNECT_H

/*
 * Connecting a seller: application keys, code flow, device flow, check, disconnect.
 *
 * A flow is a row with a random id of which only the hash is stored. It is bound to the session
 * that began it (or to none, when kramctl did) and to its environment, lives for minutes, and is
 * used before its code is exchanged, so that nothing can be replayed. Each error carries a word in
 * e->code that problem.h explains to people.
 */

#include "base/secret.h"
#include "domain/accounts/vault.h"

enum {
	CONNECT_CODE_FLOW_SECONDS = 15 * 60, /* log in at Allegro, read the consent page */
};

/* --- Application keys ------------------------------------------------------------------------- */

struct credential_input {
	const char *environment;
	const char *client_id;
	const struct secret *client_secret;
	const char *app_name;
	const char *app_version;
	const char *contact_url;
	enum { KEYS_OF_SAME_APPLICATION, KEYS_OF_ANY_APPLICATION } allow;
};

/*
 * Check the keys by asking Allegro for a token of the application, then keep them. Refused keys
 * are not kept (RC_AUTH "keys"). A client id other than that accounts are connected through is
 * refused with RC_CONFLICT "keys-in-use", unless any application is allowed. When Allegro cannot be
 * asked they are kept unchecked, and the error tells so with RC_RETRY: the caller may go on.
 */
MUST_CHECK enum rc credential_set(struct vault *v, const struct credential_input *in,
				  struct err *e);

/* --- Beginning -------------------------------------------------------------------------------- */

enum connect_pkce { CONNECT_WITH_PKCE, CONNECT_WITHOUT_PKCE };

struct connect_ask {
	const char *environment;
	const char *name;	   /* of the account in Kram */
	uint64_t account_id;	   /* reconnect this one; 0: by name, or a new one */
	uint64_t import_days;	   /* 0: as configured */
	struct bytes session_hash; /* who may come back; empty: kramctl */
	enum connect_pkce pkce;
};

/* A code flow: where to send the browser, and the state that will come back. */
struct connect_code {
	const char *authorize_url;
	const char *state;
};
MUST_CHECK enum rc connect_code_start(struct vault *v, void *owner, const struct connect_ask *ask,
				      struct connect_code *out, struct err *e);

/* Address Allegro sends the browser back to, made of base-url. */
char *connect_redirect_uri(void *owner, const struct conf *conf) RETURNS_NONNULL;

enum connect_state { CONNECT_OPEN, CONNECT_DONE, CONNECT_FAILED };

/* A flow under way, for the device page and for kramctl. */
struct connect_flow {
	const char *id; /* what the page's address holds */
	const char *environment;
	const char *name;
	enum connect_state state;
	const char *problem; /* CONNECT_FAILED: key of problem.h */
	uint64_t account_id; /* CONNECT_DONE */
	const char *user_code;
	const char *verification_uri;
	const char *verification_uri_complete;
	uint64_t interval_s;
	int64_t expires_at;
};
MUST_CHECK enum rc connect_device_start(struct vault *v, void *owner, const struct connect_ask *ask,
					struct connect_flow *out, struct err *e);

/* --- Finishing -------------------------------------------------------------------------------- */

/* What came back to the callback. Texts may be NULL or empty. */
struct connect_return {
	const char *state;
	const char *code;
	const char *error; /* access_denied when the seller refused */
	struct bytes session_hash;
};
MUST_CHECK enum rc connect_code_finish(struct vault *v, const struct connect_return *back,
				       uint64_t *account_id, struct err *e);

/* State and code out of the address the browser was sent to; belongs to owner. */
MUST_CHECK enum rc connect_return_read(void *owner, const char *url, struct connect_return *out,
				       struct err *e);

/* A flow by its id (device) or state (code); RC_NOT_FOUND also for another session's. */
MUST_CHECK enum rc connect_find(struct vault *v, void *owner, const char *id, struct bytes session,
				struct connect_flow *out, struct err *e);

/* Ask Allegro once whether the seller has confirmed, if it is time to; then as connect_find(). */
MUST_CHECK enum rc connect_device_poll(struct vault *v, void *owner, const char *id,
				       struct bytes session, struct connect_flow *out,
				       struct err *e);

/* --- Afterwards ------------------------------------------------------------------------------- */

/* Ask Allegro who the account is, now, and keep what it says. */
MUST_CHECK enum rc account_check(struct vault *v, uint64_t account_id, struct err *e);

/* Did Allegro confirm the revocation? If not, the seller can unlink the application there. */
enum revocation { REVOKED, NOT_CONFIRMED };

/* Revoke at Allegro, erase the tokens here. They are erased whatever Allegro answers. */
MUST_CHECK enum rc account_disconnect_now(struct vault *v, uint64_t account_id,
					  enum revocation *out, struct err *e);

#endif
