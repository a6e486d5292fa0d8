#ifndef JOBS_COMMON_ROUND_H
#define JOBS_COMMON_ROUND_H

/*
 * A round: the turns of the accounts, one after the other, for jobs that ask Allegro account by
 * account.
 *
 * One account's trouble does not stop the others: the error of a turn is told by job_fault(), but
 * for a signal and a lost lease, which end the run. Clients live as long as the run, so that their
 * connections stay open; their requests and those of the vault are counted here.
 */

#include "allegro/client.h"
#include "domain/accounts/vault.h"
#include "job/job.h"

struct round;

/* For the begin of a job; belongs to the run. actor: in whose name tokens are asked for. */
MUST_CHECK enum rc round_open(struct job *job, const char *actor, struct round **out,
			      struct err *e);

struct vault *round_vault(struct round *r);

/* The account's client, made on first use. */
MUST_CHECK enum rc round_client(struct round *r, uint64_t account_id, struct allegro **out,
				struct err *e);

/* Set the counters of the run: turns that are over, and what this one has done so far. */
void round_count(struct round *r, const struct job_counts *turn);

/* What was counted last is over; round_run() says so after each turn. */
void round_close(struct round *r);

/* Leave the account out of the rounds for so long; it has a client. */
void round_rest(struct round *r, uint64_t account_id, int64_t seconds);

typedef enum rc (*round_turn)(struct job *job, const struct account *account, struct err *e);

/* A turn for each account, of whatever state, that does not rest; with --account for that one.
 * RC_INVALID: no account has this name. */
MUST_CHECK enum rc round_run(struct round *r, round_turn turn, struct err *e);

#endif
