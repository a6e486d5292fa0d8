#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

/*
 * One line per URL.
 *
 *	static const struct route rows[] = {
 *		{GET, "/orders/:id", pg_order_show, .role = ROLE_VIEWER},
 *		{POST, "/logout", do_logout, .role = ROLE_VIEWER},
 *		{GET, "/login", pg_login, .flags = ROUTE_PUBLIC},
 *	};
 *	const struct routes order_routes = ROUTES(rows);
 *
 * A new route asks for login and, when it is a POST, for the CSRF token; a route opts out by a
 * visible flag. A handler gets its input from the request, makes one call into the domain, fills
 * a page (page_open) or calls redirect(), and returns. What it returns in e becomes an error
 * page and one log line.
 */

#include <stddef.h>

#include "base/err.h"
#include "web/form.h"
#include "web/request.h"
#include "web/session.h"

typedef enum rc (*route_handler)(struct request *rq, struct err *e);

enum route_flags {
	ROUTE_PUBLIC = 1 << 0,	/* no login; a POST still needs the token */
	ROUTE_NO_DB = 1 << 1,	/* works while the database is away; implies no session */
	ROUTE_MACHINE = 1 << 2, /* no session and no cookie: health checks */
	ROUTE_FRESH = 1 << 4,	/* the password was given lately, else it is asked for again */
	ROUTE_NO_CSRF = 1 << 3, /* a POST from elsewhere is meant */
	ROUTE_UPLOAD = 1 << 5,	/* takes a body in parts, with a file (web/upload.h) */
};

struct route {
	enum method method;
	const char *pattern; /* "/orders/:id": a segment with a colon takes a valid id */
	route_handler handler;
	enum role role; /* the least role; ROLE_NONE only with ROUTE_PUBLIC or ROUTE_MACHINE */
	unsigned flags;
	const struct field *query; /* fields of the query string, NULL: none */
	const struct field *form;  /* fields of the body, NULL: none */
	route_handler invalid;	   /* called instead when a form field is wrong; NULL: error 400 */
};

/* The routes of one area. */
struct routes {
	const struct route *rows;
	size_t n;
};

/* All that a program answers: areas in the order in which they are asked. */
struct route_table {
	const struct routes *const *areas;
	size_t n;
};

#define ROUTES(array)                                                                              \
	{                                                                                          \
		array, COUNT_OF(array)                                                             \
	}
#define ROUTE_TABLE(array)                                                                         \
	{                                                                                          \
		array, COUNT_OF(array)                                                             \
	}

/*
 * Find the route; params receive the decoded :names in order and belong to owner. A path has one
 * pattern, the first of the table that takes it: "/plans/check" stands before "/plans/:id", and
 * asked for by another method it is not a plan called "check".
 */
enum route_match route_match(void *owner, const struct route_table *table, enum method method,
			     const char *path, const struct route **out, const char **params);

/* RC_INVALID when the table contradicts itself: checked when the program starts. */
MUST_CHECK enum rc routes_check(const struct route_table *table, struct err *e);

/* The table as JSON, one object a line: what the role matrix test is made from. */
char *routes_text(void *owner, const struct route_table *table) RETURNS_NONNULL;

#endif
