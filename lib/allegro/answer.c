/* From status, code and body to a meaning: one table, read in one place. */
#include "allegro/answer.h"

#include "base/mem.h"

#include <ctype.h>

/* ---- The body ---------------------------------------------------------------------------------
 */

struct api_error {
	const char *code;
	const char *message;
	const char *user_message;
};

struct auth_error {
	const char *error;
	const char *description;
};

static const struct json_field api_error_fields[] = {
    JF_STR(struct api_error, code, "/code", 0),
    JF_STR(struct api_error, message, "/message", 0),
    JF_STR(struct api_error, user_message, "/userMessage", 0),
};

static const struct json_field auth_error_fields[] = {
    JF_STR(struct auth_error, error, "/error", 0),
    JF_STR(struct auth_error, description, "/error_description", 0),
};

static struct bytes body_of(const struct http_response *r)
{
	return (struct bytes){r->body, r->len};
}

struct answer_error answer_error_read(void *owner, const struct http_response *r)
{
	struct answer_error out = {0};
	struct api_error api = {0};
	struct auth_error auth = {0};
	struct err ignored = {0};
	struct json *doc;

	if (!r->len || json_parse(owner, body_of(r), &doc, &ignored))
		return out;
	struct json *first = json_item(json_at(doc, "/errors"), 0);
	if (first && json_decode(owner, first, api_error_fields, &api, NULL, &ignored) == RC_OK) {
		out.code = api.code;
		out.text = api.message ? api.message : api.user_message;
	} else if (json_decode(owner, doc, auth_error_fields, &auth, NULL, &ignored) == RC_OK) {
		out.code = auth.error;
		out.text = auth.description;
	}
	return out;
}

void answer_refusals(void *owner, const struct http_response *r, struct allegro_refusal **out,
		     size_t *n)
{
	static const struct json_field fields[] = {
	    JF_STR(struct allegro_refusal, code, "/code", 0),
	    JF_STR(struct allegro_refusal, path, "/path", 0),
	    JF_STR(struct allegro_refusal, message, "/message", 0),
	    JF_STR(struct allegro_refusal, user_message, "/userMessage", 0),
	};
	struct err ignored = {0};
	struct json *doc;
	struct json *one;

	*out = NULL;
	*n = 0;
	if (!r->len || json_parse(owner, body_of(r), &doc, &ignored))
		return;
	struct json *errors = json_at(doc, "/errors");
	*out = mem_array(owner, struct allegro_refusal, ALLEGRO_REFUSALS_MAX);
	for (size_t i = 0; i < ALLEGRO_REFUSALS_MAX && (one = json_item(errors, i)); i++) {
		(*out)[*n] = (struct allegro_refusal){0};
		if (!json_decode(owner, one, fields, &(*out)[*n], NULL, &ignored))
			(*n)++;
	}
}

/* Who wrote the body? Bits, so that a rule can name several. */
enum body {
	BODY_NONE = 1 << 0,   /* empty */
	BODY_OBJECT = 1 << 1, /* an object of JSON: the API */
	BODY_ARRAY = 1 << 2,  /* an array of JSON: a gateway in front of the API (FACTS 0.2) */
	BODY_PAGE = 1 << 3,   /* HTML, XML, text: a machine in front of the API */
	BODY_WALL = 1 << 4,   /* the wall against robots */
};
enum { BODY_NOT_API = BODY_NONE | BODY_ARRAY | BODY_PAGE };

/* Signs of the wall in its two forms (FACTS 0.2). */
static const char *const wall_signs[] = {"captcha-delivery.com", "var dd={"};

static bool is_wall(const struct http_response *r)
{
	for (size_t i = 0; i < COUNT_OF(wall_signs); i++)
		if (memmem(r->body, r->len, wall_signs[i], strlen(wall_signs[i])))
			return true;
	return false;
}

static enum body body_kind(const struct http_response *r)
{
	size_t i = 0;

	while (i < r->len && isspace((unsigned char)r->body[i]))
		i++;
	if (i == r->len)
		return BODY_NONE;
	/* An answer that worked may quote anything. */
	if (r->status >= 300 && is_wall(r))
		return BODY_WALL;
	if (r->body[i] == '{')
		return BODY_OBJECT;
	return r->body[i] == '[' ? BODY_ARRAY : BODY_PAGE;
}

