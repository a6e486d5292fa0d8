#ifndef DOMAIN_PRICING_PRICE_BOOK_H
#define DOMAIN_PRICING_PRICE_BOOK_H

/*
 * Offers held against the price rules, one after the other, in bounded memory whatever their
 *number.
 *
 *	if (price_book_load(db, mem, environment, &book, e))
 *		return e->rc;
 *	return price_walk(db, book, &(struct price_walking){.account_id = 1, .each = count}, e);
 */

#include "domain/pricing/price_judge.h"

struct price_shelf; /* a book, and the categories that were looked up with it */

MUST_CHECK enum rc price_book_load(struct db *db, void *mem, const char *environment,
				   struct price_shelf **out, struct err *e);
const struct price_book *price_book_of(const struct price_shelf *shelf) RETURNS_NONNULL;

/* Of each offer that Kram may price: buyers see it, it is for sale at once, and it is not kept by
 * Allegro. The case and the verdict live until the function returns. */
typedef enum rc price_each_fn(void *arg, const struct price_case *offer,
			      const struct price_verdict *verdict, struct err *e);

struct price_walking {
	uint64_t account_id;  /* 0: all of the environment */
	const char *offer_id; /* this one alone; NULL: all */
	uint64_t as_if;	      /* price_judge() */
	uint64_t after_id;    /* offers behind this row; 0: from the first */
	int64_t most;	      /* so many offers at most; 0: all */
	price_each_fn *each;
	void *arg;
	/* Out. */
	int64_t seen;
	uint64_t last_id;
	bool more; /* `most` ended it */
};
enum { PRICE_SLICE = 500 }; /* offers that are held in memory at once */
MUST_CHECK enum rc price_walk(struct db *db, struct price_shelf *shelf, struct price_walking *w,
			      struct err *e);

/* The offers of a product, up to PRICE_OF_PRODUCT_MAX, and what the rules make of each. */
struct price_judged {
	struct price_case offer;
	struct price_verdict verdict;
};
enum { PRICE_OF_PRODUCT_MAX = 50 };
MUST_CHECK enum rc price_of_product(struct db *db, void *mem, struct price_shelf *shelf,
				    uint64_t product_id, struct price_judged **out, size_t *n,
				    struct err *e);
/* And of one offer, for sale or not. RC_NOT_FOUND: it was never here. */
MUST_CHECK enum rc price_of_offer(struct db *db, void *mem, struct price_shelf *shelf,
				  uint64_t account_id, const char *offer_id,
				  struct price_judged *out, struct err *e);

#endif
