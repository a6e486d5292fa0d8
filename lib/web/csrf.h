#ifndef WEB_CSRF_H
#define WEB_CSRF_H

/*
 * Is this POST meant? Two independent proofs: the browser says that it comes from our own pages
 * (Sec-Fetch-Site, else Origin), and the form carries the token of this session.
 *
 * Pages are compressed, and the length of a compressed page tells whether what came from the
 * address is like something else in it (BREACH). So no answer holds the token itself: each has it
 * under a random pad of its own, which is never the same twice. What is asked for from another site
 * is not compressed at all (response.c), for the sake of what else a page holds.
 */

#include <stdbool.h>

#include "base/compiler.h"
#include "base/err.h"

struct request;

#define CSRF_FIELD "csrf" /* hidden field every form has */

/* Token of the forms of a session: derived from its id, so it is bound to it and not stored. */
char *csrf_token(void *owner, const char *session_id) RETURNS_NONNULL;

/* The token as an answer carries it, another text each time; "" stays "". */
char *csrf_mask(void *owner, const char *token) RETURNS_NONNULL;

/* same-origin by Sec-Fetch-Site; by Origin where the browser does not send it; else false. */
bool csrf_is_same_origin(const char *sec_fetch_site, const char *origin, const char *base_url);

/* RC_DENIED with the reason. */
MUST_CHECK enum rc csrf_check(struct request *rq, struct err *e);

#endif
