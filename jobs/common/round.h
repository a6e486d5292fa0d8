#ifndef JOBS_COMMON_ROUND_H
#define JOBS_COMMON_ROUND_H

/*
 * A round: the turns of the accounts, one after the other, for jobs that ask Allegro account by
 * account. Such a job is a struct round_def and little else:
 *
 *	static const struct round_def ratings = {.take = take_turn};
 *
 *	static enum rc begin(struct job *job, struct err *e)
 *	{
 *		return round_open(job, &ratings, e);
 *	}
 *
 * with .begin = begin and .step = round_step in its struct job_def.
 *
 * One account's trouble does not stop the others: the error of a turn is told by job_fault(), but
 * for a signal and a lost lease, which end the run. Clients live as long as the run, so that their
 * connections stay open; their requests and those of the vault are counted here, and what a turn
 * counts goes into the row of the run at each beat.
 */

#include "domain/accounts/turn.h"
#include "domain/accounts/vault.h"
#include "job/job.h"

struct round_def {
	/* *is: whose turn it is; NULL: connected accounts. The turn has no client yet. */
	enum rc (*wants)(struct turn *turn, bool *is, struct err *e);
	enum rc (*take)(struct turn *turn, struct err *e);
	void (*beat)(struct job *job); /* at the begin of each pass and at each beat; or NULL */
	bool names_host;	       /* histories say which host it was */
	bool is_local;		       /* nobody is asked: turns have no client */
};

struct round;

/* For the begin of a job, into job->state; belongs to the run. */
MUST_CHECK enum rc round_open(struct job *job, const struct round_def *def, struct err *e);

/* The step: a turn for each account that wants one and does not rest; with --account for that one.
 * RC_INVALID: no account has this name. */
MUST_CHECK enum rc round_step(struct job *job, enum job_next *next, struct err *e);

/* A turn of no account, for what concerns all of them; without a client. */
struct turn round_turn(struct job *job);

/* The job a turn belongs to. */
struct job *round_job(const struct turn *turn);

/* The account's client, made on first use. */
MUST_CHECK enum rc round_client(struct job *job, uint64_t account_id, struct allegro **out,
				struct err *e);

/* What the turn has counted is over. */
void round_close(struct turn *turn);

/*
 * For the beat of a round: ask again for a pair of tokens whose answer was lost, every five
 * seconds. Allegro gives it a second time for a minute only: too short for a job that runs once in
 * one, so each that runs for long looks too.
 */
void round_heal_tokens(struct job *job);

/* Leave the account out of the next passes for so long. */
void round_rest(const struct turn *turn, int64_t seconds);

#endif
