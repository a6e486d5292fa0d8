#ifndef DOMAIN_STOCK_STOCK_LINE_STORE_H
#define DOMAIN_STOCK_STOCK_LINE_STORE_H

/* SQL of lines, of what is booked for them and of links. Private to stock_line.c and stock_link.c.
 * Lists come sorted by their texts' bytes, then by product. */

#include "domain/stock/stock_line.h"
#include "domain/stock/stock_link.h"

/* What is booked for a line at a product. */
struct stock_part {
	const char *line_item_id;
	uint64_t product_id;
	uint64_t place_id;
	int64_t pieces;
	const char *state;
	int64_t turn;
	uint64_t account_id; /* when saved */
};

/* What is known of the first n of these lines; at most STOCK_SLICE. */
enum { STOCK_SLICE = 500 };
MUST_CHECK enum rc stock_lines_known(struct db *db, void *mem, uint64_t account_id,
				     const char *const *line_ids, size_t n_ids,
				     struct stock_line **out, size_t *n, struct err *e);
MUST_CHECK enum rc stock_parts_known(struct db *db, void *mem, uint64_t account_id,
				     const char *const *line_ids, size_t n_ids,
				     struct stock_part **out, size_t *n, struct err *e);
MUST_CHECK enum rc stock_links_known(struct db *db, void *mem, uint64_t account_id,
				     const char *const *offer_ids, size_t n_ids,
				     struct stock_link **out, size_t *n, struct err *e);

/* Levels of these products, by product. */
MUST_CHECK enum rc stock_levels_of(struct db *db, void *mem, const uint64_t *products, size_t n_ids,
				   struct stock_level **out, size_t *n, struct err *e);

/* Whoever else brings a line of these offers or links one, waits. */
MUST_CHECK enum rc stock_offers_touch(struct db *db, uint64_t account_id,
				      const char *const *offer_ids, size_t n, struct err *e);

MUST_CHECK enum rc stock_lines_save(struct db *db, uint64_t account_id,
				    const struct stock_line *rows, size_t n, struct err *e);
MUST_CHECK enum rc stock_parts_save(struct db *db, const struct stock_part *rows, size_t n,
				    struct err *e);

/* Open lines of an offer behind this one, up to STOCK_SLICE. */
MUST_CHECK enum rc stock_lines_open(struct db *db, void *mem, uint64_t account_id,
				    const char *offer_id, const char *after,
				    struct stock_line **out, size_t *n, struct err *e);

MUST_CHECK enum rc stock_link_remove(struct db *db, uint64_t account_id, const char *offer_id,
				     uint64_t product_id, struct err *e);
MUST_CHECK enum rc stock_link_save(struct db *db, uint64_t account_id, const char *offer_id,
				   const struct stock_link *part, const char *actor, struct err *e);

#endif
