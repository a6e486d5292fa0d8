#ifndef TESTS_CANNED_ALLEGRO_H
#define TESTS_CANNED_ALLEGRO_H

/*
 * A small Allegro for database tests: a journal of seven events, a list of three orders, and of
 * single documents one that is lost and one that is refused. A test wraps allegro_call() and
 * allegro_call_all() at link time and asks here instead.
 */

#include <stdbool.h>

#include "allegro/client.h"

/* Events the journal does not know: 404 and 422. */
#define CANNED_FORGOTTEN "forgotten"
#define CANNED_REFUSED	 "refused"

extern struct canned {
	int64_t began; /* every order was changed then, and its events are an hour older */
	bool is_empty; /* the journal */
	const char *fulfillment; /* of every order */
	bool (*is_down)(void);	 /* asked once a request: it fails */
} canned;

MUST_CHECK enum rc canned_call(void *owner, const struct allegro_call *call, struct json **out,
			       struct err *e);
MUST_CHECK enum rc canned_call_all(void *owner, const struct allegro_call *calls, size_t n,
				   struct allegro_result *results, struct err *e);

#endif
