/* The token endpoint: one function per grant type. */
#include <string.h>

#include <sodium.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "control/effects.h"
#include "server/errors.h"
#include "oauth/oauth_client.h"
#include "oauth/oauth_store.h"
#include "sandbox.h"

enum { POLL_TOLERANCE_MS = 250, CHALLENGE_SIZE = 64, VERIFIER_MIN = 43, VERIFIER_MAX = 128 };

static void bad_request(struct exchange *x, const char *error, const char *description)
{
	effects_count(x->sb->effects, "oauth", error, NULL);
	answer_auth_error(x, 400, error, description);
}

static struct session *new_session(struct exchange *x)
{
	return mem_zero(x->sb->oauth, struct session);
}

/* The client of a request that must carry its secret; answers and returns NULL otherwise. */
static const struct client *need_client(struct exchange *x, unsigned grant, const char *grant_name)
{
	const struct client *c = client_basic(x);

	if (!c) {
		effects_count(x->sb->effects, "oauth", "wrongClient", NULL);
		answer_auth_error(x, 401, "Unauthorized", "Unauthorized");
		return NULL;
	}
	if (c->grants & grant)
		return c;
	bad_request(x, "unauthorized_client",
		    mem_printf(x, "Client does not have the %s grant", grant_name));
	return NULL;
}

static bool verifier_fits(const char *verifier, const char *challenge)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char text[CHALLENGE_SIZE];
	size_t len = verifier ? strlen(verifier) : 0;

	if (len < VERIFIER_MIN || len > VERIFIER_MAX)
		return false;
	crypto_hash_sha256(hash, (const unsigned char *)verifier, len);
	(void)sodium_bin2base64(text, sizeof(text), hash, sizeof(hash),
				sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_eq(text, challenge);
}

/* With PKCE the verifier stands in for the secret (FACTS 1.2). */
static bool code_client_fits(struct exchange *x, const struct code *code)
{
	if (!code->challenge) {
		const struct client *c = need_client(x, GRANT_CODE, "authorization_code");
		if (!c)
			return false;
		if (c == code->client)
			return true;
		bad_request(x, "invalid_grant", "Invalid authorization code: other client");
		return false;
	}
	if (str_eq(form_get(x, "client_id"), code->client->id) &&
	    verifier_fits(form_get(x, "code_verifier"), code->challenge))
		return true;
	bad_request(x, "invalid_grant", "Invalid code verifier");
	return false;
}

static void refuse_code(struct exchange *x, const char *code)
{
	bad_request(x, "invalid_grant", mem_printf(x, "Invalid authorization code: %s", code));
}

static void by_code(struct exchange *x)
{
	const char *text = form_get(x, "code");
	struct code *code = table_get(x->sb->oauth->codes, text);

	if (str_empty(text)) {
		bad_request(x, "invalid_request", "An authorization code must be supplied");
		return;
	}
	if (!code || code->expires_at <= mono_ms()) {
		/* The secret is checked first even when the code is no good. */
		if (form_get(x, "code_verifier") ||
		    need_client(x, GRANT_CODE, "authorization_code"))
			refuse_code(x, text);
		return;
	}
	if (!code_client_fits(x, code))
		return;
	if (code->used) {
		/* RFC 6749 4.1.2: what the code was exchanged for is no longer trusted. */
		code->session->revoked = true;
		refuse_code(x, text);
		return;
	}
	if (!str_eq(form_get(x, "redirect_uri"), code->redirect_uri)) {
		bad_request(x, "invalid_grant", "Redirect URI mismatch.");
		return;
	}
	code->used = true;
	code->session = new_session(x);
	(void)tokens_answer(x,
			    &(struct grant){.client = code->client,
					    .seller = code->seller,
					    .session = code->session,
					    .scopes = code->scopes},
			    "authorization_code");
}

static bool refresh_is_good(const struct oauth *o, const struct grant *g, const struct client *c)
{
	int64_t now = mono_ms();

	if (!g || g->client != c || g->session->revoked || g->pair->dead || g->expires_at <= now)
		return false;
	return g->used_at == TIME_NONE || now - g->used_at <= o->refresh_grace_s * TIME_SECOND_MS;
}

