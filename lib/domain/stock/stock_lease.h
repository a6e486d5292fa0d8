#ifndef DOMAIN_STOCK_STOCK_LEASE_H
#define DOMAIN_STOCK_STOCK_LEASE_H

/*
 * The last pieces: when there are fewer than the offers of a product would show, one offer keeps
 * them and the others rest, so that no piece is sold twice. It moves on when that offer ends.
 */

#include "domain/stock/stock.h"

/* An offer of the product. */
struct stock_rival {
	uint64_t account_id;
	const char *offer_id;
	int64_t pieces; /* it takes at once */
	bool is_live;	/* it sells, or rests for want of pieces: Allegro would take a number */
};

enum { STOCK_ALL = -1, STOCK_NOBODY = -2 };

/*
 * Pure. Which of them may show what there is: STOCK_ALL when there is enough for one piece of each,
 * else the place of the one that keeps it, or STOCK_NOBODY. keeper is the one that had it (NULL:
 * none): it stays as long as it is live and can show a piece. Else the first that can, in the order
 * given.
 */
long stock_keeper(const struct stock_rival *rivals, size_t n, int64_t available,
		  const struct stock_rival *keeper);

/* Pure. Whether so many that may be sold are too few for offers that take so many at once, all
 * together. STOCK_UNKNOWN is not few. */
bool stock_is_scarce(int64_t available, int64_t wanted);

/* Who keeps the last pieces of a product, as it is stored; offer_id NULL: nobody. Setting is a
 * compare-and-set against what was read: RC_CONFLICT, somebody was faster. */
struct stock_lease {
	uint64_t product_id;
	uint64_t account_id;
	const char *offer_id;
	int64_t version; /* 0: there was none */
};
MUST_CHECK enum rc stock_lease_find(struct db *db, void *mem, uint64_t product_id,
				    struct stock_lease *out, struct err *e);
MUST_CHECK enum rc stock_lease_set(struct db *db, const struct stock_lease *read,
				   const struct stock_rival *keeper, struct err *e);

#endif
