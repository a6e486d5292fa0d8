#ifndef DOMAIN_ACCOUNTS_TURN_H
#define DOMAIN_ACCOUNTS_TURN_H

/*
 * A turn: what a job lends to the domain while it works for one account. jobs/common/round.h makes
 * it; whatever asks Allegro or writes for an account in a job takes it first.
 *
 * No request is made inside a transaction, and every transaction of a turn is turn_tx().
 */

#include <stdbool.h>

#include "allegro/client.h"
#include "db/tx.h"
#include "domain/accounts/account.h"

struct turn_counts {
	uint64_t events;    /* told by a journal, really new */
	uint64_t seen;	    /* things looked at */
	uint64_t added;	    /* of them: were not here */
	uint64_t changed;   /* were others here */
	uint64_t unchanged; /* were here and equal */
	uint64_t failed;    /* could not be had or read */
};

/* Add what was done to what had been. */
void turn_count(struct turn_counts *to, const struct turn_counts *more);

/* The job fills all but what is counted. */
struct turn {
	struct db *db;
	struct allegro *api;
	const struct account *account;
	const char *actor; /* who appears in histories */
	bool dry;	   /* ask Allegro, count, write nothing */
	tx_body fence;	   /* RC_CONFLICT when this process must not write */
	void *fence_arg;
	enum rc (*beat)(void *arg, struct err *e);
	void *beat_arg;
	struct turn_counts counts;
	struct err trouble; /* the first failure that was noted and did not end the turn */
	bool lost;	    /* the fence refused the last transaction */
};

/* tx_run() of a body before which the fence has agreed. In a dry turn nothing happens. */
MUST_CHECK enum rc turn_tx(struct turn *turn, tx_body body, void *arg, struct err *e);

/* Between requests: RC_STOPPED ends the work, RC_CONFLICT too. */
MUST_CHECK enum rc turn_beat(struct turn *turn, struct err *e);

/* Remember a failure that does not end the turn. */
void turn_note(struct turn *turn, const struct err *e);

#endif
