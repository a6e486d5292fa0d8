#ifndef ALLEGRO_ANSWER_H
#define ALLEGRO_ANSWER_H

/*
 * Private to lib/allegro: what an HTTP answer means.
 *
 * Errors of the API come in three shapes, with odd media types, or empty, or as the HTML of a
 * proxy (FACTS 0.2, 14), so they are read by content and a missing body is no surprise.
 */

#include "json/field.h"
#include "net/http.h"

enum { THROTTLED_WAIT_S = 60 }; /* 429 without Retry-After: the global limit lifts by the minute */

/* RC_OK for 2xx; else the error of FACTS 14 with code, Trace-Id and words. `what`: operation. */
enum rc answer_check(const struct http_response *r, const char *what, struct err *e);

/* answer_check(), then parse the body; the document belongs to owner. */
enum rc answer_json(void *owner, const struct http_response *r, const char *what, struct json **out,
		    struct err *e);

/* Fields of an error body; NULL where absent. Texts belong to owner. */
struct answer_error {
	const char *code; /* errors[0].code, or "error" of the OAuth shape */
	const char *text; /* errors[0].message or userMessage, or error_description */
};
struct answer_error answer_error_read(void *owner, const struct http_response *r);

#endif