void answer_wall_cid(const struct http_response *r, char out[ANSWER_CID_MAX + 1])
{
	static const char *const before[] = {"'cid':'", "\"cid\":\"", "&cid=", "?cid="};
	const char *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(before) && !found; i++) {
		found = memmem(r->body, r->len, before[i], strlen(before[i]));
		if (found)
			found += strlen(before[i]);
	}
	/* Its own alphabet; whatever else stands there ends it. */
	while (found && n < ANSWER_CID_MAX &&
	       (isalnum((unsigned char)found[n]) || found[n] == '_' || found[n] == '~' ||
		found[n] == '-'))
		n++;
	if (n)
		memcpy(out, found, n);
	out[n] = '\0';
}

/* ---- The table --------------------------------------------------------------------------------
 */

enum { ANY = 0, STATUS_4XX = 4, STATUS_5XX = 5 }; /* classes; 593 was seen (FACTS 0.2) */

/* First rule that fits; what a rule leaves out fits everything. */
static const struct rule {
	int status;
	unsigned bodies;
	const char *code;
	enum tri granted;
	enum tri names_thing;
	enum meaning meaning;
} rules[] = {
    {ANY, BODY_WALL, .meaning = MEANING_WALL},
    {STATUS_5XX, .meaning = MEANING_OUTAGE},
    {408, .meaning = MEANING_OUTAGE},
    {429, .meaning = MEANING_LIMIT},
    {401, BODY_ARRAY | BODY_PAGE, .meaning = MEANING_OUTAGE},
    {401, .meaning = MEANING_TOKEN},
    {403, .granted = TRI_FALSE, .meaning = MEANING_SCOPE},
    {403, BODY_NOT_API, .meaning = MEANING_OUTAGE},
    {403, .code = "UserAgentException", .meaning = MEANING_BLOCKED},
    {403, .granted = TRI_TRUE, .names_thing = TRI_TRUE, .meaning = MEANING_FOREIGN},
    {403, .granted = TRI_TRUE, .meaning = MEANING_BLOCKED},
    {403, .meaning = MEANING_SCOPE},
    {404, .code = "CheckoutFormNotFoundException", .meaning = MEANING_GONE},
    {404, .code = "OfferNotFoundException", .meaning = MEANING_GONE},
    {404, .code = "CommandNotFoundException", .meaning = MEANING_GONE},
    {404, .code = "NotFoundException", .meaning = MEANING_REMOVED},
    {404, BODY_NOT_API, .meaning = MEANING_OUTAGE},
    {406, .meaning = MEANING_REQUEST},
    {409, .meaning = MEANING_CONFLICT},
    {410, .meaning = MEANING_REMOVED},
    {415, .meaning = MEANING_REQUEST},
    /* Also for an order that is not there, and now and then for a fault (FACTS 2.6). */
    {422, .code = "SellerOrdersStoreUnprocessableEntityException", .meaning = MEANING_EXHAUSTED},
    {STATUS_4XX, BODY_ARRAY | BODY_PAGE, .meaning = MEANING_OUTAGE},
    {STATUS_4XX, .meaning = MEANING_REFUSED},
};

/* What to do about each, and the words of the log. */
static const struct {
	enum rc rc;
	const char *text;
} actions[MEANING_COUNT] = {
    [MEANING_NO_ANSWER] = {RC_RETRY, "no answer"},
    [MEANING_OUTAGE] = {RC_RETRY, "trouble at Allegro"},
    [MEANING_WALL] = {RC_RETRY, "a wall against robots answered instead of Allegro"},
    [MEANING_LIMIT] = {RC_RETRY, "too many requests"},
    [MEANING_TOKEN] = {RC_AUTH, "the token is refused"},
    [MEANING_SCOPE] = {RC_DENIED, "a permission is missing"},
    [MEANING_BLOCKED] = {RC_DENIED, "the account may not do this"},
    [MEANING_FOREIGN] = {RC_REMOTE, "it belongs to somebody else"},
    [MEANING_GONE] = {RC_NOT_FOUND, "not there"},
    [MEANING_REMOVED] = {RC_REMOTE, "Allegro removed this function"},
    [MEANING_CONFLICT] = {RC_CONFLICT, "changed meanwhile"},
    [MEANING_EXHAUSTED] = {RC_REMOTE, "no further change is accepted"},
    [MEANING_REFUSED] = {RC_REMOTE, "refused"},
    [MEANING_REQUEST] = {RC_REMOTE, "the media type is refused"},
    [MEANING_SHAPE] = {RC_SHAPE, "an answer that cannot be understood"},
};

static bool fits_status(int rule, int status)
{
	return rule == ANY || rule == status || (rule == STATUS_5XX && status >= 500) ||
	       (rule == STATUS_4XX && status >= 400 && status < 500);
}

