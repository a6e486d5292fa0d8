#ifndef SANDBOX_OAUTH_OAUTH_STORE_H
#define SANDBOX_OAUTH_OAUTH_STORE_H

/* Applications, codes, devices and tokens. Lives are measured with the monotonic clock. */

#include <stdbool.h>
#include <stdint.h>

#include "oauth/oauth.h"
#include "server/rate.h"
#include "world/table.h"
#include "world/world.h"

enum {
	REFRESH_LIFE_S = 90 * 24 * 3600, /* FACTS 1.3 */
	DEVICE_LIFE_S = 3600,		 /* FACTS 1.4 */
	URIS_MAX = 32,
};

enum client_grant {
	GRANT_CODE = 1 << 0,
	GRANT_DEVICE = 1 << 1,
	GRANT_REFRESH = 1 << 2,
	GRANT_CLIENT = 1 << 3,
};

struct client {
	const char *id;
	const char *secret;
	const char *name;
	unsigned grants;
	uint32_t scopes; /* ticked for the application */
	struct rate *rate;
	const char *uris[URIS_MAX];
	size_t n_uris;
};

/* One connection of an application and a seller: all tokens that came from one consent. */
struct session {
	bool revoked;
};

/* An access and a refresh token that came in one answer. */
struct pair_of_tokens {
	bool dead;
};

enum fork { FORK_BOTH, FORK_LAST, FORK_FIRST, FORK_NONE };

struct grant {
	const struct client *client;
	struct seller *seller; /* NULL: the application itself */
	struct session *session;
	uint32_t scopes;
	int64_t expires_at;
	int64_t used_at; /* refresh tokens: when it was used first, TIME_NONE before */
	struct pair_of_tokens *pair;
	struct pair_of_tokens *next; /* refresh tokens: what it was last exchanged for */
};

struct code {
	const struct client *client;
	struct seller *seller;
	const char *redirect_uri;
	const char *challenge; /* PKCE S256, NULL without */
	uint32_t scopes;
	int64_t expires_at;
	bool used;
	struct session *session; /* what it was exchanged for */
};

enum device_state { DEVICE_PENDING, DEVICE_ALLOWED, DEVICE_REFUSED, DEVICE_BURNED };

struct device {
	const char *device_code;
	const char *user_code;
	const struct client *client;
	struct seller *seller;
	enum device_state state;
	uint32_t scopes;
	int64_t expires_at;
	int64_t interval_ms;
	int64_t polled_at; /* TIME_NONE: never */
};

struct oauth {
	struct world *world;
	struct client *clients;
	size_t n_clients;
	struct table *codes;
	struct table *access;
	struct table *refresh;
	struct table *devices;	       /* by device code */
	struct table *devices_by_user; /* by user code */
	int64_t token_life_s;
	int64_t device_interval_s;
	int64_t code_life_s;
	int64_t refresh_grace_s;
	enum fork fork;
};

struct client *client_find(struct oauth *o, const char *id);

/* Random text that fits into URLs. */
const char *oauth_random(struct oauth *o, size_t bytes);

/* Scopes as bits and back. scopes_names() is separated by blanks and belongs to owner. */
uint32_t scopes_all(void);
uint32_t scopes_parse(const char *names); /* unknown names are left out */
uint32_t scope_bit(const char *name);	  /* without "allegro:api:" */
const char *scopes_names(void *owner, uint32_t scopes);

/* Write the token answer: a fresh access token and, for sellers, a refresh token. The new pair. */
struct pair_of_tokens *tokens_answer(struct exchange *x, const struct grant *g, const char *how);

#endif
