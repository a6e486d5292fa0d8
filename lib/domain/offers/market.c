/* Marketplaces and their currencies. */
#include "domain/offers/market.h"

#include "base/str.h"

const struct market markets[] = {
    {"allegro-pl", "PLN", false},	  {"allegro-cz", "CZK", false},
    {"allegro-sk", "EUR", false},	  {"allegro-hu", "HUF", false},
    {"allegro-business-pl", "PLN", true}, {"allegro-business-cz", "CZK", true},
    {"allegro-business-sk", "EUR", true}, {"allegro-business-hu", "HUF", true},
};
const size_t markets_n = COUNT_OF(markets);

const struct market *market_find(const char *id)
{
	for (size_t i = 0; i < COUNT_OF(markets); i++)
		if (str_eq(markets[i].id, id))
			return &markets[i];
	return NULL;
}

const char *market_currency(const char *id)
{
	const struct market *m = market_find(id);

	return m ? m->currency : "";
}
