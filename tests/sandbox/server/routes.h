#ifndef SANDBOX_SERVER_ROUTES_H
#define SANDBOX_SERVER_ROUTES_H

/* One line per resource. */

#include <stddef.h>

#include "server/http.h"

enum host { HOST_API, HOST_UPLOAD, HOST_AUTH, HOST_CONTROL };

/* Both speak as the API does. */
static inline bool host_is_api(enum host host)
{
	return host == HOST_API || host == HOST_UPLOAD;
}

enum bearer {
	BEARER_NONE, /* public, or with client credentials the handler checks */
	BEARER_USER, /* a token with a user */
	BEARER_ANY   /* a token of a user or of an application */
};

enum route_flag {
	ROUTE_BROWSER = 1 << 0,	     /* people come here: any User-Agent */
	ROUTE_JSON_BODY = 1 << 1,    /* Content-Type must be Allegro's */
	ROUTE_FORM_BODY = 1 << 2,    /* urlencoded */
	ROUTE_FORBIDS_APP = 1 << 3,  /* a token without user gets 403, not 401 */
	ROUTE_SHOWS_ORDERS = 1 << 4, /* sets exchange.shown */
	ROUTE_BETA = 1 << 5,	     /* speaks the beta media type alone (FACTS 0.1) */
};

struct route {
	const char *method;
	const char *pattern;   /* {id}: a whole segment; the first one is kept */
	const char *operation; /* operationId of openapi.yaml, or a name of our own */
	enum host host;
	enum bearer bearer;
	const char *scope; /* without "allegro:api:", NULL: none */
	unsigned flags;
	void (*handle)(struct exchange *x);
	const char *const *query; /* names this resource knows, ended by NULL; NULL: none */
};

/* The route of a request; *id is set when the pattern has one. NULL when there is none. */
const struct route *route_find(struct exchange *x, const char **id);

#endif
