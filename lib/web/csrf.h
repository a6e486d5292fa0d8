#ifndef WEB_CSRF_H
#define WEB_CSRF_H

/*
 * Is this POST meant? Two independent proofs: the browser says that it comes from our own pages
 * (Sec-Fetch-Site, else Origin), and the form carries the token of this session.
 */

#include <stdbool.h>

#include "base/compiler.h"
#include "base/err.h"

struct request;

#define CSRF_FIELD "csrf" /* hidden field every form has */

/* Token of the forms of a session: derived from its id, so it is bound to it and not stored. */
char *csrf_token(void *owner, const char *session_id) RETURNS_NONNULL;

/* same-origin by Sec-Fetch-Site; by Origin where the browser does not send it; else false. */
bool csrf_is_same_origin(const char *sec_fetch_site, const char *origin, const char *base_url);

/* RC_DENIED with the reason. */
MUST_CHECK enum rc csrf_check(struct request *rq, struct err *e);

#endif
