#ifndef DOMAIN_MAPPING_READY_H
#define DOMAIN_MAPPING_READY_H

/*
 * Which products have to be judged anew. Whatever changes what readiness.h looks at says so in its
 * own transaction; check-products judges. That a product itself changed needs no word: its version
 * tells.
 */

#include "base/err.h"
#include "db/db.h"

enum touch_kind {
	TOUCH_ALL,
	TOUCH_SHOP,	/* products of a shop category; subject: its key */
	TOUCH_CATEGORY, /* that stand in a category of Allegro's */
	TOUCH_PARAM,	/* in each category that has this parameter */
	TOUCH_BRAND,	/* of a brand; subject: brand_key() */
	TOUCH_PRODUCT,
	TOUCH_KINDS
};

/* Inside a transaction: for one account, or 0 for all of the environment. */
MUST_CHECK enum rc ready_touch(struct db *db, const char *environment, uint64_t account_id,
			       enum touch_kind kind, const char *subject, struct err *e);

/* The same for single products. */
MUST_CHECK enum rc ready_touch_products(struct db *db, const char *environment, const uint64_t *ids,
					size_t n, struct err *e);

#endif
