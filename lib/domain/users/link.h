#ifndef DOMAIN_USERS_LINK_H
#define DOMAIN_USERS_LINK_H

/*
 * One-time links: how the first administrator, the invited and the forgetful get in. The token
 * is random and shown once; the database has its hash. Each works once, within its time.
 */

#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/time.h"
#include "db/db.h"
#include "domain/users/user.h"

#define LINK_LIFE_MS (24 * TIME_HOUR_MS)

enum link_purpose { LINK_SETUP, LINK_INVITE, LINK_RESET, LINK_LOGIN, LINK_PURPOSES };

struct link {
	uint64_t user_id; /* 0: LINK_SETUP */
	enum link_purpose purpose;
	int64_t expires_at;
};

/* user_id 0 with LINK_SETUP only. *token belongs to owner and exists nowhere else. */
MUST_CHECK enum rc link_create(struct db *db, void *owner, enum link_purpose purpose,
			       uint64_t user_id, const char *actor, char **token, struct err *e);

/* RC_NOT_FOUND when the link never was, was used, or is too old. Does not use it up. */
MUST_CHECK enum rc link_find(struct db *db, void *owner, const char *token, struct link *out,
			     struct err *e);

/* Use a login link up: who may come in. */
MUST_CHECK enum rc link_login(struct db *db, void *owner, const char *token, struct user *out,
			      struct err *e);

/* Use an invitation or a reset up and set the password. */
MUST_CHECK enum rc link_set_password(struct db *db, void *owner, const char *token,
				     const char *password_hash, struct user *out, struct err *e);

/* Use the setup link up and make the first administrator; RC_CONFLICT when there is a user. */
MUST_CHECK enum rc link_setup(struct db *db, void *owner, const char *token,
			      const struct user_draft *first, struct user *out, struct err *e);

/* Address of the page a token is for: base_url, path, token. */
char *link_address(void *owner, const char *base_url, enum link_purpose purpose,
		   const char *token) RETURNS_NONNULL;

#endif
