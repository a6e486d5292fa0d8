#ifndef DOMAIN_CATALOG_PRODUCT_DIFF_H
#define DOMAIN_CATALOG_PRODUCT_DIFF_H

/*
 * What a row of a file would do to a product, and whether a whole run may do it without asking.
 * Pure.
 */

#include "domain/catalog/product.h"

enum product_verdict {
	PRODUCT_NEW,
	PRODUCT_CHANGED,
	PRODUCT_SAME,
	PRODUCT_REFUSED,
	PRODUCT_VERDICTS
};

struct product_diff {
	enum product_verdict verdict;
	uint64_t changed; /* fields that would move */
	uint64_t locked;  /* fields that differ and stay, because a person changed them */
	bool loses_stock; /* from some to none */
	bool loses_price; /* from an amount to nothing or 0 */
	bool jumps;	  /* the price to less than a third or more than three times, or to another
			     currency */
};

/* What is known of a product, apart from what a file can say. */
struct product_state {
	uint64_t locks;
	bool is_gone;
};

/* have NULL: no product has this SKU. */
struct product_diff product_compare(const struct product *have, const struct product_state *state,
				    const struct product *row);

/* Fill what a variant does not say from what its parent says, but what each has for itself. */
void product_inherit(struct product *variant, const struct product *parent);

/*
 * The brake on a run (RELIABILITY F24, F25): it stops and asks when it takes stock or price from,
 * or makes jump the price of, or lets disappear, more than 5 % of the products and more than 20 of
 * them.
 */
enum { BRAKE_PERCENT = 5, BRAKE_PRODUCTS = 20 };

struct run_effect {
	int64_t products; /* there are, of this profile */
	int64_t loses_stock;
	int64_t loses_price;
	int64_t jumps;
	int64_t gone;
};

enum run_brake { BRAKE_NONE, BRAKE_STOCK, BRAKE_PRICE, BRAKE_JUMP, BRAKE_GONE, BRAKES };
enum run_brake run_brake(const struct run_effect *effect);

#endif
