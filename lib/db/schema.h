#ifndef DB_SCHEMA_H
#define DB_SCHEMA_H

/*
 * The schema: numbered files sql/NNNN_name.sql, applied forward only, statement by statement.
 *
 * MariaDB commits every DDL statement by itself, so each statement is recorded as a step of its
 * own (schema_step) and every statement can be run again: a killed migration continues where it
 * stopped. A file that was applied and then changed is refused by its hash. After the files,
 * sql/grants.sql gives each database user exactly what it needs.
 *
 * Programs of the release before run on beside a new schema, so that an upgrade and several hosts
 * need no standstill: a file only adds (tables, columns that have a default, keys). One that takes
 * something away begins with the line "-- breaks earlier programs"; those then wait until they are
 * replaced. What a release no longer needs is dropped by the next one.
 */

#include <stddef.h>

#include "base/err.h"
#include "db/db.h"

/* Apply what is missing from dir; calls report (may be NULL) with a sentence per step. */
MUST_CHECK enum rc schema_migrate(struct db *db, const char *dir, void (*report)(const char *),
				  struct err *e);

/* RC_RETRY with the command to run when this program cannot work with the schema yet, or no more:
 * somebody is about to migrate, or to install. */
MUST_CHECK enum rc schema_check(struct db *db, struct err *e);

/* Highest number of the files this program was built with. */
int schema_version(void);

#endif
