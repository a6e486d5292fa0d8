#ifndef SANDBOX_OAUTH_OAUTH_H
#define SANDBOX_OAUTH_OAUTH_H

/* Allegro's OAuth host: what the rest of the sandbox needs of it, and its resources. */

#include <stdbool.h>

#include "server/http.h"

struct oauth;
struct seller;
struct world;

struct oauth_options {
	int64_t token_life_s;
	int64_t device_interval_s;
	int64_t code_life_s;		  /* FACTS 1.2: 10 s */
	int64_t refresh_grace_s;	  /* FACTS 1.3: the old refresh token works 60 s more */
	int64_t requests_per_minute;	  /* of one application; 0: as many as it likes */
	const char *const *redirect_uris; /* registered for the redirect application */
	size_t n_redirect_uris;
};

struct oauth *oauth_new(void *owner, struct world *world, const struct oauth_options *options);

/* The grant of the request's bearer token; answers 401 and returns NULL when it is no good. */
const struct grant *oauth_check_bearer(struct exchange *x);
struct seller *grant_seller(const struct grant *g); /* NULL: a token of an application */
bool grant_has_scope(const struct grant *g, const char *scope);

/* Count a request of the grant's application; answers 429 and returns false above its limit. */
bool oauth_check_rate(struct exchange *x, const struct grant *g);

/* Resources. */
void oauth_authorize(struct exchange *x);
void oauth_decide(struct exchange *x);
void oauth_token(struct exchange *x);
void oauth_device(struct exchange *x);
void oauth_revoke(struct exchange *x);
void oauth_device_page(struct exchange *x);
void oauth_device_decide(struct exchange *x);

/* For /sandbox: what people would click, and what the world does to tokens. */
bool oauth_device_settle(struct exchange *x, const char *user_code, struct seller *seller);
void oauth_expire_access(struct oauth *o);
void oauth_revoke_all(struct oauth *o);
void oauth_end_grace(struct oauth *o);			 /* refresh tokens that were used die now */
void oauth_ban(struct oauth *o, int64_t ms, bool tells); /* every application; 0: lift it */

/*
 * Which pair lives on when one refresh token is used twice within its grace (RELIABILITY 1.2, not
 * documented): "both" (also NULL), "last", "first" or "none"; false for another word.
 */
bool oauth_set_fork(struct oauth *o, const char *survivor);

/* Every code and token ever handed out, one a line: what must be found nowhere. */
void oauth_secrets(struct oauth *o, struct str *out);

bool oauth_register(struct oauth *o, const char *client, const char *redirect_uri,
		    const char *scopes);

#endif
