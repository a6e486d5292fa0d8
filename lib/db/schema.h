#ifndef DB_SCHEMA_H
#define DB_SCHEMA_H

/*
 * The schema: numbered files sql/NNNN_name.sql, applied forward only, statement by statement.
 *
 * MariaDB commits every DDL statement by itself, so each statement is recorded as a step of its
 * own (schema_step) and every statement can be run again: a killed migration continues where it
 * stopped. A file that was applied and then changed is refused by its hash. After the files,
 * sql/grants.sql gives each database user exactly what it needs.
 */

#include <stddef.h>

#include "base/err.h"
#include "db/db.h"

/* Apply what is missing from dir; calls report (may be NULL) with a sentence per step. */
MUST_CHECK enum rc schema_migrate(struct db *db, const char *dir, void (*report)(const char *),
				  struct err *e);

/* RC_INVALID with the command to run when the schema is not the one this program was built for. */
MUST_CHECK enum rc schema_check(struct db *db, struct err *e);

/* Highest number of the files this program was built with. */
int schema_version(void);

#endif