/* The token was used before and has just been exchanged once more: who lives on. */
static void fork_pairs(enum fork fork, struct grant *g, struct pair_of_tokens *made)
{
	if (g->next && fork == FORK_LAST)
		g->next->dead = true;
	if (g->next && fork == FORK_FIRST)
		made->dead = true;
	if (g->next && fork == FORK_NONE)
		g->session->revoked = true;
	g->next = made;
}

static void by_refresh(struct exchange *x)
{
	const struct client *c = need_client(x, GRANT_REFRESH, "refresh_token");
	const char *text = form_get(x, "refresh_token");
	struct grant *g = table_get(x->sb->oauth->refresh, text);

	if (!c)
		return;
	if (!refresh_is_good(x->sb->oauth, g, c)) {
		bad_request(x, "invalid_grant",
			    mem_printf(x, "Invalid refresh token: %s", str_or(text, "")));
		return;
	}
	if (g->used_at == TIME_NONE)
		g->used_at = mono_ms();
	else
		effects_count(x->sb->effects, "oauth", "refreshWithinGrace", NULL);
	fork_pairs(x->sb->oauth->fork, g, tokens_answer(x, g, "refresh_token"));
}

static void slow_down(struct exchange *x, struct device *d)
{
	d->interval_ms += 5 * TIME_SECOND_MS;
	bad_request(x, "slow_down", "Polling too fast.");
}

static void answer_device(struct exchange *x, struct device *d)
{
	int64_t last = d->polled_at;

	d->polled_at = mono_ms();
	if (last != TIME_NONE && d->polled_at - last + POLL_TOLERANCE_MS < d->interval_ms) {
		slow_down(x, d);
		return;
	}
	if (d->state == DEVICE_PENDING) {
		bad_request(x, "authorization_pending",
			    "User has not authorized the device code yet.");
		return;
	}
	if (d->state == DEVICE_REFUSED) {
		bad_request(x, "access_denied", "User denied access.");
		return;
	}
	d->state = DEVICE_BURNED;
	(void)tokens_answer(x,
			    &(struct grant){.client = d->client,
					    .seller = d->seller,
					    .session = new_session(x),
					    .scopes = d->scopes},
			    "device_code");
}

static void by_device(struct exchange *x)
{
	const struct client *c = need_client(x, GRANT_DEVICE, "device_code");
	struct device *d = table_get(x->sb->oauth->devices, form_get(x, "device_code"));

	if (!c)
		return;
	if (!d || d->client != c || d->state == DEVICE_BURNED || d->expires_at <= mono_ms()) {
		bad_request(x, "invalid_request", "Invalid device code");
		return;
	}
	answer_device(x, d);
}

static void by_client(struct exchange *x)
{
	const struct client *c = need_client(x, GRANT_CLIENT, "client_credentials");

	if (c)
		(void)tokens_answer(
		    x, &(struct grant){.client = c, .session = new_session(x), .scopes = c->scopes},
		    "client_credentials");
}

static const struct {
	const char *name;
	void (*grant)(struct exchange *x);
} grants[] = {
    {"authorization_code", by_code},
    {"refresh_token", by_refresh},
    {"urn:ietf:params:oauth:grant-type:device_code", by_device},
    {"client_credentials", by_client},
};

void oauth_token(struct exchange *x)
{
	const char *type = form_get(x, "grant_type");

	for (size_t i = 0; i < COUNT_OF(grants); i++)
		if (str_eq(grants[i].name, type)) {
			grants[i].grant(x);
			return;
		}
	if (str_empty(type))
		bad_request(x, "invalid_request", "Missing grant type");
	else
		bad_request(x, "unsupported_grant_type",
			    mem_printf(x, "Unsupported grant type: %s", type));
}

void oauth_revoke(struct exchange *x)
{
	const struct client *c = need_client(x, ~0U, "revoke");
	const char *token = form_get(x, "token");

	if (!c)
		return;
	struct grant *g = table_get(x->sb->oauth->access, token);
	if (!g)
		g = table_get(x->sb->oauth->refresh, token);
	/* RFC 7009: a token that is unknown is as good as revoked. */
	if (g && g->client == c) {
		g->session->revoked = true;
		effects_count(x->sb->effects, "oauth", "revoked", NULL);
	}
	answer_empty(x, 200);
}
