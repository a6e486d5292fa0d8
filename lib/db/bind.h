#ifndef DB_BIND_H
#define DB_BIND_H

/*
 * Private to lib/db: values between C and the binary protocol.
 */

#include <mysql.h>

#include "db/row.h"
#include "db/stmt.h"

struct column; /* buffers of one result column, kept with the prepared statement */

/* Parameter i of a statement from one value; time must live until execute. */
void bind_param(MYSQL_BIND *bind, const struct param *p, MYSQL_TIME *time);

/* The value of a field, for a parameter. */
struct param bind_field(const struct row_col *col, const void *row);

/* Parameters of n rows as column arrays; everything belongs to owner. */
void bind_bulk(void *owner, MYSQL_BIND *binds, const struct row_map *map, const void *rows,
	       size_t n);

/* Buffers for the columns of a result, bound once. */
struct column *bind_results(void *owner, MYSQL_BIND *binds, const struct row_map *map);

/* Copy the fetched row into the struct at row; texts belong to owner. 0, or what fetch said. */
int bind_take(void *owner, MYSQL_STMT *stmt, struct column *columns, const struct row_map *map,
	      void *row);

/* Letter of a result field as the server describes it. */
char bind_type_code(const MYSQL_FIELD *field);

#endif
