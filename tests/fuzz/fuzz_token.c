/*
 * Answers of the token and device endpoints: http_perform() is replaced at link time by one that
 * hands back the input, so everything above it is the product's own.
 */
#include "fuzz.h"

#include "allegro/oauth.h"
#include "net/http.h"

static const int statuses[] = {200, 200, 200, 400, 401, 403, 404, 429, 503};
static struct http_response answer;

enum rc __wrap_http_perform(struct http *http, void *owner, const struct http_request *req,
			    struct http_response *out, struct err *e);

enum rc __wrap_http_perform(struct http *http, void *owner, const struct http_request *req,
			    struct http_response *out, struct err *e)
{
	(void)http;
	(void)req;
	*out = answer;
	out->body = mem_strndup(owner, answer.body, answer.len);
	out->len = strlen(out->body);
	return e->rc;
}

static struct oauth *client(void)
{
	static struct oauth *o;
	struct err e = {0};

	if (o)
		return o;
	secret_init();
	struct secret *secret = secret_new(NULL, "secret", 6);
	const struct oauth_opts opts = {
	    .env = {"simulator", "http://127.0.0.1:1", "http://127.0.0.1:1", "http://127.0.0.1:1"},
	    .app = {"Kram-Rehearsal", "0.1", "https://kram.example"},
	    .client_id = "client",
	    .client_secret = secret,
	};
	MUST(oauth_open(NULL, &opts, &o, &e) == RC_OK);
	mem_free(secret);
	return o;
}

/* What the vault relies on before it seals. */
static void check_tokens(const struct oauth_tokens *t, int64_t before)
{
	MUST(t->access && secret_len(t->access) > 0 && secret_len(t->access) < SECRET_MAX);
	MUST(t->refresh && secret_len(t->refresh) > 0 && secret_len(t->refresh) < SECRET_MAX);
	MUST(t->life_s > 0 && t->expires_at > before);
}

static void check_device(const struct oauth_device *d)
{
	MUST(d->device_code && d->user_code && d->verification_uri && d->verification_uri_complete);
	MUST(d->interval_s > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *mem = mem_context(NULL, "fuzz");
	struct oauth *o = client();
	struct oauth_tokens tokens = {0};
	struct oauth_device device = {0};
	struct err e = {0};
	int64_t now = time_now_ms();

	if (size) {
		answer.status = statuses[data[0] % COUNT_OF(statuses)];
		answer.body = fuzz_text(mem, data + 1, size - 1);
		answer.len = strlen(answer.body);
		enum rc rc = oauth_refresh(o, mem, secret_new(mem, "r", 1), &tokens, &e);
		fuzz_check_err(rc, &e);
		if (!rc)
			check_tokens(&tokens, now);
		err_clear(&e);
		rc = oauth_device_start(o, mem, &device, &e);
		fuzz_check_err(rc, &e);
		if (!rc)
			check_device(&device);
	}
	mem_free(mem);
	return 0;
}
