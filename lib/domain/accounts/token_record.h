#ifndef DOMAIN_ACCOUNTS_TOKEN_RECORD_H
#define DOMAIN_ACCOUNTS_TOKEN_RECORD_H

/*
 * One record of the token journal: a sealed pair of tokens as a piece of a file. Pure.
 *
 *	"KTJ1", length of the body, body, checksum; numbers little-endian
 *	body: account, generation, obtained at, expires at, lengths of scope, access and refresh,
 *	      then these three
 *
 * The checksum tells a torn or damaged record, nothing more: who may use the pair is decided by
 * opening its envelopes, which name their place (vault_keys.h).
 */

#include "domain/accounts/account.h"
#include "domain/accounts/vault_store.h"

struct token_record {
	struct token_row row;
	const char *scope; /* granted, blank separated; NULL: not told */
};

/* The bytes of a record. */
struct bytes token_record_write(void *owner, const struct token_record *r);

/* What a file holds. */
struct token_records {
	struct token_record *at;
	size_t n;
	size_t end;	/* where the next record goes: behind the last sound one */
	size_t damaged; /* places where a record began that is not whole */
};

/*
 * Read what is sound. A damaged record is passed over, whatever comes after it is found by its
 * first bytes; a torn one at the end is overwritten by the next.
 */
void token_records_read(void *owner, struct bytes file, struct token_records *out);

/* What is to be done with a record, its account and that account's current pair in view. */
enum token_use {
	TOKEN_USE_MERGE,  /* newer than what the database has */
	TOKEN_USE_KEEP,	  /* as new: the last word of this host, or the other pair of a fork */
	TOKEN_USE_REVOKE, /* made while somebody disconnected the account */
	TOKEN_USE_DROP,	  /* superseded */
};

/* a NULL: there is no such account. current_at: when its current pair was obtained, or TIME_NONE.
 */
enum token_use token_record_use(const struct token_record *r, const struct account *a,
				int64_t current_at);

#endif
