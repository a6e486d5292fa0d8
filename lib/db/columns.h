#ifndef DB_COLUMNS_H
#define DB_COLUMNS_H

/*
 * Columns of a table that is written and read whole, once: the list makes the text of its
 * statements and their rows (and what else walks through its fields).
 *
 *	#define PET_COLUMNS(S, I, T, M, W) S(name, W) I(legs, W) M(price, price_minor, currency, W)
 *
 *	{"SELECT id" SQL_NAMES_OF(PET_COLUMNS) " FROM pet WHERE id = ?", "u",
 *	 &(const struct row_map)ROW_COLUMNS(struct pet, COL_U64(struct pet, id),
 *					    MAP_OF(PET_COLUMNS, struct pet, ))},
 *	{"INSERT INTO pet (id" SQL_NAMES_OF(PET_COLUMNS) ") VALUES (?" SQL_MARKS_OF(PET_COLUMNS)
 *	 ") ON DUPLICATE KEY UPDATE id = VALUES(id)" SQL_RENEWALS_OF(PET_COLUMNS), ...}
 *
 * A list takes a macro per kind: S text, I whole number, T time, M money (field, amount column,
 * currency column); W goes on to each. Keys are not in the lists.
 */

#include "db/stmt.h"

/* Expansions into statement text; each begins with a comma, because keys stand before. */
#define SQL_NAME(f, w)		", " #f
#define SQL_NAME_M(f, a, c, w)	", " #a ", " #c
#define SQL_MARK(f, w)		", ?"
#define SQL_MARK_M(f, a, c, w)	", ?, ?"
#define SQL_RENEW(f, w)		", " #f " = VALUES(" #f ")"
#define SQL_RENEW_M(f, a, c, w) SQL_RENEW(a, w) SQL_RENEW(c, w)
#define SQL_NAMES_OF(list)	list(SQL_NAME, SQL_NAME, SQL_NAME, SQL_NAME_M, )
/* Of texts no more than the beginning. */
#define SQL_HEAD(f, w)	      ", LEFT(" #f ", 301)"
#define SQL_HEADS_OF(list)    list(SQL_HEAD, SQL_NAME, SQL_NAME, SQL_NAME_M, )
#define SQL_MARKS_OF(list)    list(SQL_MARK, SQL_MARK, SQL_MARK, SQL_MARK_M, )
#define SQL_RENEWALS_OF(list) list(SQL_RENEW, SQL_RENEW, SQL_RENEW, SQL_RENEW_M, )

/* Expansions into rows: fields of the type, or of what part leads to inside it ("p."). */
#define MAP_OF(list, type, part)     list(MAP_S, MAP_I, MAP_T, MAP_M, (type, part))
#define MAP_S(f, w)		     MAP_COL(COL_STR, f, MAP_OPEN w)
#define MAP_I(f, w)		     MAP_COL(COL_I64, f, MAP_OPEN w)
#define MAP_T(f, w)		     MAP_COL(COL_TIME, f, MAP_OPEN w)
#define MAP_M(f, a, c, w)	     MAP_COL(COL_MONEY, f, MAP_OPEN w)
#define MAP_OPEN(...)		     __VA_ARGS__
#define MAP_COL(...)		     MAP_COL_(__VA_ARGS__)
#define MAP_COL_(col, f, type, part) col(type, part f),

/* A hundred placeholders, for the forms of one page. */
#define MARKS_10  "?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
#define MARKS_50  MARKS_10 ", " MARKS_10 ", " MARKS_10 ", " MARKS_10 ", " MARKS_10
#define MARKS_100 MARKS_50 ", " MARKS_50
#define SIG_S_10  "ssssssssss"
#define SIG_S_100                                                                                  \
	SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10 SIG_S_10
#define SIG_U_10 "uuuuuuuuuu"
#define SIG_U_100                                                                                  \
	SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10 SIG_U_10

#endif
