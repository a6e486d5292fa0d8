#ifndef TESTS_TOKEN_WORLD_H
#define TESTS_TOKEN_WORLD_H

/*
 * An account for the tests of the token vault, and an Allegro that gives it numbered pairs. A
 * program of TOKEN_TESTS (Makefile) reaches no other, and its pauses take no time.
 */

#include "domain/accounts/connect_keys.h"

/* What Allegro knows of the only seller. */
struct canned_allegro {
	int64_t issued;	 /* the newest pair */
	int64_t live;	 /* the refresh token that works, 0: none */
	int64_t graced;	 /* the one before, for a minute */
	int lost;	 /* answers that get lost */
	enum rc trouble; /* what every request ends with; RC_OK: none */
};

struct token_world {
	void *mem;
	struct conf conf; /* with a state-dir of its own */
	struct db *db;
	struct vault *keeper; /* looks on, and sets the scene */
	uint64_t account;
	uint64_t gen; /* of the account when the scene begins */
	struct canned_allegro allegro;
	void (*meanwhile)(void); /* what somebody else does in the next request or pause */
};
extern struct token_world tw;

void token_world_open(void);
int token_world_close(void);

/* A connected account with pair 1, which works; an empty journal; nobody has asked lately. */
void token_world_begin(void);

/* Leases are over, the budget is whole, and what was refused was so a while ago. */
void token_world_later(void);

/* As an administrator or another process; ? is the account. */
void token_world_change(const char *sql);
int64_t token_world_count(const char *sql);

/* Pair n into the database as the next generation, or into the journal as this one. */
void token_world_put(int64_t n);
void token_world_journal(uint64_t gen, int64_t n);

/* Number of the pair in the database, 0: it has none that opens. */
int64_t token_world_stored(void);

/* Could a living pair be had from the database, from the journal, or by asking again? */
bool token_world_in_reach(void);

/* By the token source of a client: the access token; another one than that. */
enum rc token_world_get(struct vault *v, struct err *e);
enum rc token_world_renew(struct vault *v, struct err *e);

/* Now somebody else does what tw.meanwhile is, once. */
void token_world_others_act(void);

#endif
