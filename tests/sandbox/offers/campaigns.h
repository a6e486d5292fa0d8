#ifndef SANDBOX_OFFERS_CAMPAIGNS_H
#define SANDBOX_OFFERS_CAMPAIGNS_H

/* Programmes that offers take part in (FACTS 9): read, not written. */

#include "server/http.h"

extern const char *const badge_campaigns_query[];
extern const char *const badges_query[];
extern const char *const discount_campaigns_query[];
extern const char *const discount_offers_query[];
void campaigns_badges(struct exchange *x);	 /* the campaigns */
void campaigns_badge_offers(struct exchange *x); /* the offers in them */
void campaigns_discounts(struct exchange *x);
void campaigns_discount_offers(struct exchange *x);
void campaigns_prices_accounts(struct exchange *x);
void campaigns_prices_offers(struct exchange *x); /* a question by POST */

#endif
