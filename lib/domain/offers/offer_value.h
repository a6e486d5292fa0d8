#ifndef DOMAIN_OFFERS_OFFER_VALUE_H
#define DOMAIN_OFFERS_OFFER_VALUE_H

/*
 * What an offer is to become, as the outbox and plans keep it: a price is "12.30 PLN", a stock "5",
 * a status one of the words here. Pure.
 */

#include "base/money.h"
#include "domain/offers/offer.h"

/* The field of an offer that a kind of the outbox writes. */
enum offer_trait offer_trait_of(const char *kind);

/* A status. ENDED and ACTIVE are wishes of a person; the others are made for the stock, and say so,
 * because only what was ended for want of stock is made active again by itself. */
#define OFFER_ACTIVE  "ACTIVE"
#define OFFER_ENDED   "ENDED"
#define OFFER_EMPTIED "EMPTIED"		       /* ended, because nothing is left */
#define OFFER_REVIVED "REVIVED"		       /* active again, because there is stock */
#define OFFER_DELETED "DELETED"		       /* a draft, thrown away; of a kind of its own */
extern const char *const offer_status_words[]; /* ended by NULL */

/* NULL for MONEY_NONE. */
const char *offer_price_text(void *mem, struct money price);
/* false: it is no such text. */
bool offer_price_read(const char *text, struct money *out);

/* A number of pieces; NULL for INT64_MIN. */
const char *offer_stock_text(void *mem, int64_t pieces);
bool offer_stock_read(const char *text, int64_t *out);

/* What Allegro calls the status a word leads to: "ACTIVE" or "ENDED"; NULL: no word of ours. */
const char *offer_status_of(const char *word);

/* The value that takes a change back; NULL: there is none (the value before is unknown, or what was
 * done cannot be). Of an outbox kind. */
const char *offer_value_back(const char *kind, const char *before, const char *after);

#endif
