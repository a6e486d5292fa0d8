#ifndef DB_ROW_H
#define DB_ROW_H

/*
 * Binds columns (or parameters) to fields of a struct: one table, both directions.
 *
 *	static const struct row_col user_cols[] = {
 *		COL_U64(struct user, id), COL_STR(struct user, login), COL_TIME(struct user, at),
 *	};
 *	static const struct row_map user_map = ROW_MAP(struct user, user_cols);
 *
 * Text and bytes of a result row belong to the owner given to stmt_find or stmt_list.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "base/str.h"

struct row_col {
	char type; /* letter of the signature, see stmt.h; 'c' is char[4], a currency */
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
/* Both columns of a struct money field: amount in minor units, then currency. */
#define COL_MONEY(type, field)                                                                     \
	COL_OF('i', type, field.minor, int64_t),                                                   \
	{                                                                                          \
		'c', offsetof(type, field.currency)                                                \
	}

#define ROW_MAP(type, table)                                                                       \
	{                                                                                          \
		table, COUNT_OF(table), sizeof(type)                                               \
	}

#endif
