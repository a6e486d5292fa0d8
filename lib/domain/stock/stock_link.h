#ifndef DOMAIN_STOCK_STOCK_LINK_H
#define DOMAIN_STOCK_STOCK_LINK_H

/*
 * Which product an offer sells, and how many pieces of it at once: one row, or one a part of a set.
 * Filled by `offers` and by people; lines of orders are booked by it.
 */

#include "domain/stock/stock.h"

enum { STOCK_PARTS_MAX = 50 }; /* of a set: more than Allegro's sets have */

struct stock_link {
	const char *offer_id;
	uint64_t product_id;
	int64_t pieces;	   /* at least 1 */
	const char *actor; /* when read */
	int64_t made_at;   /* when read */
};

/*
 * An offer sells these parts from now on, in the caller's transaction; n 0: nothing of ours. Lines
 * that are open are booked anew by it, each once: those of before the link too, for which is
 * remembered which lines an offer has. What was sent stays booked where it was. Parts are of
 * different products.
 */
MUST_CHECK enum rc stock_link_set(struct db *db, uint64_t account_id, const char *offer_id,
				  const struct stock_link *parts, size_t n, const char *actor,
				  struct err *e);

/* Links of one offer; of one product in all accounts (offer_id is set; up to STOCK_LINKS). */
enum { STOCK_LINKS = 200 };
MUST_CHECK enum rc stock_links_of_offer(struct db *db, void *mem, uint64_t account_id,
					const char *offer_id, struct stock_link **out, size_t *n,
					struct err *e);

struct stock_seller {
	uint64_t account_id;
	const char *account;
	const char *offer_id;
	int64_t pieces;
};
MUST_CHECK enum rc stock_links_of_product(struct db *db, void *mem, uint64_t product_id,
					  struct stock_seller **out, size_t *n, struct err *e);

#endif
