/* Addresses and form bodies: everything is escaped by libcurl, nothing is glued. */
#include "net/http.h"
#include "net/transfer.h"

#include <curl/curl.h>

#include "base/mem.h"

enum { FORM_MAX = 3 * SECRET_MAX }; /* every byte of a token escaped */

static const char id_mark[] = "{id}";

/* talloc does not know CURLU: a holder with a destructor frees it on every way out. */
struct url {
	CURLU *u;
};

static int url_destroy(struct url *u)
{
	curl_url_cleanup(u->u);
	return 0;
}

static struct url *url_new(void *owner)
{
	struct url *u = mem_zero(owner, struct url);

	u->u = curl_url();
	if (!u->u)
		mem_exhausted();
	talloc_set_destructor(u, url_destroy);
	return u;
}

static enum rc bad_url(struct err *e, const char *what, const char *url)
{
	err_set(e, RC_INVALID, "%s: %s", what, url ? url : "(none)");
	(void)snprintf(e->code, sizeof(e->code), "url");
	return e->rc;
}

/* Part of a URL as text of owner; "" when absent. */
static char *part(void *owner, struct url *u, CURLUPart which)
{
	char *text = NULL;

	if (curl_url_get(u->u, which, &text, 0) != CURLUE_OK)
		return mem_strdup(owner, "");
	char *copy = mem_strdup(owner, text);
	curl_free(text);
	return copy;
}

static char *escape(void *owner, const char *text)
{
	char *raw = curl_easy_escape(NULL, text, 0);

	if (!raw)
		mem_exhausted();
	char *copy = mem_strdup(owner, raw);
	curl_free(raw);
	return copy;
}

bool url_is_loopback(const char *host)
{
	return str_eq(host, "127.0.0.1") || str_eq(host, "[::1]") || str_eq(host, "localhost");
}

static enum rc check(void *scratch, const char *url, struct err *e)
{
	struct url *u = url_new(scratch);

	if (str_empty(url) || curl_url_set(u->u, CURLUPART_URL, url, 0) != CURLUE_OK)
		return bad_url(e, "not a web address", url);
	const char *scheme = part(u, u, CURLUPART_SCHEME);
	const char *host = part(u, u, CURLUPART_HOST);
	if (!str_eq(scheme, "https") && !(str_eq(scheme, "http") && url_is_loopback(host)))
		return bad_url(e, "only https, or http towards this machine, is allowed", url);
	if (*part(u, u, CURLUPART_USER) || *part(u, u, CURLUPART_QUERY) ||
	    *part(u, u, CURLUPART_FRAGMENT))
		return bad_url(e, "an address without user, query and fragment is wanted", url);
	return RC_OK;
}

enum rc http_check_base(const char *url, struct err *e)
{
	void *scratch = mem_context(NULL, "url check");
	enum rc rc = check(scratch, url, e);

	mem_free(scratch);
	return rc;
}

/* An id of "." or ".." would climb in the path after normalising. */
static bool is_segment(const char *id)
{
	return !str_empty(id) && !str_eq(id, ".") && !str_eq(id, "..");
}

/* Path of the base, then the template with its id. */
static enum rc set_path(struct url *u, const struct http_request *req, struct err *e)
{
	const char *mark = strstr(req->path, id_mark);
	char *base = part(u, u, CURLUPART_PATH);
	size_t len = strlen(base);
	const char *path = req->path;

	if (mark && !is_segment(req->id))
		return bad_url(e, "not an id for the path", req->id);
	if (mark)
		path = mem_printf(u, "%.*s%s%s", (int)(mark - req->path), req->path,
				  escape(u, req->id), mark + sizeof(id_mark) - 1);
	if (len && base[len - 1] == '/')
		base[len - 1] = '\0';
	path = mem_printf(u, "%s%s", base, path);
	if (curl_url_set(u->u, CURLUPART_PATH, path, 0) != CURLUE_OK)
		return bad_url(e, "not a path", path);
	return RC_OK;
}

static enum rc add_query(struct url *u, const struct http_pair *q, struct err *e)
{
	for (; q && q->name; q++) {
		if (!q->value)
			continue;
		const char *pair = mem_printf(u, "%s=%s", escape(u, q->name), escape(u, q->value));
		if (curl_url_set(u->u, CURLUPART_QUERY, pair, CURLU_APPENDQUERY) != CURLUE_OK)
			return bad_url(e, "not a query", q->name);
	}
	return RC_OK;
}

enum rc http_url(void *owner, const struct http_request *req, char **out, struct err *e)
{
	struct url *u = url_new(owner);
	enum rc rc = check(u, req->base, e);

	if (!rc && curl_url_set(u->u, CURLUPART_URL, req->base, 0) != CURLUE_OK)
		rc = bad_url(e, "not a web address", req->base);
	if (!rc)
		rc = set_path(u, req, e);
	if (!rc)
		rc = add_query(u, req->query, e);
	if (!rc)
		*out = part(owner, u, CURLUPART_URL);
	mem_free(u);
	return rc;
}

static char *unescape(void *owner, const char *text, size_t len)
{
	int n = 0;
	char *plus = mem_strndup(owner, text, len);

	for (char *p = plus; *p; p++)
		if (*p == '+')
			*p = ' ';
	char *raw = curl_easy_unescape(NULL, plus, (int)len, &n);
	if (!raw)
		mem_exhausted();
	char *copy = mem_strndup(owner, raw, (size_t)n);
	curl_free(raw);
	return copy;
}

char *http_url_query(void *owner, const char *url, const char *name)
{
	struct url *u = url_new(owner);
	size_t len = strlen(name);
	char *value = NULL;

	if (curl_url_set(u->u, CURLUPART_URL, url, 0) == CURLUE_OK) {
		const char *q = part(u, u, CURLUPART_QUERY);
		while (!value && *q) {
			size_t end = strcspn(q, "&");
			if (end > len && strncmp(q, name, len) == 0 && q[len] == '=')
				value = unescape(owner, q + len + 1, end - len - 1);
			q += end + (q[end] == '&');
		}
	}
	mem_free(u);
	return value;
}

struct secret *http_form(void *owner, const struct http_pair *pairs)
{
	void *scratch = mem_context(owner, "form");
	struct str body;

	str_init(&body, scratch, FORM_MAX);
	for (const struct http_pair *p = pairs; p->name; p++) {
		if (!p->value)
			continue;
		char *value = escape(scratch, p->value);
		str_addf(&body, "%s%s=%s", body.len ? "&" : "", escape(scratch, p->name), value);
		secret_wipe(value, strlen(value));
	}
	struct secret *form = secret_new(owner, body.text, body.len);
	secret_wipe(body.text, body.len);
	mem_free(scratch);
	return form;
}

void http_response_wipe(struct http_response *r)
{
	if (r->body)
		secret_wipe(r->body, r->len);
	r->len = 0;
}
