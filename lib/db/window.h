#ifndef DB_WINDOW_H
#define DB_WINDOW_H

/*
 * Lists with tabs, filters and pages whose cost is bounded whatever is asked: rows of one table,
 * newest first. A page is read by key from an index of its tab; filters and words are looked for
 * among the next rows of the tab, a few of them first (most filters fill a page from these), then
 * as many as an answer may take, and what lies behind them is another page. Whatever has a name
 * that was typed (a buyer, an order) is found in the index of that column, in any tab.
 *
 * The store of an area says once what its list is, then a row for each tab:
 *
 *	#define THINGS(W, ...)                                                             \
 *		W("thing", "thing_id", "changed_at", SELECT, JOIN, &row_map, __VA_ARGS__)
 *
 *	WINDOW_TAB(THINGS, THING_VIEW_OPEN, "open", "r.is_open = 1"), ... from the first row on
 *	[NAMED] = WINDOW_NAMED(THINGS, WINDOW_IDS("thing", "login") " UNION "
 *				       WINDOW_IDS("thing", "form_id")), at 2 * THING_VIEW_COUNT
 *	[COUNTS] = {"SELECT " WINDOW_COUNT("thing", "r.is_open = 1"), "", ...},
 *
 *	static const struct window_def things = {stmts, &stmts[NAMED], WINDOW_KEY(ROW, thing_id)};
 *
 * The list's row is called r in its SQL; its table has id, an AUTO_INCREMENT, account_id, and words
 * to search in; the other two names are Allegro's id, which is the key of a page, and the time by
 * which the list goes. The index of a tab is by what its condition asks, that time and id, and has
 * all that it takes to find the end of a window.
 */

#include "db/stmt.h"

enum {
	WINDOW_PAGE = 50,
	WINDOW_COUNT_MAX = 1000, /* a tab counts no further */
	WINDOW_TERMS = 4,
	WINDOW_NAMES = 2,
	WINDOW_TABS = 8,
};

/* Rows of a window, and of the one that is tried before it. Read one by one they are 4 us each. */
struct window_sizes {
	int64_t brief;
	int64_t rows;
};
extern struct window_sizes window_sizes; /* a test makes them small */

/* What is asked. */
struct window_filter {
	unsigned tab;
	uint64_t account_id; /* 0: all */
	int64_t from;	     /* of the list's time; TIME_NONE: no bound */
	int64_t until;
	const char *query;  /* as typed; NULL: no search */
	const char *mark;   /* one of the words that the area puts before the others by
			       window_mark(); NULL: any */
	const char *before; /* `older` of the page before; NULL: from the newest */
};
#define WINDOW_FILTER ((struct window_filter){.from = TIME_NONE, .until = TIME_NONE})

/* And what the query means. */
struct window_search {
	const char *like[WINDOW_TERMS]; /* patterns that words must have; NULL: no further */
	const char *names[WINDOW_NAMES];
};

struct window_page {
	void *rows; /* structs of the row map */
	size_t n;
	const char *older; /* where the next page, or the next window, begins; NULL: nowhere */
};

struct window_def {
	const struct stmt_def *tabs;
	const struct stmt_def *named; /* NULL: nothing has a name */
	size_t size;		      /* of a row, and where its key is */
	size_t key;
};
#define WINDOW_KEY(type, field) sizeof(type), offsetof(type, field)

MUST_CHECK enum rc window_list(struct db *db, void *mem, const struct window_def *def,
			       const struct window_filter *f, const struct window_search *search,
			       struct window_page *out, struct err *e);

/* Add a mark to the words of a row: something a filter asks for, that nobody types. */
void window_mark(struct str *words, const char *mark) NONNULL(1, 2);

/* ---- Statements ------------------------------------------------------------------------------ */

#define WINDOW_NEWEST(at) " ORDER BY r." at " DESC, r.id DESC LIMIT "

/* Behind the row with this key, from the newest without one; down to another, or the oldest. */
#define WINDOW_OF(table, key, column)                                                              \
	"(SELECT k." column " FROM " table " k WHERE k." key " = ? LIMIT 1)"
#define WINDOW_BEHIND(table, key, at)                                                              \
	" AND r." at " <= IFNULL(" WINDOW_OF(                                                      \
	    table, key, at) ", '9999-12-31') AND (r." at                                           \
			    " < IFNULL(" WINDOW_OF(                                                \
				table, key, at) ", '9999-12-31') OR r.id < " WINDOW_OF(table, key, \
										       "id") ")"
#define WINDOW_DOWN_TO(table, key, at)                                                             \
	" AND r." at " >= IFNULL(" WINDOW_OF(table, key, at) ", '1970-01-01')"
#define WINDOW_FILTERS(at)                                                                         \
	" AND r.account_id = IFNULL(?, r.account_id) AND r." at " >= ? AND r." at " < ?"           \
	" AND r.words LIKE ? AND r.words LIKE ? AND r.words LIKE ? AND r.words LIKE ?"             \
	" AND r.words LIKE ?"

#define WINDOW_TAB(list, ...) list(WINDOW_TAB_, __VA_ARGS__)
#define WINDOW_TAB_(table, key, at, select, join, map, view, index, where)                         \
	[2 * (view)] = {select " FROM " table " r FORCE INDEX (" index ")" join                    \
			       " WHERE " where WINDOW_BEHIND(table, key, at)                       \
				   WINDOW_DOWN_TO(table, key, at) WINDOW_FILTERS(at)               \
				       WINDOW_NEWEST(at) "51",                                     \
			"ssssittsssss", map},                                                      \
	     [2 * (view) +                                                                         \
		 1] = {"SELECT k." key " FROM (SELECT r.id FROM " table " r FORCE INDEX (" index   \
		       ") WHERE " where WINDOW_BEHIND(table, key, at)                              \
			   WINDOW_NEWEST(at) "1 OFFSET ?) cut JOIN " table " k ON k.id = cut.id",  \
		       "sssi", ROWS(struct window_end, STR(end))}

/* ids: a query of WINDOW_NAMES parameters for the ids of what has such a name. */
#define WINDOW_NAMED(list, ids) list(WINDOW_NAMED_, ids)
#define WINDOW_NAMED_(table, key, at, select, join, map, ids)                                      \
	{                                                                                          \
		select " FROM (" ids ") n STRAIGHT_JOIN " table " r ON r.id = n.id" join           \
		       " WHERE 1 = 1" WINDOW_BEHIND(table, key, at) WINDOW_NEWEST(at) "51",        \
		    "sssss", map                                                                   \
	}

/* The ids of what has this name: of a name that very many have, a thousand. */
#define WINDOW_IDS(table, column) "(SELECT id FROM " table " WHERE " column " = ? LIMIT 1000)"

/* A column of the statement that counts the tabs. */
#define WINDOW_COUNT(table, where)                                                                 \
	"(SELECT COUNT(*) FROM (SELECT 1 FROM " table " r WHERE " where " LIMIT 1000) n)"

_Static_assert(WINDOW_PAGE == 50 && WINDOW_COUNT_MAX == 1000 && WINDOW_TERMS == 4 &&
		   WINDOW_NAMES == 2,
	       "LIMIT and the parameters say so");

struct window_end {
	const char *end; /* its key */
};

#endif
