#ifndef DOMAIN_OFFERS_MARKET_H
#define DOMAIN_OFFERS_MARKET_H

/* Allegro's marketplaces (openapi.yaml, MarketplaceId). A later one is not known here. Pure. */

#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>

struct market {
	const char *id;
	const char *currency; /* in which its prices are */
	bool business;	      /* for buyers who are companies */
};
extern const struct market markets[];
extern const size_t markets_n;

/* NULL: it is not known. */
const struct market *market_find(const char *id);

/* Its currency; "": it is not known. */
const char *market_currency(const char *id) RETURNS_NONNULL;

#endif
