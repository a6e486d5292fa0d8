#ifndef DOMAIN_ACCOUNTS_TOKEN_PACE_H
#define DOMAIN_ACCOUNTS_TOKEN_PACE_H

/*
 * When to ask for a pair of tokens: early enough to never be without one, soon enough after a lost
 * answer to get it again, and never more often than that. Pure.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/time.h"

/* Allegro takes the old refresh token for so long after its first use (FACTS 1.3). */
#define TOKEN_GRACE_MS (60 * TIME_SECOND_MS)

/* Estimated life of a refresh token: three months (FACTS 1.3). */
#define REFRESH_LIFE_MS (90 * TIME_DAY_MS)

/* Pairs within an hour. More means that Allegro refuses what it has just given, and each further
 * one comes nearer to its limit of tokens (FACTS 1.3). */
enum { TOKEN_PAIRS_PER_HOUR = 12 };

/* What became of a request for tokens. */
enum token_fate {
	TOKEN_FATE_UNKNOWN, /* the process ended before it wrote it down */
	TOKEN_FATE_DONE,
	TOKEN_FATE_LOST,    /* no readable answer: a pair may have been made */
	TOKEN_FATE_REFUSED, /* Allegro said no: none was made */
	TOKEN_FATE_INVALID, /* Allegro said that the refresh token is not valid any more */
};

/* As stored; unknown is NULL. */
const char *token_fate_word(enum token_fate fate);
enum token_fate token_fate_of_word(const char *word);

/* The fate of a request that ended like this: only a refusal in Allegro's words is certain. */
enum token_fate token_fate_of(const struct err *e);

/* A try to leave a generation behind. */
struct token_try {
	int64_t age_ms; /* since it was sent, by the database's clock */
	enum token_fate fate;
};

enum token_turn {
	TOKEN_TURN_NOW,	   /* ask */
	TOKEN_TURN_REPLAY, /* ask for a lost answer again, in wait_ms: within the grace */
	TOKEN_TURN_LATER,  /* asked too recently: not before wait_ms are over */
};

struct token_pace {
	enum token_turn turn;
	int64_t wait_ms;
};

/* Is a refresh token that was just called invalid to be believed dead? A single answer may be a
 * slip (FACTS 1.3): it is asked once more, as long as the access token lives. */
bool token_is_dead(const struct token_try *tries, size_t n, int64_t access_expires_at,
		   int64_t now_ms);

/* Whose turn it is after these tries, newest first. */
struct token_pace token_pace(const struct token_try *tries, size_t n);

/*
 * Is a refresh due at now? Between 50 and 75 % of the life of the access token: early enough for
 * hours of retries, late enough not to hit Allegro's limit of tokens, and at a moment of its own
 * for each account and generation.
 */
struct token_life {
	uint64_t account_id;
	uint64_t gen;
	int64_t obtained_at;
	int64_t expires_at;
};
bool token_refresh_due(const struct token_life *t, int64_t now_ms);

/* How near the end of the refresh token is: 0 far, then 1, 2, 3 at 14, 7 and 1 days. */
int token_expiry_step(int64_t refresh_expires_at, int64_t now_ms);

#endif
