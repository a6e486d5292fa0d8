#ifndef DOMAIN_BUDGET_BUDGET_H
#define DOMAIN_BUDGET_BUDGET_H

/*
 * The request budget of an application, shared by all processes and hosts through MariaDB.
 *
 * Requests are leased from the buckets in small blocks that live for a second, so that most
 * requests cost no database round trip, and so that all learn about a ban within a second of it.
 *
 * A 429 blocks the resource that told it, for this account and for all processes. Two blocked
 * resources block the account, two blocked accounts the application: it must be their common limit
 * then. A wall against robots blocks the application at this server. When the time is over one
 * process asks, once (compare-and-set): an answer ends the ban, another 429 doubles the wait
 * (RELIABILITY F49).
 */

#include <signal.h>

#include "allegro/budget.h"
#include "db/db.h"

struct budget_opts {
	struct db *db;			   /* no transaction is open when a request is made */
	const volatile sig_atomic_t *stop; /* NULL: cannot be stopped */
	const char *environment;
	const char *client_id;
	uint64_t account_id; /* 0: the application itself */
	const char *target;  /* BUDGET_API or BUDGET_AUTH: two servers, two bans */
};
#define BUDGET_API  "api"
#define BUDGET_AUTH "auth"

/* The functions to give to allegro_open() or oauth_open(); they live as long as owner. */
struct request_budget budget_open(void *owner, const struct budget_opts *opts);

/* Make it the budget of one account of the application; from here on it belongs to owner. */
void budget_for_account(struct request_budget *b, void *owner, uint64_t account_id);

#endif
