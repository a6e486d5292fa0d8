/* FastCGI in: accepting, the parts of the request, its limits. */
#include "web/request.h"

#include <fcgiapp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/time.h"
#include "web/route.h"
#include "web/server.h"
#include "web/url.h"

enum {
	REQUEST_POOL_BYTES = 64 * 1024, /* most requests need no second block */
	EVENT_CHARS = 8,
	EVENT_TEXT_MAX = 256,
};

struct listener {
	FCGX_Request fcgx;
};

/* --- Life ---------------------------------------------------------------------------------- */

static bool is_listening(int fd)
{
	int listens = 0;
	socklen_t size = sizeof(listens);

	return !getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) && listens;
}

enum rc listener_open(void *owner, struct listener **out, struct err *e)
{
	if (!is_listening(STDIN_FILENO))
		return err_set(e, RC_INVALID,
			       "standard input is not a listening socket; this program is started "
			       "by its systemd socket, or by spawn-fcgi -n");
	*out = mem_zero(owner, struct listener);
	if (FCGX_Init() || FCGX_InitRequest(&(*out)->fcgx, STDIN_FILENO, FCGI_FAIL_ACCEPT_ON_INTR))
		BUG("libfcgi does not start");
	return RC_OK;
}

void listener_stop(void)
{
	FCGX_ShutdownPending();
}

/*
 * Short enough to be read out on the phone: the beginning of nginx's own request id, so that its
 * logs tell of the same event, else of a random one.
 */
static char *event_number(void *owner, const char *nginx_id)
{
	char uuid[37] = "";

	if (!nginx_id || strspn(nginx_id, "0123456789abcdef") < EVENT_CHARS) {
		str_uuid(uuid);
		nginx_id = uuid;
	}
	char *out = mem_strndup(owner, nginx_id, EVENT_CHARS);
	for (char *p = out; *p; p++) {
		if (*p >= 'a')
			*p = (char)(*p - 'a' + 'A');
	}
	return out;
}

static struct request *request_new(struct listener *l, struct web *web)
{
	void *pool = mem_pool(l, REQUEST_POOL_BYTES);
	struct request *rq = mem_zero(pool, struct request);

	rq->web = web;
	rq->conf = web->conf;
	rq->db = web->db;
	rq->id = event_number(rq, FCGX_GetParam("REQUEST_ID", l->fcgx.envp));
	rq->path = "/";
	rq->ip = "";
	rq->hx_target = "";
	rq->session = &session_nobody;
	rq->session_id = "";
	rq->match = ROUTE_NO_SUCH_PATH;
	rq->query = rq->raw_query = form_empty(rq);
	rq->form = rq->raw_form = form_empty(rq);
	rq->res = response_new(rq);
	rq->started_ms = mono_ms();
	rq->env = l->fcgx.envp;
	rq->listener = l;
	return rq;
}

enum rc request_accept(struct listener *l, struct web *web, struct request **out, struct err *e)
{
	if (FCGX_Accept_r(&l->fcgx) < 0)
		return err_set(e, RC_STOPPED, "no more requests are accepted");
	*out = request_new(l, web);
	return RC_OK;
}

void request_write(struct request *rq, const char *bytes, size_t len)
{
	(void)FCGX_PutStr(bytes, (int)len, rq->listener->fcgx.out);
}

void request_end(struct request *rq)
{
	FCGX_Finish_r(&rq->listener->fcgx);
	mem_free(talloc_parent(rq));
}

/* --- Reading ------------------------------------------------------------------------------- */

