#ifndef DOMAIN_BUDGET_BUDGET_USE_H
#define DOMAIN_BUDGET_BUDGET_USE_H

/* How much of Allegro's limits is in use, and who may not ask now: for the status page. */

#include "base/err.h"
#include "base/time.h"
#include "db/db.h"

struct budget_use {
	const char *environment;
	const char *client_id;
	const char *account; /* NULL: all accounts of the application together */
	const char *limit;   /* name in lib/allegro/budget.c: "all", "carriers", ... */
	int64_t allowed;     /* by Allegro ... */
	int64_t window_s;    /* ... in so many seconds */
	int64_t minute;	     /* handed out in this minute of the clock, not all of them sent */
	int64_t hour;
};
MUST_CHECK enum rc budget_use_list(struct db *db, void *owner, struct budget_use **out, size_t *n,
				   struct err *e);

struct budget_ban {
	const char *environment;
	const char *client_id;
	const char *account; /* NULL: the whole application */
	const char *target;  /* "api", "auth", or a resource of the API */
	const char *meaning; /* LIMIT or WALL */
	int64_t until;
	int64_t since;
	int64_t refusals;
	int64_t is_over; /* its time is over, one request will show whether Allegro agrees */
};
MUST_CHECK enum rc budget_ban_list(struct db *db, void *owner, struct budget_ban **out, size_t *n,
				   struct err *e);

#endif
