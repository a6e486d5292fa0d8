#ifndef DOMAIN_ORDERS_ORDER_LIST_H
#define DOMAIN_ORDERS_ORDER_LIST_H

/*
 * How the list looks for its rows; private to order_list.c and its store.
 *
 * A walk goes through an index from a key on. No request walks a table to its end: a slice of at
 * most so many entries of the index is looked through, and a page that is not full by then says how
 * far it looked. The tabs go by time; what is searched for goes by the order's id, which is how
 * orders came in and what every index of a search ends with.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"
#include "domain/orders/order.h"
#include "domain/orders/order_search.h"
#include "domain/orders/order_tab.h"

enum list_walk {
	/* By time. */
	WALK_ALL,  /* filters look at nothing but the index */
	WALK_READ, /* the same, but an order is read for each */
	WALK_PLACE,
	WALK_DUE, /* by deadline, the earliest first */
	WALK_PROBLEM,
	/* By id. */
	WALK_NAMED, /* who or what has exactly this name */
	WALK_WORDS, /* the words of one order after the other: for common words */
	WALK_TEXT,  /* the text index: for rare ones, in one piece */
	WALK_COUNT
};
static inline bool list_is_by_time(enum list_walk walk)
{
	return walk < WALK_NAMED;
}

enum list_direction { FORWARD, BACKWARD, DIRECTION_COUNT };

/* How many entries of an index a request looks at, so that it takes 100 ms at most. Tests make the
 * slices small. */
extern struct list_slices {
	int64_t brief; /* the first slice: for filters that many orders pass */
	int64_t index; /* nothing but the index is looked at */
	int64_t rows;  /* an order is read for each */
	int64_t names;
	int64_t words_brief; /* the words of an order are read for each */
	int64_t words;
	int64_t sample;	 /* how common a word is, is told by so many of the newest orders */
	int64_t entries; /* of the text index that a search reads */
	int64_t text;	 /* orders that it finds */
} list_slices;

/* A row's place in a walk, or the place between two. Walks by id have no use for the time but to
 * tell people of it. */
struct list_key {
	int64_t at;
	int64_t id;
};

struct list_look {
	const struct order_filter *filter;
	const char *place; /* of the tab, as it stands in the column; NULL: any */
	enum list_walk walk;
	enum list_direction direction; /* of the walk */
	enum list_direction page;      /* as people see it: the next one, or the one before */
	struct list_key from;	       /* rows behind it */
	struct list_key end;	       /* and not behind this one */
	bool is_cut;		       /* there is more behind the end */
	bool is_plain; /* all that is met is shown: a walk by time without filters */
	struct order_tab tab;
	struct order_names names;
	const char *tag; /* looked for like a name; with a query it is a filter like others */
	struct order_terms terms;
	const char *text;		   /* WALK_TEXT: the query */
	const char *like[ORDER_TERMS_MAX]; /* patterns that have to be met as well; NULL: any */
};

/* The ends of time DATETIME can hold. */
#define ORDER_TIME_FIRST INT64_C(0)
#define ORDER_TIME_LAST	 INT64_C(253402300799000) /* 9999-12-31T23:59:59Z */

/* Where a slice of so many entries ends: moves the end, and says whether it is one. */
MUST_CHECK enum rc list_cut(struct db *db, struct list_look *look, int64_t entries, struct err *e);

/* In how many of the orders with this id or a later one each term is met, out of how many, and how
 * many orders there are at all. */
struct list_sample {
	int64_t all;
	int64_t n;
	int64_t met[ORDER_TERMS_MAX];
};
MUST_CHECK enum rc list_sample(struct db *db, const struct order_terms *terms, int64_t from_id,
			       struct list_sample *out, struct err *e);

/* Up to ORDER_PAGE_ROWS + 1 rows of the slice, in the order of the walk. WALK_TEXT may take so long
 * that the server gives it up: *given_up. */
MUST_CHECK enum rc list_rows(struct db *db, void *mem, const struct list_look *look,
			     struct order_page *out, bool *given_up, struct err *e);

/* Is anything asked that is not in the index of WALK_ALL? */
bool order_filter_reads_orders(const struct order_filter *f);

/* A value no column can hold finds nothing; the server would refuse to compare it. */
bool order_filter_can_match(const struct order_filter *f);

/* A cursor that begins behind this key, and the way back; false: it is none. */
const char *order_list_cursor(void *mem, enum list_direction direction, struct list_key key);
bool order_list_cursor_read(void *mem, const char *text, enum list_direction *direction,
			    struct list_key *key);

#endif
