/* Applications and tokens. */
#include "oauth/oauth_store.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "base/compiler.h"
#include "base/mem.h"
#include "base/secret.h"

#include "control/effects.h"
#include "server/errors.h"
#include "sandbox.h"
#include "server/user_agent.h"

enum {
	JWT_MAX = 8192,
	SIGNATURE_BYTES = 256, /* of RS256 with a 2048 bit key */
};

#define REHEARSAL_SECRET "rehearsal-secret"

static const struct client known_clients[] = {
    {.id = "kram-code",
     .secret = REHEARSAL_SECRET,
     .name = REGISTERED_APP,
     .grants = GRANT_CODE | GRANT_REFRESH | GRANT_CLIENT},
    {.id = "kram-device",
     .secret = REHEARSAL_SECRET,
     .name = REGISTERED_APP,
     .grants = GRANT_DEVICE | GRANT_REFRESH | GRANT_CLIENT},
};

static const char *const default_uris[] = {"http://127.0.0.1:8080/connect/callback",
					   "http://localhost:8080/connect/callback"};

static void add_uri(struct client *c, const char *uri)
{
	if (c->n_uris < URIS_MAX)
		c->uris[c->n_uris++] = uri;
}

static void register_uris(struct client *c, const struct oauth_options *options)
{
	for (size_t i = 0; i < options->n_redirect_uris; i++)
		add_uri(c, options->redirect_uris[i]);
	for (size_t i = 0; !options->n_redirect_uris && i < COUNT_OF(default_uris); i++)
		add_uri(c, default_uris[i]);
}

struct oauth *oauth_new(void *owner, struct world *world, const struct oauth_options *options)
{
	struct oauth *o = mem_zero(owner, struct oauth);

	o->world = world;
	o->token_life_s = options->token_life_s;
	o->device_interval_s = options->device_interval_s;
	o->code_life_s = options->code_life_s;
	o->refresh_grace_s = options->refresh_grace_s;
	o->n_clients = COUNT_OF(known_clients);
	o->clients = mem_dup(o, known_clients, sizeof(known_clients));
	for (size_t i = 0; i < o->n_clients; i++) {
		o->clients[i].scopes = scopes_all();
		o->clients[i].rate = mem_zero(o, struct rate);
		o->clients[i].rate->per_minute = options->requests_per_minute;
		if (o->clients[i].grants & GRANT_CODE)
			register_uris(&o->clients[i], options);
	}
	o->codes = table_new(o);
	o->access = table_new(o);
	o->refresh = table_new(o);
	o->devices = table_new(o);
	o->devices_by_user = table_new(o);
	return o;
}

struct client *client_find(struct oauth *o, const char *id)
{
	for (size_t i = 0; id && i < o->n_clients; i++)
		if (str_eq(o->clients[i].id, id))
			return &o->clients[i];
	return NULL;
}

bool oauth_register(struct oauth *o, const char *client, const char *redirect_uri,
		    const char *scopes)
{
	struct client *c = client_find(o, client);

	if (!c)
		return false;
	if (!str_empty(redirect_uri))
		add_uri(c, mem_strdup(o, redirect_uri));
	if (!str_empty(scopes))
		c->scopes = scopes_parse(scopes);
	return true;
}

const char *oauth_random(struct oauth *o, size_t bytes)
{
	return secret_random_text(o, bytes);
}

