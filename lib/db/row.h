#ifndef DB_ROW_H
#define DB_ROW_H

/*
 * Binds columns (or parameters) to fields of a struct: one declaration, both directions.
 *
 *	ROWS(struct user, U64(id), STR(login), TIME(at))
 *
 * is what a statement of stmt.h carries: the fields its columns go to, in their order. A field of
 * another type does not compile. The kinds:
 *
 *	I64	int64_t; NULL is INT64_MIN
 *	U64	uint64_t; never NULL
 *	STR	const char *; NULL is NULL
 *	BYTES	struct bytes; NULL is a NULL pointer
 *	TIME	int64_t, ms UTC <-> DATETIME; NULL is TIME_NONE
 *	MONEY	struct money: two columns, minor units and currency
 *
 * Text and bytes of a result row belong to the owner given to stmt_find or stmt_list.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/str.h"
#include "db/each.h"

struct row_col {
	char type; /* i, u, s, b, t as in stmt.h; c is char[4], a currency */
	size_t offset;
};

struct row_map {
	const struct row_col *cols;
	size_t n;
	size_t size; /* of the struct */
};

/* The conditional has no effect but to reject a field of another type. */
#define COL_OF(letter, type, field, want)                                                          \
	{                                                                                          \
		letter, offsetof(type, field) + 0 * sizeof(&((type *)0)->field == (want *)0)       \
	}
#define COL_I64(type, field)   COL_OF('i', type, field, int64_t)
#define COL_U64(type, field)   COL_OF('u', type, field, uint64_t)
#define COL_STR(type, field)   COL_OF('s', type, field, const char *)
#define COL_BYTES(type, field) COL_OF('b', type, field, struct bytes)
#define COL_TIME(type, field)  COL_OF('t', type, field, int64_t)
#define COL_MONEY(type, field)                                                                     \
	COL_OF('i', type, field.minor, int64_t),                                                   \
	{                                                                                          \
		'c', offsetof(type, field.currency)                                                \
	}

/* U64(id) of a list becomes COL_U64(type, id). */
#define ROW_I64(field)		    COL_I64, field
#define ROW_U64(field)		    COL_U64, field
#define ROW_STR(field)		    COL_STR, field
#define ROW_BYTES(field)	    COL_BYTES, field
#define ROW_TIME(field)		    COL_TIME, field
#define ROW_MONEY(field)	    COL_MONEY, field
#define ROW_CALL(type, ...)	    ROW_CALL_(type, __VA_ARGS__)
#define ROW_CALL_(type, col, field) col(type, field)
#define ROW_COL(type, item)	    ROW_CALL(type, ROW_##item)

/* Fields of a type as a map; ROW_COLUMNS takes COL_... entries, as lists of columns make them. */
#define ROW_MAP(type, ...) ROW_COLUMNS(type, EACH(ROW_COL, type, __VA_ARGS__))
#define ROW_COLUMNS(type, ...)                                                                     \
	{                                                                                          \
		(const struct row_col[]){__VA_ARGS__},                                             \
		    sizeof((const struct row_col[]){__VA_ARGS__}) / sizeof(struct row_col),        \
		    sizeof(type)                                                                   \
	}
#define ROWS(type, ...) (&(const struct row_map)ROW_MAP(type, __VA_ARGS__))

/* Of rows with one column that go straight into a variable. */
extern const struct row_map row_number; /* int64_t */
extern const struct row_map row_id;	/* uint64_t */
extern const struct row_map row_moment; /* int64_t, a time */
#define NUMBER (&row_number)
#define ID     (&row_id)
#define MOMENT (&row_moment)

#endif
