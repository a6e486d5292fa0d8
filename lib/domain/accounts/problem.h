#ifndef DOMAIN_ACCOUNTS_PROBLEM_H
#define DOMAIN_ACCOUNTS_PROBLEM_H

/*
 * What can go wrong between a seller, Kram and Allegro, in words: what happened, why, what to do.
 *
 * The texts are English message ids; pages translate them. Pure.
 */

#include "base/err.h"

struct problem {
	const char *key; /* stored with a failed flow */
	const char *what;
	const char *why;
	const char *todo;
	int status; /* HTTP status of the page that says it */
};

/* The problem an error stands for; never NULL. */
const struct problem *problem_of(const struct err *e);

/* By its key; never NULL: an unknown key is the general problem. */
const struct problem *problem_find(const char *key);

/* All of them, ended by a NULL key: for tests of completeness. */
const struct problem *problem_all(void);

#endif
