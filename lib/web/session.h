#ifndef WEB_SESSION_H
#define WEB_SESSION_H

/*
 * Sessions: a random 256-bit id in a cookie, its hash in the database, nothing else.
 *
 * An id the database does not know logs nobody in; it only serves as the secret the CSRF token
 * of anonymous forms is made from. Login always makes a new id. A session ends after 30 minutes
 * without a request, 12 hours after login, at logout, or when the user's generation changes
 * (password, role, disabled): the product provides the view session_principal, which joins the
 * sessions to its users and so says at each request who this is now. Columns of the view:
 * id_hash, user_id, login, name, role, authenticated_at, created_at, seen_at, flash.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/time.h"
#include "db/db.h"

enum role { ROLE_NONE, ROLE_VIEWER, ROLE_PACKER, ROLE_SELLER, ROLE_ADMINISTRATOR, ROLE_COUNT };

/* "viewer", "packer", "seller", "administrator"; ROLE_NONE for anything else. */
const char *role_name(enum role role) RETURNS_NONNULL;
enum role role_from_name(const char *name);
/* As people read it, in the language of the request. */
const char *role_label(enum role role) RETURNS_NONNULL;

#define SESSION_IDLE_MS	    (30 * TIME_MINUTE_MS) /* RELIABILITY F58 */
#define SESSION_ABSOLUTE_MS (12 * TIME_HOUR_MS)
#define SESSION_FRESH_MS    (15 * TIME_MINUTE_MS) /* how long a password counts as just given */
#define SESSION_TOUCH_MS    TIME_MINUTE_MS	  /* a write a minute, not a write a request */

enum { SESSION_ID_BYTES = 32, SESSION_ID_CHARS = 43 };

struct session {
	uint64_t user_id; /* 0: nobody */
	const char *login;
	const char *name;
	enum role role;
	struct bytes id_hash; /* what the database knows; bind one-time things to it */
	const char *csrf;     /* token of the forms of this session */
	const char *flash;    /* message of the request before, "" when none */
	int64_t authenticated_at;
};

struct request;

/* Nobody, without a token: what a request has before (or instead of) session_load. */
extern const struct session session_nobody;

/* Does the browser name a session (known or not)? */
bool session_is_named(const struct request *rq);

/* Find out who sends this request; without a usable cookie a new anonymous one is set. */
MUST_CHECK enum rc session_load(struct request *rq, struct err *e);

/*
 * Log a user in: a new id, the old one forgotten; sets the cookie. The session is good while the
 * user's generation stays what it is now.
 */
MUST_CHECK enum rc session_start(struct request *rq, uint64_t user_id, uint64_t generation,
				 struct err *e);

/* Log out: forgets the session and the cookie. */
MUST_CHECK enum rc session_end(struct request *rq, struct err *e);

/* A message for the next page of this session ("Saved."), in the user's language. */
MUST_CHECK enum rc flash(struct request *rq, const char *text, struct err *e);

/* The message has been shown. */
MUST_CHECK enum rc flash_clear(struct request *rq, struct err *e);

/* Name of the session cookie for this base URL. */
char *session_cookie_name(void *owner, const char *base_url) RETURNS_NONNULL;

#endif
