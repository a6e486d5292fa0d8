#ifndef TESTS_REFUSE_H
#define TESTS_REFUSE_H

/*
 * A fault at each point of what a test does: at its first statement, at the second, until there is
 * no further one. Every program of this folder is linked so that its statements can be refused
 * (WRAP in the Makefile). A test has more places to fail at than statements if it asks
 * refuse_strikes() there.
 */

#include <stdbool.h>

#include "base/err.h"

enum { AT_STATEMENT };	    /* the places of a test have other numbers */
enum { TABLE_FULL = 1114 }; /* what a refused statement answers */

struct refuse_trial {
	const char *what; /* named when it fails */
	int place;
	bool stays;    /* whatever comes after it at that place fails too */
	int less_than; /* points there are: as many end the test, none of them goes untried */
	/* Of so many points one is tried, the next one the day after (KRAM_SEED), and all of them
	 * at full depth; 0 is 1. For what has hundreds, each of which pays for a turn. */
	int every;
	void (*fresh)(void *arg); /* makes what was before, for each point; NULL: nothing to make */
	enum rc (*act)(void *arg, struct err *e);
	/* What must be true after act ended with rc. was_hit is false once, at the end, when act
	 * has fewer than n points. Nothing is refused here. */
	void (*check)(void *arg, int n, bool was_hit, enum rc rc, const struct err *e);
	void *arg;
};

/* Goes through the points; returns how many there are. */
int refuse_each(const struct refuse_trial *t) NONNULL(1);

/* Fail at the n-th point from now at place, and if it stays at every later one. */
void refuse_arm(int place, int n, bool stays);

/* Nothing fails any more; did something? */
bool refuse_disarm(void);

/* Does this one fail? Each question is a point. */
bool refuse_strikes(int place);

/* What somebody else does meanwhile is neither counted nor refused. */
void refuse_spare(bool others_act);

#endif
