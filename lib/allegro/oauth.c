/* Requests to the authorisation server. */
#include "allegro/oauth.h"

#include "allegro/oauth_answer.h"
#include "base/mem.h"
#include "base/time.h"
#include "net/http.h"

enum {
	TOKEN_TIMEOUT_S = 10,	      /* RELIABILITY 1.2: leaves five tries in the 60 s of grace */
	TOKEN_ANSWER_MAX = 64 * 1024, /* two tokens of 2 kB and some fields */
	LIFE_MAX_S = 366 * 24 * 3600, /* nothing Allegro issues lives longer than three months */
};

#define GRANT_DEVICE "urn:ietf:params:oauth:grant-type:device_code"

struct oauth {
	struct allegro_env env;
	struct http *http;
	const char *client_id;
	struct secret *client_secret;
	uint64_t requests;
	struct request_budget budget;
	bool ready; /* the next request is taken out of the budget already */
};

struct token_answer {
	const char *access;
	const char *refresh;
	const char *scope;
	int64_t expires_in;
};

struct device_answer {
	const char *device_code;
	const char *user_code;
	const char *uri;
	const char *uri_complete;
	int64_t expires_in;
	int64_t interval;
};

/* FACTS 1.2; fields Allegro adds are no news here. */
static const struct json_field token_fields[] = {
    JF_STR(struct token_answer, access, "/access_token", JF_REQUIRED),
    JF_STR(struct token_answer, refresh, "/refresh_token", 0),
    JF_STR(struct token_answer, scope, "/scope", 0),
    JF_I64(struct token_answer, expires_in, "/expires_in", JF_REQUIRED),
};

static const struct json_field device_fields[] = {
    JF_STR(struct device_answer, device_code, "/device_code", JF_REQUIRED),
    JF_STR(struct device_answer, user_code, "/user_code", JF_REQUIRED),
    JF_STR(struct device_answer, uri, "/verification_uri", JF_REQUIRED),
    JF_STR(struct device_answer, uri_complete, "/verification_uri_complete", 0),
    JF_I64(struct device_answer, expires_in, "/expires_in", JF_REQUIRED),
    JF_I64(struct device_answer, interval, "/interval", 0),
};

enum rc oauth_open(void *owner, const struct oauth_opts *opts, struct oauth **out, struct err *e)
{
	struct oauth *o = mem_zero(owner, struct oauth);
	char *agent;

	if (allegro_user_agent(o, &opts->app, &agent, e))
		return e->rc;
	o->env = (struct allegro_env){mem_strdup(o, opts->env.name), NULL,
				      mem_strdup(o, opts->env.auth_url), NULL};
	o->client_id = mem_strdup(o, opts->client_id);
	o->budget = opts->budget;
	o->client_secret =
	    secret_new(o, secret_text(opts->client_secret), secret_len(opts->client_secret));
	const struct http_opts http = {
	    .ca_bundle = opts->ca_bundle, .user_agent = agent, .stop = opts->stop};
	if (http_open(o, &http, &o->http, e))
		return e->rc;
	*out = o;
	return RC_OK;
}

uint64_t oauth_requests(const struct oauth *o)
{
	return o->requests;
}

/* --- The consent page ---------------------------------------------------------------- */

enum rc oauth_authorize_url(struct oauth *o, void *owner, const struct oauth_authorize *ask,
			    char **out, struct err *e)
{
	const struct http_pair query[] = {
	    {"response_type", "code"},
	    {"client_id", o->client_id},
	    {"redirect_uri", ask->redirect_uri},
	    {"state", ask->state},
	    {"code_challenge_method", ask->challenge ? "S256" : NULL},
	    {"code_challenge", ask->challenge},
	    {"scope", ask->scope},
	    {"prompt", "confirm"},
	    {NULL, NULL},
	};
	const struct http_request req = {
	    .base = o->env.auth_url, .path = "/auth/oauth/authorize", .query = query};

	return http_url(owner, &req, out, e);
}

enum rc oauth_return_read(void *owner, const char *url, struct oauth_return *out, struct err *e)
{
	const char *state = http_url_query(owner, url, "state");

	if (!state)
		return err_set(e, RC_INVALID,
			       "this is not the address Allegro sent the browser to");
	*out = (struct oauth_return){
	    .state = state,
	    .code = http_url_query(owner, url, "code"),
	    .error = http_url_query(owner, url, "error"),
	};
	return RC_OK;
}

enum rc oauth_ready(struct oauth *o, struct err *e)
{
	const struct request_ask one = {CLASS_TOKEN, LIMIT_TOKENS, 1, NULL};
	size_t granted;

