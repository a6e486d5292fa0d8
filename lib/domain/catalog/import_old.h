#ifndef DOMAIN_CATALOG_IMPORT_OLD_H
#define DOMAIN_CATALOG_IMPORT_OLD_H

/*
 * Runs whose time is over: their report, what products were before them, then themselves. They can
 * be taken back no more. Products, and what became of their stock, stay.
 *
 * They go in their order, from the oldest on: one that somebody works on, and all that came after
 * it, stay until it is done. The file of one that nobody ever decided about goes from the disk of
 * its machine by import_spool_sweep().
 */

#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

MUST_CHECK enum rc import_old_count(struct db *db, int64_t limit, int64_t *n, struct err *e);

/* A bounded piece, in a transaction of the caller's; *n rows of all kinds went, 0: none is left. */
MUST_CHECK enum rc import_old_forget(struct db *db, int64_t limit, uint64_t *n, struct err *e);

#endif
