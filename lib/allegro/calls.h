#ifndef ALLEGRO_CALLS_H
#define ALLEGRO_CALLS_H

/* Private to lib/allegro: what single calls (client.c) and many at once (calls.c) share. */

#include "allegro/answer.h"
#include "allegro/client.h"
#include "net/http.h"

struct allegro {
	struct allegro_env env;
	struct token_source tokens;
	const char *scopes; /* granted; NULL: not known */
	struct http *http;
	char *agent;
	struct request_budget budget;
	struct allegro_counts counts;
	int64_t skew_ms;
	char trace[ERR_TRACE_MAX]; /* of the last single answer */
};

/* Headers of a call; the array must outlive the request. */
struct call_headers {
	struct http_pair rows[4];
};
struct http_request call_request(const struct allegro *a, const struct allegro_call *call,
				 const struct secret *token, struct call_headers *headers);

struct request_ask call_ask(enum allegro_op op, size_t want);

/* What answers to this operation are held against, for this account. */
struct answer_ask call_asked(const struct allegro *a, enum allegro_op op);

/* Tell the budget that a token was refused which had just been obtained: asking on, and renewing
 * on, would not help (FACTS 1.3). */
void call_refused(struct allegro *a, enum allegro_op op);

/* Count the answer, and tell the budget. rc: how the exchange ended. */
void call_account(struct allegro *a, enum allegro_op op, const struct http_response *r, enum rc rc);

#endif
