#ifndef DOMAIN_ACCOUNTS_TOKEN_JOURNAL_FILE_H
#define DOMAIN_ACCOUNTS_TOKEN_JOURNAL_FILE_H

/* Private to the token journal: its files, this host's (token_journal.c) and those of other names
 * beside it (token_journal_other.c). */

#include "domain/accounts/token_journal.h"

#define JOURNAL_BEGIN "tokens."
#define JOURNAL_END   ".journal"

struct token_journal {
	char *dir;
	char *path;
	char *fresh; /* the next version, until it is renamed */
};

/* An open, locked file; closed (and so unlocked) with its owner. */
struct journal_file {
	int fd;
	size_t size; /* what is allocated */
};

/* RC_IO: the file cannot be opened, written, ..., and errno says why. */
enum rc journal_broken(const char *what, const char *path, struct err *e);

/* talloc destructor of a file. */
int journal_close(struct journal_file *f);

/* Does the path still name the file that is open? */
bool journal_is_current(const struct journal_file *f, const char *path);

MUST_CHECK enum rc journal_records(const struct journal_file *f, void *owner, const char *path,
				   struct token_records *out, struct err *e);

/* Allocate at least size bytes on the disk, with room for more. */
MUST_CHECK enum rc journal_grow(struct journal_file *f, size_t size, const char *path,
				struct err *e);
MUST_CHECK enum rc journal_put(const struct journal_file *f, struct bytes b, size_t at,
			       const char *path, struct err *e);

/* Take what files of other names hold over into own, which is open and locked; such a file goes
 * when all of it is on the disk here. What cannot be read or written now stays where it is. */
void journal_take_others(struct token_journal *j, void *scratch, struct journal_file *own);

/* Add what files of other names hold to these records. */
void journal_read_others(struct token_journal *j, void *owner, struct token_records *all);

#endif
