#ifndef DOMAIN_ACCOUNTS_ATTEMPT_H
#define DOMAIN_ACCOUNTS_ATTEMPT_H

/*
 * Requests for tokens: intent before effect.
 *
 * A row is committed before each request and ended by what became of it. One without an end is a
 * process that was ended in between, and its pair may exist at Allegro: while the grace of the old
 * refresh token lasts, whoever comes next asks again (RELIABILITY 1.2.5). The same rows are the
 * history a person sees.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"
#include "domain/accounts/token_pace.h"

struct attempt {
	uint64_t account_id;
	uint64_t gen;
	const char *kind;  /* connect, refresh, revoke, check */
	const char *actor; /* job or user */
	const char *host;
};
MUST_CHECK enum rc attempt_begin(struct db *db, const struct attempt *a, uint64_t *id,
				 struct err *e);

/* How it ended; outcome is a sentence in English. */
MUST_CHECK enum rc attempt_end(struct db *db, uint64_t id, enum token_fate fate,
			       const char *outcome, struct err *e);

/* One that is over when it is written down: the connect of an account there was none of. */
MUST_CHECK enum rc attempt_note(struct db *db, const struct attempt *a, const char *outcome,
				struct err *e);

/* The pair of an attempt nobody ended was found after all; *n: how many such there were. */
MUST_CHECK enum rc attempt_recovered(struct db *db, uint64_t account_id, uint64_t gen, uint64_t *n,
				     struct err *e);

/* Tries to leave this generation behind, newest first, aged by the clock of the database. */
struct token_tries {
	struct token_try *at;
	size_t n;
};
MUST_CHECK enum rc attempt_tries(struct db *db, void *owner, uint64_t account_id, uint64_t gen,
				 struct token_tries *out, struct err *e);

/* Pairs Allegro gave this account within the last hour. */
MUST_CHECK enum rc attempt_count_hour(struct db *db, uint64_t account_id, uint64_t *n,
				      struct err *e);

/* Connected accounts whose pair may be lost, and can still be asked for. */
struct lost_account {
	uint64_t id;
	uint64_t gen;
};
struct lost_list {
	struct lost_account *accounts;
	size_t n;
};
MUST_CHECK enum rc attempt_lost(struct db *db, void *owner, struct lost_list *out, struct err *e);

/* What a person sees, newest first. */
struct attempt_row {
	uint64_t id;
	uint64_t gen;
	const char *kind;
	const char *actor;
	const char *host;
	int64_t sent_at;
	int64_t ended_at; /* TIME_NONE: under way, or nobody knows */
	const char *fate; /* word of token_fate_word(), NULL: unknown */
	const char *outcome;
};
struct attempt_list {
	struct attempt_row *rows;
	size_t n;
};
enum { ATTEMPT_HISTORY = 20 };

/* A row in words, English message ids: what was asked for, and what became of it. Pure. */
struct attempt_words {
	const char *what;
	const char *result;
	const char *detail; /* the technical sentence, NULL: none */
	bool good;
};
struct attempt_words attempt_words(const struct attempt_row *row, int64_t now_ms);

/* Why tokens die, each a message id (FACTS 1.3); ended by NULL. */
const char *const *token_death_reasons(void);

MUST_CHECK enum rc attempt_history(struct db *db, void *owner, uint64_t account_id,
				   struct attempt_list *out, struct err *e);

#endif