	if (!o->ready && budget_take(&o->budget, &one, &granted, e))
		return e->rc;
	o->ready = true;
	return RC_OK;
}

/* --- Requests --------------------------------------------------------------------------------- */

struct ask {
	const char *what; /* in errors */
	const char *path;
	const struct http_pair *form;
	enum { WITH_BASIC, WITHOUT_BASIC } auth;
	enum { BRINGS_TOKENS, BRINGS_NOTHING } brings;
};

/* POST a form; the answer is 2xx, its body belongs to owner and should be wiped. */
static enum rc post(struct oauth *o, void *owner, const struct ask *ask, struct http_response *out,
		    struct err *e)
{
	static const struct http_pair headers[] = {{"Accept", "application/json"}, {NULL, NULL}};
	const struct http_request req = {
	    .method = HTTP_POST,
	    .base = o->env.auth_url,
	    .path = ask->path,
	    .headers = headers,
	    .user = ask->auth == WITH_BASIC ? o->client_id : NULL,
	    .password = o->client_secret,
	    .form = http_form(owner, ask->form),
	    .max_bytes = TOKEN_ANSWER_MAX,
	    .timeout_s = TOKEN_TIMEOUT_S,
	};

	const struct answer_ask asked = {
	    .what = ask->what,
	    .form = ask->brings == BRINGS_TOKENS ? ANSWERS_JSON : ANSWERS_NOTHING,
	};

	if (oauth_ready(o, e))
		return e->rc;
	o->ready = false;
	o->requests++;
	enum rc rc = http_perform(o->http, owner, &req, out, e);
	rc = rc ? answer_none(e) : oauth_answer_check(out, &asked, e);
	const struct request_told told = {.meaning = rc ? e->meaning : MEANING_DONE,
					  .retry_after_s = out->retry_after_s};
	budget_tell(&o->budget, &told);
	if (rc)
		http_response_wipe(out);
	return rc;
}

static struct secret *secret_of(void *owner, const char *text)
{
	return text ? secret_new(owner, text, strlen(text)) : NULL;
}

static void wipe_text(const char *text)
{
	if (text)
		secret_wipe((char *)(uintptr_t)text, strlen(text));
}

/* What the vault can seal. */
static bool fits(const char *token)
{
	return !str_empty(token) && strlen(token) < SECRET_MAX;
}

static enum rc read_tokens(void *owner, void *scratch, const struct http_response *r,
			   struct oauth_tokens *out, struct err *e)
{
	struct token_answer a = {0};
	struct json *doc;

	if (json_parse(scratch, (struct bytes){r->body, r->len}, &doc, e) ||
	    json_decode(scratch, doc, token_fields, &a, NULL, e))
		return err_wrap(e, "tokens");
	if (!fits(a.access) || (!str_empty(a.refresh) && !fits(a.refresh)))
		return err_set(e, RC_SHAPE, "tokens: a token is empty or too long");
	if (a.expires_in <= 0 || a.expires_in > LIFE_MAX_S)
		return err_set(e, RC_SHAPE, "tokens: expires_in is out of range");
	*out = (struct oauth_tokens){
	    .access = secret_of(owner, a.access),
	    .refresh = str_empty(a.refresh) ? NULL : secret_of(owner, a.refresh),
	    .scope = mem_strdup(owner, a.scope),
	    .life_s = a.expires_in,
	};
	wipe_text(a.access);
	wipe_text(a.refresh);
	return RC_OK;
}

static enum rc ask_tokens(struct oauth *o, void *owner, const struct ask *ask,
			  struct oauth_tokens *out, struct err *e)
{
	void *scratch = mem_context(owner, "token answer");
	struct http_response r = {0};
	int64_t started = time_now_ms();
	enum rc rc = post(o, scratch, ask, &r, e);

	if (!rc)
		rc = read_tokens(owner, scratch, &r, out, e);
	if (!rc)
		out->expires_at = started + out->life_s * TIME_SECOND_MS;
	http_response_wipe(&r);
	mem_free(scratch);
	return rc;
}

enum rc oauth_exchange(struct oauth *o, void *owner, const struct oauth_code *code,
		       struct oauth_tokens *out, struct err *e)
{
	const struct http_pair form[] = {
	    {"grant_type", "authorization_code"},
	    {"code", secret_text(code->code)},
	    {"redirect_uri", code->redirect_uri},
	    {"client_id", code->verifier ? o->client_id : NULL},
	    {"code_verifier", code->verifier ? secret_text(code->verifier) : NULL},
	    {NULL, NULL},
	};
	const struct ask ask = {"exchanging the code", "/auth/oauth/token", form,
				code->verifier ? WITHOUT_BASIC : WITH_BASIC, BRINGS_TOKENS};

