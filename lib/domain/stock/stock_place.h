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

/* What a place is needed for. */
struct stock_place_use {
	int64_t products; /* that have something there, or promised from there */
	int64_t others;	  /* places in use beside it */
	int64_t accounts; /* that sell from it alone */
	int64_t files;	  /* profiles whose files count what is there */
};
MUST_CHECK enum rc stock_place_use(struct db *db, uint64_t id, struct stock_place_use *out,
				   struct err *e);

enum stock_place_refusal {
	STOCK_PLACE_MAY,
	STOCK_PLACE_HOLDS,
	STOCK_PLACE_LAST,
	STOCK_PLACE_FEEDS,
	STOCK_PLACE_FILES,
	STOCK_PLACE_REFUSALS
};
/* Pure: why it cannot end; the first reason. */
enum stock_place_refusal stock_place_refuses(const struct stock_place_use *use);

/* It is not used any more, and its name is free, unless *refused says why not. RC_CONFLICT:
 * somebody was faster. */
MUST_CHECK enum rc stock_place_end(struct db *db, const struct stock_place *place,
				   const char *actor, enum stock_place_refusal *refused,
				   struct err *e);

/* Where the files of a profile of imports count: said before the first of them is taken over, for
 * what they counted would stay behind. */
struct stock_profile {
	uint64_t id;
	const char *name;
	uint64_t place_id;
	int64_t version;
	int64_t has_counted;
};
/* The first 100 by name. */
MUST_CHECK enum rc stock_profiles_list(struct db *db, void *mem, struct stock_profile **out,
				       size_t *n, struct err *e);
/* RC_CONFLICT: its files have counted, the place has ended, or somebody was faster. */
MUST_CHECK enum rc stock_profile_set(struct db *db, const struct stock_profile *profile,
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
