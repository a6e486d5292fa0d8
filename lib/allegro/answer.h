#ifndef ALLEGRO_ANSWER_H
#define ALLEGRO_ANSWER_H

/*
 * Private to lib/allegro: what an HTTP answer means (DESIGN 12, FACTS 0.2 and 14).
 *
 * Errors of the API come in three shapes, with odd media types or without a body; the machines in
 * front of it answer in shapes of their own. So they are read by content, and a table decides from
 * status, code and body. Everybody above acts on the meaning.
 */

#include "allegro/client.h"
#include "json/field.h"
#include "net/http.h"

enum { THROTTLED_WAIT_S = 60 }; /* 429 without Retry-After: the global limit lifts by the minute */

/* What was asked for, as far as it decides what an answer means. */
struct answer_ask {
	const char *what;			     /* operation, for errors */
	const char *scope;			     /* the permission it needs; NULL: none */
	enum tri granted;			     /* whether the account granted it */
	bool names_thing;			     /* its path names one order, offer, ... */
	enum { ANSWERS_JSON, ANSWERS_NOTHING } form; /* what a 2xx has for a body */
};

/* RC_OK when it was done; else the error with meaning, code, Trace-Id and words. A 2xx with the
 * page of another machine is an outage: it is not known what was done. */
enum rc answer_check(const struct http_response *r, const struct answer_ask *ask, struct err *e);

/* answer_check(), then parse the body; the document belongs to owner. */
enum rc answer_json(void *owner, const struct http_response *r, const struct answer_ask *ask,
		    struct json **out, struct err *e);

/* The meaning alone, for answers that are on their way. Pure. */
enum meaning answer_meaning(const struct http_response *r, const struct answer_ask *ask);

/* Give the error of a request that brought no answer its meaning. Returns e->rc. */
enum rc answer_none(struct err *e);

/* Fields of an error body; NULL where absent. Texts belong to owner. */
struct answer_error {
	const char *code; /* errors[0].code, or "error" of the OAuth shape */
	const char *text; /* errors[0].message or userMessage, or error_description */
};
struct answer_error answer_error_read(void *owner, const struct http_response *r);

/* All of them, up to ALLEGRO_REFUSALS_MAX. */
void answer_refusals(void *owner, const struct http_response *r, struct allegro_refusal **out,
		     size_t *n);

/* The id of a visitor in a wall against robots, which Allegro's support asks for; "" when none. */
enum { ANSWER_CID_MAX = 200 };
void answer_wall_cid(const struct http_response *r, char out[ANSWER_CID_MAX + 1]);

#endif
