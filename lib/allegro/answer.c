/* From status and body to enum rc: one table, read in one place. */
#include "allegro/answer.h"

#include "base/mem.h"

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

static const struct {
	int status;
	enum rc rc;
	const char *meaning;
} statuses[] = {
    {401, RC_AUTH, "the token is refused"},
    {403, RC_DENIED, "not allowed"},
    {404, RC_NOT_FOUND, "not there"},
    {410, RC_NOT_FOUND, "Allegro removed this function"},
    {408, RC_RETRY, "the server gave up waiting"},
    {409, RC_CONFLICT, "changed meanwhile"},
    {429, RC_RETRY, "too many requests"},
    {406, RC_REMOTE, "the media type is refused"},
    {415, RC_REMOTE, "the media type is refused"},
};

static enum rc rc_of(int status, const char **meaning)
{
	*meaning = "refused";
	for (size_t i = 0; i < COUNT_OF(statuses); i++)
		if (statuses[i].status == status) {
			*meaning = statuses[i].meaning;
			return statuses[i].rc;
		}
	if (status >= 500) {
		*meaning = "trouble at Allegro";
		return RC_RETRY;
	}
	if (status < 400)
		*meaning = "an unexpected status";
	return status >= 400 ? RC_REMOTE : RC_SHAPE;
}

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

static void describe(const struct http_response *r, const char *what, enum rc rc,
		     const char *meaning, struct err *e)
{
	void *scratch = mem_context(NULL, "error");
	struct answer_error a = answer_error_read(scratch, r);

	err_set(e, rc, "%s: %d %s%s%s%s%s%s", what, r->status, meaning, a.code ? " (" : "",
		str_or(a.code, ""), a.code ? ")" : "", a.text ? ": " : "", str_or(a.text, ""));
	err_code(e, a.code);
	mem_free(scratch);
}

enum rc answer_check(const struct http_response *r, const char *what, struct err *e)
{
	const char *meaning;

	if (r->status >= 200 && r->status < 300)
		return RC_OK;
	enum rc rc = rc_of(r->status, &meaning);
	describe(r, what, rc, meaning, e);
	e->http = r->status;
	e->retry_after_s = r->retry_after_s;
	if (r->status == 429 && !e->retry_after_s)
		e->retry_after_s = THROTTLED_WAIT_S;
	(void)snprintf(e->trace, sizeof(e->trace), "%s", r->trace);
	return rc;
}

enum rc answer_json(void *owner, const struct http_response *r, const char *what, struct json **out,
		    struct err *e)
{
	if (answer_check(r, what, e))
		return e->rc;
	if (json_parse(owner, body_of(r), out, e) == RC_OK)
		return RC_OK;
	err_wrap(e, "%s", what);
	e->http = r->status;
	(void)snprintf(e->trace, sizeof(e->trace), "%s", r->trace);
	return e->rc;
}