	if (ask_tokens(o, owner, &ask, out, e))
		return e->rc;
	return out->refresh ? RC_OK : err_set(e, RC_SHAPE, "exchanging the code: no refresh token");
}

enum rc oauth_refresh(struct oauth *o, void *owner, const struct secret *refresh,
		      struct oauth_tokens *out, struct err *e)
{
	const struct http_pair form[] = {
	    {"grant_type", "refresh_token"},
	    {"refresh_token", secret_text(refresh)},
	    {NULL, NULL},
	};
	const struct ask ask = {"refreshing the token", "/auth/oauth/token", form, WITH_BASIC,
				BRINGS_TOKENS};

	if (ask_tokens(o, owner, &ask, out, e))
		return e->rc;
	return out->refresh ? RC_OK
			    : err_set(e, RC_SHAPE, "refreshing the token: no refresh token");
}

enum rc oauth_app_token(struct oauth *o, void *owner, struct oauth_tokens *out, struct err *e)
{
	static const struct http_pair form[] = {{"grant_type", "client_credentials"}, {NULL, NULL}};
	const struct ask ask = {"checking the client id and secret", "/auth/oauth/token", form,
				WITH_BASIC, BRINGS_TOKENS};

	return ask_tokens(o, owner, &ask, out, e);
}

enum rc oauth_revoke(struct oauth *o, const struct secret *token, struct err *e)
{
	void *scratch = mem_context(o, "revoke");
	struct http_response r = {0};
	const struct http_pair form[] = {
	    {"token", secret_text(token)}, {"token_type_hint", "refresh_token"}, {NULL, NULL}};
	const struct ask ask = {"revoking the token", "/auth/oauth/revoke", form, WITH_BASIC,
				BRINGS_NOTHING};
	enum rc rc = post(o, scratch, &ask, &r, e);

	mem_free(scratch);
	return rc;
}

/* --- Device flow ------------------------------------------------------------------------------ */

static enum rc read_device(void *owner, void *scratch, const struct http_response *r,
			   struct oauth_device *out, struct err *e)
{
	struct device_answer a = {0};
	struct json *doc;

	if (json_parse(scratch, (struct bytes){r->body, r->len}, &doc, e) ||
	    json_decode(scratch, doc, device_fields, &a, NULL, e))
		return err_wrap(e, "starting the device flow");
	*out = (struct oauth_device){
	    .device_code = secret_of(owner, a.device_code),
	    .user_code = mem_strdup(owner, a.user_code),
	    .verification_uri = mem_strdup(owner, a.uri),
	    .verification_uri_complete = mem_strdup(owner, str_or(a.uri_complete, a.uri)),
	    .life_s = a.expires_in,
	    .interval_s = a.interval > 0 ? a.interval : OAUTH_SLOW_DOWN_SECONDS,
	};
	wipe_text(a.device_code);
	return RC_OK;
}

enum rc oauth_device_start(struct oauth *o, void *owner, struct oauth_device *out, struct err *e)
{
	void *scratch = mem_context(owner, "device answer");
	struct http_response r = {0};
	const struct http_pair form[] = {{"client_id", o->client_id}, {NULL, NULL}};
	const struct ask ask = {"starting the device flow", "/auth/oauth/device", form, WITH_BASIC,
				BRINGS_TOKENS};
	enum rc rc = post(o, scratch, &ask, &r, e);

	if (!rc)
		rc = read_device(owner, scratch, &r, out, e);
	http_response_wipe(&r);
	mem_free(scratch);
	return rc;
}

enum rc oauth_device_poll(struct oauth *o, void *owner, const struct secret *device_code,
			  enum oauth_poll *state, struct oauth_tokens *out, struct err *e)
{
	const struct http_pair form[] = {
	    {"grant_type", GRANT_DEVICE}, {"device_code", secret_text(device_code)}, {NULL, NULL}};
	const struct ask ask = {"polling the device flow", "/auth/oauth/token", form, WITH_BASIC,
				BRINGS_TOKENS};
	enum rc rc = ask_tokens(o, owner, &ask, out, e);

	*state = OAUTH_POLL_DONE;
	if (!rc)
		return out->refresh
			   ? RC_OK
			   : err_set(e, RC_SHAPE, "polling the device flow: no refresh token");
	if (str_eq(e->code, "authorization_pending"))
		*state = OAUTH_POLL_PENDING;
	else if (str_eq(e->code, "slow_down"))
		*state = OAUTH_POLL_SLOW_DOWN;
	else
		return rc;
	err_clear(e);
	return RC_OK;
}
