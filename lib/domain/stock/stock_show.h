#ifndef DOMAIN_STOCK_STOCK_SHOW_H
#define DOMAIN_STOCK_STOCK_SHOW_H

/* What the page of a product tells of its stock. */

#include "domain/stock/stock.h"

/* A movement with its place, and how many there were everywhere after it. */
struct stock_moved {
	struct stock_move m;
	const char *place; /* its name; "": it is called by its kind */
	const char *place_kind;
	int64_t after;
};
enum { STOCK_MOVES_PAGE = 20 };

/* The newest first, behind this one (0: from the newest on). *older: where the next page begins, 0:
 * there is none. */
MUST_CHECK enum rc stock_moves_list(struct db *db, void *mem, uint64_t product_id, int64_t before,
				    struct stock_moved **out, size_t *n, int64_t *older,
				    struct err *e);

/* What a product has at each place it was ever at. */
struct stock_at {
	uint64_t place_id;
	const char *place;
	const char *place_kind;
	int64_t on_hand;
	int64_t reserved;
};
MUST_CHECK enum rc stock_levels_list(struct db *db, void *mem, uint64_t product_id,
				     struct stock_at **out, size_t *n, struct err *e);

/* And everywhere, with its own buffer; of a product that never moved nothing is known. */
struct stock_sum {
	int64_t on_hand;
	int64_t reserved;
	int64_t is_known;
	int64_t buffer;	    /* of the product, its category or all accounts: what is said for all */
	int64_t own_buffer; /* of the product alone; INT64_MIN: none */
};
MUST_CHECK enum rc stock_sum_load(struct db *db, uint64_t product_id, struct stock_sum *out,
				  struct err *e);

/* The key of a product's shop category; "": it has none. */
MUST_CHECK enum rc stock_shop_key(struct db *db, void *mem, uint64_t product_id, const char **out,
				  struct err *e);

/* ---- The list ---------------------------------------------------------------------------------
 */

enum stock_view {
	STOCK_VIEW_LOW,	     /* counted, and few are free: the fewest first */
	STOCK_VIEW_RESERVED, /* held by orders: the most first */
	STOCK_VIEW_SHORT,    /* more is promised than there is */
	STOCK_VIEWS
};
extern const char *const stock_view_names[STOCK_VIEWS + 1];

enum { STOCK_LIST_PAGE = 50, STOCK_LOW = 3 /* pieces: what a shop of single things looks at */ };

struct stock_row {
	uint64_t product_id;
	const char *sku;
	const char *name;
	int64_t on_hand;
	int64_t reserved;
	int64_t free;
};

struct stock_filter {
	unsigned view;
	int64_t from;  /* the number the page begins at: free, or reserved; INT64_MIN: the first */
	int64_t after; /* and the product behind which */
};

/* Rows of a page and one more. */
MUST_CHECK enum rc stock_list(struct db *db, void *mem, const struct stock_filter *f,
			      struct stock_row **out, size_t *n, struct err *e);

#endif
