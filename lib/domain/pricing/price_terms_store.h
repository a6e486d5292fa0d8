#ifndef DOMAIN_PRICING_PRICE_TERMS_STORE_H
#define DOMAIN_PRICING_PRICE_TERMS_STORE_H

/* Private to lib/domain/pricing. */

#include "domain/pricing/price_terms.h"

MUST_CHECK enum rc currency_rates_insert(struct db *db, const struct currency_rate *rates, size_t n,
					 struct err *e);
MUST_CHECK enum rc price_fee_insert(struct db *db, const struct price_fee *fee, struct err *e);

#endif
