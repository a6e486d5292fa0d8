/* What people see of OAuth: the consent page and the device page. */
#include <string.h>

#include "base/compiler.h"
#include "base/mem.h"

#include "control/effects.h"
#include "server/errors.h"
#include "oauth/oauth_client.h"
#include "oauth/oauth_store.h"
#include "server/page.h"
#include "sandbox.h"

enum { USER_CODE_LETTERS = 9, URL_MAX = 16 * 1024 };

/* Parameters with a meaning here; others travel back on the redirect (FACTS 1.2). */
static const char *const own_params[] = {
    "response_type",  "client_id", "redirect_uri", "code_challenge_method",
    "code_challenge", "prompt",	   "state",	   "scope",
    "decision",	      "seller"};

static bool is_own(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(own_params); i++)
		if (str_eq(own_params[i], name))
			return true;
	return false;
}

static void add_escaped(struct str *url, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (strchr(plain, c))
			str_add_bytes(url, s, 1);
		else
			str_add_bytes(url, (char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
	}
}

static void add_param(struct str *url, const char *name, const char *value)
{
	if (!value)
		return;
	str_add(url, strchr(url->text, '?') ? "&" : "?");
	add_escaped(url, name);
	str_add(url, "=");
	add_escaped(url, value);
}

static void redirect_back(struct exchange *x, const struct pairs *p, const char *name,
			  const char *value)
{
	struct str url;

	str_init(&url, x, URL_MAX);
	str_add(&url, pairs_get(p, "redirect_uri"));
	add_param(&url, name, value);
	add_param(&url, "state", pairs_get(p, "state"));
	for (size_t i = 0; i < p->n; i++)
		if (!is_own(p->at[i].name))
			add_param(&url, p->at[i].name, p->at[i].value);
	answer_redirect(x, url.text);
}

static void error_page(struct exchange *x, const char *number, const char *reason)
{
	struct json_object *model = json_object_new_object();

	effects_count(x->sb->effects, "oauth", "errorPage", number);
	model_text(model, "number", number);
	model_text(model, "reason", reason);
	page_answer(x, 400, "oauth-error.html", model);
}

static bool has_uri(const struct client *c, const char *uri)
{
	for (size_t i = 0; uri && i < c->n_uris; i++)
		if (str_eq(c->uris[i], uri))
			return true;
	return false;
}

static bool challenge_fits(const struct pairs *p)
{
	const char *challenge = pairs_get(p, "code_challenge");
	const char *method = pairs_get(p, "code_challenge_method");

	if (!challenge)
		return !method;
	return str_eq(method, "S256") && strlen(challenge) == 43;
}

/* The application of a request to authorise; answers and returns NULL when it is not in order. */
static const struct client *check_request(struct exchange *x, const struct pairs *p)
{
	const struct client *c = client_find(x->sb->oauth, pairs_get(p, "client_id"));

	if (!c) {
		error_page(x, "1001", "Nie znamy tej aplikacji (client_id).");
		return NULL;
	}
	if (!(c->grants & GRANT_CODE)) {
		error_page(x, "1003", "Ta aplikacja nie łączy się przez przeglądarkę.");
		return NULL;
	}
	if (!has_uri(c, pairs_get(p, "redirect_uri"))) {
		error_page(x, "1002", "Adres powrotu (redirect_uri) nie jest zarejestrowany.");
		return NULL;
	}
	if (!str_eq(pairs_get(p, "response_type"), "code")) {
		redirect_back(x, p, "error", "unsupported_response_type");
		return NULL;
	}
	if (!challenge_fits(p)) {
		redirect_back(x, p, "error", "invalid_request");
		return NULL;
	}
	return c;
}

static void add_sellers(struct exchange *x, struct json_object *model)
{
	struct json_object *list = model_array(model, "sellers");

	for (size_t i = 0; i < SELLERS; i++) {
		const struct seller *s = &x->sb->world->sellers[i];
		struct json_object *item = model_item(list);
		model_text(item, "login", s->login);
		model_text(item, "company", s->company);
		json_object_object_add(item, "first", json_object_new_boolean(i == 0));
	}
}

static void add_scopes(struct exchange *x, struct json_object *model, uint32_t bits)
{
	struct json_object *list = model_array(model, "scopes");
	char *names = mem_strdup(x, scopes_names(x, bits));

	while (*names) {
		size_t len = strcspn(names, " ");
		bool more = names[len] != '\0';
		names[len] = '\0';
		model_text(model_item(list), "scope", names);
		names += len + more;
	}
}

static uint32_t asked_scopes(const struct client *c, const char *scope)
{
	return str_empty(scope) ? c->scopes : c->scopes & scopes_parse(scope);
}

void oauth_authorize(struct exchange *x)
{
	const struct client *c = check_request(x, &x->query);

	if (!c)
		return;
	struct json_object *model = json_object_new_object();
	struct json_object *params = model_array(model, "params");
	for (size_t i = 0; i < x->query.n; i++) {
		struct json_object *item = model_item(params);
		model_text(item, "name", x->query.at[i].name);
		model_text(item, "value", x->query.at[i].value);
	}
	model_text(model, "application", c->name);
	add_sellers(x, model);
	add_scopes(x, model, asked_scopes(c, query_get(x, "scope")));
	page_answer(x, 200, "consent.html", model);
}

static struct seller *chosen_seller(struct exchange *x)
{
	const char *name = form_get(x, "seller");

	return str_empty(name) ? &x->sb->world->sellers[0] : world_seller(x->sb->world, name);
}

static const char *new_code(struct exchange *x, const struct client *c, struct seller *seller)
{
	struct oauth *o = x->sb->oauth;
	const char *text = oauth_random(o, 24);
	struct code *code = mem_zero(o, struct code);

	code->client = c;
	code->seller = seller;
	code->redirect_uri = mem_strdup(o, form_get(x, "redirect_uri"));
	code->challenge = mem_strdup(o, form_get(x, "code_challenge"));
	code->scopes = asked_scopes(c, form_get(x, "scope"));
	code->expires_at = mono_ms() + o->code_life_s * TIME_SECOND_MS;
	table_put(o->codes, text, code);
	return text;
}

void oauth_decide(struct exchange *x)
{
	const struct client *c = check_request(x, &x->form);
	struct seller *seller = chosen_seller(x);

	if (!c)
		return;
	if (!seller || !str_eq(form_get(x, "decision"), "allow")) {
		effects_count(x->sb->effects, "oauth", "consentRefused", NULL);
		redirect_back(x, &x->form, "error", "access_denied");
		return;
	}
	effects_count(x->sb->effects, "oauth", "consentGiven", NULL);
	redirect_back(x, &x->form, "code", new_code(x, c, seller));
}

void oauth_device(struct exchange *x)
{
	struct oauth *o = x->sb->oauth;
	const struct client *c = client_basic(x);

	if (!c || !str_eq(form_get(x, "client_id"), c->id)) {
		answer_auth_error(x, 401, "Unauthorized", "Unauthorized");
		return;
	}
	if (!(c->grants & GRANT_DEVICE)) {
		answer_auth_error(x, 400, "unauthorized_client",
				  "Client does not have the device_code grant");
		return;
	}
	struct device *d = mem_zero(o, struct device);
	char user_code[USER_CODE_LETTERS + 1];
	rng_word(&x->sb->noise, user_code, USER_CODE_LETTERS);
	d->device_code = oauth_random(o, 24);
	d->user_code = mem_strdup(o, user_code);
	d->client = c;
	d->scopes = asked_scopes(c, form_get(x, "scope"));
	d->interval_ms = o->device_interval_s * TIME_SECOND_MS;
	d->polled_at = TIME_NONE;
	d->expires_at = mono_ms() + DEVICE_LIFE_S * TIME_SECOND_MS;
	table_put(o->devices, d->device_code, d);
	table_put(o->devices_by_user, d->user_code, d);
	effects_count(x->sb->effects, "oauth", "deviceCodes", NULL);

	const char *page =
	    mem_printf(x, "http://127.0.0.1:%d/skojarz-aplikacje", http_port(x->sb->http));
	struct jw w = answer_json(x, 200, MEDIA_JSON);
	jw_object(&w, NULL);
	jw_str(&w, "device_code", d->device_code);
	jw_str(&w, "user_code", d->user_code);
	jw_int(&w, "expires_in", DEVICE_LIFE_S);
	jw_int(&w, "interval", o->device_interval_s);
	jw_str(&w, "verification_uri", page);
	jw_str(&w, "verification_uri_complete", mem_printf(x, "%s?code=%s", page, d->user_code));
	jw_object_end(&w);
}

static struct device *pending_device(struct exchange *x, const char *user_code)
{
	struct device *d = table_get(x->sb->oauth->devices_by_user, user_code);

	return d && d->state == DEVICE_PENDING && d->expires_at > mono_ms() ? d : NULL;
}

static void device_page(struct exchange *x, const char *code, const char *outcome)
{
	struct json_object *model = json_object_new_object();
	struct device *d = pending_device(x, code);

	model_text(model, "code", code);
	model_text(model, outcome, "yes");
	if (d) {
		model_text(model, "application", d->client->name);
		add_scopes(x, model, d->scopes);
		add_sellers(x, model);
	}
	page_answer(x, 200, "device.html", model);
}

void oauth_device_page(struct exchange *x)
{
	const char *code = query_get(x, "code");

	if (str_empty(code))
		device_page(x, "", "ask");
	else
		device_page(x, code, pending_device(x, code) ? "confirm" : "unknown");
}

bool oauth_device_settle(struct exchange *x, const char *user_code, struct seller *seller)
{
	struct device *d = pending_device(x, user_code);

	if (!d)
		return false;
	d->seller = seller;
	d->state = seller ? DEVICE_ALLOWED : DEVICE_REFUSED;
	effects_count(x->sb->effects, "oauth", seller ? "consentGiven" : "consentRefused", NULL);
	return true;
}

void oauth_device_decide(struct exchange *x)
{
	bool allow = str_eq(form_get(x, "decision"), "allow");
	struct seller *seller = allow ? chosen_seller(x) : NULL;
	const char *code = form_get(x, "code");

	if (!oauth_device_settle(x, code, seller))
		device_page(x, str_or(code, ""), "unknown");
	else
		device_page(x, code, seller ? "allowed" : "refused");
}
