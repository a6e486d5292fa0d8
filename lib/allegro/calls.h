#ifndef ALLEGRO_CALLS_H
#define ALLEGRO_CALLS_H

/* Private to lib/allegro: what single calls (client.c) and many at once (calls.c) share. */

#include "allegro/client.h"
#include "net/http.h"

struct allegro {
	struct allegro_env env;
	struct token_source tokens;
	struct http *http;
	char *agent;
	struct request_budget budget;
	struct allegro_counts counts;
	int64_t skew_ms;
	char trace[ERR_TRACE_MAX]; /* of the last single answer */
};

/* Headers of a call; the array must outlive the request. */
struct call_headers {
	struct http_pair rows[3];
};
struct http_request call_request(const struct allegro *a, const struct allegro_call *call,
				 const struct secret *token, struct call_headers *headers);

struct request_ask call_ask(enum allegro_op op, size_t want);

void call_count(struct allegro *a, enum allegro_op op, const struct http_response *r);

/* The document of an answer; a refusal names the permission it is most often about. */
enum rc call_read(void *owner, enum allegro_op op, const struct http_response *r, struct json **out,
		  struct err *e);

#endif