static bool fits_tri(enum tri rule, enum tri is)
{
	return rule == TRI_UNKNOWN || rule == is;
}

static bool fits_answer(const struct rule *rule, int status, enum body body, const char *code)
{
	return fits_status(rule->status, status) && (!rule->bodies || (rule->bodies & body)) &&
	       (!rule->code || str_eq(rule->code, code));
}

/* What needs no permission is granted. */
static bool fits_ask(const struct rule *rule, const struct answer_ask *ask)
{
	return fits_tri(rule->granted, ask->scope ? ask->granted : TRI_TRUE) &&
	       fits_tri(rule->names_thing, ask->names_thing ? TRI_TRUE : TRI_FALSE);
}

static bool is_success(const struct http_response *r)
{
	return r->status >= 200 && r->status < 300;
}

/* Did something else answer in the API's place? */
static bool is_foreign(enum body body, const struct answer_ask *ask)
{
	return body == BODY_PAGE || (body == BODY_NONE && ask->form == ANSWERS_JSON);
}

static enum meaning judge(const struct http_response *r, const struct answer_ask *ask,
			  const char *code)
{
	const enum body body = body_kind(r);

	if (is_success(r))
		return is_foreign(body, ask) ? MEANING_OUTAGE : MEANING_DONE;
	for (size_t i = 0; i < COUNT_OF(rules); i++)
		if (fits_answer(&rules[i], r->status, body, code) && fits_ask(&rules[i], ask))
			return rules[i].meaning;
	return MEANING_OUTAGE; /* a redirect, or no status of HTTP: not from the API */
}

enum meaning answer_meaning(const struct http_response *r, const struct answer_ask *ask)
{
	if (is_success(r))
		return judge(r, ask, NULL);
	void *scratch = mem_context(NULL, "meaning");
	enum meaning m = judge(r, ask, answer_error_read(scratch, r).code);
	mem_free(scratch);
	return m;
}

/* ---- The error --------------------------------------------------------------------------------
 */

static enum rc set_error(const struct http_response *r, enum meaning m, struct err *e)
{
	e->meaning = m;
	e->http = r->status;
	e->retry_after_s = r->retry_after_s;
	if (m == MEANING_LIMIT && !e->retry_after_s)
		e->retry_after_s = THROTTLED_WAIT_S;
	(void)snprintf(e->trace, sizeof(e->trace), "%s", r->trace);
	return e->rc;
}

/* "GET /me: 403 a permission is missing, allegro:api:profile:read (AccessDenied): no access" */
static void describe(const struct http_response *r, const struct answer_ask *ask, enum meaning m,
		     const struct answer_error *a, struct err *e)
{
	char cid[ANSWER_CID_MAX + 1] = "";

	if (m == MEANING_WALL)
		answer_wall_cid(r, cid);
	err_set(e, actions[m].rc, "%s: %d %s%s%s%s%s%s%s%s%s", ask->what, r->status,
		actions[m].text, m == MEANING_SCOPE && ask->scope ? ", " : "",
		m == MEANING_SCOPE ? str_or(ask->scope, "") : "", a->code ? " (" : "",
		str_or(a->code, ""), a->code ? ")" : "", a->text || *cid ? ": " : "",
		*cid ? "cid " : "", *cid ? cid : str_or(a->text, ""));
	err_code(e, a->code);
}

enum rc answer_check(const struct http_response *r, const struct answer_ask *ask, struct err *e)
{
	void *scratch = mem_context(NULL, "error");
	struct answer_error a = {0};

	if (!is_success(r))
		a = answer_error_read(scratch, r);
	enum meaning m = judge(r, ask, a.code);
	if (m != MEANING_DONE) {
		describe(r, ask, m, &a, e);
		(void)set_error(r, m, e);
	}
	mem_free(scratch);
	return m == MEANING_DONE ? RC_OK : e->rc;
}

enum rc answer_json(void *owner, const struct http_response *r, const struct answer_ask *ask,
		    struct json **out, struct err *e)
{
	if (answer_check(r, ask, e))
		return e->rc;
	if (json_parse(owner, body_of(r), out, e) == RC_OK)
		return RC_OK;
	err_wrap(e, "%s", ask->what);
	return set_error(r, MEANING_SHAPE, e);
}

enum rc answer_none(struct err *e)
{
	if (e->rc == RC_RETRY)
		e->meaning = MEANING_NO_ANSWER;
	return e->rc;
}
