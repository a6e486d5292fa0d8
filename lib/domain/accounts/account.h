#ifndef DOMAIN_ACCOUNTS_ACCOUNT_H
#define DOMAIN_ACCOUNTS_ACCOUNT_H

/*
 * Accounts: one seller in one environment of Allegro, and the application keys of an environment.
 *
 * What the panel shows and the jobs walk through; no secret passes here (vault.h has those). An
 * account is bound to its seller at the first connect and never changes it. Everything returned
 * belongs to the owner passed in.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"
#include "db/db.h"

enum {
	ACCOUNT_NAME_MAX = 60,	       /* characters */
	ACCOUNT_IMPORT_DAYS_MAX = 365, /* Allegro keeps orders for 12 months (FACTS 2.4) */
	ACCOUNT_SKEW_WARN_MS = 30 * 1000,
};

/* States of an account, as stored. */
#define ACCOUNT_NEW		   "NEW"		/* never connected */
#define ACCOUNT_CONNECTED	   "CONNECTED"		/* has tokens that work */
#define ACCOUNT_RECONNECT_REQUIRED "RECONNECT_REQUIRED" /* the refresh token is refused */
#define ACCOUNT_DISCONNECTED	   "DISCONNECTED"	/* a person did it; tokens are erased */

struct account {
	uint64_t id;
	const char *name; /* what the seller calls it */
	const char *environment;
	const char *seller_id; /* NULL before the first connect */
	const char *seller_login;
	const char *base_marketplace;
	const char *state;
	const char *state_reason; /* why it does not work, in English words */
	const char *scopes;	  /* granted, blank separated */
	uint64_t token_gen;
	int64_t access_expires_at;
	int64_t refresh_expires_at; /* estimate: Allegro does not tell it */
	int64_t clock_skew_ms;	    /* Allegro's clock minus ours, INT64_MIN: not known */
	int64_t checked_at;
	uint64_t import_days;
	int64_t connected_at;
	int64_t created_at;
};

struct account_list {
	struct account *accounts;
	size_t n;
};

/* All accounts by name. */
MUST_CHECK enum rc account_list(struct db *db, void *owner, struct account_list *out,
				struct err *e);

MUST_CHECK enum rc account_find(struct db *db, void *owner, uint64_t id, struct account *out,
				struct err *e);
MUST_CHECK enum rc account_find_name(struct db *db, void *owner, const char *name,
				     struct account *out, struct err *e);

/* Has it been connected and not disconnected? Its tokens may be refused meanwhile. */
bool account_is_connected(const struct account *a);

/* Was it ever: there is something of it here. Pure. */
bool account_was_connected(const struct account *a);

/* Is it worth calling Allegro for this account now: has it an access token that still lives? */
bool account_can_call(const struct account *a, int64_t now_ms);

/* Application keys of an environment, without the secret. */
struct credential {
	const char *environment;
	const char *client_id;
	const char *app_name;
	const char *app_version;
	const char *contact_url;
	int64_t checked_at;	  /* last time Allegro accepted or refused them */
	const char *check_result; /* "OK", or the reason in English */
};

struct credential_list {
	struct credential *credentials;
	size_t n;
};

/* Those that are set, by environment. */
MUST_CHECK enum rc credential_list(struct db *db, void *owner, struct credential_list *out,
				   struct err *e);

/* What Kram needs a permission of Allegro for, and whether an account has it. */
struct scope_need {
	const char *scope;   /* "allegro:api:orders:read" */
	const char *purpose; /* English words, a message id */
	bool granted;
};

/* Every needed scope against the granted ones (blank separated, NULL: none); ended by a NULL
 * scope. */
const struct scope_need *scope_needs(void *owner, const char *granted);

#endif
