/* Building and sending the answer; the security headers live here. */
#include "web/response.h"

#include "base/mem.h"
#include "web/request.h"
#include "web/url.h"

enum { HEAD_MAX = 16 * 1024 };

static const struct {
	int status;
	const char *text;
} status_texts[] = {
    {200, "OK"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {409, "Conflict"},
    {410, "Gone"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {507, "Insufficient Storage"},
};

/*
 * same-origin and not no-referrer: with the latter a browser sends "Origin: null" with our own
 * forms.
 */
static const char *const fixed_headers[][2] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    {"Vary", "HX-Request, HX-Target"},
};

/* Pages hold buyers' data, and css and js do not pass through here. What is kept is for who is
 * logged in all the same. */
static const char *cache_control(const struct response *res)
{
	return res->kept ? "private, max-age=31536000, immutable" : "no-store";
}

const char *status_text(int status)
{
	for (size_t i = 0; i < COUNT_OF(status_texts); i++) {
		if (status_texts[i].status == status)
			return status_texts[i].text;
	}
	return "Error";
}

struct response *response_new(void *owner)
{
	struct response *res = mem_zero(owner, struct response);

	res->status = 200;
	res->type = "text/html; charset=utf-8";
	str_init(&res->body, res, RESPONSE_BODY_MAX);
	return res;
}

void response_reset(struct response *res)
{
	int kept = 0;

	for (int i = 0; i < res->n_headers; i++) {
		if (str_eq(res->headers[i].name, "Set-Cookie"))
			res->headers[kept++] = res->headers[i];
	}
	res->n_headers = kept;
	res->kept = false;
	res->n_form_hosts = 0;
	res->status = 200;
	res->type = "text/html; charset=utf-8";
	str_init(&res->body, res, RESPONSE_BODY_MAX);
}

static bool is_header_text(const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c < ' ' || c == 0x7f)
			return false;
	}
	return true;
}

void response_header(struct response *res, const char *name, const char *value)
{
	if (!is_header_text(name) || !is_header_text(value)) {
		res->broken = true;
		return;
	}
	if (res->n_headers == RESPONSE_HEADERS_MAX)
		BUG("more than %d headers", RESPONSE_HEADERS_MAX);
	res->headers[res->n_headers].name = mem_strdup(res, name);
	res->headers[res->n_headers].value = mem_strdup(res, value);
	res->n_headers++;
}

static const char *const cookie_ages[] = {
    [COOKIE_SESSION] = "",
    [COOKIE_YEAR] = "; Max-Age=31536000",
    [COOKIE_DELETE] = "; Max-Age=0",
};

void response_cookie(struct request *rq, const char *name, const char *value, enum cookie_life life)
{
	const char *secure = str_starts(rq->conf->base_url, "https://") ? "; Secure" : "";

	response_header(rq->res, "Set-Cookie",
			mem_printf(rq, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", name, value,
				   secure, cookie_ages[life]));
}

void response_allow_form(struct response *res, const char *origin)
{
	if (str_empty(origin))
		return;
	if (res->n_form_hosts == RESPONSE_FORM_HOSTS_MAX)
		BUG("more than %d form hosts", RESPONSE_FORM_HOSTS_MAX);
	res->form_hosts[res->n_form_hosts++] = mem_strdup(res, origin);
}

char *response_csp(void *owner, const struct response *res)
{
	char *hosts = mem_strdup(owner, "");

	for (int i = 0; i < res->n_form_hosts; i++)
		hosts = mem_printf(owner, "%s %s", hosts, res->form_hosts[i]);
	return mem_printf(owner,
			  "default-src 'none'; script-src 'self'; style-src 'self'; "
			  "img-src 'self' data:; connect-src 'self'; font-src 'self'; "
			  "form-action 'self'%s; base-uri 'none'; frame-ancestors 'none'",
			  hosts);
}

enum rc redirect(struct request *rq, const char *path)
{
	rq->res->status = 303;
	response_header(rq->res, "Location", path);
	return RC_OK;
}

enum rc redirect_external(struct request *rq, const char *url, struct err *e)
{
	if (!url_origin(rq, url))
		return err_set(e, RC_INVALID, "not an absolute address to go to");
	return redirect(rq, url);
}

enum rc respond_text(struct request *rq, int status, const char *type, const char *text)
{
	rq->res->status = status;
	rq->res->type = type;
	str_init(&rq->res->body, rq->res, RESPONSE_BODY_MAX);
	str_add(&rq->res->body, text);
	return RC_OK;
}

enum rc respond_kept(struct request *rq, const char *type, struct bytes body)
{
	rq->res->type = type;
	rq->res->kept = true;
	str_init(&rq->res->body, rq->res, RESPONSE_BODY_MAX);
	str_add_bytes(&rq->res->body, body.data, body.len);
	return RC_OK;
}

static void add_header(struct str *head, const char *name, const char *value)
{
	str_addf(head, "%s: %s\r\n", name, value);
}

/* Another site made the browser ask, and may have chosen the address: nginx leaves the answer as
 * long as it is (csrf.h). */
static bool is_foreign(const struct request *rq)
{
	const char *site = req_env(rq, "HTTP_SEC_FETCH_SITE");

	return str_eq(site, "cross-site") || str_eq(site, "same-site");
}

static void build_head(const struct request *rq, struct str *head)
{
	const struct response *res = rq->res;

	str_addf(head, "Status: %d %s\r\n", res->status, status_text(res->status));
	add_header(head, "Content-Type", res->type);
	add_header(head, "Content-Security-Policy", response_csp(head->owner, res));
	for (size_t i = 0; i < COUNT_OF(fixed_headers); i++)
		add_header(head, fixed_headers[i][0], fixed_headers[i][1]);
	add_header(head, "Cache-Control", cache_control(res));
	if (str_starts(rq->conf->base_url, "https://"))
		add_header(head, "Strict-Transport-Security", "max-age=31536000");
	if (is_foreign(rq))
		add_header(head, "Content-Encoding", "identity");
	for (int i = 0; i < res->n_headers; i++)
		add_header(head, res->headers[i].name, res->headers[i].value);
	str_add(head, "\r\n");
}

/* A header that was refused or does not fit: an empty 500, because the page cannot be trusted. */
static void break_off(struct request *rq)
{
	rq->res->n_headers = 0;
	rq->res->kept = false;
	(void)respond_text(rq, 500, "text/plain; charset=utf-8", "Internal Server Error\n");
	rq->res->broken = false;
}

void response_begin(struct request *rq)
{
	struct str head;

	if (rq->res->broken)
		break_off(rq);
	str_init(&head, rq, HEAD_MAX);
	build_head(rq, &head);
	if (head.overflow) {
		break_off(rq);
		str_init(&head, rq, HEAD_MAX);
		build_head(rq, &head);
	}
	request_write(rq, head.text, head.len);
	rq->res->begun = true;
}

void response_send(struct request *rq)
{
	if (!rq->res->begun)
		response_begin(rq);
	request_write(rq, rq->res->body.text, rq->res->body.len);
}
