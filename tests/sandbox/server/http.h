#ifndef SANDBOX_SERVER_HTTP_H
#define SANDBOX_SERVER_HTTP_H

/*
 * HTTP around the resources: one struct exchange per request.
 *
 * Everything of an exchange belongs to it (talloc) and goes when libmicrohttpd is done with the
 * connection's request. A handler reads path, query, form and body, and answers exactly once by an
 * answer_* call; nothing is sent before the handler has returned, so a fault can still change or
 * withhold the answer. One thread serves everything: no locks.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <microhttpd.h>

#include "base/str.h"

#include "server/jw.h"

struct sandbox;
struct route;
struct grant;
struct fault_kind;
struct order;
struct http;

/* Where something can go wrong with one exchange; at each of them at most one fault. */
enum fault_stage {
	AT_REPLY,   /* somebody else answers in place of the resource */
	AT_LATENCY, /* amount: milliseconds */
	AT_WIRE,    /* number: enum wire; amount: bytes */
	AT_PAGING,  /* number: enum paging */
	AT_DATE,    /* amount: seconds that the Date header is ahead */
	AT_THEN,    /* the order that was shown changes as soon as it has been */
	FAULT_STAGES,
	AT_WORLD = FAULT_STAGES /* no exchange: the world changes at once */
};

enum wire {
	WIRE_SOUND,
	WIRE_DROP_BEFORE,
	WIRE_DROP_AFTER,
	WIRE_RESET_BEFORE,
	WIRE_RESET_AFTER,
	WIRE_TRUNCATE,
	WIRE_DRIP
};

enum paging { PAGING_SOUND, PAGING_EMPTY, PAGING_REPEAT, PAGING_SHORT, PAGING_COUNT };

/* A fault chosen for an exchange when its request has arrived; kind NULL: none. */
struct planned {
	const struct fault_kind *kind;
	int number;
	int64_t amount;	   /* its value when that is a number, else 0 */
	const char *value; /* NULL: none */
};

#define MEDIA_PUBLIC "application/vnd.allegro.public.v1+json"
#define MEDIA_BETA   "application/vnd.allegro.beta.v1+json"
#define MEDIA_JSON   "application/json"
#define MEDIA_HTML   "text/html; charset=utf-8"
#define MEDIA_PLAIN  "text/plain; charset=utf-8"

enum {
	BODY_MAX = 4 * 1024 * 1024,    /* of a request; more is 413 */
	ANSWER_MAX = 64 * 1024 * 1024, /* of an answer held in memory; the truth is streamed */
	PAIRS_MAX = 160, /* query parameters or form fields; a list has up to 100 of a name */
	HEADERS_MAX = 8, /* of an answer */
};

struct pair {
	const char *name;
	const char *value;
};

struct pairs {
	struct pair at[PAIRS_MAX];
	size_t n;
};

struct answer {
	int status;
	const char *media; /* NULL: no body */
	struct str body;
	struct pairs headers;
	/* Streamed instead of body: returns bytes written, 0 at the end. */
	ssize_t (*stream)(void *cls, uint64_t pos, char *buf, size_t max);
	void *stream_cls;
};

struct exchange {
	struct sandbox *sb;
	struct MHD_Connection *conn;
	const char *uri; /* as it came: path and query */
	const char *method;
	const char *path;
	struct str body;
	bool body_too_long;
	bool begun;	/* headers have arrived and the faults of this exchange are chosen */
	bool suspended; /* waits for resume_at */
	int64_t resume_at;
	struct pairs query;
	struct pairs form;
	const struct route *route;
	const char *path_id;	   /* what {id} of the route's path matched */
	const struct grant *grant; /* of the bearer token; NULL for public routes */
	struct planned plan[FAULT_STAGES];
	struct order *shown; /* the (first) order of the answer, NULL: none */
	int64_t dripped;     /* when the last drop of the body went out */
	struct answer answer;
	struct exchange *next_waiting;
};

/* First value of a name, NULL when there is none; the i-th of a repeated name. */
const char *pairs_get(const struct pairs *p, const char *name);
const char *query_get(const struct exchange *x, const char *name);
const char *form_get(const struct exchange *x, const char *name);
const char *header_get(const struct exchange *x, const char *name);

/* Answers. answer_json() gives the writer of the body; the caller writes one value. */
void answer_empty(struct exchange *x, int status);
struct jw answer_json(struct exchange *x, int status, const char *media);
void answer_text(struct exchange *x, int status, const char *media, const char *text);
void answer_redirect(struct exchange *x, const char *url);
void answer_header(struct exchange *x, const char *name, const char *value);
void answer_stream(struct exchange *x, const char *media,
		   ssize_t (*stream)(void *cls, uint64_t pos, char *buf, size_t max), void *cls);

/* Split an urlencoded text into pairs owned by owner. */
void pairs_parse(void *owner, const char *text, struct pairs *out);

/* Listen on 127.0.0.1:port (0: any); returns the port. Ends the process when it cannot. */
struct http *http_start(struct sandbox *sb, uint16_t port);
uint16_t http_port(const struct http *h);

/* Serve what is ready, waiting up to wait_ms for something; signals in `mask` end the wait. */
void http_serve(struct http *h, int64_t wait_ms, const void *mask);
void http_stop(struct http *h);

#endif