enum rc request_refuse(struct request *rq, int status, enum rc rc, struct err *e, const char *fmt,
		       ...)
{
	char text[EVENT_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	rq->res->status = status;
	return err_set(e, rc, "%s", text);
}

const char *req_env(const struct request *rq, const char *name)
{
	return FCGX_GetParam(name, (char **)rq->env);
}

static enum rc read_headers(struct request *rq, struct err *e)
{
	size_t bytes = 0;

	for (char *const *p = rq->env; *p; p++) {
		if (str_starts(*p, "HTTP_"))
			bytes += strlen(*p);
	}
	if (bytes > REQUEST_HEADER_MAX)
		return request_refuse(rq, 431, RC_INVALID, e, "%zu bytes of headers", bytes);
	rq->ip = str_or(req_env(rq, "REMOTE_ADDR"), "");
	rq->hx = str_eq(req_env(rq, "HTTP_HX_REQUEST"), "true");
	rq->hx_target = str_or(req_env(rq, "HTTP_HX_TARGET"), "");
	return RC_OK;
}

static enum method method_of(const char *name)
{
	if (str_eq(name, "GET") || str_eq(name, "HEAD"))
		return GET;
	return str_eq(name, "POST") ? POST : METHOD_OTHER;
}

static enum rc read_address(struct request *rq, struct err *e)
{
	const char *uri = str_or(req_env(rq, "REQUEST_URI"), "/");
	size_t path = strcspn(uri, "?#");
	const char *query = uri[path] == '?' ? uri + path + 1 : "";

	rq->method = method_of(req_env(rq, "REQUEST_METHOD"));
	rq->path = mem_strndup(rq, uri, path);
	if (form_parse(rq, query, strcspn(query, "#"), &rq->raw_query, e))
		return request_refuse(rq, 400, RC_INVALID, e, "the query cannot be read");
	return RC_OK;
}

size_t request_body(struct request *rq, char *to, size_t n)
{
	int got = FCGX_GetStr(to, (int)n, rq->listener->fcgx.in);

	return got > 0 ? (size_t)got : 0;
}

static enum rc read_bytes(struct request *rq, char *body, size_t len, struct err *e)
{
	size_t have = 0;

	while (have < len) {
		size_t n = request_body(rq, body + have, len - have);
		if (!n)
			return request_refuse(rq, 400, RC_INVALID, e, "the body ends early");
		have += n;
	}
	return RC_OK;
}

static enum rc read_body(struct request *rq, struct err *e)
{
	static const char type[] = "application/x-www-form-urlencoded";
	int64_t len;

	rq->is_multipart = !strncasecmp(str_or(req_env(rq, "CONTENT_TYPE"), ""), "multipart/", 10);
	if (rq->method != POST || rq->is_multipart)
		return RC_OK;
	if (!str_to_i64(str_or(req_env(rq, "CONTENT_LENGTH"), "0"), 0, INT64_MAX, &len))
		return request_refuse(rq, 400, RC_INVALID, e, "the length of the body is unknown");
	if (len > FORM_BODY_MAX)
		return request_refuse(rq, 413, RC_INVALID, e, "a body of %lld bytes",
				      (long long)len);
	if (len && !str_starts(req_env(rq, "CONTENT_TYPE"), type))
		return request_refuse(rq, 415, RC_INVALID, e, "the body is not a form");
	char *body = mem_array(rq, char, (size_t)len + 1);
	if (read_bytes(rq, body, (size_t)len, e))
		return e->rc;
	if (form_parse(rq, body, (size_t)len, &rq->raw_form, e)) {
		rq->res->status = 400;
		return e->rc;
	}
	return RC_OK;
}

enum rc request_read(struct request *rq, struct err *e)
{
	if (read_headers(rq, e) || read_address(rq, e))
		return e->rc;
	return read_body(rq, e);
}

/* --- For handlers -------------------------------------------------------------------------- */

const char *req_param(const struct request *rq, const char *name)
{
	const char *p = rq->route->pattern;
	size_t len = strlen(name);

	for (int i = 0; (p = strchr(p, ':')); i++) {
		p++;
		if (strcspn(p, "/") == len && memcmp(p, name, len) == 0)
			return rq->params[i];
	}
	BUG("route %s has no :%s", rq->route->pattern, name);
}

enum rc req_id(const struct request *rq, const char *name, uint64_t *out, struct err *e)
{
	int64_t id;

	if (!str_to_i64(req_param(rq, name), 1, INT64_MAX, &id))
		return err_set(e, RC_NOT_FOUND, "no number: %s", req_param(rq, name));
	*out = (uint64_t)id;
	return RC_OK;
}

void *req_app(const struct request *rq)
{
	return rq->web->app;
}

/* Path and query of a page of this program, from an address that may hold anything; NULL: it is
 * none. */
static const char *own_page(struct request *rq, const char *address)
{
	const char *params[REQUEST_PARAMS_MAX];
	const struct route *route;
	size_t len = strcspn(address, "#");
	char *path = mem_strndup(rq, address, strcspn(address, "?#"));

	for (size_t i = 0; i < len; i++)
		if (address[i] <= ' ' || address[i] > '~')
			return NULL;
	if (route_match(rq, rq->web->def->routes, GET, path, &route, params) != ROUTE_FOUND)
		return NULL;
	return mem_strndup(rq, address, len);
}

const char *req_back(struct request *rq, const char *fallback)
{
	const char *referer = str_or(req_env(rq, "HTTP_REFERER"), "");
	char *origin = url_origin(rq, referer);
	const char *page = origin ? own_page(rq, referer + strlen(origin)) : NULL;

	return page ? page : fallback;
}

const char *req_next(struct request *rq, const char *address, const char *fallback)
{
	const char *page = own_page(rq, address);

	return page ? page : fallback;
}

/* A part of a page, or what is sent from it, leads back to the page around it. */
const char *req_here(struct request *rq)
{
	const char *query = str_or(req_env(rq, "QUERY_STRING"), "");
	const char *address = *query ? mem_printf(rq, "%s?%s", rq->path, query) : rq->path;
	const char *page = own_page(rq, address);

	if (rq->hx || rq->method != GET)
		page = req_back(rq, page);
	return page && strlen(page) <= REQUEST_NEXT_MAX ? page : NULL;
}
