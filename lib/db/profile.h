#ifndef DB_PROFILE_H
#define DB_PROFILE_H

/* Is the server what Kram asks for? For the doctor: more than a connection insists on (db.h). */

#include <stdbool.h>

#include "base/err.h"
#include "db/db.h"

/* RC_INVALID: older than 10.11, whose collations the schema needs. */
MUST_CHECK enum rc profile_check_version(struct db *db, struct err *e);

/*
 * Does the server run with each "name = value" line of this file (mariadb.cnf.example)? RC_INVALID
 * names all that differ.
 */
MUST_CHECK enum rc profile_check_lines(struct db *db, const char *path, struct err *e);

/* Have new tables of the database the collation of ours? RC_INVALID with the statement to run. */
MUST_CHECK enum rc profile_check_collation(struct db *db, struct err *e);

/* Pure: is a setting, as the server tells it, what a line of the file wants? */
bool profile_fits(const char *wanted, const char *is);

#endif
