#ifndef DOMAIN_STOCK_STOCK_PLACE_H
#define DOMAIN_STOCK_STOCK_PLACE_H

/* Where goods are, and which places an account sells from. */

#include "domain/stock/stock.h"

/* Ids of the places an account sells from, the first to reserve at first: those it was given, else
 * all. At least one. */
MUST_CHECK enum rc stock_places_of(struct db *db, void *mem, uint64_t account_id, uint64_t **out,
				   size_t *n, struct err *e);

enum { STOCK_PLACES = 100, STOCK_PLACE_CHARS = 100 };
struct stock_place {
	uint64_t id;
	const char *kind;
	const char *name; /* "": called by its kind */
	int64_t version;
	int64_t products; /* that have something there */
};

/* Those in use, up to STOCK_PLACES. */
MUST_CHECK enum rc stock_places_list(struct db *db, void *mem, struct stock_place **out, size_t *n,
				     struct err *e);

/* A new one (id 0), or another name of the one with this version. RC_CONFLICT: another place has
 * that name, or somebody was faster. */
MUST_CHECK enum rc stock_place_save(struct db *db, const struct stock_place *place,
				    const char *actor, struct err *e);

/* The places an account sells from, the first to reserve at first; n 0: all. */
struct stock_feed {
	uint64_t account_id;
	uint64_t place_id;
	int64_t position;
};
MUST_CHECK enum rc stock_feeds_list(struct db *db, void *mem, struct stock_feed **out, size_t *n,
				    struct err *e);
MUST_CHECK enum rc stock_feeds_set(struct db *db, uint64_t account_id, const uint64_t *places,
				   size_t n, const char *actor, struct err *e);

/* Pieces that are never offered; INT64_MIN: nothing is said. */
enum stock_buffer_of {
	STOCK_BUFFER_PRODUCT,
	STOCK_BUFFER_CATEGORY,
	STOCK_BUFFER_ALL,
	STOCK_BUFFERS
};
extern const char *const stock_buffer_names[STOCK_BUFFERS + 1];
enum { STOCK_BUFFER_MAX = 1000000 };
struct stock_buffer {
	unsigned of;	     /* enum stock_buffer_of */
	const char *subject; /* id of the product; key of its shop category; "" */
	uint64_t account_id; /* 0: of all */
	int64_t pieces;
};
MUST_CHECK enum rc stock_buffer_set(struct db *db, const struct stock_buffer *buffer,
				    const char *actor, struct err *e);

/* What is said of whole accounts, and of all (account_id 0). */
MUST_CHECK enum rc stock_buffers_list(struct db *db, void *mem, struct stock_buffer **out,
				      size_t *n, struct err *e);

#endif
