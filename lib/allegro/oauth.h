#ifndef ALLEGRO_OAUTH_H
#define ALLEGRO_OAUTH_H

/*
 * Allegro's authorisation server (FACTS 1): code flow with PKCE, device flow, refresh, client
 * credentials, revocation. It lives on a host of its own, not on that of the API.
 *
 * Codes, tokens and secrets travel in bodies and headers, never in a URL of ours, and no error
 * text carries them. Errors are those of client.h, with e->code = Allegro's word:
 *
 *	RC_AUTH		the client id and secret are refused (401)
 *	RC_REMOTE	invalid_grant: the code or refresh token is used, expired or revoked
 *	RC_DENIED	access_denied: the seller refused
 *	RC_SHAPE	200 without the promised fields
 */

#include "allegro/client.h"

enum {
	OAUTH_STATE_BYTES = 32,
	OAUTH_VERIFIER_BYTES = 48,  /* 64 characters; RFC 7636 wants 43 to 128 */
	OAUTH_SLOW_DOWN_SECONDS = 5 /* added to the interval when told slow_down */
};

struct oauth;

struct oauth_opts {
	struct allegro_env env;
	struct allegro_app app;
	const char *ca_bundle;
	const volatile sig_atomic_t *stop;
	const char *client_id;
	const struct secret *client_secret;
	struct request_budget budget; /* all zero: none */
};

MUST_CHECK enum rc oauth_open(void *owner, const struct oauth_opts *opts, struct oauth **out,
			      struct err *e);

/* Requests made since oauth_open(). */
uint64_t oauth_requests(const struct oauth *o);

/*
 * Take the next request out of the budget, which may mean to wait, or RC_RETRY "blocked" or
 * "budget". Each request does it by itself; who writes down that one is made calls it before.
 */
MUST_CHECK enum rc oauth_ready(struct oauth *o, struct err *e);

/* What the token endpoint gives. Everything belongs to the owner of the call. */
struct oauth_tokens {
	struct secret *access;
	struct secret *refresh; /* NULL for client credentials */
	int64_t expires_at;	/* of access, UTC ms, counted from the start of the request */
	int64_t life_s;		/* expires_in */
	const char *scope;	/* granted, blank separated; NULL when not told */
};

/* A verifier to keep secret and its S256 challenge to show (RFC 7636). */
struct oauth_pkce {
	struct secret *verifier;
	const char *challenge;
};
void oauth_pkce_new(void *owner, struct oauth_pkce *out);
/* The challenge that belongs to a verifier. */
char *oauth_challenge(void *owner, const struct secret *verifier) RETURNS_NONNULL;

/* Consent page for the code flow. scope NULL: all the application has. challenge NULL: no PKCE. */
struct oauth_authorize {
	const char *redirect_uri;
	const char *state;
	const char *challenge;
	const char *scope;
};
MUST_CHECK enum rc oauth_authorize_url(struct oauth *o, void *owner,
				       const struct oauth_authorize *ask, char **out,
				       struct err *e);

/* What the address the browser was sent back to says; NULL where it says nothing. */
struct oauth_return {
	const char *state;
	const char *code;
	const char *error;
};
MUST_CHECK enum rc oauth_return_read(void *owner, const char *url, struct oauth_return *out,
				     struct err *e);

/* Code for tokens. With a verifier the client id goes into the body instead of the Basic header. */
struct oauth_code {
	const struct secret *code;
	const char *redirect_uri; /* the one the consent page was asked with */
	const struct secret *verifier;
};
MUST_CHECK enum rc oauth_exchange(struct oauth *o, void *owner, const struct oauth_code *code,
				  struct oauth_tokens *out, struct err *e);

/* A new pair for a refresh token; the old one dies 60 s after its first use (FACTS 1.3). */
MUST_CHECK enum rc oauth_refresh(struct oauth *o, void *owner, const struct secret *refresh,
				 struct oauth_tokens *out, struct err *e);

/* Token of the application itself, for public data and to prove that id and secret are right. */
MUST_CHECK enum rc oauth_app_token(struct oauth *o, void *owner, struct oauth_tokens *out,
				   struct err *e);

/* Revoke a token. Not in Allegro's tutorial: a failure harms nothing, the seller unlinks there. */
MUST_CHECK enum rc oauth_revoke(struct oauth *o, const struct secret *token, struct err *e);

/* Device flow: what to show, and what to poll with. */
struct oauth_device {
	struct secret *device_code;
	const char *user_code;
	const char *verification_uri;
	const char *verification_uri_complete;
	int64_t life_s;
	int64_t interval_s;
};
MUST_CHECK enum rc oauth_device_start(struct oauth *o, void *owner, struct oauth_device *out,
				      struct err *e);

enum oauth_poll {
	OAUTH_POLL_PENDING,   /* ask again after the interval */
	OAUTH_POLL_SLOW_DOWN, /* ask again after the interval plus OAUTH_SLOW_DOWN_SECONDS */
	OAUTH_POLL_DONE	      /* tokens are filled */
};
MUST_CHECK enum rc oauth_device_poll(struct oauth *o, void *owner, const struct secret *device_code,
				     enum oauth_poll *state, struct oauth_tokens *out,
				     struct err *e);

#endif
