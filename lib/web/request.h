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

enum method { METHOD_OTHER, GET, POST }; /* HEAD is a GET whose body is not sent */

struct web;
struct route;
struct page;

enum {
	REQUEST_PARAMS_MAX = 4,		/* :names in a pattern */
	REQUEST_HEADER_MAX = 16 * 1024, /* bytes of all headers together (RELIABILITY S20) */
	REQUEST_ID_BYTES = 5,		/* event number: 7 characters, unique enough for a day */
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
	struct response *res;
	struct page *page; /* what page_open() started */
	/* The dispatcher's own. */
	const char *params[REQUEST_PARAMS_MAX];
	struct form *raw_query;
	struct form *raw_form;
	const char *const *env; /* FastCGI parameters */
	const char *cookie;	/* session id of the browser, checked for form only */
};

/* Value of ":name" in the pattern of the route: never empty, a valid id. */
const char *req_param(const struct request *rq, const char *name) RETURNS_NONNULL;

/* A FastCGI parameter ("HTTP_ORIGIN"), NULL when absent. */
const char *req_env(const struct request *rq, const char *name);

/*
 * The page of this program the browser came from, as a path with its query; fallback when there
 * is none. Only addresses that match a GET route of ours come back (no open redirect).
 */
const char *req_back(struct request *rq, const char *fallback) RETURNS_NONNULL;

/* What the product's start hook made (struct web_def), NULL when it has none. */
void *req_app(const struct request *rq);

#endif
