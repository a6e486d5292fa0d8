#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

/*
 * One request as a handler sees it: parsed, matched, logged in, allowed, its fields checked.
 *
 * The request owns everything made while it runs: pass it as owner. It ends with the response.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/conf.h"
#include "base/err.h"
#include "db/db.h"
#include "web/form.h"
#include "web/i18n.h"
#include "web/response.h"
#include "web/session.h"

/* HEAD is a GET whose body nginx does not send. */
enum method { METHOD_OTHER, GET, POST };

enum route_match { ROUTE_FOUND, ROUTE_NO_SUCH_PATH, ROUTE_OTHER_METHOD };

struct web;
struct route;
struct page;
struct listener;
struct upload;

enum {
	REQUEST_PARAMS_MAX = 4,		/* :names in a pattern */
	REQUEST_HEADER_MAX = 16 * 1024, /* bytes of all headers together (RELIABILITY S20) */
};

struct request {
	struct web *web; /* the process: templates, routes, application */
	const struct conf *conf;
	struct db *db;	/* connected; NULL on a ROUTE_NO_DB route */
	const char *id; /* event number: in the log and on error pages */
	enum method method;
	const char *path; /* as sent, without the query */
	const char *ip;	  /* of the browser, as nginx saw it */
	enum lang lang;
	bool hx;	       /* htmx asks for a fragment of this URL */
	const char *hx_target; /* what htmx will replace, "" when it did not say */
	const struct route *route;
	const struct session *session; /* never NULL; user_id 0 when nobody is logged in */
	const struct form *query;
	const struct form *form;
	const struct upload *upload; /* ROUTE_UPLOAD: what came in parts; NULL: it did not */
	struct response *res;
	struct page *page; /* what page_open() started */
	void *kept;	   /* the product's own, for the time of the request; NULL at first */
	/* The dispatcher's own. */
	const char *params[REQUEST_PARAMS_MAX];
	enum route_match match;
	struct form *raw_query;
	struct form *raw_form;
	const char *session_id; /* what the cookie holds */
	bool is_multipart;	/* its body is read later, if the route wants it */
	bool answered;		/* a step has answered: the rest is skipped */
	int64_t started_ms;
	char *const *env; /* FastCGI parameters */
	struct listener *listener;
};

/* Value of ":name" in the pattern of the route: never empty, a valid id. */
const char *req_param(const struct request *rq, const char *name) RETURNS_NONNULL;

/* The same where it is one of our own numbers. RC_NOT_FOUND: it is none. */
MUST_CHECK enum rc req_id(const struct request *rq, const char *name, uint64_t *out, struct err *e);

/* A FastCGI parameter ("HTTP_ORIGIN"), NULL when absent. */
const char *req_env(const struct request *rq, const char *name);

/*
 * The page of this program the browser came from, as a path with its query; fallback when there
 * is none. Only addresses that match a GET route of ours come back (no open redirect).
 */
const char *req_back(struct request *rq, const char *fallback);

/* The same for an address that came in as a field: where to go on after login. */
enum { REQUEST_NEXT_MAX = 3000 };
const char *req_next(struct request *rq, const char *address, const char *fallback) RETURNS_NONNULL;

/* The address of the page this request is from, with its query, for req_next() later. NULL: no
 * page to come back to. */
const char *req_here(struct request *rq);

/* What the product's start hook made (struct web_def), NULL when it has none. */
void *req_app(const struct request *rq);

/* --- For server.c: the life of a request ---------------------------------------------------- */

/* The FastCGI socket this process was started with: standard input, as spawn-fcgi, systemd
 * (StandardInput=socket) and inetd hand it on. RC_INVALID: it is not a listening socket. */
MUST_CHECK enum rc listener_open(void *owner, struct listener **out, struct err *e);

/* Make request_accept() return RC_STOPPED as soon as the running request is over; signal-safe. */
void listener_stop(void);

/* Wait for a request; it belongs to the listener until request_end(). */
MUST_CHECK enum rc request_accept(struct listener *l, struct web *web, struct request **out,
				  struct err *e);

/* Read method, address, headers and body; a refusal has its HTTP status in rq->res->status. */
MUST_CHECK enum rc request_read(struct request *rq, struct err *e);

/* Up to n bytes more of the body; 0: it is over, or the connection is. */
size_t request_body(struct request *rq, char *to, size_t n);

/* Record a refusal with its own HTTP status; returns rc. */
enum rc request_refuse(struct request *rq, int status, enum rc rc, struct err *e, const char *fmt,
		       ...) PRINTF(5, 6);

/* Send bytes to the browser; a browser that has gone is no error. */
void request_write(struct request *rq, const char *bytes, size_t len);

void request_end(struct request *rq);

#endif
