#ifndef DOMAIN_CATALOG_IMPORT_SPOOL_H
#define DOMAIN_CATALOG_IMPORT_SPOOL_H

/*
 * Files on their way, below state-dir: incoming/PROFILE/ is the watched folder of a profile,
 * imports/ has one file a run. A file is in one of them at any time; killed in between, the run has
 * no file and fails, and the file is taken again.
 */

#include "base/conf.h"
#include "domain/catalog/import.h"

enum { IMPORT_SETTLE_S = 10 }; /* a file that somebody still writes to is left alone */

/* Takes what has settled in the watched folders, and starts their runs; *n of them. A folder whose
 * profile is not there is left alone. RC_IO, RC_NOT_FOUND: nothing can be taken from a folder, of
 * which the error tells; the others had their turn. */
MUST_CHECK enum rc import_spool_take(struct db *db, const struct conf *conf, int64_t *n,
				     struct err *e);

/* RC_NOT_FOUND: its file is not on this machine: kramctl reads it where it is, another machine has
 * taken it, or it is lost. The caller closes *fd. */
MUST_CHECK enum rc import_spool_open(const struct conf *conf, uint64_t run_id, int *fd,
				     struct err *e);

/* Is it on this machine? */
bool import_spool_has(const struct conf *conf, uint64_t run_id);

/* A file that is being fetched for a profile: empty, its place is that of no run. The caller closes
 * *fd. */
MUST_CHECK enum rc import_spool_draft(const struct conf *conf, uint64_t profile_id, int *fd,
				      struct err *e);

/* It is whole, and the file of this run. RC_NOT_FOUND: there is none. */
MUST_CHECK enum rc import_spool_place(const struct conf *conf, uint64_t profile_id, uint64_t run_id,
				      struct err *e);

/* It is of no use. */
void import_spool_drop_draft(const struct conf *conf, uint64_t profile_id);

/* Nobody needs it any more; that it is gone is no error. */
MUST_CHECK enum rc import_spool_remove(const struct conf *conf, uint64_t run_id, struct err *e);

/* Files of this machine whose runs are forgotten, and what was left of fetching, a day later. */
enum { IMPORT_STRAY_MS = 24 * 3600 * 1000 };
MUST_CHECK enum rc import_spool_sweep(struct db *db, const struct conf *conf, struct err *e);

#endif
