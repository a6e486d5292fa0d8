#ifndef DOMAIN_CATALOG_IMPORT_UPLOAD_H
#define DOMAIN_CATALOG_IMPORT_UPLOAD_H

/*
 * A file a person brings: a draft first, which no job touches, until it is said how it is read.
 * Each step has its place in the audit trail.
 */

#include "domain/catalog/import.h"

/* Its draft; *id is its run. The file gets its place afterwards: a draft without one is nothing. */
MUST_CHECK enum rc import_upload_add(struct db *db, const struct import_run *run, uint64_t *id,
				     struct err *e);

/* The draft is read by this profile, which is saved first where it has no id. RC_CONFLICT: it is no
 * draft any more. */
MUST_CHECK enum rc import_upload_settle(struct db *db, uint64_t run_id,
					struct import_profile *profile, const char *actor,
					struct err *e);

#endif
