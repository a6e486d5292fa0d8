#ifndef TESTS_JUDGE_WORLD_H
#define TESTS_JUDGE_WORLD_H

/* Ten products of an account, in two shop categories, and Allegro's categories for them: what the
 * tests of judgements share. */

#include "domain/accounts/turn.h"

#define HOME	 "simulator"
#define KINKIETY "2e30db2de34569eb06fd21cf0c30a763" /* MD5 of the shop category */
#define INNE	 "ba4131c82a06bf08d543e59c37c0f08a"

extern void *mem;
extern struct db *db;
extern struct turn turn; /* of the last judgement, with its counts */

/* Opens the database; ends by db_test_teardown(). */
int judge_setup(void **state);

/* The world as it is before anything is decided or judged. */
void empty(void *arg);

enum rc judge(void *arg, struct err *e);
void must_judge(void);

/* Each number is that of the rows it counts; nothing is left to do. */
void agree(void);

void decide(const char *kind, const char *subject, const char *value);

int64_t number(const char *sql);
int64_t in_state(const char *state);		    /* products */
int64_t marked(const char *kind, const char *what); /* sum of a column of such marks */

#endif
