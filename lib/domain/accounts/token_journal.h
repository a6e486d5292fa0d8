#ifndef DOMAIN_ACCOUNTS_TOKEN_JOURNAL_H
#define DOMAIN_ACCOUNTS_TOKEN_JOURNAL_H

/*
 * The token journal of a host: a file below state-dir that has each new pair before the database
 * has it (RELIABILITY 1.2.4).
 *
 * It is written synchronously into space that was allocated beforehand, so that a full disk cannot
 * refuse the only copy of a pair, and one process at a time writes it (flock). A host that was
 * renamed has its pairs all the same: every tokens.*.journal of the folder is read, and what
 * another name wrote is taken over into this one's when it is opened. Its newest record of each
 * account stays when the database has it too: a database restored from an older copy gets its
 * tokens back (F40).
 */

#include <stdbool.h>

#include "base/conf.h"
#include "base/err.h"
#include "domain/accounts/token_record.h"

struct token_journal;

/*
 * Open, or make, the journal of this host. RC_IO and RC_DENIED about state-dir itself. A disk that
 * is full or broken is no error here: *out then refuses each append with that reason, and whoever
 * has a pair saves it in the database alone.
 */
MUST_CHECK enum rc token_journal_open(void *owner, const struct conf *conf, const char *host,
				      struct token_journal **out, struct err *e);

/* RC_OK: the record is on the disk. */
MUST_CHECK enum rc token_journal_append(struct token_journal *j, const struct token_record *r,
					struct err *e);

MUST_CHECK enum rc token_journal_read(struct token_journal *j, void *owner,
				      struct token_records *out, struct err *e);

/* Write the journal anew with those records alone that stays() wants. */
typedef bool (*token_stays)(const struct token_record *r, const void *arg);
MUST_CHECK enum rc token_journal_compact(struct token_journal *j, token_stays stays,
					 const void *arg, struct err *e);

#endif
