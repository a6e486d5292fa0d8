#ifndef DB_STMT_H
#define DB_STMT_H

/*
 * Prepared statements: text, letters of the parameters, and the fields its columns go to, in one
 * row of a table.
 *
 *	enum { USER_FIND, USER_COUNT, USER_RENAME, USER_SAVE };
 *	static const struct stmt_def stmts[] = {
 *		[USER_FIND] = {"SELECT id, login FROM users WHERE id = ?", "u",
 *			       ROWS(struct user, U64(id), STR(login))},
 *		[USER_COUNT] = {"SELECT COUNT(*) FROM users", "", NUMBER},
 *		[USER_RENAME] = {"UPDATE users SET login = ? WHERE id = ?", "su", NO_ROWS},
 *		[USER_SAVE] = {"INSERT INTO users (id, login) VALUES (?, ?)",
 *			       BULK(struct user, U64(id), STR(login))},
 *	};
 *	STMTS_REGISTER(users, stmts);
 *
 *	stmt_find(db, mem, &stmts[USER_FIND], PARAMS(P_U64(id)), &user, e);
 *
 * Letters: i int64, u uint64, s text, b bytes, t time (int64 ms UTC <-> DATETIME); what is NULL
 * tells row.h.
 * STMTS_REGISTER makes the table visible to tests/db/test_statements.c, which prepares every
 * statement of the program on a real server and compares it with its row.
 *
 * A registered statement is prepared at its first use on a connection and kept. Errors: RC_RETRY
 *for deadlock, lock wait, lost connection; RC_CONFLICT for a duplicate key; RC_DB for the rest.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/err.h"
#include "base/str.h"
#include "db/db.h"
#include "db/row.h"

struct stmt_def {
	const char *sql;
	const char *params; /* NULL: rows are its parameters (BULK), of one row or of many */
	const struct row_map
	    *rows; /* of the result, NULL when there is none; or of the parameters */
};

#define NO_ROWS		NULL
#define BULK(type, ...) NULL, ROWS(type, __VA_ARGS__)

struct stmt_set {
	const char *name;
	const struct stmt_def *defs;
	size_t n;
};

/* Puts the table into a linker section; the walker is stmt_sets(). */
#define STMTS_REGISTER(name, table)                                                                \
	static const struct stmt_set stmt_set_##name = {#name, table, COUNT_OF(table)};            \
	static const struct stmt_set *const stmt_ref_##name                                        \
	    __attribute__((used, section("kram_stmts"))) = &stmt_set_##name

/* All registered tables; n receives their number. */
const struct stmt_set *const *stmt_sets(size_t *n);

/* One parameter value; build lists with PARAMS(P_U64(1), P_STR("x")), NO_PARAMS for none. */
struct param {
	char type;
	union {
		int64_t i;
		uint64_t u;
		const char *s;
		struct bytes b;
	} v;
};

#define P_I64(x)    ((struct param){.type = 'i', .v.i = (x)})
#define P_U64(x)    ((struct param){.type = 'u', .v.u = (x)})
#define P_STR(x)    ((struct param){.type = 's', .v.s = (x)})
#define P_BYTES(x)  ((struct param){.type = 'b', .v.b = (x)})
#define P_TIME(x)   ((struct param){.type = 't', .v.i = (x)})
#define PARAMS(...) ((const struct param[]){__VA_ARGS__})
#define NO_PARAMS   ((const struct param *)NULL)

/* Run a statement without a result; affected (may be NULL) receives changed rows. */
MUST_CHECK enum rc stmt_run(struct db *db, const struct stmt_def *def, const struct param *params,
			    uint64_t *affected, struct err *e);

/*
 * Compare-and-set: RC_CONFLICT with this sentence unless exactly one row was changed. The statement
 * moves a version or generation, because a row that keeps its values counts as unchanged (M12).
 */
MUST_CHECK enum rc stmt_cas(struct db *db, const struct stmt_def *def, const struct param *params,
			    const char *lost, struct err *e);

/* The same with the fields of one struct, which the statement's BULK names, as the parameters: no
 * letters to write, and no order to keep twice. */
#define stmt_run_row(db, def, row, affected, e)                                                    \
	stmt_run_row_(db, def, row, sizeof(*(row)), affected, e)
#define stmt_cas_row(db, def, row, lost, e) stmt_cas_row_(db, def, row, sizeof(*(row)), lost, e)
MUST_CHECK enum rc stmt_run_row_(struct db *db, const struct stmt_def *def, const void *row,
				 size_t size, uint64_t *affected, struct err *e);
MUST_CHECK enum rc stmt_cas_row_(struct db *db, const struct stmt_def *def, const void *row,
				 size_t size, const char *lost, struct err *e);

/* AUTO_INCREMENT id made by the last stmt_run on this connection, 0 when none. */
uint64_t stmt_insert_id(const struct db *db);

/* The one row into *row, which is the struct of the statement's ROWS, or the variable of NUMBER, ID
 * or MOMENT: RC_NOT_FOUND when there is none. */
#define stmt_find(db, owner, def, params, row, e)                                                  \
	stmt_find_(db, owner, def, params, row, sizeof(*(row)), e)
MUST_CHECK enum rc stmt_find_(struct db *db, void *owner, const struct stmt_def *def,
			      const struct param *params, void *row, size_t size, struct err *e);

/* The one value of a statement with NUMBER or MOMENT; left alone when there is none. */
static inline MUST_CHECK enum rc stmt_number(struct db *db, const struct stmt_def *def,
					     const struct param *params, int64_t *n, struct err *e)
{
	return stmt_find_(db, NULL, def, params, n, sizeof(*n), e);
}

/* All rows as one array owned by owner, into *rows; NULL when n is 0. A size of 0 says that the
 * caller knows the struct of the statement. */
#define stmt_list(db, owner, def, params, rows, n, e)                                              \
	stmt_list_(db, owner, def, params, rows, sizeof(**(rows)), n, e)
MUST_CHECK enum rc stmt_list_(struct db *db, void *owner, const struct stmt_def *def,
			      const struct param *params, void *rows, size_t size, size_t *n,
			      struct err *e);

/*
 * Insert or update n structs in one round trip (array binding); the fields of BULK are the
 * parameters in order of the placeholders. Keep n at STMT_BULK_ROWS or less; larger input is sent
 * in slices.
 */
enum { STMT_BULK_ROWS = 1000 }; /* in one array: 100 gave 41,000 rows/s, 5,000 no more */
#define stmt_bulk(db, def, rows, n, affected, e)                                                   \
	stmt_bulk_(db, def, rows, sizeof(*(rows)), n, affected, e)
MUST_CHECK enum rc stmt_bulk_(struct db *db, const struct stmt_def *def, const void *rows,
			      size_t size, size_t n, uint64_t *affected, struct err *e);

/*
 * Prepare the statement on the server and compare its parameters and columns with what the server
 * says: RC_INVALID with the difference. For tests; an unsigned column may be read as i.
 */
MUST_CHECK enum rc stmt_verify(struct db *db, const struct stmt_def *def, struct err *e);

#endif
