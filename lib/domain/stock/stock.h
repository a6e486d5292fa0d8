#ifndef DOMAIN_STOCK_STOCK_H
#define DOMAIN_STOCK_STOCK_H

/*
 * The ledger of stock. What is on hand and what is reserved are sums of movements; a movement says
 * who, why and by which document, and happens once however often it is repeated (the key of
 * stock_move). Whoever books does it in the transaction of what is booked.
 *
 *	available = on hand - reserved - buffer - on its way	(stock_rule.h)
 *
 * Orders book their lines (stock_line.h), people and files what they count and receive
 * (stock_count.h; files: import_apply_store.c), `offers` says which offer sells what
 * (stock_link.h), and whoever writes stock to Allegro asks what an offer may show (stock_offer.h).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

enum stock_kind {
	STOCK_RECEIVED,
	STOCK_COUNTED, /* so many there are, whatever was believed */
	STOCK_FILE,    /* the same, by a file of the shop */
	STOCK_API,     /* the same, by a program of the shop */
	STOCK_SALE,    /* sent */
	STOCK_RESERVATION,
	STOCK_RELEASE,
	STOCK_RETURN,
	STOCK_CORRECTION,
	STOCK_TRANSFER,
	STOCK_KINDS
};
extern const char *const stock_kind_names[STOCK_KINDS + 1];

enum stock_place_kind { STOCK_SHOP, STOCK_WAREHOUSE, STOCK_EXTERNAL, STOCK_PLACE_KINDS };
extern const char *const stock_place_kind_names[STOCK_PLACE_KINDS + 1];

/* What a movement is by: a line of an order, a run of a file, a form that a person sent, what was
 * there before the ledger. */
#define STOCK_DOC_LINE "line"
#define STOCK_DOC_RUN  "run"
#define STOCK_DOC_FORM "form"
#define STOCK_DOC_OLD  "old"

enum {
	STOCK_PLACE_FIRST = 1,	       /* where everything is until somebody says otherwise */
	STOCK_PIECES_MAX = 1000000000, /* of one movement: far above any shop, far below overflow */
	STOCK_WHY_MAX = 300,	       /* characters */
};

struct stock_move {
	uint64_t id; /* when read */
	uint64_t product_id;
	uint64_t place_id;
	const char *kind;
	int64_t on_hand;  /* how much more */
	int64_t reserved; /* how much more */
	const char *doc_kind;
	const char *doc;
	int64_t turn; /* of a line: its n-th reservation; of a transfer: 0 from, 1 to */
	int64_t at;   /* when read: the database's clock */
	const char *actor;
	const char *why; /* NULL: nobody said */
};

/* The sums of a product at a place. */
struct stock_level {
	uint64_t product_id;
	uint64_t place_id;
	int64_t on_hand;
	int64_t reserved;
};

/* The sums of a product everywhere. Nobody has counted it: it is not known, which is not 0. */
struct stock_total {
	uint64_t product_id;
	int64_t on_hand;
	int64_t reserved;
	int64_t is_known;
};

/* A movement that says how many there are makes a product known; so do the first pieces that came
 * (stock_refuses()). */
bool stock_kind_counts(enum stock_kind kind);

/*
 * Movements, and the sums they move, in the caller's transaction. RC_CONFLICT: one of them has
 * happened before.
 */
MUST_CHECK enum rc stock_book(struct db *db, const struct stock_move *moves, size_t n,
			      struct err *e);

#endif
