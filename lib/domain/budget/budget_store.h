#ifndef DOMAIN_BUDGET_BUDGET_STORE_H
#define DOMAIN_BUDGET_BUDGET_STORE_H

/* Private to the budget: rows of buckets and bans. The clock is the database's throughout. */

#include <stdbool.h>

#include "base/err.h"
#include "db/db.h"

/* Whose limits: an application in an environment, and an account of it (0: all of them). */
struct budget_key {
	const char *environment;
	const char *client_id;
	uint64_t account_id;
};

struct bucket_lease {
	struct budget_key key;
	const char *name;
	int64_t limit_n;
	int64_t window_s;
	int64_t cap_milli;
	int64_t rate_milli;
	int64_t reserve_milli; /* must be left */
	int64_t n;	       /* requests wanted */
};

/* Take n requests out of a bucket, all or none; makes the bucket, full, when there is none. */
MUST_CHECK enum rc bucket_take(struct db *db, const struct bucket_lease *lease, bool *won,
			       struct err *e);

/* Where a ban holds: a server, or one of its resources (NULL: the server alone is meant). */
struct ban_place {
	const char *server;
	const char *resource;
};

struct ban_row {
	uint64_t account_id;
	const char *target; /* the server or the resource */
	int64_t wait_s;
	uint64_t gen;
	int64_t is_over;   /* its time is over: somebody may ask */
	int64_t is_probed; /* somebody is asking */
	int64_t until;
	int64_t left_s;
};

/* Bans that hold for an account at a place: of the server and of the resource, of the application
 * and of the account. */
MUST_CHECK enum rc ban_find(struct db *db, void *mem, const struct budget_key *key,
			    const struct ban_place *at, struct ban_row **out, size_t *n,
			    struct err *e);

/* Compare-and-set by generation: RC_CONFLICT when somebody else changed the row. */
MUST_CHECK enum rc ban_claim(struct db *db, const struct budget_key *key, const struct ban_row *row,
			     struct err *e);
enum { BAN_PROBE_S = 45 }; /* longer than the longest request (HTTP_TOTAL_S) */

/* Nobody was answered: the next may ask. */
enum rc ban_release(struct db *db, const struct budget_key *key, const struct ban_place *at,
		    struct err *e);

/* Answered, and not by a refusal of this kind: the bans are over. */
enum rc ban_clear(struct db *db, const struct budget_key *key, const struct ban_place *at,
		  struct err *e);

/* A target is blocked for wait_s from now, unless a later end is known. */
struct ban_new {
	const char *target;
	int64_t wait_s;
	enum meaning meaning;
};
MUST_CHECK enum rc ban_set(struct db *db, const struct budget_key *key, const struct ban_new *ban,
			   struct err *e);

/* Accounts of the application that are banned from this target now. */
MUST_CHECK enum rc ban_count_accounts(struct db *db, const struct budget_key *key,
				      const char *target, int64_t *n, struct err *e);

/* Resources at which this account is banned now. */
MUST_CHECK enum rc ban_count_resources(struct db *db, const struct budget_key *key, int64_t *n,
				       struct err *e);

#endif
