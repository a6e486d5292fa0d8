#ifndef NET_HTTP_H
#define NET_HTTP_H

/*
 * HTTP client: one reusable set of connections, strict limits, no surprises.
 *
 * HTTPS only, plain http towards this machine alone (the rehearsal Allegro); certificates and host
 * names are verified; no redirects, no proxy of the environment, no cookies. Limits are those of
 * RELIABILITY F50 and F51 and hold for the decoded body. A raised stop flag ends all transfers
 * within a second. URLs are built by libcurl's URL parser from base, path and query.
 *
 * RC_OK means that an answer arrived, whatever its status. Without one:
 *
 *	RC_RETRY	no network, no name, no connection, no trusted certificate, timeout
 *	RC_SHAPE	the answer is larger than allowed, or its headers are
 *	RC_INVALID	the request cannot be made: bad URL
 *	RC_STOPPED	the stop flag was raised
 *
 * e->code names the cause: resolve, connect, timeout, certificate, broken, too-big, url, stopped,
 * halted.
 */

#include <signal.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "base/time.h"

enum {
	HTTP_CONNECT_S = 5,
	HTTP_TOTAL_S = 30,
	HTTP_LOW_SPEED_BYTES = 1000, /* a second ... */
	HTTP_LOW_SPEED_S = 15,	     /* ... for so long is a hang */
	HTTP_BODY_MAX = 8 * 1024 * 1024,
	HTTP_HEADERS_MAX = 64 * 1024, /* all header lines together ... */
	HTTP_HEADER_LINES_MAX = 200,  /* ... of which Allegro sends some twenty */
	HTTP_PARALLEL_MAX = 16,	      /* handles of one client */
	HTTP_TYPE_MAX = 96,
};

enum http_method { HTTP_GET, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE };

/* name=value; a list ends with a NULL name, a row with a NULL value is left out. */
struct http_pair {
	const char *name;
	const char *value;
};

struct http_request {
	enum http_method method;
	const char *base;		 /* "https://api.allegro.pl", a path below it is kept */
	const char *path;		 /* "/order/checkout-forms/{id}" */
	const char *id;			 /* goes to "{id}", escaped as one segment */
	const struct http_pair *query;	 /* NULL: none */
	const struct http_pair *headers; /* NULL: none */
	const struct secret *bearer;	 /* Authorization: Bearer */
	const char *user;		 /* Authorization: Basic, with password */
	const struct secret *password;
	struct bytes body;
	const struct secret *form; /* a body from http_form(), instead of body */
	size_t max_bytes;	   /* 0: HTTP_BODY_MAX */
	int timeout_s;		   /* 0: HTTP_TOTAL_S */
};

struct http_response {
	int status;
	char *body; /* decoded, ended by a NUL that len does not count; never NULL */
	size_t len;
	char trace[ERR_TRACE_MAX]; /* Trace-Id, "" when none */
	char type[HTTP_TYPE_MAX];  /* Content-Type */
	int retry_after_s;	   /* Retry-After in seconds from now, at most a day; 0 when none */
	int64_t date_ms;	   /* Date, TIME_NONE when none; whole seconds */
};

/* One request with its answer or its error, for http_perform_all(). */
struct http_exchange {
	struct http_request req;
	struct http_response resp;
	enum rc rc;
	struct err err;
};

struct http_opts {
	const char *ca_bundle;
	const char *user_agent;
	const volatile sig_atomic_t *stop; /* NULL: cannot be stopped */
	/* Connect to this machine whatever the name resolves to; a certificate must be the name's.
	 */
	bool at_home;
};

struct http;

/* e->code of an answer that is larger than allowed. */
#define HTTP_TOO_BIG "too-big"

MUST_CHECK enum rc http_open(void *owner, const struct http_opts *opts, struct http **out,
			     struct err *e);

/* One request; the body of the answer belongs to owner. */
MUST_CHECK enum rc http_perform(struct http *h, void *owner, const struct http_request *req,
				struct http_response *out, struct err *e);

/*
 * Many requests. halt (may be NULL) looks at each finished exchange: true means that what is not
 * yet sent would meet the same fate (a ban, a dead network) and is not sent.
 */
struct http_batch {
	struct http_exchange *xs;
	size_t n;
	size_t max_parallel; /* 1..HTTP_PARALLEL_MAX */
	bool (*halt)(const struct http_exchange *x, const void *arg);
	const void *halt_arg;
};

/*
 * Perform a batch over as few connections as the server allows. Each exchange tells how it ended;
 * one that was not sent has RC_RETRY and code "halted". RC_STOPPED when the flag was raised, and
 * then so for each exchange that was not finished.
 */
MUST_CHECK enum rc http_perform_all(struct http *h, void *owner, const struct http_batch *batch,
				    struct err *e);

/* Address from base, path with id, and query (NULL: none); NULL never, RC_INVALID when not a URL.
 */
MUST_CHECK enum rc http_url(void *owner, const struct http_request *req, char **out, struct err *e);

/* Seconds to wait by a Retry-After of seconds or of a date, which counts from the Date of the same
 * answer (TIME_NONE: from now); at most HTTP_RETRY_AFTER_MAX_S, 0 when it says nothing. Pure but
 * for the clock. */
enum { HTTP_RETRY_AFTER_MAX_S = 24 * 3600 }; /* longer is a slip: a day is told to people anyway */
int http_retry_after_s(const char *value, int64_t date_ms);

/* Is it https, or http towards this machine, without user, query and fragment? RC_INVALID. */
MUST_CHECK enum rc http_check_base(const char *url, struct err *e);

/* Decoded value of a name in the query of a URL; NULL when absent or when it is no URL. */
char *http_url_query(void *owner, const char *url, const char *name);

/* application/x-www-form-urlencoded text; secret because OAuth puts codes and tokens there. */
struct secret *http_form(void *owner, const struct http_pair *pairs) RETURNS_NONNULL;

/* Overwrite the body of an answer that held secrets. */
void http_response_wipe(struct http_response *r);

#endif