static void add_base64(struct str *out, const void *data, size_t len)
{
	char text[JWT_MAX];

	(void)sodium_bin2base64(text, sizeof(text), data, len,
				sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	str_add(out, text);
}

static void scope_array(struct jw *w, uint32_t bits)
{
	void *mem = mem_context(NULL, "scopes");
	char *names = mem_strdup(mem, scopes_names(mem, bits));

	jw_array(w, "scope");
	while (*names) {
		size_t len = strcspn(names, " ");
		bool more = names[len] != '\0';
		names[len] = '\0';
		jw_str(w, NULL, names);
		names += len + more;
	}
	jw_array_end(w);
	mem_free(mem);
}

/* Looks like Allegro's: a JWT of one to two kilobytes. Nobody verifies it. */
static const char *make_jwt(struct oauth *o, const struct grant *g, const char *jti, int64_t life_s)
{
	static const char header[] = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
	unsigned char signature[SIGNATURE_BYTES];
	struct str payload;
	struct str out;
	struct jw w = {.out = &payload};

	str_init(&payload, o, JWT_MAX);
	str_init(&out, o, JWT_MAX);
	jw_object(&w, NULL);
	jw_str(&w, "user_name", g->seller ? g->seller->id : NULL);
	scope_array(&w, g->scopes);
	jw_bool(&w, "allegro_api", true);
	jw_str(&w, "iss", "https://allegro.pl");
	jw_int(&w, "exp", time_now_ms() / TIME_SECOND_MS + life_s);
	jw_str(&w, "jti", jti);
	jw_str(&w, "client_id", g->client->id);
	jw_object_end(&w);
	randombytes_buf(signature, sizeof(signature));
	add_base64(&out, header, sizeof(header) - 1);
	str_add(&out, ".");
	add_base64(&out, payload.text, payload.len);
	str_add(&out, ".");
	add_base64(&out, signature, sizeof(signature));
	mem_free(payload.text);
	return out.text;
}

static const char *keep_token(struct oauth *o, struct table *table, const struct grant *g,
			      const char *jti, int64_t life_s)
{
	struct grant *kept = mem_dup(o, g, sizeof(*g));
	const char *text = make_jwt(o, g, jti, life_s);

	kept->expires_at = mono_ms() + life_s * TIME_SECOND_MS;
	kept->used_at = TIME_NONE;
	kept->next = NULL;
	table_put(table, text, kept);
	return text;
}

struct pair_of_tokens *tokens_answer(struct exchange *x, const struct grant *g, const char *how)
{
	struct oauth *o = x->sb->oauth;
	struct grant made = *g;
	char jti[UUID_SIZE];

	str_uuid(jti);
	made.pair = mem_zero(o, struct pair_of_tokens);
	const char *access = keep_token(o, o->access, &made, jti, o->token_life_s);
	const char *refresh = NULL;
	if (g->seller)
		refresh = keep_token(o, o->refresh, &made, jti, REFRESH_LIFE_S);
	effects_count(x->sb->effects, "tokens", how, NULL);

	struct jw w = answer_json(x, 200, MEDIA_JSON);
	answer_header(x, "Cache-Control", "no-store");
	jw_object(&w, NULL);
	jw_str(&w, "access_token", access);
	jw_str(&w, "token_type", "bearer");
	jw_str(&w, "refresh_token", refresh);
	jw_int(&w, "expires_in", o->token_life_s);
	jw_str(&w, "scope", scopes_names(x, g->scopes));
	jw_bool(&w, "allegro_api", true);
	jw_str(&w, "jti", jti);
	jw_object_end(&w);
	return made.pair;
}

struct seller *grant_seller(const struct grant *g)
{
	return g->seller;
}

bool grant_has_scope(const struct grant *g, const char *scope)
{
	return (g->scopes & scope_bit(scope)) != 0;
}

const struct grant *oauth_check_bearer(struct exchange *x)
{
	const char *header = header_get(x, "Authorization");
	const struct grant *g;

	if (!str_starts(header, "Bearer ")) {
		answer_auth_error(x, 401, "unauthorized",
				  "Full authentication is required to access this resource");
		return NULL;
	}
	g = table_get(x->sb->oauth->access, header + strlen("Bearer "));
	if (!g)
		answer_auth_error(x, 401, "invalid_token", "Cannot convert access token to JSON");
	else if (g->session->revoked || g->pair->dead)
		answer_auth_error(x, 401, "invalid_token", "Token has been revoked");
	else if (g->expires_at <= mono_ms())
		answer_auth_error(x, 401, "invalid_token", "Access token expired");
	else
		return g;
	return NULL;
}

bool oauth_check_rate(struct exchange *x, const struct grant *g)
{
	struct rate *rate = g->client->rate;
	bool banned = rate->ban_ms && mono_ms() < rate->banned_until;
	char seconds[24];

	if (banned)
		effects_count(x->sb->effects, "oddities", "askedWhileBanned", NULL);
	if (rate_take(rate, mono_ms()))
		return true;
	answer_error(x, ERROR_TOO_MANY, NULL, NULL);
	if (banned && rate->tells) {
		(void)snprintf(seconds, sizeof(seconds), "%lld",
			       (long long)(rate->ban_ms + TIME_SECOND_MS - 1) / TIME_SECOND_MS);
		answer_header(x, "Retry-After", seconds);
	}
	return false;
}

void oauth_ban(struct oauth *o, int64_t ms, bool tells)
{
	for (size_t i = 0; i < o->n_clients; i++) {
		rate_ban(o->clients[i].rate, mono_ms(), ms);
		o->clients[i].rate->tells = tells;
	}
}

bool oauth_set_fork(struct oauth *o, const char *survivor)
{
	static const char *const names[] = {[FORK_BOTH] = "both",
					    [FORK_LAST] = "last",
					    [FORK_FIRST] = "first",
					    [FORK_NONE] = "none"};

	for (unsigned i = 0; i < COUNT_OF(names); i++)
		if (str_eq(str_or(survivor, names[FORK_BOTH]), names[i])) {
			o->fork = (enum fork)i;
			return true;
		}
	return false;
}

void oauth_expire_access(struct oauth *o)
{
	struct lh_entry *entry;

	lh_foreach(o->access->lh, entry)
	{
		struct grant *g = (struct grant *)(uintptr_t)lh_entry_v(entry);
		g->expires_at = mono_ms();
	}
}

void oauth_end_grace(struct oauth *o)
{
	struct lh_entry *entry;

	lh_foreach(o->refresh->lh, entry)
	{
		struct grant *g = (struct grant *)(uintptr_t)lh_entry_v(entry);
		if (g->used_at != TIME_NONE)
			g->pair->dead = true;
	}
}

void oauth_revoke_all(struct oauth *o)
{
	struct lh_entry *entry;

	lh_foreach(o->refresh->lh, entry)
	{
		struct grant *g = (struct grant *)(uintptr_t)lh_entry_v(entry);
		g->session->revoked = true;
	}
}

void oauth_secrets(struct oauth *o, struct str *out)
{
	struct table *const kept[] = {o->codes, o->devices, o->access, o->refresh};
	struct lh_entry *entry;

	for (size_t i = 0; i < COUNT_OF(kept); i++) {
		lh_foreach(kept[i]->lh, entry)
		    str_addf(out, "%s\n", (const char *)lh_entry_k(entry));
	}
}
